"""Whether a clause agrees with what a question asks for: the parts `year` and `fact` of a score (`service.rank`)."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from indexer.encoders.base import Floats
from indexer.records import Clause, Fact, Report
from indexer.segment import fold
from indexer.snapshot import Snapshot
from service.query import Query

_YEAR_IN_TEXT = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NO_FACT = -0.5


class Agreement:
    """Of the clauses of one snapshot, by row. Immutable and safe to share between threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._reports: Sequence[Report] = [snapshot.reports[clause.report_id] for clause in snapshot.clauses]

    def of_years(self, query: Query, rows: npt.NDArray[np.intp]) -> Floats:
        """1 where the clause speaks of a year that is asked for, -1 where of another, 0 where either names none; (n rows,)."""
        agreement = []
        for row in rows.tolist():
            asked, told = query.asked_years(self._reports[row]), self._years[row]
            agreement.append(0.0 if not asked or not told else 1.0 if asked & told else -1.0)
        return np.array(agreement, np.float32)

    def of_facts(self, query: Query, rows: npt.NDArray[np.intp]) -> Floats:
        """How well the best fact of each clause is what is asked for, -0.6 to 1, and -0.5 without a fact; (n rows,).

        (period + kind + unit + 2 indicator) / 5: 1, -1 or 0 each as it is the one asked for, another, or not asked for, and
        of the indicator the share of its characters that the question has. All 0 for a question that asks for no figure.
        """
        if query.kind != "value":
            return np.zeros(len(rows), np.float32)
        facts_of, clauses = self._snapshot.facts_of, self._snapshot.clauses
        agreement = []
        for row in rows.tolist():
            facts = facts_of.get(clauses[row].clause_id, ())
            asked = query.asked_years(self._reports[row])
            agreement.append(max((_agreement(query, asked, fact) for fact in facts), default=_NO_FACT))
        return np.array(agreement, np.float32)

    @functools.cached_property
    def _years(self) -> list[frozenset[int]]:
        """The years that each clause speaks of: those its headings name, else those in its text."""
        return [_years_told(clause, self._snapshot.text(clause)) for clause in self._snapshot.clauses]


def _agreement(query: Query, asked_years: frozenset[int], fact: Fact) -> float:
    total = 0.0
    if asked_years and _YEAR.fullmatch(fact.period):
        total += 1 if int(fact.period) in asked_years else -1
    if query.planned is not None and fact.kind != "other":
        total += 1 if (fact.kind == "target") == query.planned else -1
    if query.unit:
        total += 1 if fact.unit.endswith(query.unit) else -1
    indicator = _folded(fact.indicator)
    if indicator:
        total += 2 * sum(character in query.folded for character in indicator) / len(indicator)
    return total / 5


_folded = functools.lru_cache(maxsize=1 << 14)(fold)  # an indicator is folded once, not for every question


def _years_told(clause: Clause, text: str) -> frozenset[int]:
    for heading in reversed(clause.path):
        if years := _YEAR_IN_TEXT.findall(heading):
            return frozenset(map(int, years))
    return frozenset(map(int, _YEAR_IN_TEXT.findall(text)))
