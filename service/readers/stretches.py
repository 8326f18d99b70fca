"""The enumerations of one clause: items joined by 、 between two stops, and parts between commas or semicolons."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from service.readers.base import Place
from service.readers.borders import goes_on, items_between
from service.readers.endings import joint
from service.readers.enumeration import BETWEEN, PAIR, Span, split_outside
from service.readers.frames import frames
from service.readers.listing import Form, Listing
from service.readers.stops import COLON, FULL_STOP, PART_STOP, SEMICOLON, STOP
from service.readers.vocabulary import ANNOUNCES
from service.readers.wanted import Wanted
from service.records import Hit

_FIGURE = re.compile(r"\d")
_NAMED_FIGURE = re.compile(r"\D+\d")  # not the second of 分别增长3%、6%
_HEDGE = re.compile(r"(?:并?(?:力争|争取|努力争取|确保)|根据|在.{0,8}基础上)[^\d]*$")
_SUBJECT_OF_PARTS = re.compile(r".{0,24}(?:目标(?:建议)?|任务|问题|举措|指标)[是为](?=\S)")


def joined(hit: Hit, sentences: Sequence[Span], wanted: Wanted) -> Iterator[Listing]:
    """What stands joined by 、 or 和 between two stops of the sentences."""
    text = hit.text
    for sentence in sentences:
        colon = COLON.search(text, *sentence)
        stretches = split_outside(text, *sentence, STOP)
        for i, (start, end) in enumerate(stretches):
            parts = split_outside(text, start, end, BETWEEN)
            yield from _quoted(hit, (start, end))
            if len(parts) < 2 and not joint(text, start, end):
                continue
            topic = text[sentence[0] : colon.start()] if colon and colon.start() < start else ""
            before = text[slice(*stretches[i - 1])] if i else ""
            for frame in frames(text, tuple(parts), wanted.question):
                listing = _listing("joined", hit, frame.items, (start, end), before, topic)
                yield replace(listing, begins=frame.begins, ends=frame.ends, is_split=frame.is_split)
            if i and len(parts) > 1 and goes_on(text, stretches[i - 1], start):  # 220kv新围变,110kv灯塔变、闸北变
                longer = items_between(text, [*split_outside(text, *stretches[i - 1], BETWEEN), *parts], wanted.question)
                yield _listing("joined", hit, longer, (stretches[i - 1][0], end), "", topic)


def _quoted(hit: Hit, stretch: Span) -> Iterator[Listing]:
    """What a quote or a pair of brackets enumerates: “带职分流，定向培训”."""
    for found in PAIR.finditer(hit.text, *stretch):
        begin, end = found.start() + 1, found.end() - 1
        for at in (BETWEEN, PART_STOP):
            spans = split_outside(hit.text, begin, end, at)
            if len(spans) > 1:
                yield _listing("joined", hit, spans, stretch, "", "")


def together(listings: Sequence[Listing], wanted: Wanted) -> Iterator[Listing]:
    """Two lists of one clause, one after the other, that have as many items together as are asked for."""
    for one, other in pairwise(listing for listing in listings if listing.form == "joined"):
        items = (*one.items, *other.items)
        if one.items[0].hit is other.items[0].hit and len(items) == wanted.n_items and one.items[-1].end <= other.items[0].start:
            yield Listing("joined", items, one.head + other.head, one.before, one.topic)


def parts(hit: Hit, wanted: Wanted) -> Iterator[Listing]:
    """What stands between commas or semicolons: all that follows a colon, or as many as are asked for, side by side."""
    text = hit.text
    sentences = split_outside(text, 0, len(text), FULL_STOP)
    for i, sentence in enumerate(sentences):
        opening = COLON.search(text, *sentence) or _SUBJECT_OF_PARTS.match(text, *sentence)
        if opening:
            for at in (PART_STOP, SEMICOLON):
                spans = _without_hedges(text, opening.end(), sentence[1], at)
                going_on = itertools.takewhile(
                    _are_stated(text), (_without_hedges(text, *other, at) for other in sentences[i + 1 :])
                )
                for listed in (spans, [*spans, *itertools.chain(*going_on)]):
                    if len(listed) > 1:
                        topic = text[sentence[0] : opening.end()]
                        yield _listing("parts", hit, listed, (listed[0][0], listed[-1][1]), "", topic)
        spans = _without_hedges(text, *sentence, PART_STOP)
        n = wanted.n_items or 0
        for first in range(len(spans) - n + 1) if n > 1 else ():
            run, before = spans[first : first + n], text[slice(*spans[first - 1])] if first else ""
            yield _listing("parts", hit, run, (run[0][0], run[-1][1]), before, "")


def below(hit: Hit) -> Iterator[Listing]:
    """What follows the first sentence of a clause, which announces so many of it: its sentences, their first
    parts, or all of these."""
    text = hit.text
    sentences = split_outside(text, 0, len(text), FULL_STOP)
    if not sentences or not ANNOUNCES.search(text[slice(*sentences[0])]):
        return
    first, *others = sentences
    of_others = [parts for other in others if (parts := split_outside(text, *other, PART_STOP))]
    for spans in (others, [each[0] for each in of_others], [part for each in of_others for part in each]):
        if len(spans) > 1:
            yield _listing("below", hit, spans, (spans[0][0], spans[-1][1]), "", text[slice(*first)])


def _without_hedges(text: str, start: int, end: int, at: re.Pattern[str]) -> list[Span]:
    """The parts of text[start:end] that say something: not 力争更好结果. 就业47万人、失业率5.5% are two, each with its figure."""
    found: list[Span] = []
    for span in split_outside(text, start, end, at):
        pieces = split_outside(text, *span, BETWEEN)
        found += pieces if all(_NAMED_FIGURE.match(text, *piece) for piece in pieces) else [span]
    return [span for span in found if not _HEDGE.match(text[slice(*span)])]


def _are_stated(text: str) -> Callable[[Sequence[Span]], bool]:
    """Whether each of the parts of a sentence states a figure: aims that go on after a full stop."""
    return lambda spans: all(_FIGURE.search(text, *span) for span in spans)


def _listing(form: Form, hit: Hit, items: Sequence[Span], stretch: Span, before: str, topic: str) -> Listing:
    text, base = hit.text, hit.clause.start
    head = text[stretch[0] : items[0][0]] + text[items[-1][1] : stretch[1]]
    placed = tuple(Place(hit, base + a, base + b) for a, b in items)
    return Listing(form, placed, head, before, topic or hit.clause.heading or "")
