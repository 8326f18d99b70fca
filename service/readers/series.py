"""Series: what a report numbers or heads, in one clause (一是…二是…) or over its parts (（一）…（二）…)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from indexer.outline.markers import Family, enumeration, parse_marker
from indexer.records import Clause
from indexer.snapshot import Snapshot
from service.readers.base import Place
from service.readers.enumeration import Span, split
from service.readers.listing import Listing
from service.readers.stops import FULL_STOP, PART_STOP, STOP, last
from service.readers.vocabulary import ANNOUNCES
from service.records import Hit

_FIRST = re.compile("(?<=[:：,，;；。])(?:一是|第一[,，])")
_TITLE_STOP = re.compile(r"[。;；:：!！\n]")
_CLOSING = "。；;!！\n 　"
_OUTER_DEPTH = 2  # parts and sections are known without a hit: 今年的九个方面


@dataclass(frozen=True, slots=True)
class _Title:
    """A heading, a lead phrase or the first words of a marked clause, by offsets in the report."""

    clause: Clause  # the one it opens, or the first below it
    family: Family | None  # of its marker; None for a lead phrase
    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Series:
    depth: int  # how many headings stand above it
    titles: tuple[_Title, ...]
    announcer: Clause | None  # the clause before it
    announced: str  # with which words that leads to it; empty where it does not


def numbered(snapshot: Snapshot, hit: Hit) -> Iterator[Listing]:
    """The items that the paragraph of a hit counts, of which it may be a part: each up to its first comma, to its
    first other stop and whole."""
    text, clause = snapshot.reports[hit.clause.report_id].text, hit.clause
    begin, end = text.rfind("\n", 0, clause.start) + 1, text.find("\n", clause.end)
    end = end if end >= 0 else len(text)
    starts = enumeration(text, begin, end)
    spans = list(zip(starts, [*starts[1:], end], strict=False))
    for stop in (STOP, _TITLE_STOP, re.compile(r"$")):
        items = [_title_span(text, *span, stop) for span in spans]
        if items:
            places = tuple(Place(hit, *item, _clause_at(snapshot, clause, item[0])) for item in items)
            yield Listing("series", places, _last_sentence(text[begin : starts[0]]), "", " ".join(clause.path[-1:]))


def headed(snapshot: Snapshot, hits: Sequence[Hit], nouns: Sequence[str] = ()) -> Iterator[Listing]:
    """The series of the best hit's report, each found by the hit that announces it or stands highest in it; also the parts of its
    titles that end in a noun: 打好升级攻坚战 of 突出创新引领,打好升级攻坚战, of a 攻坚战."""
    report = snapshot.reports[hits[0].clause.report_id]
    hit_of = {hit.clause.clause_id: hit for hit in reversed(hits)}
    for series in _all_series(report.text, tuple(snapshot.clauses_of(report.report_id))):
        clauses = [title.clause for title in series.titles] + ([series.announcer] if series.announcer else [])
        by = min((hit_of[clause.clause_id] for clause in clauses if clause.clause_id in hit_of), key=_rank, default=None)
        if by or series.depth <= _OUTER_DEPTH:
            parent = series.titles[0].clause.path[: series.depth][-1:]
            spans = [(title.start, title.end) for title in series.titles]
            parts = [split(report.text, *span, PART_STOP) for span in spans]
            called = [[[part for part in of if report.text.endswith(noun, *part)] for of in parts] for noun in nouns]
            for titles in (spans, *([of[0] for of in each] for each in called if all(each))):
                of_titles = zip(titles, series.titles, strict=True)
                places = tuple(Place(by or hits[-1], *span, title.clause) for span, title in of_titles)
                yield Listing("series", places, series.announced, "", " ".join(parent))


@functools.lru_cache(maxsize=32)  # reports
def _all_series(text: str, clauses: tuple[Clause, ...]) -> tuple[_Series, ...]:
    found = []
    for depth in range(1 + max(len(clause.path) for clause in clauses)):
        end = 0
        for parent, group in groupby(clauses, key=lambda clause: clause.path[:depth]):
            below = list(group)
            end += len(below)
            for titles in _runs(_titles(text, below, depth)) if len(parent) == depth else ():
                at = end - len(below) + below.index(titles[0].clause)
                found.append(_announced(text, depth, titles, clauses[at - 1] if at else None))
    return tuple(found)


def _announced(text: str, depth: int, titles: Sequence[_Title], announcer: Clause | None) -> _Series:
    """The series with what leads to it; with its first item, where the announcing clause has that (要抓好三个方面:一是…)."""
    words = text[announcer.start : announcer.end] if announcer else ""
    if announcer and titles[0].number == 2 and (first := _FIRST.search(words)):
        start, end = _title_span(words, first.start(), len(words), _TITLE_STOP)
        titles = [_Title(announcer, titles[0].family, 1, announcer.start + start, announcer.start + end), *titles]
        words = words[: first.start()]
    return _Series(depth, tuple(titles), announcer, _last_sentence(words) if ANNOUNCES.search(words) else "")


def _titles(text: str, clauses: Sequence[Clause], depth: int) -> list[_Title]:
    """The titles of the children of one heading: headings, and clauses that have a marker or a lead phrase."""
    found = []
    for _, group in groupby(clauses, key=lambda clause: clause.path[depth] if len(clause.path) > depth else clause.clause_id):
        clause = next(group)
        start, end = clause.start, clause.end
        is_heading = len(clause.path) > depth
        if is_heading:
            start = text.rfind(clause.path[depth], 0, clause.start)
            end = start + len(clause.path[depth])
        marker = parse_marker(text, start, end) if start >= 0 else None
        if start < 0 or (marker is None and not is_heading and clause.heading is None):
            continue
        family = marker.family if marker else Family.TITLE if is_heading else None
        found.append(_Title(clause, family, marker.number if marker else 0, *_title_span(text, start, end, _TITLE_STOP)))
    return found


def _runs(titles: Sequence[_Title]) -> Iterator[list[_Title]]:
    """Two or more titles of one kind that count up, or are not counted."""
    for family in dict.fromkeys(title.family for title in titles):
        run: list[_Title] = []
        for title in titles:
            if title.family != family:
                continue
            if run and title.number and title.number != run[-1].number + 1:
                yield from [run] if len(run) > 1 else []
                run = []
            run.append(title)
        yield from [run] if len(run) > 1 else []


def _title_span(text: str, start: int, end: int, stop: re.Pattern[str]) -> Span:
    """What stands after the marker up to a stop."""
    marker = parse_marker(text, start, end)
    start += marker.length if marker else 0
    found = stop.search(text, start, end)
    return start, start + len(text[start : found.start() if found else end].rstrip(_CLOSING))


def _last_sentence(text: str) -> str:
    text = text.rstrip(_CLOSING)
    return text[last(FULL_STOP, text, 0, len(text)) or 0 :]


def _clause_at(snapshot: Snapshot, near: Clause, at: int) -> Clause:
    """The clause that holds an offset of the report, or the first one behind it: of a heading, the one below."""
    if near.start <= at < near.end:
        return near
    return next((clause for clause in snapshot.clauses_of(near.report_id) if at < clause.end), near)


def _rank(hit: Hit) -> int:
    return hit.rank
