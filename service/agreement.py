"""Whether a clause agrees with what a question asks for: the parts `year` and `fact` of a score (`service.rank`)."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.encoders.base import Floats
from indexer.facts.outcome import year_of
from indexer.records import Report
from indexer.segment import fold
from indexer.snapshot import Snapshot
from service.query import Query

_YEAR_IN_TEXT = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
_NO_FACT = -0.5
_KEPT = 1 << 15  # clauses whose years and facts are kept


class Agreement:
    """Of the clauses of one snapshot, by row. Immutable and safe to share between threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._reports: Sequence[Report] = list(snapshot.reports.values())
        self._years = functools.lru_cache(maxsize=_KEPT)(self._years_told)
        self._facts = functools.lru_cache(maxsize=_KEPT)(self._facts_told)

    def of_years(self, query: Query, rows: npt.NDArray[np.intp]) -> Floats:
        """1 where the clause speaks of a year that is asked for, -1 where of another, 0 where either names none; (n rows,)."""
        asked = self._asked(query, rows)
        agreement = []
        for row, report in zip(rows.tolist(), self._snapshot.report_rows[rows].tolist(), strict=True):
            wanted, told = asked[report], self._years(row)
            agreement.append(0.0 if not wanted or not told else 1.0 if wanted & told else -1.0)
        return np.array(agreement, np.float32)

    def of_facts(self, query: Query, rows: npt.NDArray[np.intp]) -> Floats:
        """How well the best fact of each clause is what is asked for, -0.6 to 1, and -0.5 without a fact; (n rows,).

        (period + kind + unit + 2 indicator) / 5: 1, -1 or 0 each as it is the one asked for, another, or not asked for, and
        of the indicator the share of its characters that the question has. All 0 for a question that asks for no figure.
        """
        if query.kind != "value":
            return np.zeros(len(rows), np.float32)
        asked, characters = self._asked(query, rows), frozenset(query.folded)
        agreement = [
            _best_agreement(query, self._facts(row), asked[report], characters)
            for row, report in zip(rows.tolist(), self._snapshot.report_rows[rows].tolist(), strict=True)
        ]
        return np.array(agreement, np.float32)

    def _asked(self, query: Query, rows: npt.NDArray[np.intp]) -> Mapping[int, frozenset[int]]:
        """The years asked for, against each report that has one of the clauses at `rows`."""
        return {report: query.asked_years(self._reports[report]) for report in set(self._snapshot.report_rows[rows].tolist())}

    def _years_told(self, row: int) -> frozenset[int]:
        """The years that a clause speaks of: those its headings name, else those in its text."""
        clause = self._snapshot.clauses[row]
        for heading in reversed(clause.path):
            if years := _YEAR_IN_TEXT.findall(heading):
                return frozenset(map(int, years))
        return frozenset(map(int, _YEAR_IN_TEXT.findall(self._snapshot.text(clause))))

    def _facts_told(self, row: int) -> Sequence[_Told]:
        first, last = self._snapshot.first_facts[row : row + 2].tolist()
        report = self._reports[self._snapshot.report_rows[row]]
        return [
            _Told(
                year_of(report, fact),
                {"target": 1, "actual": -1}.get(fact.kind, 0),
                fact.unit,
                fold(fact.indicator),
            )
            for fact in self._snapshot.facts[first:last]
        ]


class _Told(NamedTuple):
    """Of a fact what a question is held against."""

    year: int | None  # of its period, or that it is an outcome of
    planned: int  # 1 for a target, -1 for what was done, 0 for neither
    unit: str
    indicator: str  # folded


def _best_agreement(query: Query, facts: Sequence[_Told], years: frozenset[int], characters: frozenset[str]) -> float:
    """The indicator is compared only where that of the best one before is still reached: it takes longest."""
    best = -math.inf
    for fact in facts:
        total = 0.0
        if years and fact.year:
            total += 1 if fact.year in years else -1
        if query.planned is not None:
            total += fact.planned if query.planned else -fact.planned
        if query.unit:
            total += 1 if fact.unit.endswith(query.unit) else -1
        if total + 2 > best:
            named = sum(map(characters.__contains__, fact.indicator))
            best = max(best, total + 2 * named / max(1, len(fact.indicator)))
    return best / 5 if facts else _NO_FACT
