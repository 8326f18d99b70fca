"""Cutting a clause to what a question asks for: a figure, a list, a definition, a phrase."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.encoders.base import Encoder
from indexer.facts import Quantity, quantities
from indexer.facts.units import is_rate
from indexer.segment import fold
from indexer.snapshot import Snapshot
from service.enumeration import enumerated, split
from service.glossary import body_start, terms
from service.query import Query
from service.records import Hit, Kind
from service.relevance import relevance

# A figure's own words weigh as much as its clause; a unit that is asked for outright decides between near equals.
_UNIT_BONUS = 0.15
_DATE = re.compile(r"\d\s?[年月日]|年[初中底末]|月底|季度|[上下]半年")
_ASKED_SHARE = re.compile(r"占比|比例|比重|百分之|增速|增幅|增长率|率|增长.{0,3}多少|percent|share|proportion|rate")
_COMMA = r",(?!(?<=\d,)\d{3}(?!\d))|，"  # but not the one in 48,600
_STOP = re.compile(rf"{_COMMA}|[;；:：。!！?？\n]")
_PHRASE_STOP = re.compile(rf"{_COMMA}|[;；。!！?？\n]")  # what stands before a colon is no answer without what follows
_PART = re.compile(rf"{_COMMA}|[、;；:：。!！?？\n]")
_NAMES_NOTHING = re.compile(r"(?:同比|比上年|较上年|年均)?(?:实际)?(?:增长|下降|提高|增加|减少|上升|回落)(?:了)?")
_LIST_STOP = re.compile(r"[;；:：。\n]")
_ITEM = re.compile(r"[、;；]")  # what makes a stretch a list
_JOINT = re.compile(r"和|及|与")
_LIST_NUMBER = re.compile(r"^\s*(?:\d+\s*[.．、]|[(（]\d+[)）])\s*")
_QUOTED = re.compile(r"[“\"「]([^“”\"「」]+)[”\"」]")
_quantities = functools.lru_cache(maxsize=4096)(quantities)  # of a sentence, which many questions come upon
_SECOND_PART_GAIN = 0.08  # what a further stretch must add to a phrase or a list to be worth its length


@dataclass(frozen=True, slots=True)
class Cut:
    """An answer cut out of a hit. The quote is report.text[start:end], the answer a part of it."""

    hit: Hit
    kind: Kind
    answer: str
    start: int
    end: int
    relevance: float
    is_asked_form: bool  # a figure of the unit, a share, a date where the question asks for one
    items: tuple[str, ...] = ()


def cut_figure(encoder: Encoder, query: Query, hits: Sequence[Hit], snapshot: Snapshot) -> Cut | None:
    """The quantity whose surroundings fit the question best, from all sentences of the hits; None if they hold none."""
    found = [(hit, start, end, quantity) for hit, start, end in _sentences(hits, snapshot) for quantity in _in(hit, start, end)]
    if not found:
        return None
    near = relevance(encoder, query.text, [_near(hit.text, quantity) for hit, _, _, quantity in found])
    wide = relevance(encoder, query.text, [_up_to(hit.text, quantity) for hit, _, _, quantity in found])
    fits = (2 * near + wide) / 3
    totals = [hit.score + fit + _UNIT_BONUS * _unit_fits(query, q) for (hit, _, _, q), fit in zip(found, fits, strict=True)]
    best = max(range(len(totals)), key=lambda i: (totals[i], -i))
    hit, start, end, quantity = found[best]
    answer = hit.text[quantity.start : quantity.end]
    return Cut(hit, "value", answer, start, end, float(fits[best]), not query.wants_date and _unit_fits(query, quantity) >= 0)


def cut_list(encoder: Encoder, query: Query, hits: Sequence[Hit], snapshot: Snapshot) -> Cut | None:
    """The stretch of the best clause that enumerates what is asked for; None if it enumerates nothing."""
    hit = hits[0]
    text, base = hit.text, hit.clause.start
    sentences = _spans(hit, snapshot)
    narrow, wide = ([span for start, end in sentences for span in split(text, start, end, at)] for at in (_STOP, _LIST_STOP))
    listing = [(a, b) for a, b in dict.fromkeys((*narrow, *wide)) if _ITEM.search(text, a, b)]
    if not listing:
        return None
    fits = relevance(encoder, query.text, [text[_list_head(text, a) : b] for a, b in listing]).tolist()
    gains = [fit if span in narrow else fit - _SECOND_PART_GAIN for fit, span in zip(fits, listing, strict=True)]
    best = max(range(len(gains)), key=lambda i: (gains[i], -i))
    start, end = listing[best]
    items = enumerated(text, start, end)
    answer = text[items[0][0] : items[-1][1]]
    told = tuple(text[a:b] for a, b in items)
    return Cut(hit, "list", answer, base + start, base + end, fits[best], not query.wants_date, told)


def cut_definition(encoder: Encoder, query: Query, hits: Sequence[Hit], snapshot: Snapshot) -> Cut | None:
    """The glossary entry of the term that is asked for, its name left out; None if no entry is among the hits.

    A part of the term that the question quotes too (“1335X”里的“X”) is answered by the stretch that explains it.
    """
    for hit in hits:
        start = body_start(hit.text) if terms(hit.clause) else 0
        if not start:
            continue
        end = len(hit.text.rstrip("。."))
        quoted = set(_QUOTED.findall(query.folded)) - terms(hit.clause)
        parts = split(hit.text, start, end, _LIST_STOP)
        stretches = [(a, b) for a, b in parts if any(f"“{part}”" in fold(hit.text[a:b]) for part in quoted)]
        a, b = stretches[0] if stretches else (start, end)
        fit = relevance(encoder, query.text, [hit.clause.heading or hit.text])[0]
        return Cut(hit, "definition", hit.text[a:b].strip(), hit.clause.start, hit.clause.end, float(fit), is_asked_form=True)
    return None


def cut_phrase(encoder: Encoder, query: Query, hits: Sequence[Hit], snapshot: Snapshot) -> Cut:
    """The stretch of the best clause's best sentence, between stops, that fits best; two stretches if both are needed."""
    hit = hits[0]
    start, end = hit.sentence
    text, base = hit.text, hit.clause.start
    number = _LIST_NUMBER.match(text)
    begin = max(start - base, number.end() if number else 0)
    parts = split(text, begin, end - base, _PHRASE_STOP) or [(start - base, end - base)]
    pairs = [(a, b) for (a, _), (_, b) in zip(parts, parts[1:], strict=False)]
    fits = relevance(encoder, query.text, [text[a:b] for a, b in (*parts, *pairs)]).tolist()
    gains = [*fits[: len(parts)], *(fit - _SECOND_PART_GAIN for fit in fits[len(parts) :])]
    best = max(range(len(gains)), key=lambda i: (gains[i], -i))
    a, b = (*parts, *pairs)[best]
    is_asked_form = bool(_DATE.search(text, a, b)) if query.wants_date else query.kind not in ("value", "definition")
    return Cut(hit, "span", text[a:b], start, end, fits[best], is_asked_form)


def _sentences(hits: Sequence[Hit], snapshot: Snapshot) -> Iterator[tuple[Hit, int, int]]:
    """Every sentence of the hits, by its offsets in the report."""
    for hit in hits:
        for start, end in _spans(hit, snapshot):
            yield hit, hit.clause.start + start, hit.clause.start + end


def _spans(hit: Hit, snapshot: Snapshot) -> list[tuple[int, int]]:
    """The sentences of a hit, by their offsets in its text."""
    row, base = snapshot.row_of[hit.clause.clause_id], hit.clause.start
    first, last = snapshot.first_sentences[row : row + 2]
    return [(int(start) - base, int(end) - base) for _, start, end in snapshot.sentences[first:last]]


def _in(hit: Hit, start: int, end: int) -> list[Quantity]:
    base = hit.clause.start
    return [quantity for quantity in _quantities(hit.text) if start - base <= quantity.start and quantity.end <= end - base]


def _near(text: str, quantity: Quantity) -> str:
    """The words that a quantity belongs to: its part of the sentence, cut where another quantity of the part has its own
    (覆盖2个街道和87个小区: 覆盖87个小区), with the part before where it names nothing of its own (25宗、1908.6亩;
    总额92亿元,增长7.1%).
    """
    shared = ""  # what stands before the first of several, which is said of all
    begin, end = _part(text, quantity.start, quantity.end)
    others = [(begin + other.start, begin + other.end) for other in _quantities(text[begin:end])]
    for other_start, other_end in others:
        if other_end <= quantity.number_start:
            if joined := _last(_JOINT, text, other_end, quantity.start):
                shared, begin = shared or text[begin:other_start], joined
        elif other_start >= quantity.end:
            joint = _JOINT.search(text, quantity.end, other_start)
            end = joint.start() if joint else end
            break
    own = text[begin : quantity.start].strip() + text[quantity.end : end].strip()
    if (len(own) < 2 or _NAMES_NOTHING.fullmatch(own)) and begin > 1:
        begin = _part(text, begin - 1, begin - 1)[0]
    return shared + text[begin:end]


def _up_to(text: str, quantity: Quantity) -> str:
    """The words between the last stop and the quantity: the verb that several quantities share stands there."""
    return text[_last(_STOP, text, 0, quantity.start) or 0 : quantity.end]


def _part(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of the sentence, between stops or 、, around text[start:end]."""
    stop = _PART.search(text, end)
    return _last(_PART, text, 0, start) or 0, stop.start() if stop else len(text)


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> int | None:
    """Where the last match in text[start:end] ends."""
    ends = [match.end() for match in pattern.finditer(text, start, end)]
    return ends[-1] if ends else None


def _list_head(text: str, start: int) -> int:
    """Where the words begin that say what a list is of: before its colon, else with the list."""
    if not text[:start].rstrip().endswith((":", "：")):
        return start
    return _last(re.compile("[;；。\n]"), text, 0, start - 1) or 0


def _unit_fits(query: Query, quantity: Quantity) -> int:
    """1 if the question asks for this unit, or for a share or rate and this is one; -1 if it is another; 0 if it names none."""
    if query.unit:
        unit = fold(quantity.measure)
        if query.unit.endswith(unit) or unit.endswith(query.unit):
            return 1
        return -1 if query.unit.endswith("元") else 0  # 多少家企业 may be told in 户, but money is money
    if _ASKED_SHARE.search(query.folded):
        return 1 if is_rate(quantity.measure) else -1
    return 0
