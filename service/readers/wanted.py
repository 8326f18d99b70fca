"""What a question says about the list that it asks for: how many there are, what they are, which verb has them for objects."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from itertools import pairwise

from indexer.numerals import ENGLISH
from indexer.segment import words
from service.query import Query
from service.readers.cutting import cut
from service.readers.enumeration import QUOTE
from service.readers.vocabulary import ADVERBS, MEASURES, NUMERALS, PLAN, PREDICATES, VERBS, value

_N = rf"(?P<n>十[一二三四五]|[{NUMERALS}]|[1-9]\d?)"
_COUNT = re.compile(rf"(?<![第\d.一二三四五六七八九十百千万亿年月])(?:哪|这|以下)?{_N}(?:{MEASURES})(?![月日号期年])")
_ASKED = re.compile(rf"哪{_N}")
_ORDINAL = re.compile(rf"第{_N}(?:{MEASURES})(?!方面)")
_ASIDE = re.compile(r"[（(][^（()）]*[）)]")
_TITLES = re.compile("标题|(?<!哪几)方面|重点(?:任务|工作)|哪.{0,3}项工作|工作部署|部分")
_AIMS = re.compile("目标|指标|预期")
_NUMBERED = re.compile("数量|多少|量化|百分之几|第几|几成|how m(?:any|uch)")
_ASKING = re.compile(rf"哪些|哪(?:几|{_N})?(?:{MEASURES}|国)?|(?<!十)几(?:{MEASURES})|什么|which|what")
_STOP = r"[,，。?？!！:：;；“”\"]"
_AFTER_NOUN = frozenset("是 呢 被 由 向 往 从 给 要 会 将 已 已经 先后 今年 去年 明年 年 来年 力争 计划 分别 各".split())
_BEFORE_ASKING = re.compile(
    rf"(?:{_STOP}|、|都|有|是|分别|包括|具体|为|指|一共|总共|叫|各|[和的]|一下|麻烦|请|列出来?|列全|列|点名|逐一|一条条|"
    "一个不落|一项不落|全部|之类|当中|里面?|报告[里中]?(?:一共|总共|具体)?(?:写|列|说|提|点|讲)(?:出来|到|了|明|名)*)$"
)
_NEW = re.compile("^新(?=..)")  # 新开工, of which reports say 开工 too
_COUNTING = re.compile(rf"^(?:\d+年?|{_N})(?:{MEASURES})?")
_VERBS = re.compile(rf"(?:{VERBS}|{PREDICATES})")
# Adverbs, what joins the question to its list, 经济社会发展的目标.
_NO_VERB = re.compile(f"{ADVERBS}|全部|提前|正式|基本|分别|包括|包含|涵盖|是指|[指有]$|发展(?!了|好|哪|什么)")
_ENDS_IN_VERB = re.compile(rf"(?!{_NO_VERB.pattern})(?:{VERBS})(?<=..)$")
_SAYS_NOTHING = re.compile(f"{ADVERBS}|之类|具体|各是|多少|方面|什么|\\d+")
_OR = re.compile("(?:好|了)?(?:[、或和及并]|或者)?")
_LONGEST_KEY = 8  # characters
_COUNT_WORD = re.compile(rf"\b(?P<n>{'|'.join(ENGLISH)})\b")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The list that a question asks for."""

    question: str  # folded, without what stands in brackets
    n_items: int | None  # how many, where the question says so
    names: tuple[str, ...]  # what the question has in quotes
    noun: str  # what the items are: 街道 of 哪些街道, 目标 of 主要目标有哪些; empty where that is not told
    ordinal: int | None  # 2 of 第2件
    verbs: tuple[str, ...]  # the ones beside the asking word, whose objects or subjects are asked for
    titles: bool  # the headings of parts
    aims: bool
    numbered: bool  # each with its figure

    @property
    def noun_words(self) -> tuple[str, ...]:
        """The words of the noun, of two characters or more, that say what it is."""
        return _noun_words(self.noun)

    @property
    def nouns(self) -> tuple[str, ...]:
        """What each item may be called by: the noun, its parts, its words."""
        return _nouns(self.noun)

    @property
    def subjects(self) -> tuple[str, ...]:
        """The words of the question of which something may be said: 安林 of 安林入选了哪些."""
        return tuple(dict.fromkeys(word.text for word in words(self.question) if len(word.text) > 1 and word.script == "han"))

    def announces(self, text: str) -> bool:
        """Whether a text has the quoted name of the whole list: “六大行动”, which is none of the six."""
        return any(re.match(_N, name) and name in text for name in self.names)


@functools.lru_cache(maxsize=256)  # asked for each list
def _noun_words(noun: str) -> tuple[str, ...]:
    found = (word.text for word in words(noun))
    return tuple(dict.fromkeys(word for word in found if len(word) > 1 and not _SAYS_NOTHING.fullmatch(word)))


@functools.lru_cache(maxsize=256)
def _nouns(noun: str) -> tuple[str, ...]:
    parts = [part for part in re.split("[的、和与及]", noun) if 1 < len(part) <= _LONGEST_KEY]
    return tuple(dict.fromkeys((*(part for part in parts if not _SAYS_NOTHING.fullmatch(part)), *_noun_words(noun))))


def wanted(query: Query) -> Wanted:
    """What is wanted of a list."""
    question = _ASIDE.sub("", query.folded)
    names = tuple(name for name in QUOTE.findall(question) if len(name) > 1)
    return Wanted(
        question,
        _n_items(question, names),
        names,
        _noun(question),
        value(found["n"]) if (found := _ORDINAL.search(question)) else None,
        _verbs(question, names),
        bool(_TITLES.search(question)),
        bool(_AIMS.search(question)),
        bool(_NUMBERED.search(question)),
    )


def _n_items(question: str, names: tuple[str, ...]) -> int | None:
    plain = QUOTE.sub("“”", question)
    is_of_one = _ORDINAL.search(plain) is not None  # 十件实事的第2件: ten are not asked for
    if found := _ASKED.search(plain) or (None if is_of_one else _last(_COUNT, plain)):
        return value(found["n"])
    if found := _COUNT_WORD.search(plain):
        return ENGLISH[found["n"]]
    for name in reversed(names):
        if (found := re.match(_N, name)) and not PLAN.match(name):
            return value(found["n"])
    return None


def _noun(question: str) -> str:
    """The words after the asking word up to a stop or a verb, or those before it where it closes the question."""
    asking = _ASKING.search(question)
    after = re.split(_STOP, question[asking.end() :])[0] if asking else ""
    for word in words(after):
        if word.start and (word.text in _AFTER_NOUN or _VERBS.fullmatch(word.text)):
            after = after[: word.start]
            break
    if len(after) > 1:
        return after.strip("的、")
    if asking and (quoted := QUOTE.match(question, asking.end())):
        return _COUNTING.sub("", quoted[1])
    before = question[: asking.start()] if asking else re.split(_STOP, question)[0]
    while found := _BEFORE_ASKING.search(before):
        before = before[: found.start()]
    if _ENDS_IN_VERB.search(before):
        return ""  # 要打造哪几个: of what, is not told
    return _COUNTING.sub("", re.split(rf"{_STOP}|的", before)[-1])


def _verbs(question: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The verb before the asking word, with those joined to it (举办或办好), else the first; before all a quoted one."""
    if quoted := tuple(name for name in names if _VERBS.fullmatch(name)):
        return quoted
    asking = _ASKING.search(question)
    found = [match for match in _words_of(_VERBS, question) if not _NO_VERB.match(question, match.start())]
    before = [match for match in found if asking is None or match.end() <= asking.start()]
    chosen = before[-1:] or found[:1]
    for earlier, later in reversed(list(pairwise(before))):
        if not _OR.fullmatch(question, earlier.end(), later.start()):
            break
        chosen.insert(0, earlier)
    return tuple(dict.fromkeys(_NEW.sub("", match.group()) for match in chosen))


def _words_of(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """The matches of two characters or more that end where a word does: 开工 in 新开工, not 新开."""
    found: list[re.Match[str]] = []
    for at in range(len(text)):
        match = pattern.match(text, at)
        if match and len(match.group()) > 1 and cut(text).is_border(match.end()) and (not found or at >= found[-1].end()):
            found.append(match)
    return found


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(reversed(list(pattern.finditer(text))), None)
