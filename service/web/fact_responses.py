"""What a caller gets back of facts and comparisons, and how it is made from the records of the core."""

from __future__ import annotations

from decimal import Decimal
from typing import Self

from pydantic import BaseModel, Field

from indexer.records import Fact
from service.facts.compare import Cell, Comparison, Row
from service.facts.finder import Change, FactKind, FactPage, FoundFact, Matching

SNAPSHOT = "20261122T101500Z-5f0c2a9e"


class Sourced(BaseModel):
    """What every response that carries results says of where they are from."""

    snapshot: str = Field(description="id of the snapshot", examples=[SNAPSHOT])
    took_ms: float = Field(description="time of the work, without waiting for a worker", examples=[1.9])


class FactOut(BaseModel):
    """One figure of a report; the report's text[start:end] is the quote, text[value_start:value_end] the figure."""

    fact_id: str = Field(examples=["qiantang-2020/1.1#1"])
    report_id: str = Field(examples=["qiantang-2020"])
    clause_id: str = Field(examples=["qiantang-2020/1.1"])
    indicator: str = Field(description="as the report names it", examples=["地区生产总值"])
    value: str = Field(description="decimal, in `unit`; the low end of a range", examples=["1100.2"])
    value_to: str | None = Field(description="the high end of a range")
    unit: str = Field(description="as printed, with its scale", examples=["亿元"])
    value_base: int | float = Field(description="`value` in `unit_base`", examples=[110020000000])
    unit_base: str = Field(examples=["元"])
    qualifier: str | None = Field(description="以上, 以下, 约, 超, 达, or null")
    change: Change
    period: str = Field(description="a year, or another period in the words of the text", examples=["2019"])
    kind: FactKind = Field(description="what was done, what is planned, neither")
    quote: str = Field(examples=["地区生产总值1100.2亿元"])
    start: int = Field(examples=[218])
    end: int = Field(examples=[232])
    value_start: int = Field(examples=[224])
    value_end: int = Field(examples=[232])

    @classmethod
    def of(cls, fact: Fact) -> Self:
        return cls.model_validate(fact_fields(fact))


class FoundFactOut(FactOut):
    """A fact and how its indicator fits the one asked for."""

    match: Matching | None = Field(description="the same indicator, or one whose name holds the words; null where none was asked")

    @classmethod
    def found(cls, found: FoundFact) -> Self:
        return cls.model_validate(fact_fields(found.fact) | {"match": found.match})


class FactsResponse(Sourced):
    """One page of facts: the indicator asked for, then those whose names hold its words."""

    indicator: str | None = Field(description="as it was asked for", examples=["GDP"])
    facts: list[FoundFactOut]
    n_found: int = Field(description="on all pages together")
    near: list[str] = Field(description="names of indicators near to one of which there is no fact")
    next: str | None = Field(description="the cursor of the next page, null on the last")

    @classmethod
    def of(cls, page: FactPage, *, took_ms: float, next_cursor: str | None = None) -> Self:
        return cls(
            indicator=page.indicator,
            facts=[FoundFactOut.found(each) for each in page.found],
            n_found=page.n_found,
            near=list(page.near),
            next=next_cursor,
            snapshot=page.snapshot_id,
            took_ms=took_ms,
        )


class CellOut(FactOut):
    """A stated figure with its place."""

    also: list[str] = Field(description="ids of further facts of this indicator, period and measure")

    @classmethod
    def cell(cls, cell: Cell | None) -> Self | None:
        return None if cell is None else cls.model_validate(fact_fields(cell.fact) | {"also": list(cell.also)})


class ComparedOut(BaseModel):
    """One period of one region in one measure; null where no indexed report states it."""

    region: str
    level: str
    period: str = Field(examples=["2019"])
    change: Change
    unit_base: str
    target: CellOut | None
    outcome: CellOut | None
    next_target: CellOut | None = Field(description="for the year after")
    difference: int | float | None = Field(description="outcome less target, in `unit_base`")
    met: bool | None = Field(description="whether the outcome reaches the target; null where the words leave it open")
    target_report: str | None = Field(description="the report that plans the period; null where it is not indexed")
    outcome_report: str | None = Field(description="the report that reviews the period; null where it is not indexed")

    @classmethod
    def of(cls, row: Row) -> Self:
        return cls.model_validate(
            {
                "region": row.region,
                "level": row.level,
                "period": row.period,
                "change": row.change,
                "unit_base": row.unit_base,
                "target": CellOut.cell(row.target),
                "outcome": CellOut.cell(row.outcome),
                "next_target": CellOut.cell(row.next_target),
                "difference": None if row.difference is None else number(row.difference),
                "met": row.met,
                "target_report": row.target_report,
                "outcome_report": row.outcome_report,
            }
        )


class CompareResponse(Sourced):
    """One indicator over periods and reports."""

    indicator: str = Field(description="as it was asked for", examples=["GDP"])
    name: str = Field(description="what it is listed under", examples=["地区生产总值"])
    rows: list[ComparedOut] = Field(description="by region, level, measure and period")
    near: list[str] = Field(description="names of indicators near to one of which there is no fact")

    @classmethod
    def of(cls, comparison: Comparison, *, took_ms: float) -> Self:
        return cls(
            indicator=comparison.indicator,
            name=comparison.name,
            rows=[ComparedOut.of(row) for row in comparison.rows],
            near=list(comparison.near),
            snapshot=comparison.snapshot_id,
            took_ms=took_ms,
        )


def fact_fields(fact: Fact) -> dict[str, object]:
    """The fields of FactOut, in its order."""
    return {
        "fact_id": fact.fact_id,
        "report_id": fact.report_id,
        "clause_id": fact.clause_id,
        "indicator": fact.indicator,
        "value": f"{fact.value:f}",
        "value_to": None if fact.value_to is None else f"{fact.value_to:f}",
        "unit": fact.unit,
        "value_base": number(fact.value_base),
        "unit_base": fact.unit_base,
        "qualifier": fact.qualifier,
        "change": fact.change,
        "period": fact.period,
        "kind": fact.kind,
        "quote": fact.quote,
        "start": fact.start,
        "end": fact.end,
        "value_start": fact.value_start,
        "value_end": fact.value_end,
    }


def number(value: Decimal) -> int | float:
    """A whole number where it is one, so that 110020000000 is not 1.1002e11."""
    return int(value) if value == value.to_integral_value() else float(value)
