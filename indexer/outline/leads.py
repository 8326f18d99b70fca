"""Lead phrases: sentences of their own that only name what the sentences after them tell.

Recognised by shape: short, no figures, no result that is reported, no pronoun that points back. Inside a paragraph the
shape must also be that of a task (强化……, 加快……, 在……上再……: the verbs such reports use everywhere), because any writer
may put a short sentence between two long ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.outline.sentences import trim

Span = tuple[int, int]

SHORTEST = 4
LONGEST_INNER = 16
LONGEST_FIRST = 30
LONGEST_LINE = 22
LONGEST_MARKED = 48
# What a lead phrase names must be told at some length; below this a short sentence is only a short sentence.
SHORTEST_BODY = 30

_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|《[^》]*》|「[^」]*」|[（(][^）)]*[）)]")
_SIGNS = re.compile(r"[\s，,、“”‘’《》「」（）()+＋·]")
_FIGURE = re.compile(r"[0-9０-９]|百分之|[一二三四五六七八九十百千万亿]{2,}(?:个|项|亿|万|元|吨|年)")
_POINTS_BACK = re.compile(
    r"我[们國国]|各位|以下|如下|下面|[这這那此]|有人|不是|已经|已經|应该|應該|可以|必须|必須|什么|怎样|为什|就是"
    r"|也[^门]|的是|尽管|虽然|因此|所以|但是?，"
)
_TIME_FIRST = re.compile(
    r"过去|刚刚|今[年后天]|去年|[目当]前|年初|[一二三四五六七八九十]年[来多]|回顾|回首|现在"
    r"|同时|此外|另外|其中|截至|首先|最后|总之"
)
_PREPOSITIONS = ("在", "为", "对", "由", "从", "关于", "根据", "按照", "随着", "显然", "同")
_PERIOD = re.compile(r"(?:[这過过]去?.?[一二三四五]?年|[一二三四五]年来|20\d\d年)[来间]?[，,](?:我们)?")
_ANNOUNCES = re.compile(r"以下|如下|下面|[一二三四五六七八九十]+(?:项|个|方面|点)|：|！|各位")
_STATES = re.compile(r"是(?!否)|[了将曾]|没有|正在|不仅|不但|能够")
_SPHERE = re.compile(r"在.{2,20}(?:方面|上)(?:再|更|持续|继续|取得|实现)?.{0,6}")
_ADVERB = (
    "加快|着力|大力|全力|积极|持续|深入|扎实|全面|切实|不断|进一步|稳步|努力|更好|统筹|有序|坚决|精心|精准|有效|纵深|协同|"
    "高质量|高水平|高标准|毫不放松|毫不松懈|千方百计|用心用情|继续|认真|严格|主动|稳妥|充分|广泛|重点|突出"
)
_TASK_VERB = (
    "强化|加强|加快|推进|推动|促进|深化|提升|提高|完善|健全|建立|构建|营造|优化|改善|改革|扩大|拓展|壮大|做强|做大|做好|做优|发展|"
    "培育|打造|建设|繁荣|保障|落实|坚持|实施|启动|攻坚|增强|激发|畅通|防范|化解|守牢|筑牢|维护|创新|支持|引导|规范|整治|治理|服务|"
    "弘扬|传承|保护|转变|调整|整顿|改进|巩固|稳定|稳住|抓好|抓实|狠抓|严守|融入|对接|聚焦|转型|保持|丰富|扩展|释放|夯实|压实|履行|"
    "关心|重视|控制|解决|帮助|开展|开放|搞好|搞活|抓紧|实行|培养|鼓励|办好"
)
_TASK = re.compile(rf"(?:(?:{_ADVERB})地?)*(?:{_TASK_VERB})|(?:着力|全力|大力)")
_RESULT = re.compile(r"完成|建成|竣工|创建|获[批得评]|列入|入选|出台|投用|成立|通过|[率量数]达|启用|上线|签约|开工|新[增建]")
# A task that ends in one of these is one undertaking among others, not a field of work to tell about.
_UNDERTAKING = re.compile(r"(?:计划|工程|行动|方案|项目|活动|成果)\Z")
_MOST_COMMAS = 3


def is_title(phrase: str, *, longest: int = LONGEST_FIRST) -> bool:
    """Whether a sentence, its final punctuation left out, could head a paragraph: it names, it does not report."""
    bare = _QUOTED.sub("", phrase)
    length = len(_SIGNS.sub("", phrase))
    return (
        SHORTEST <= length <= longest
        and not re.search(r"[：:；;。！!？?…]", bare)
        and len(re.findall("[，,、]", bare)) <= _MOST_COMMAS
        and not _FIGURE.search(bare)
        and not _POINTS_BACK.search(bare)
        and not _TIME_FIRST.match(phrase)
        and (not phrase.startswith(_PREPOSITIONS) or bool(_SPHERE.fullmatch(phrase)))
    )


def heads_lines(phrase: str) -> bool:
    """Whether a sentence printed on a line of its own heads the line after it.

    The line of its own says much: a statement such as 「这是民生改善的五年」 is a title there, and an opening such as
    「五年来，我们」 is not counted. What only announces (以下, 如下) is none.
    """
    named = _PERIOD.sub("", phrase, count=1) if _PERIOD.match(phrase) else phrase
    is_short_line = SHORTEST <= len(phrase) <= LONGEST_LINE and not _ANNOUNCES.search(phrase) and not _FIGURE.search(phrase)
    return is_short_line or is_title(named, longest=LONGEST_MARKED)


def is_task(phrase: str) -> bool:
    """Whether a sentence has the shape of a lead phrase that opens in the middle of a paragraph."""
    bare = _QUOTED.sub("“”", phrase)
    return (
        is_title(phrase)
        and len(_SIGNS.sub("", phrase)) <= LONGEST_INNER
        and not re.search("[，,、]", bare)
        and not _UNDERTAKING.search(phrase)
        and not _RESULT.search(bare)
        and bool(_TASK.match(phrase) or _SPHERE.fullmatch(phrase))
    )


def phrase_of(text: str, sentence: Span) -> Span:
    """The sentence without its final punctuation."""
    start, end = sentence
    while end > start and text[end - 1] in "。：:，,；;！!？?":
        end -= 1
    return trim(text, start, end)


def heads_paragraph(text: str, told: Sequence[Span], *, is_marked: bool = False) -> bool:
    """Whether the first of a paragraph's sentences is a lead phrase for the others.

    After a marker (——, 一是) it may be longer and state something; a line of its own is a lead phrase by its place.
    """
    if len(told) < 2 or not text[told[0][0] : told[0][1]].endswith("。"):
        return False
    start, end = phrase_of(text, told[0])
    phrase = text[start:end]
    is_own_line = "\n" in text[told[0][1] : told[1][0]] and heads_lines(phrase)
    is_lead = is_own_line or is_title(phrase, longest=LONGEST_MARKED if is_marked else LONGEST_FIRST)
    is_statement = _STATES.search(_QUOTED.sub("", phrase)) and not (is_marked or is_own_line)
    return is_lead and not is_statement and told[-1][1] - told[1][0] >= max(SHORTEST_BODY, end - start)


def inner_leads(text: str, told: Sequence[Span]) -> list[int]:
    """Rows of the sentences that open a new topic inside the paragraph, in order; row 0 is among them when it heads one.

    Of two candidates in a row only the second has something to tell, and a candidate whose topic is told in fewer than
    SHORTEST_BODY code points is an ordinary short sentence.
    """
    rows = [row for row, span in enumerate(told) if _is_candidate(text, span)]
    candidates = set(rows)
    rows = [row for row in rows if row == 0 or row + 1 not in candidates]
    if rows[:1] != [0] and heads_paragraph(text, told):
        rows.insert(0, 0)
    kept: list[int] = []
    following = told[-1][1]
    for row in reversed(rows):
        if following - told[row][1] >= SHORTEST_BODY or (row == 0 and kept[-1:] == [1]):
            kept.append(row)
            following = told[row][0]
    return kept[::-1]


def _is_candidate(text: str, span: Span) -> bool:
    start, end = phrase_of(text, span)
    return end - start <= LONGEST_INNER + 8 and text[end : end + 1] == "。" and is_task(text[start:end])
