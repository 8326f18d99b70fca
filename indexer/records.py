"""The records that cross borders between modules.

Offsets (`start`, `end`) are code points into `Report.text`, the text as published, half-open.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal

from indexer.numerals import to_base


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
    speaker: str | None = None  # who gave it
    page_starts: tuple[int, ...] = ()  # offsets at which the pages of a .pdf begin; the first is 0

    def page_of(self, offset: int) -> int | None:
        """The page, from 1, on which a character stands; None where the file has no pages."""
        return bisect_right(self.page_starts, offset) or None


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


@dataclass(frozen=True, slots=True)
class Fact:
    """One quantity that a report states. Invariant: report.text[start:end] == quote, which holds indicator and figure.

    In growth, a decrease is negative. 成, 番 and fractions are told in %, as is 倍 where it is growth.
    """

    fact_id: str  # "qiantang-2020/1.1#1": numbered from 1 in its clause, in the order of the text
    report_id: str
    clause_id: str
    indicator: str  # the noun phrase that the figure belongs to, with what it inherits
    value: Decimal  # in `unit`; the low end of a range
    value_to: Decimal | None  # the high end; None for a single value
    unit: str  # as printed, with its scale: 亿元
    value_base: Decimal  # `value` in `unit_base`
    unit_base: str  # 元
    qualifier: str | None  # 以上, 以下, 约, 超 or 达
    change: str  # "growth", "share", "count" or "level"
    period: str  # a year, or another period in the words of the text
    kind: str  # "actual", "target" or "other"
    quote: str
    start: int
    end: int
    value_start: int  # of the number with its unit, qualifiers left out
    value_end: int

    @property
    def high_base(self) -> Decimal:
        """The high end of a range in `unit_base`, else the value."""
        return self.value_base if self.value_to is None else to_base(self.value_to, self.unit)[0]
