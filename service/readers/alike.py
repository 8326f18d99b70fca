"""Lists of whole parts: the parts of a sentence, those of them that state a figure, and what opens alike in a clause or in its
section (打造清洁能源产业集群…打造绿色矿业产业集群).
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from indexer.records import Clause
from indexer.snapshot import Snapshot
from service.readers.base import Place
from service.readers.enumeration import Span, split_outside
from service.readers.listing import Listing
from service.readers.stops import FULL_STOP, PART_STOP, SEMICOLON
from service.records import Hit

_FIGURE = re.compile(r"\d")
_OPENING = 2  # characters
_MOST = 16  # stretches that open alike; more tell nothing
_FEWEST_PARTS = 3  # of a sentence that is read without its first or last


def in_a_row(hit: Hit, near: Sequence[Span]) -> Iterator[Listing]:
    """The parts of a sentence that has one of the stretches: all, without the first, without the last, those that state a
    figure."""
    text = hit.text
    for sentence in split_outside(text, 0, len(text), FULL_STOP):
        if not any(sentence[0] <= start < sentence[1] for start, _ in near):
            continue
        for at in (PART_STOP, SEMICOLON):
            spans = split_outside(text, *sentence, at)
            stated = [span for span in spans if _FIGURE.search(text, *span)]
            for chosen in dict.fromkeys(tuple(each) for each in (spans, spans[1:], spans[:-1], stated)):
                if len(chosen) > 1 and (len(spans) >= _FEWEST_PARTS or len(chosen) == len(spans)):
                    head = text[sentence[0] : chosen[0][0]]
                    yield Listing("row", _places(hit, hit.clause, chosen), head, "", hit.clause.heading or "")


def opened_alike(snapshot: Snapshot, hits: Sequence[Hit]) -> Iterator[Listing]:
    """What opens with the same characters: the parts of a clause, and the beginnings of sentences of the section it stands in."""
    for hit in hits:
        yield from _grouped(hit, _parts(hit.clause, hit.text, PART_STOP))
    for path, hit in {hit.clause.path: hit for hit in reversed(hits)}.items():
        section = [clause for clause in snapshot.clauses_of(hit.clause.report_id) if clause.path == path]
        yield from _grouped(hit, [first for clause in section for first in _parts(clause, snapshot.text(clause), FULL_STOP)])


def _parts(clause: Clause, text: str, at: re.Pattern[str]) -> list[tuple[Clause, str, Span]]:
    """The stretches of a clause between stops, each up to its first comma."""
    return [(clause, text, span) for span in _openings(text, at)]


@functools.lru_cache(maxsize=1024)  # clauses, which many questions come upon
def _openings(text: str, at: re.Pattern[str]) -> list[Span]:
    return [first for span in split_outside(text, 0, len(text), at) for first in split_outside(text, *span, PART_STOP)[:1]]


def _grouped(hit: Hit, parts: Sequence[tuple[Clause, str, Span]]) -> Iterator[Listing]:
    by_opening: dict[str, list[tuple[Clause, str, Span]]] = defaultdict(list)
    for clause, text, (start, end) in parts:
        by_opening[text[start : start + _OPENING]].append((clause, text, (start, end)))
    for opening, group in by_opening.items():
        if 1 < len(group) <= _MOST and all(end - start > _OPENING for _, _, (start, end) in group):
            for length in (0, _OPENING):
                places = tuple(Place(hit, of.start + start + length, of.start + end, of) for of, _, (start, end) in group)
                yield Listing("alike", places, opening[:length], "", hit.clause.heading or "", is_bare=length > 0)


def _places(hit: Hit, clause: Clause, spans: Sequence[Span]) -> tuple[Place, ...]:
    return tuple(Place(hit, clause.start + start, clause.start + end, clause) for start, end in spans)
