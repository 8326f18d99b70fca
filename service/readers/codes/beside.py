"""What stands around a shorthand in its clause and tells what it sums up.

政策、热线[“两送”]; [“两送”]：政策、热线; [“两送”]（即政策和热线）; [“两保”]底线，保工资、保运转; [“两大行动”]：一是…二是…
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indexer.outline.markers import enumeration, parse_marker
from service.readers.borders import items_between, joint
from service.readers.codes.shorthand import Asked
from service.readers.cutting import cut
from service.readers.enumeration import BETWEEN, Span, split_outside
from service.readers.spans.speech import Speech, speech
from service.readers.stops import COMMA, FULL_STOP, PART, PART_STOP, SEMICOLON, STOP, last
from service.readers.vocabulary import VERBS

_OPENS = "“\"「‘'"
_LEADS_IN = re.compile(rf"(?:简称|统称|合称|等|的|这|为|——|[(（{_OPENS}])+$")
_WHOLE = r"[^，,、。；;：:！!\n（(—]{0,14}?"
_SAYS = "(?:即|也?就是|指的是|是指)[:：]?"
_TELLS = re.compile(
    rf"{_WHOLE}(?:[：:（(]|——|(?:{COMMA})?(?:{_SAYS}|分别[为是]|包括|涵盖|指|主要[有是]))|[^，,、。；;：:！!\n（(—]{{0,4}}?(?:是|为(?!了))"
)
_GOES_ON = re.compile(rf"{_WHOLE}(?:{COMMA})")
_DEFINES = re.compile(rf"{_WHOLE}(?:[：:（(]|——|(?:{COMMA})?(?:{_SAYS}))")
_JOINED = re.compile(rf"(?:[、和与及]|[一二两双三四五六七八九十\d][^“”]*”)[{_OPENS}]?$")
_JOINS = re.compile(r"[^，,。；;：:！!\n和与及等]{0,6}、")
_CLOSES = re.compile("[）)]")
_FIGURE = re.compile(r"\d")
_VERB = re.compile(VERBS)
_EVEN = 0.45  # of the length of the first of two, what the second has at least
_KIN = 0.5  # of the nouns, in parts between commas that may go on with something else

# How much the shape says that the shorthand sums up these items, beside how well their count and words agree.
TOLD, GOING_ON, FOLLOWING, HEADED, ELSEWHERE = 1.0, 0.6, 0.6, 0.6, 0.2


class Told(NamedTuple):
    """Items that a shorthand may sum up, by offsets in a text."""

    shape: float
    items: Sequence[Span]


def beside(text: str, start: int, end: int, asked: Asked, question: str) -> Iterator[Told]:
    """What tells of the shorthand text[start:end], which may be without its quotation marks, as many items as it says."""
    for shape, found in (
        (TOLD, _before(text, start, end, question)),
        (TOLD, _behind(text, end, _TELLS, asked, question)),
        (GOING_ON, _behind(text, end, _GOES_ON, asked, question)),
        (FOLLOWING, _following(text, end, asked)),
    ):
        for items in found:
            told = [text[a:b] for a, b in items]
            if len(items) in asked.counts and (shape == TOLD or are_kin(told, asked)):
                yield Told(shape, _without_figure(text, items))


def defined(text: str, end: int) -> Span | None:
    """What a text says that a term is which ends at `end`: behind a colon, 即, 是指, or in brackets."""
    found = _DEFINES.match(text, end)
    if found is None:
        return None
    stop = (_CLOSES if found.group()[-1] in "（(" else FULL_STOP).search(text, found.end())
    span = (found.end(), stop.start() if stop else len(text))
    return span if text[slice(*span)].strip() else None


def _before(text: str, start: int, end_of_code: int, question: str) -> Iterator[list[Span]]:
    if _JOINED.search(text, 0, start) or _JOINS.match(text, end_of_code):  # it is an item itself: 改革、创新和[“两个…”], …
        return
    leads_in = _LEADS_IN.search(text, 0, start)
    end = leads_in.start() if leads_in else start
    parts = split_outside(text, last(STOP, text, 0, end) or 0, end, BETWEEN)
    for items in _enumerated(text, parts, question):
        if _is_verb(text, *items[0]) and not any(_is_verb(text, a, b) for a, b in items[1:]):
            items[0] = (after_verb(text, *items[0]), items[0][1])
        if len(parts) > 1 or _is_pair(text, items):
            yield items
        yield [(items[0][0], parts[0][1]), *parts[1:]]  # 服务和监管、创新[“两个…”]: 和 does not part the items


def _behind(text: str, end: int, opening: re.Pattern[str], asked: Asked, question: str) -> Iterator[list[Span]]:
    found = opening.match(text, end)
    if found is None:
        return
    begin = found.end()
    whole = (_CLOSES if found.group()[-1] in "（(" else FULL_STOP).search(text, begin)
    whole_end = whole.start() if whole else len(text)
    first = STOP.search(text, begin, whole_end)
    parts = split_outside(text, begin, first.start() if first else whole_end, BETWEEN)
    yield from _enumerated(text, parts, question)
    yield parts
    if len(parts) == 1 and (both := joint(text, *parts[0])):
        yield [(parts[0][0], both[0]), (both[1], parts[0][1])]
    for at in (SEMICOLON, PART_STOP, PART):
        parts = split_outside(text, begin, whole_end, at)
        yield [(a, b) for a, b in parts if kinship([text[a:b]], asked.nouns) == 1]
        yield from (parts[:n] for n in asked.counts if kinship([text[a:b] for a, b in parts[:n]], asked.nouns) > _KIN)
        if opening is _TELLS:
            yield parts


def _enumerated(text: str, parts: Sequence[Span], question: str) -> Iterator[list[Span]]:
    if parts and (items := items_between(text, parts, question)):
        yield items


def _following(text: str, end: int, asked: Asked) -> Iterator[list[Span]]:
    """What is counted behind it, or the beginnings of the sentences that have its noun."""
    starts = enumeration(text, end, len(text))
    yield [_opening(text, a, b) for a, b in zip(starts, [*starts[1:], len(text)], strict=False)] if starts else []
    sentences = [(a, b) for a, b in split_outside(text, end, len(text), FULL_STOP)]
    openings = [_opening(text, a, b) for a, b in sentences]
    long = [noun for noun in asked.nouns if len(noun) > 1]
    yield [(a, b) for a, b in openings if kinship([text[a:b]], long) == 1]


def _opening(text: str, start: int, end: int) -> Span:
    """The first stretch of text[start:end], without what counts it and the verb that leads in."""
    marker = parse_marker(text, start, end)
    start += marker.length if marker else 0
    stop = STOP.search(text, start, end)
    end = stop.start() if stop else start + len(text[start:end].rstrip())
    return after_verb(text, start, end), end


def after_verb(text: str, start: int, end: int) -> int:
    """Where the object begins of the verb that opens text[start:end]: 打造[绿色转型区]; the start where none does."""
    for word in cut(text).within(start, end):
        if speech(word.text) in (Speech.VERB, Speech.ACTION) and word.end < end:
            return word.end + (text[word.end] == "了")
        if speech(word.text) not in (Speech.PARTICLE, Speech.QUALITY):
            break
    return start


def _without_figure(text: str, items: Sequence[Span]) -> list[Span]:
    """The items, the last without the figure that is told of all of them: 保工资、保运转[支出2585亿元]."""
    *others, (start, end) = items
    figure = _FIGURE.search(text, start, end)
    if figure is None or any(_FIGURE.search(text, a, b) for a, b in others):
        return list(items)
    named = [word.start for word in cut(text).within(start, figure.start())][1:]
    return [*others, (start, named[-1] if named else end)]


def _is_pair(text: str, items: Sequence[Span]) -> bool:
    """Whether what 和 joins are two things: not 坚持和落实[“两个…”], nor 高职提质工程和中职[“双优计划”]."""
    lengths = [end - start for start, end in items]
    return lengths[-1] >= _EVEN * lengths[0] and not all(_VERB.fullmatch(text, *item) for item in items)


def _is_verb(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] opens with a verb."""
    return any(speech(word.text) is Speech.VERB for word in cut(text).within(start, end)[:1])


def are_kin(items: Sequence[str], asked: Asked) -> bool:
    """Whether items that nothing but their place ties to the shorthand share its nouns: one character at the same end of all."""
    if kinship(items, [noun for noun in asked.nouns if len(noun) > 1]) >= _KIN / 2:
        return True
    return any(all(item.startswith(noun) for item in items) or all(item.endswith(noun) for item in items) for noun in asked.nouns)


def kinship(items: Sequence[str], nouns: Sequence[str]) -> float:
    """How much of the shorthand's nouns the items hold, from 0 to 1: 医疗、医保 half of 医改, all of 医."""
    if not items or not nouns:
        return 0.0
    return sum(max(_share(item, noun) for noun in nouns) for item in items) / len(items)


def _share(item: str, noun: str) -> float:
    """How much of the noun the item has in the same order: all of 千行动 in 千亩良田建设行动."""
    best = 0
    for start in range(len(noun)):
        at = n_found = 0
        for sign in noun[start:]:
            if (found := item.find(sign, at)) >= 0:
                at, n_found = found + 1, n_found + 1
        best = max(best, n_found)
    return best / len(noun)
