"""What stands around a shorthand in its clause and tells what it sums up.

政策、热线[“两送”]; [“两送”]：政策、热线; [“两送”]（即政策和热线）; [“两保”]底线，保工资、保运转; [“两大行动”]：一是…二是…
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from indexer.outline.markers import enumeration, parse_marker
from service.glossary import begins_word
from service.readers.codes.counted import after_verb, counted
from service.readers.codes.kinship import KIN, are_kin, kinship
from service.readers.codes.shorthand import Asked
from service.readers.cutting import cut
from service.readers.enumeration import BETWEEN, Span, split_outside
from service.readers.stops import COMMA, FULL_STOP, PART, PART_STOP, SEMICOLON, SENTENCE_STOP, STOP, last
from service.readers.vocabulary import ADVERBS, VERBS

_OPENS = "“\"「‘'"
_LEADS_IN = re.compile(rf"(?:简称|统称|合称|等|的|这|为(?:主体|代表|重点|核心|支撑)?|——|[(（{_OPENS}])+$")
_WHOLE = r"[^，,、。；;：:！!\n（(—]{0,14}?"
_SAYS = "(?:即|也?就是|指的是|是指)[:：]?"
_TELLS = re.compile(
    rf"{_WHOLE}(?:[：:（(]|——|(?:{COMMA})?(?:{_SAYS}|分别[为是]|包括|涵盖|指|主要[有是]))|[^，,、。；;：:！!\n（(—]{{0,4}}?(?:是|(?<!成)为(?!了))"
)
_GOES_ON = re.compile(rf"{_WHOLE}(?:{COMMA})")
_DEFINES = re.compile(rf"{_WHOLE}(?:[：:（(]|——|(?:{COMMA})?(?:{_SAYS}))")
_JOINED = re.compile(rf"(?:[、和与及或]|[一二两双三四五六七八九十\d][^“”]*”)[{_OPENS}]?$")
_JOINS = re.compile(r"[^，,。；;：:！!\n和与及等]{0,6}、")
_CLOSES = re.compile("[）)]")
_FIGURE = re.compile(r"\d")
_OTHER = re.compile("”[、和与及向到]")  # behind another shorthand: 甲、乙“两个清单”和[丙、丁“两项机制”]
_COPULA = re.compile("就?是指|指的是|即指|[指即是]")
_VERB = re.compile(rf"(?:{ADVERBS})+(?:{VERBS})")  # is no thing: 拥护“两个甲”、[坚决做到]“两个乙”
_BLANK = " \n\u3000:："
_OPENING = {"told": _TELLS, "goes_on": _GOES_ON}
_TYING = ("before", "achieved", "told", "parts")

# How what is told stands: before the shorthand, as what was achieved before it; behind what tells of it, behind a comma, as parts
# between stops, counted, as the openings of sentences; as a part of all that the whole sums up; in the place of a part in a
# glossary entry, or within one; before the number of a part; in signs, in quotation marks, as what goes on with it; under
# headings, as headings, in titles, as what has its word, as what is counted so.
Form = Literal[
    "before",
    "achieved",
    "told",
    "goes_on",
    "parts",
    "following",
    "openings",
    "own",
    "place",
    "within",
    "summed",
    "signs",
    "quoted",
    "continued",
    "headed",
    "headings",
    "titled",
    "repeated",
    "counted",
]


class Told(NamedTuple):
    """Items that a shorthand may sum up, by offsets in a text; the first may begin and the last end elsewhere in `stretch`."""

    form: Form
    items: Sequence[Span]
    stretch: Span | None = None
    is_ended: bool = False  # whether the last ends where it does: nothing behind it sums them up


def beside(text: str, start: int, end: int, asked: Asked, question: str) -> Iterator[Told]:
    """What may tell of the shorthand text[start:end], which may be without its quotation marks, as many items as it says; of its
    kin where only the place ties them to it.
    """
    for found in (
        _before(text, start, end, asked, question),
        _behind(text, end, "told", asked, question),
        _behind(text, end, "goes_on", asked, question),
        _following(text, end, asked),
    ):
        for told in found:
            items = [text[a:b] for a, b in told.items]
            is_tied = told.form in _TYING or are_kin(items, asked)
            if len(items) in asked.counts and _VERB.fullmatch(items[-1]) is None and is_tied:
                yield told._replace(items=_without_figure(text, told.items))


def defined(text: str, end: int) -> Span | None:
    """What a text says that a term is which ends at `end`: behind a colon, 即, 是指, or in brackets."""
    found = _DEFINES.match(text, end)
    if found is None:
        return None
    stop = (_CLOSES if found.group()[-1] in "（(" else FULL_STOP).search(text, found.end())
    span = (_past_copula(text, found.end()), stop.start() if stop else len(text))
    return span if text[slice(*span)].strip() else None


def _before(text: str, start: int, end_of_code: int, asked: Asked, question: str) -> Iterator[Told]:
    if _JOINED.search(text, 0, start) or _JOINS.match(text, end_of_code):  # it is an item itself: 改革、创新和[“两个…”], …
        return
    leads_in = _LEADS_IN.search(text, 0, start)
    end = leads_in.start() if leads_in else start
    if asked.code in asked.nouns or (
        text[end:start].startswith("的") and _FIGURE.search(text, last(PART, text, 0, end) or 0, end)
    ):
        return  # the last of 甲多得、乙[“多得”]; 投资7亿元、全长3公里的[“两路”]
    begin = last(STOP, text, 0, end) or 0
    other = last(_OTHER, text, begin, end)
    for at in (begin, other) if other is not None else (begin,):
        yield from (Told("before", items, (at, end)) for items in counted(text, at, end, asked.counts, question))
    if after_verb(text, begin, end + 1) == end and STOP.match(text, end_of_code):  # 甲达3项,乙达5项,实现[“两个翻番”]
        parts = split_outside(text, last(SENTENCE_STOP, text, 0, begin) or 0, begin, PART_STOP)
        yield from (Told("achieved", parts[-n:]) for n in asked.counts if all(_FIGURE.search(text, a, b) for a, b in parts[-n:]))


def _behind(text: str, end: int, form: Form, asked: Asked, question: str) -> Iterator[Told]:
    found = _OPENING[form].match(text, end)
    if found is None or (found.group().endswith("指") and begins_word(text, found.end() - 1)):
        return
    begin = _past_copula(text, found.end())
    whole = (_CLOSES if found.group()[-1] in "（(" else FULL_STOP).search(text, begin)
    whole_end = whole.start() if whole else len(text)
    first = STOP.search(text, begin, whole_end)
    first_end = first.start() if first else whole_end
    is_telling = form == "told"
    for items in counted(text, begin, first_end, asked.counts, question, has_tail=first_end < whole_end):
        yield Told(form, items, (begin, first_end), first_end == whole_end)
    yield Told(form, split_outside(text, begin, first_end, BETWEEN), (begin, first_end))
    for at in (SEMICOLON, PART_STOP, PART):
        parts = split_outside(text, begin, whole_end, at)
        kin = [(a, b) for a, b in parts if kinship([text[a:b]], asked.nouns) == 1]
        ways = [kin, *(parts[:n] for n in asked.counts if kinship([text[a:b] for a, b in parts[:n]], asked.nouns) > KIN)]
        ways += [parts] if is_telling else []
        yield from (Told("parts" if is_telling else form, way) for way in ways if way)


def _past_copula(text: str, at: int) -> int:
    """Where what is told begins at `at` or behind 指, 即 or 是 there, where these are words: not in 指标, 是非."""
    at += len(text[at:]) - len(text[at:].lstrip())
    copula = _COPULA.match(text, at)
    end = copula.end() if copula and not begins_word(text, copula.end() - 1) else at
    return end + len(text[end:]) - len(text[end:].lstrip(_BLANK))


def _following(text: str, end: int, asked: Asked) -> Iterator[Told]:
    """What is counted behind it, or the beginnings of the sentences behind it: all that have its noun, the first."""
    starts = enumeration(text, end, len(text))
    if starts:
        yield Told("following", [_opening(text, a, b) for a, b in zip(starts, [*starts[1:], len(text)], strict=False)])
    sentences = [(a, b) for a, b in split_outside(text, end, len(text), FULL_STOP)]
    openings = [_opening(text, a, b) for a, b in sentences]
    long = [noun for noun in asked.nouns if len(noun) > 1]
    kin = [(a, b) for a, b in openings if kinship([text[a:b]], long) == 1]
    yield Told("openings", kin)
    if kin[:1] == openings[1:2]:  # they go on with it at once
        yield from (Told("openings", kin[:n]) for n in asked.counts)


def _opening(text: str, start: int, end: int) -> Span:
    """The first stretch of text[start:end], without what counts it and the verb that leads in."""
    marker = parse_marker(text, start, end)
    start += marker.length if marker else 0
    stop = STOP.search(text, start, end)
    end = stop.start() if stop else start + len(text[start:end].rstrip())
    return after_verb(text, start, end), end


def _without_figure(text: str, items: Sequence[Span]) -> list[Span]:
    """The items, the last without the figure that is told of all of them: 保工资、保运转[支出2585亿元]."""
    *others, (start, end) = items
    figure = _FIGURE.search(text, start, end)
    if figure is None or any(_FIGURE.search(text, a, b) for a, b in others):
        return list(items)
    named = [word.start for word in cut(text).within(start, figure.start())][1:]
    return [*others, (start, named[-1] if named else end)]
