"""The tree of a report: which paragraph is a heading, what stands below it, and the positions that make the ids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from indexer.outline.markers import Family, Marker
from indexer.outline.pieces import Piece
from indexer.outline.sentences import trim
from indexer.records import Clause, Heading, Outline, Report

# No report nests deeper; a text that repeats 一、 without end must not either.
DEEPEST = 8

_LINE_BREAK = re.compile(r"\s*[\r\n]\s*")


@dataclass(slots=True)
class Node:
    """A heading that is still open, or the report itself. Its children are counted as they come."""

    family: Family | None  # None for the report and for a lead phrase over the pieces of its paragraph
    positions: tuple[int, ...] = ()
    path: tuple[str, ...] = ()
    n_children: int = 0
    is_closed: bool = False  # its text stood in its own paragraph; what follows is not below it
    is_list: bool = False  # it heads numbered paragraphs, and ends with them

    def next_positions(self) -> tuple[int, ...]:
        self.n_children += 1
        return (*self.positions, self.n_children)


@dataclass(slots=True)
class Series:
    """A count that is going on: 一、 二、 三、 below one heading."""

    family: Family
    last_number: int
    depth: int  # how many nodes are open above its members


@dataclass(slots=True)
class OutlineBuilder:
    """Takes headings and pieces in reading order and gives each its place below the headings that are open."""

    report: Report
    headings: list[Heading] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    _open: list[Node] = field(default_factory=lambda: [Node(None)])
    _series: list[Series] = field(default_factory=list)

    def open_title(self, start: int, end: int, *, is_appendix: bool) -> None:
        """Place a heading without marker: an appendix below the report, another beside the last one, or below what is open."""
        self._close_lists()
        rows = [row for row, node in enumerate(self._open) if node.family == Family.TITLE]
        if is_appendix:
            self._close_to(1)
        elif rows and self._open[-1].n_children:  # a title over a title heads it
            self._close_to(rows[-1])
        self._close_full()
        self._open.append(self._add_heading(start, end, self._open[-1], Family.TITLE))

    def open_list(self, start: int, end: int) -> None:
        """Place a line that heads the numbered paragraphs after it, below what is open."""
        self._close_lists()
        self._close_full()
        node = self._add_heading(start, end, self._open[-1])
        node.is_list = True
        self._open.append(node)

    def open_marked(self, start: int, end: int, marker: Marker, *, is_closed: bool) -> None:
        """Place a heading with a marker in the count it goes on with, or below what is open where a count begins."""
        self.continue_series(marker)
        node = self._add_heading(start, end, self._open[-1], marker.family)
        node.is_closed = is_closed
        self._open.append(node)

    def continue_series(self, marker: Marker) -> None:
        """Close what ends where this marker comes: the innermost count that it goes on with stays open above it."""
        found = [series for series in self._series if series.family == marker.family]
        begins = marker.number <= 1
        nexts = [series for series in found if series.last_number == marker.number - 1]
        if begins and (not found or (self._is_inside(found[-1]) and len(self._open) < DEEPEST)):
            # 一、 below 第一， below （一） below 三、: a list inside the section, not a new part.
            self._close_full()
        elif found:
            self._close_to((nexts or found)[-1].depth)
        else:
            self._close_finer(marker.family)
        self._series = [series for series in self._series if series.depth < len(self._open) or series.family != marker.family]
        self._series.append(Series(marker.family, marker.number, len(self._open)))

    def add_text(self, found: Sequence[Piece], *, closes_sections: bool = False) -> None:
        """Place the pieces of a paragraph below the innermost heading that is still open."""
        self._close_lists()
        self._close_full()
        if closes_sections and len(self._open) > 2:
            self._close_to(2)
        self.add_body(found)

    def add_body(self, found: Sequence[Piece]) -> None:
        """Place pieces below the last heading, as the text of its own paragraph."""
        for piece in found:
            self._add_piece(piece, self._open[-1])

    def outline(self) -> Outline:
        """What has been placed so far."""
        return Outline(tuple(self.headings), tuple(self.clauses))

    def _is_inside(self, series: Series) -> bool:
        """Whether a heading is open below the members of the series."""
        below = self._open[series.depth :]
        return len(below) > (1 if below and below[0].family == series.family else 0)

    def _close_full(self) -> None:
        """Close the headings whose text is all in their own paragraph."""
        while self._open[-1].is_closed:
            self._close_to(len(self._open) - 1)

    def _close_lists(self) -> None:
        rows = [row for row, node in enumerate(self._open) if node.is_list]
        if rows:
            self._close_to(rows[0])

    def _close_finer(self, family: Family) -> None:
        while self._open[-1].is_closed or (self._open[-1].family or Family.TITLE) > family:
            self._close_to(len(self._open) - 1)

    def _close_to(self, n_open: int) -> None:
        del self._open[n_open:]
        self._series = [series for series in self._series if series.depth <= n_open]

    def _add_heading(self, start: int, end: int, parent: Node, family: Family | None = None) -> Node:
        positions = parent.next_positions()
        self.headings.append(Heading(self.report.report_id, len(positions), start, end))
        printed = _LINE_BREAK.sub("", self.report.text[start:end]).strip(" \u3000\u200b\t。：:")
        return Node(family, positions, (*parent.path, printed))

    def _add_piece(self, piece: Piece, parent: Node) -> None:
        if piece.parts:
            node = self._add_heading(*trim(self.report.text, piece.start, piece.parts[0].start), parent)
            for part in piece.parts:
                self._add_piece(part, node)
            return
        clause_id = f"{self.report.report_id}/{'.'.join(map(str, parent.next_positions()))}"
        heading = self.report.text[slice(*piece.lead)] if piece.lead else None
        self.clauses.append(Clause(clause_id, self.report.report_id, parent.path, heading, piece.start, piece.end))
