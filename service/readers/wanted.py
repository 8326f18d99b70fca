"""What a question says about the list that it asks for: how many there are, what they are, which verb has them for objects."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from service.query import Query
from service.readers.borders import value
from service.readers.vocabulary import MEASURES, NUMERALS, VERBS

_N = rf"(?P<n>十[一二三四五]|[{NUMERALS}]|[1-9]\d?)"
_COUNT = re.compile(rf"(?<![第\d.一二三四五六七八九十百千万亿年月])(?:哪|这|以下)?{_N}(?:{MEASURES})(?![月日号期年])")
_ASKED = re.compile(rf"哪{_N}")
_QUOTED = re.compile(r"[“\"「]([^“”\"「」]+)[”\"」]")
_ORDINAL = re.compile(rf"第{_N}(?:{MEASURES})(?!方面)")
_ASIDE = re.compile(r"[（(][^（()）]*[）)]")
_TITLES = re.compile("标题|(?<!哪几)方面|重点(?:任务|工作)|哪.{0,3}项工作|工作部署|部分")
_AIMS = re.compile("目标|指标|预期")
_NUMBERED = re.compile("数量|各多少|多少家|量化")
_ASKING = re.compile(rf"哪(?:些|几|{_N})?(?:{MEASURES})?|什么|which|what")
_STOP = r"[,，、。?？!！:：;；“”\"]"
_AFTER_NOUN = re.compile(rf"{_STOP}|是$|呢|入选|列入|申报|被|要|先后|今年|去年|建成|[来去]年")
_BEFORE_ASKING = re.compile(rf"(?:{_STOP}|都|有|是|分别|包括|具体|为|指|一共|总共|叫|各|[和的]|一下|请|列出)$")
_COUNTING = re.compile(rf"^{_N}?(?:{MEASURES})?")
_VERBS = re.compile(rf"(?:{VERBS})")
_OR = re.compile("(?:好|了)?(?:[、或和及并]|或者)")
_WORDS = {word: n for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_COUNT_WORD = re.compile(rf"\b(?P<n>{'|'.join(_WORDS)})\b")


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


def wanted(query: Query) -> Wanted:
    """What is wanted of a list."""
    question = _ASIDE.sub("", query.folded)
    names = tuple(name for name in _QUOTED.findall(question) if len(name) > 1)
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
    plain = _QUOTED.sub("“”", question)
    is_of_one = _ORDINAL.search(plain) is not None  # 十件实事的第2件: ten are not asked for
    if found := _ASKED.search(plain) or (None if is_of_one else _last(_COUNT, plain)):
        return value(found["n"])
    if found := _COUNT_WORD.search(plain):
        return _WORDS[found["n"]]
    for name in reversed(names):
        if found := re.match(_N, name):
            return value(found["n"])
    return None


def _noun(question: str) -> str:
    """The words after the asking word up to a stop, or those before it where it closes the question."""
    asking = _ASKING.search(question)
    after = _AFTER_NOUN.split(question[asking.end() :])[0] if asking else ""
    if len(after) > 1:
        return after
    before = question[: asking.start()] if asking else re.split(_STOP, question)[0]
    while found := _BEFORE_ASKING.search(before):
        before = before[: found.start()]
    return _COUNTING.sub("", re.split(rf"{_STOP}|的", before)[-1])


def _verbs(question: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The verb before the asking word, with those joined to it (举办或办好), else the first; before all a quoted one."""
    if quoted := tuple(name for name in names if _VERBS.fullmatch(name)):
        return quoted
    asking = _ASKING.search(question)
    found = [match for match in _VERBS.finditer(question) if len(match.group()) > 1]
    before = [match for match in found if asking is None or match.end() <= asking.start()]
    chosen = before[-1:] or found[:1]
    for earlier, later in reversed(list(pairwise(before))):
        if not _OR.fullmatch(question, earlier.end(), later.start()):
            break
        chosen.insert(0, earlier)
    return tuple(dict.fromkeys(match.group() for match in chosen))


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(reversed(list(pattern.finditer(text))), None)
