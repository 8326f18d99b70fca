"""What a caller gets back, and how it is made from the records of the core.

Offsets are code points into the report's text as published, half-open. Fields may be added within /v1, never renamed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from indexer.library import version_id
from indexer.records import Clause, Report
from service.changes.versions import Text
from service.records import Answer, Hit, Kind, Match, Mode, SearchResult
from service.web.citation_responses import CitationOut
from service.web.fact_responses import SNAPSHOT, FactOut, Sourced
from service.web.scope_responses import ChipOut, RowOut


class MatchOut(BaseModel):
    """Which word of the clause answered a word of the query."""

    query_word: str
    clause_word: str
    cosine: float
    weight: float = Field(description="the query word's share of the score")

    @classmethod
    def of(cls, match: Match) -> Self:
        return cls(query_word=match.query_word, clause_word=match.clause_word, cosine=match.cosine, weight=match.weight)


class Explanation(BaseModel):
    """Why a clause ranks where it does."""

    parts: dict[str, float] = Field(description="what the score was fused from", examples=[{"lexical": 12.4, "dense": 0.71}])
    matches: list[MatchOut]


class HitOut(BaseModel):
    """One ranked clause. The offsets of `highlights` lie between `start` and `end`."""

    rank: int = Field(ge=1)
    score: float = Field(description="higher is better")
    clause_id: str
    report_id: str
    path: list[str] = Field(description="headings above it, outermost first, as printed")
    heading: str | None
    text: str
    start: int
    end: int
    highlights: list[tuple[int, int]] = Field(description="what answers the query, as offsets into the report's text")
    scores: dict[str, float]
    explain: Explanation | None = Field(None, description="with explain=true")

    @classmethod
    def of(cls, hit: Hit, *, explain: bool) -> Self:
        scores = dict(hit.scores)
        return cls(
            rank=hit.rank,
            score=hit.score,
            clause_id=hit.clause.clause_id,
            report_id=hit.clause.report_id,
            path=list(hit.clause.path),
            heading=hit.clause.heading,
            text=hit.text,
            start=hit.clause.start,
            end=hit.clause.end,
            highlights=list(hit.highlights),
            scores=scores,
            explain=Explanation(parts=scores, matches=[MatchOut.of(match) for match in hit.matches]) if explain else None,
        )


class SearchResponse(Sourced):
    """One page of a ranking, best first."""

    query: str = Field(examples=["2019年货物进出口总额"])
    mode: Mode
    hits: list[HitOut]
    next: str | None = Field(description="the cursor of the next page, null on the last")
    scope: list[ChipOut] = Field(description="the filters that the words of the query set")
    facets: dict[str, dict[str, int]] = Field(
        description="of the clauses found, how many are of which region, level, year and report", examples=[{"year": {"2020": 7}}]
    )

    @classmethod
    def of(cls, result: SearchResult, *, took_ms: float, explain: bool, next_cursor: str | None = None) -> Self:
        return cls(
            query=result.query,
            mode=result.mode,
            hits=[HitOut.of(hit, explain=explain) for hit in result.hits],
            next=next_cursor,
            scope=[ChipOut.of(chip) for chip in result.chips],
            facets={field: dict(counts) for field, counts in result.facets.items()},
            snapshot=result.snapshot_id,
            took_ms=took_ms,
        )


class BatchResponse(Sourced):
    """The first page of each query, in the order they were sent, all from the same snapshot."""

    results: list[SearchResponse]


class AskResponse(Sourced):
    """One answer with its citations, or an abstention: then `answer` is null and `reason` says why."""

    question: str = Field(examples=["2019年地区生产总值是多少?"])
    understood: str | None = Field(description="the question completed from those before it, null when it was whole")
    status: Literal["answered", "abstained"]
    kind: Kind
    answer: str | None = Field(examples=["1100.2亿元"])
    told: str | None = Field(
        description="the answer in the language of the question; null where `answer` is in it already, or is null",
        examples=["Gross regional product, 2019: 110.02 billion yuan"],
    )
    items: list[str] = Field(description="every item of a list, every sentence of a passage")
    confidence: float = Field(ge=0, le=1)
    reason: str | None = Field(description="why there is no answer, in the question's language")
    citations: list[CitationOut] = Field(description="at least one when answered")
    facts: list[FactOut] = Field(description="the figures that stand in the quotes of the citations")
    alternatives: list[CitationOut] = Field(description="the nearest clauses")
    scope: list[ChipOut] = Field(description="the filters that the words of the question set")
    rows: list[RowOut] = Field(description="of a question over several reports, what each of them says")

    @classmethod
    def of(cls, answer: Answer, *, took_ms: float) -> Self:
        return cls(
            snapshot=answer.snapshot_id,
            took_ms=took_ms,
            question=answer.question,
            understood=answer.understood,
            status=answer.status,
            kind=answer.kind,
            answer=answer.answer,
            told=answer.told,
            items=list(answer.items),
            confidence=answer.confidence,
            reason=answer.reason,
            citations=[CitationOut.of(citation) for citation in answer.citations],
            facts=[FactOut.of(fact) for fact in answer.facts],
            alternatives=[CitationOut.of(citation) for citation in answer.alternatives],
            scope=[ChipOut.of(chip) for chip in answer.chips],
            rows=[RowOut.of(row) for row in answer.rows],
        )


class ReportOut(BaseModel):
    """One indexed report, without its text."""

    report_id: str = Field(examples=["qiantang-2020"])
    title: str
    region: str
    level: str
    year: int = Field(description="the year whose report it is", examples=[2020])
    reviewed_year: int = Field(description="the year it looks back on", examples=[2019])
    published: str | None
    speaker: str | None = Field(description="who gave it")
    source: str | None
    sha256: str = Field(description="of the file the text was read from")
    n_clauses: int
    n_facts: int = Field(description="figures found in its text")
    version: str = Field(
        description="the id that cites this text, also when another takes its place", examples=["qiantang-2020@7ad74cef"]
    )
    versions: list[str] = Field(description="the ids of texts that it took the place of, the latest first")

    @classmethod
    def of(cls, text: Text, versions: Sequence[str]) -> Self:
        return cls.model_validate(_report_fields(text.report, len(text.clauses), text.n_facts, versions))


class ReportsResponse(Sourced):
    """What is indexed, by report id."""

    reports: list[ReportOut]

    @classmethod
    def of(
        cls,
        reports: Mapping[str, Report],
        n_clauses: Mapping[str, int],
        n_facts: Mapping[str, int],
        versions: Callable[[str], Sequence[str]],
        *,
        snapshot_id: str,
        took_ms: float,
    ) -> Self:
        """The counts are by report id; a report without clauses or facts may be missing there."""
        listed = [
            ReportOut.model_validate(_report_fields(reports[name], n_clauses.get(name, 0), n_facts.get(name, 0), versions(name)))
            for name in sorted(reports)
        ]
        return cls(reports=listed, snapshot=snapshot_id, took_ms=took_ms)


class ClauseRef(BaseModel):
    """One clause of the tree, without its text."""

    clause_id: str
    path: list[str]
    heading: str | None
    start: int
    end: int

    @classmethod
    def of(cls, clause: Clause) -> Self:
        return cls(clause_id=clause.clause_id, path=list(clause.path), heading=clause.heading, start=clause.start, end=clause.end)


class ReportResponse(ReportOut, Sourced):
    """One report and its clauses, in reading order."""

    clauses: list[ClauseRef]

    @classmethod
    def whole(cls, text: Text, versions: Sequence[str], *, snapshot_id: str, took_ms: float) -> Self:
        listed = ReportOut.of(text, versions).model_dump()
        refs = [ClauseRef.of(clause) for clause in text.clauses]
        return cls(**listed, clauses=refs, snapshot=snapshot_id, took_ms=took_ms)


class ClauseOut(ClauseRef):
    """One clause with its text, which is the report's text[start:end]."""

    report_id: str
    text: str

    @classmethod
    def within(cls, report: Report, clause: Clause) -> Self:
        ref = ClauseRef.of(clause).model_dump()
        return cls(**ref, report_id=report.report_id, text=report.text[clause.start : clause.end])


class ClauseResponse(ClauseOut, Sourced):
    """One clause between its neighbours in the same report; null at its ends."""

    version: str = Field(
        description="the id that cites this clause of this text for ever", examples=["qiantang-2020@7ad74cef/1.1"]
    )

    before: ClauseOut | None
    after: ClauseOut | None


class Alive(BaseModel):
    """The process answers; it need not be ready."""

    status: Literal["alive"] = "alive"


class Ready(BaseModel):
    """Questions are answered, from this snapshot, with this encoder."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"status": "ready", "snapshot": SNAPSHOT, "encoder": "embedded-1:9f2c41d07a3b"}]}
    )

    status: Literal["ready"] = "ready"
    snapshot: str
    encoder: str


def _report_fields(report: Report, n_clauses: int, n_facts: int, versions: Sequence[str]) -> dict[str, object]:
    known = {name: getattr(report, name) for name in ReportOut.model_fields if hasattr(report, name)}
    return known | {"n_clauses": n_clauses, "n_facts": n_facts, "version": version_id(report), "versions": list(versions)}
