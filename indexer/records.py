"""The records that cross borders between modules.

Offsets (`start`, `end`) are code points into `Report.text`, the text as published, half-open.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Report:
    """One report as published. Invariant: sha256 is that of the file the text was decoded from."""

    report_id: str
    title: str
    region: str
    level: str  # national, provincial, city, district or county
    year: int  # the year whose report it is; it plans this year
    reviewed_year: int  # the year it looks back on
    published: str | None  # ISO 8601 date or year
    source: str | None
    sha256: str
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A printed line, or the opening sentence of a paragraph, that only names what follows.

    Invariant: report.text[start:end] is its exact text, no clause overlaps it.
    """

    report_id: str
    depth: int  # 1 for a part (一、), 2 for a section (（一）), deeper below
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """One unit of a report that can be found and cited. Invariant: report.text[start:end] is its exact text."""

    clause_id: str  # "qiantang-2020/1.2.1": positions from 1, the same in every rebuild of the same file
    report_id: str
    path: tuple[str, ...]  # headings above it, outermost first, as printed
    heading: str | None  # its own lead phrase ("强化招商引资"), None where the report prints none
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Outline:
    """A report cut up. Invariant: every character that is not white space is in exactly one heading or clause."""

    headings: tuple[Heading, ...]
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of one clause that is scored and cited on its own; the sentences of a clause cover it."""

    clause_row: int  # position of its clause in the snapshot's clause list
    start: int
    end: int
