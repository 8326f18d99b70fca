"""Which facts of the index are asked for: by indicator under any of its names, by report, period, kind, unit and clause."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Self

import numpy as np
import numpy.typing as npt

from indexer.facts.outcome import year_of
from indexer.facts.phrases import ONLY_COUNTING
from indexer.facts.times import years_of
from indexer.records import Fact, Report
from indexer.segment import fold
from indexer.snapshot import Snapshot
from service.facts.indicators import (
    Indicator,
    core_of,
    find_indicator,
    fold_name,
    is_indicator,
    mentioned,
    near_names,
    similarity,
)
from service.records import Citation, Filters

_YEAR = re.compile(r"(?<=\d)年$")

FactKind = Literal["actual", "target", "other"]
Change = Literal["level", "growth", "share", "count"]
Matching = Literal["same", "contains"]
Rows = npt.NDArray[np.intp]


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
        fits = None if indicator is None else self._fitting(find_indicator(indicator))
        rows, scores = self._rows(filters, fits), np.zeros(len(self.snapshot.facts), np.float32)
        for name, score in (fits or {}).items():
            scores[self._named[name]] = score
        ranked = rows[np.argsort(-scores[rows], kind="stable")]  # equal ones stay in the order of the reports
        end = len(ranked) if limit is None else offset + limit
        return FactPage(
            snapshot_id=self.snapshot.snapshot_id,
            indicator=indicator,
            found=tuple(FoundFact(self.snapshot.facts[row], _matching(fits, scores[row])) for row in ranked[offset:end].tolist()),
            n_found=len(ranked),
            next_offset=end if end < len(ranked) else None,
            near=() if len(ranked) or indicator is None else self.near(indicator, filters),
        )

    def near(self, indicator: str, filters: FactFilters = FactFilters()) -> tuple[str, ...]:
        """The names of indicators nearest to this one, of those that facts within the filters have, else of all facts."""
        asked, is_within = find_indicator(indicator), np.zeros(len(self.snapshot.facts), bool)
        is_within[self._rows(filters, None)] = True
        within = [name for name, rows in self._named.items() if is_within[rows].any()]
        return tuple(near_names(asked, within) or near_names(asked, self._named))

    def same(self, indicator: str, reports: Collection[str] | None = None) -> Sequence[Fact]:
        """The facts of this indicator and of no other, in the order of reports and text; with `reports` only of these."""
        return self._of(self._names.get(find_indicator(indicator).key, ()), reports)

    def alike(self, indicator: str, reports: Collection[str] | None = None) -> Sequence[Fact]:
        """The facts whose name, which the table does not have, is this one with other words around it. As of `same`."""
        return self._of(self._cores.get(core_of(fold_name(indicator)), ()), reports)

    def counted(self, indicator: str, reports: Collection[str] | None = None) -> Sequence[Fact]:
        """The facts of what was or will be done to the things of this indicator: 新建 and 改造 of 养老床位. As of `same`."""
        return self._of(self._counted.get(find_indicator(indicator).key, ()), reports)

    def _of(self, names: Collection[str], reports: Collection[str] | None) -> Sequence[Fact]:
        filters = FactFilters() if reports is None else FactFilters(Filters(report=tuple(reports)))
        return [self.snapshot.facts[row] for row in self._rows(filters, names).tolist()]

    def within(self, citations: Sequence[Citation]) -> tuple[Fact, ...]:
        """The facts whose figure stands in one of the quotes, in the order of the quotes."""
        found: dict[str, Fact] = {}
        for citation in citations:
            for fact in self.snapshot.facts_of(citation.clause_id):
                if citation.start <= fact.value_start and fact.value_end <= citation.end:
                    found.setdefault(fact.fact_id, fact)
        return tuple(found.values())

    def is_of_another(self, asked: str, answer: str, citations: Sequence[Citation]) -> bool:
        """Whether an answer is the figure of other indicators of the table than the one that is asked for, if one is. A share may
        be of what is asked for (研发投入强度 of R&D spending).
        """
        indicator = mentioned(asked)
        if indicator is None:
            return False
        reports = self.snapshot.reports
        told = [
            fact for fact in self.within(citations) if reports[fact.report_id].text[fact.value_start : fact.value_end] in answer
        ]
        others = [is_indicator(fact.indicator) and find_indicator(fact.indicator) != indicator for fact in told]
        return bool(others) and all(others) and all(fact.change != "share" for fact in told)

    def _fitting(self, asked: Indicator) -> Mapping[str, float]:
        """Name of an indicator -> how near it is, for those that fit."""
        scores = {name: similarity(asked, name) for name in self._named}
        return {name: score for name, score in scores.items() if score is not None}

    def _rows(self, filters: FactFilters, names: Collection[str] | None) -> Rows:
        """The facts that pass, ascending, and have one of the names, if any are given. Reads no more of them than it must."""
        if names is None:
            rows = np.arange(len(self.snapshot.facts))
        else:
            rows = np.sort(np.concatenate([np.zeros(0, np.intp), *(self._named[name] for name in names)]))
        if filters.reports != Filters():
            admitted = np.array([filters.reports.admit(report) for report in self.snapshot.reports.values()], bool)
            rows = rows[admitted[self._report_rows[rows]]]
        if filters == FactFilters(filters.reports):
            return rows
        passes = self._passing(filters)
        return rows[[passes(self.snapshot.facts[row]) for row in rows.tolist()]] if len(rows) else rows

    def _passing(self, filters: FactFilters) -> Callable[[Fact], bool]:
        """Whether a fact passes the filters, those of reports left out."""
        clauses, units = set(filters.clause), {fold(unit) for unit in filters.unit}
        periods = {fold_period(period) for period in filters.period}

        def is_of_period(fact: Fact) -> bool:
            report = self.snapshot.reports[fact.report_id]
            if not periods.isdisjoint(periods_of(report, fact)):
                return True
            is_plan = fact.kind == "target"
            years = years_of(fact.period, report.year, is_plan=is_plan)
            return years is not None and years in (years_of(period, report.year, is_plan=is_plan) for period in periods)

        def passes(fact: Fact) -> bool:
            return (
                (not filters.kind or fact.kind in filters.kind)
                and (not clauses or fact.clause_id in clauses)
                and (not units or fold(fact.unit) in units or fold(fact.unit_base) in units)
                and (not periods or is_of_period(fact))
            )

        return passes

    @functools.cached_property
    def _report_rows(self) -> Rows:
        """(n facts,) which of the reports each fact is of."""
        first_facts = self.snapshot.first_facts[self.snapshot.first_clauses]
        return np.repeat(np.arange(len(self.snapshot.reports)), np.diff(first_facts))

    @functools.cached_property
    def _named(self) -> Mapping[str, Rows]:
        """Name of an indicator -> its facts, ascending."""
        ids: dict[str, int] = {}
        of = np.array([ids.setdefault(name, len(ids)) for name in self.snapshot.facts.column("indicator")], np.intp)
        parts = np.split(np.argsort(of, kind="stable"), np.cumsum(np.bincount(of, minlength=len(ids)))[:-1])
        return dict(zip(ids, parts, strict=False))  # without a fact there is one part, of nothing

    @functools.cached_property
    def _names(self) -> Mapping[str, Sequence[str]]:
        """Key of an indicator -> the names that its facts have."""
        found: dict[str, list[str]] = {}
        for name in self._named:
            found.setdefault(find_indicator(name).key, []).append(name)
        return found

    @functools.cached_property
    def _cores(self) -> Mapping[str, Sequence[str]]:
        """What is left of a name that the table does not have without the words around it -> such names."""
        found: dict[str, list[str]] = {}
        for name in self._named:
            if not is_indicator(name):
                found.setdefault(core_of(fold_name(name)), []).append(name)
        return found

    @functools.cached_property
    def _counted(self) -> Mapping[str, Sequence[str]]:
        """Key of an indicator -> the names that its facts have behind verbs that count."""
        found: dict[str, list[str]] = {}
        for name in self._named:
            if (verbs := ONLY_COUNTING.match(name)) and verbs.end() < len(name):
                found.setdefault(find_indicator(name[verbs.end() :]).key, []).append(name)
        return found


def _matching(fits: Mapping[str, float] | None, score: float) -> Matching | None:
    return None if fits is None else "same" if score == 1 else "contains"


def fold_period(period: str) -> str:
    """A period without what does not tell periods apart: 2019年 is 2019, “十三五” is 十三五."""
    return _YEAR.sub("", fold(period).strip(' “”"'))


def periods_of(report: Report, fact: Fact) -> frozenset[str]:
    """The period of a fact, folded, and with it the year that it is an outcome of where it stands in a review of several."""
    year = year_of(report, fact)
    return frozenset((fold_period(fact.period), *([] if year is None else [str(year)])))
