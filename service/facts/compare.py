"""One indicator over periods and reports: what was aimed at beside what came of it.

Only like is set beside like: growth beside growth, a level beside a level, in the same base unit.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indexer.records import Fact, Report
from service.facts.finder import FactFinder, fold_period, periods_of
from service.facts.indicators import Indicator, find_indicator
from service.records import Filters


@dataclass(frozen=True, slots=True)
class Cell:
    """What a report states, and the ids of further facts that state something of the same kind."""

    fact: Fact
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One period of one region in one measure. A cell is None where no indexed report states it.

    `target_report` is the report that plans the period, `outcome_report` the one that reviews it; None where it is not
    indexed, so that a report that is silent is told from one that is not there.
    """

    region: str
    level: str
    period: str
    change: str
    unit_base: str
    target: Cell | None
    outcome: Cell | None
    next_target: Cell | None  # for the year after
    difference: Decimal | None  # outcome less target, in `unit_base`; of a range, from the bound that is to be reached
    met: bool | None
    target_report: str | None
    outcome_report: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rows by region, level of government, measure and period. `near` has names of indicators when no fact has this one."""

    snapshot_id: str
    indicator: str
    name: str  # as the table of indicators lists it
    rows: tuple[Row, ...]
    near: tuple[str, ...] = ()


_ABOUT = Decimal("0.1")  # how far from a target of 约 an outcome may be, as a share of it, to be left open
_Place = tuple[str, str]
_Measure = tuple[str, str]


def compare(
    finder: FactFinder,
    indicator: str,
    *,
    filters: Filters = Filters(),  # noqa: B008 - immutable
    period: Sequence[str] = (),
) -> Comparison:
    """The rows of one indicator within the filters, of all periods if none is named. Never of an indicator that only has
    words of it.
    """
    asked, reports = find_indicator(indicator), finder.snapshot.reports
    told = finder.same(indicator)
    stated: dict[tuple[_Place, _Measure], list[Fact]] = {}
    for fact in told:
        report = reports[fact.report_id]
        if fact.kind != "other" and filters.admit(report):
            stated.setdefault(((report.region, report.level), (fact.change, fact.unit_base)), []).append(fact)
    wanted = {fold_period(each) for each in period}
    local: dict[_Place, list[Report]] = {}
    for report in reports.values():
        local.setdefault((report.region, report.level), []).append(report)
    rows = [
        _row(asked, facts, local[place], measure, each, reports)
        for (place, measure), facts in sorted(stated.items())
        for each in sorted({each for fact in facts for each in periods_of(reports[fact.report_id], fact)})
        if not wanted or each in wanted
    ]
    rows = [row for row in rows if row.target or row.outcome]
    near = () if told else finder.near(indicator)
    return Comparison(finder.snapshot.snapshot_id, indicator, asked.name, tuple(rows), near)


def _row(
    asked: Indicator,
    facts: Sequence[Fact],
    local: Sequence[Report],
    measure: _Measure,
    period: str,
    reports: Mapping[str, Report],
) -> Row:
    """`local` are the reports of the region whose facts these are."""
    year = int(period) if period.isdecimal() else None
    target = _cell(facts, "target", period, reports)
    outcome = _cell(facts, "actual", period, reports)
    return Row(
        region=local[0].region,
        level=local[0].level,
        period=period,
        change=measure[0],
        unit_base=measure[1],
        target=target,
        outcome=outcome,
        next_target=_cell(facts, "target", str(year + 1), reports) if year is not None else None,
        difference=difference(target.fact, outcome.fact, asked) if target and outcome else None,
        met=is_met(target.fact, outcome.fact, asked) if target and outcome else None,
        target_report=_first_id(report for report in local if report.year == year),
        outcome_report=_first_id(report for report in local if report.reviewed_year == year),
    )


def _cell(facts: Sequence[Fact], kind: str, period: str, reports: Mapping[str, Report]) -> Cell | None:
    """The fact of that kind and period: of the report whose own year it is, else of the earliest one that states it.

    A year is planned by no report of a later one, and looked back on by none of an earlier one. What names the period itself
    counts before what a review of several years says was reached by its end.
    """
    found = [fact for fact in facts if fact.kind == kind and period in periods_of(reports[fact.report_id], fact)]
    if period.isdecimal():
        year, is_plan = int(period), kind == "target"
        found = [
            fact for fact in found if (reports[fact.report_id].year <= year if is_plan else reports[fact.report_id].year >= year)
        ]
    if not found:
        return None

    def order(fact: Fact) -> tuple[bool, bool, int]:
        report = reports[fact.report_id]
        own_year = str(report.year if kind == "target" else report.reviewed_year)
        return fold_period(fact.period) != period, own_year != period, report.year

    best = min(found, key=order)  # the first in the text, of equal ones
    return Cell(best, tuple(fact.fact_id for fact in found if fact is not best))


def _first_id(reports: Iterable[Report]) -> str | None:
    return min((report.report_id for report in reports), default=None)


def is_ceiling(target: Fact, asked: Indicator) -> bool:
    """Whether the target is met from below: 以下, a decrease, or an indicator of which less is better.

    A decrease turns its qualifier round: 下降3%以上 is met by -4 %.
    """
    if target.qualifier in ("以上", "以下", "超"):
        return (target.qualifier == "以下") != (target.value_base < 0)
    return target.value_base < 0 or asked.is_ceiling


def difference(target: Fact, outcome: Fact, asked: Indicator) -> Decimal:
    """Outcome less target in the base unit; of a range, from the bound that is to be reached."""
    return outcome.value_base - _bound(target, asked)


def is_met(target: Fact, outcome: Fact, asked: Indicator) -> bool | None:
    """Whether the outcome reaches the target; None where the words leave it open: an outcome of 超6% against 7%以上, or one
    that misses a target of 约7% by no more than a tenth of it.
    """
    bound, (low, high) = _bound(target, asked), reach(outcome)
    if is_ceiling(target, asked):
        low, high, bound = -high, -low, -bound
    is_strict = target.qualifier == "超"
    if low > bound or low == bound and not (is_strict and outcome.qualifier != "超"):
        return True
    slack = abs(bound) * _ABOUT if target.qualifier == "约" else 0
    return False if high < bound - slack or high == bound and is_strict else None


def _bound(target: Fact, asked: Indicator) -> Decimal:
    """The value that is to be reached: the low end of a range, the high end where less is better."""
    return target.high_base if is_ceiling(target, asked) else target.value_base


def reach(outcome: Fact) -> tuple[Decimal, Decimal]:
    """The least and the most that the words of an outcome allow."""
    end, infinity = outcome.value_base, Decimal(math.inf)
    if outcome.qualifier in ("以上", "超", "以下"):
        is_below = (outcome.qualifier == "以下") != (end < 0)
        return (-infinity, end) if is_below else (end, infinity)
    return end, outcome.high_base
