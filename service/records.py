"""What a search and a question give back, before the HTTP edge or the terminal shows it.

Offsets are code points into the report's text as published, half-open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Self

from indexer.records import Clause, Fact, Report

Mode = Literal["hybrid", "lexical", "dense", "pooled"]  # see service.rank
Kind = Literal["value", "span", "list", "yesno", "definition", "passage"]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which reports count; an empty tuple does not filter, values of one field are alternatives."""

    report: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    level: tuple[str, ...] = ()

    def admit(self, report: Report) -> bool:
        pairs = (
            (self.report, report.report_id),
            (self.region, report.region),
            (self.year, report.year),
            (self.level, report.level),
        )
        return all(not wanted or found in wanted for wanted, found in pairs)


@dataclass(frozen=True, slots=True)
class Match:
    """Which word of the clause answered a word of the query, and how well (cosine, the query word's share of the score)."""

    query_word: str
    clause_word: str
    cosine: float
    weight: float


@dataclass(frozen=True, slots=True)
class Hit:
    """One ranked clause. `scores` holds the parts that the score was fused from, `matches` is filled on explain."""

    rank: int
    score: float
    clause: Clause
    text: str
    sentence: tuple[int, int]  # its best sentence
    highlights: tuple[tuple[int, int], ...]
    scores: Mapping[str, float]
    matches: tuple[Match, ...] = ()


Facets = Mapping[str, Mapping[str, int]]  # field -> value -> clauses found, most first
ScopeField = Literal["region", "level", "year"]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that the words of a question set."""

    field: ScopeField
    value: str
    words: str  # of the folded question


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of a ranking. `next_offset` is where the next page starts, None on the last."""

    query: str
    mode: Mode
    snapshot_id: str
    hits: tuple[Hit, ...]
    next_offset: int | None
    chips: tuple[Chip, ...] = ()
    facets: Facets = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a report. Invariant: report.text[start:end] == quote."""

    clause_id: str
    report_id: str
    path: tuple[str, ...]
    quote: str
    start: int
    end: int
    page: int | None = None  # on which it begins, from 1; None where the report's file has no pages

    @classmethod
    def of(cls, report: Report, clause: Clause, start: int, end: int) -> Self:
        """The stretch of a clause of this report."""
        quote, page = report.text[start:end], report.page_of(start)
        return cls(clause.clause_id, clause.report_id, clause.path, quote, start, end, page)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What a question over several reports is answered for one region and, where it names any, one year.

    `answer` and `citation` are None where its report does not say; `report_id` too where no such report is indexed.
    """

    region: str
    level: str
    year: int | None
    report_id: str | None
    answer: str | None
    citation: Citation | None
    fact: Fact | None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with at least one citation, or an abstention: then `answer` is None and `reason` says why.

    `understood` is the question completed from those before it, None for one that was whole.
    """

    question: str
    status: Literal["answered", "abstained"]
    kind: Kind
    answer: str | None
    confidence: float
    snapshot_id: str
    citations: tuple[Citation, ...] = ()
    items: tuple[str, ...] = ()
    alternatives: tuple[Citation, ...] = field(default=())
    reason: str | None = None
    facts: tuple[Fact, ...] = ()  # those whose figure stands in the quote of a citation
    told: str | None = None  # the answer in the language of the question, None where `answer` is in it already
    understood: str | None = None
    chips: tuple[Chip, ...] = ()  # which reports its words ask for
    rows: tuple[AnswerRow, ...] = ()  # of a question over several reports

    @property
    def names_years(self) -> bool:
        """Whether its rows are of several years."""
        return len({row.year for row in self.rows}) > 1

    @property
    def names_regions(self) -> bool:
        """Whether its rows are of several regions, or of one in one year."""
        return len({row.region for row in self.rows}) > 1 or not self.names_years
