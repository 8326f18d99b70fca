"""Which facts of the index are asked for: by indicator under any of its names, by report, period, kind, unit and clause."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Self

from indexer.facts.outcome import year_of
from indexer.records import Fact, Report
from indexer.segment import fold
from indexer.snapshot import Snapshot
from service.indicators import Indicator, find_indicator, near_names, similarity
from service.records import Citation, Filters

_YEAR = re.compile(r"(?<=\d)年$")

FactKind = Literal["actual", "target", "other"]
Change = Literal["level", "growth", "share", "count"]
Matching = Literal["same", "contains"]


@dataclass(frozen=True, slots=True)
class FactFilters:
    """Which facts count; an empty tuple does not filter, values of one field are alternatives."""

    reports: Filters = field(default_factory=Filters)
    period: tuple[str, ...] = ()
    kind: tuple[FactKind, ...] = ()
    unit: tuple[str, ...] = ()
    clause: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundFact:
    """A fact and how its indicator fits: the same one, one whose name holds the words asked for, or None if none was asked."""

    fact: Fact
    match: Matching | None


@dataclass(frozen=True, slots=True)
class FactPage:
    """Facts from one offset on, and how many there are. `near` has names of indicators when the one asked for has no fact."""

    snapshot_id: str
    indicator: str | None
    found: tuple[FoundFact, ...]
    n_found: int
    next_offset: int | None
    near: tuple[str, ...] = ()

    @classmethod
    def of(cls, facts: Sequence[Fact], snapshot_id: str) -> Self:
        """All of these facts, for which no indicator was asked."""
        return cls(snapshot_id, None, tuple(FoundFact(fact, None) for fact in facts), len(facts), None)


class FactFinder:
    """Finds the facts of one snapshot. Immutable and safe to share between threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    def find(
        self,
        indicator: str | None = None,
        *,
        filters: FactFilters = FactFilters(),
        limit: int | None = None,
        offset: int = 0,
    ) -> FactPage:
        """Facts from `offset` on, at most `limit`: the same indicator first, then names nearer to the one asked for, and
        within a name in the order of reports and text.
        """
        passes = self._passing(filters)
        if indicator is None:
            ranked = [FoundFact(fact, None) for fact in self.snapshot.facts if passes(fact)]
        else:
            fits = self._fitting(find_indicator(indicator))
            scored = [(-fits[fact.indicator], fact) for fact in self.snapshot.facts if fact.indicator in fits and passes(fact)]
            scored.sort(key=lambda each: each[0])  # stable: equal ones stay in the order of the reports
            ranked = [FoundFact(fact, "same" if score == -1 else "contains") for score, fact in scored]
        end = len(ranked) if limit is None else offset + limit
        return FactPage(
            snapshot_id=self.snapshot.snapshot_id,
            indicator=indicator,
            found=tuple(ranked[offset:end]),
            n_found=len(ranked),
            next_offset=end if end < len(ranked) else None,
            near=() if ranked or indicator is None else self.near(indicator, filters),
        )

    def near(self, indicator: str, filters: FactFilters = FactFilters()) -> tuple[str, ...]:
        """The names of indicators nearest to this one, of those that facts within the filters have, else of all facts."""
        passes, asked = self._passing(filters), find_indicator(indicator)
        within = {fact.indicator for fact in self.snapshot.facts if passes(fact)}
        return tuple(near_names(asked, within) or near_names(asked, self._names))

    def same(self, indicator: str) -> Sequence[Fact]:
        """The facts of this indicator and of no other, in the order of reports and text."""
        return self._by_key.get(find_indicator(indicator).key, ())

    def within(self, citations: Sequence[Citation]) -> tuple[Fact, ...]:
        """The facts whose figure stands in one of the quotes, in the order of the quotes."""
        found: dict[str, Fact] = {}
        for citation in citations:
            for fact in self.snapshot.facts_of.get(citation.clause_id, ()):
                if citation.start <= fact.value_start and fact.value_end <= citation.end:
                    found.setdefault(fact.fact_id, fact)
        return tuple(found.values())

    def _fitting(self, asked: Indicator) -> Mapping[str, float]:
        """Name of an indicator -> how near it is, for those that fit."""
        scores = {name: similarity(asked, name) for name in self._names}
        return {name: score for name, score in scores.items() if score is not None}

    def _passing(self, filters: FactFilters) -> Callable[[Fact], bool]:
        reports = {report.report_id for report in self.snapshot.reports.values() if filters.reports.admit(report)}
        clauses, units = set(filters.clause), {fold(unit) for unit in filters.unit}
        periods = {fold_period(period) for period in filters.period}

        def passes(fact: Fact) -> bool:
            return (
                fact.report_id in reports
                and (not filters.kind or fact.kind in filters.kind)
                and (not clauses or fact.clause_id in clauses)
                and (not units or fold(fact.unit) in units or fold(fact.unit_base) in units)
                and (not periods or not periods.isdisjoint(periods_of(self.snapshot.reports[fact.report_id], fact)))
            )

        return passes

    @functools.cached_property
    def _by_key(self) -> Mapping[str, Sequence[Fact]]:
        found: dict[str, list[Fact]] = {}
        for fact in self.snapshot.facts:
            found.setdefault(find_indicator(fact.indicator).key, []).append(fact)
        return found

    @functools.cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(fact.indicator for fact in self.snapshot.facts)


def fold_period(period: str) -> str:
    """A period without what does not tell periods apart: 2019年 is 2019, “十三五” is 十三五."""
    return _YEAR.sub("", fold(period).strip(' “”"'))


def periods_of(report: Report, fact: Fact) -> frozenset[str]:
    """The period of a fact, folded, and with it the year that it is an outcome of where it stands in a review of several."""
    year = year_of(report, fact)
    return frozenset((fold_period(fact.period), *([] if year is None else [str(year)])))
