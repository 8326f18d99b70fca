"""Whether a clause agrees with what a question asks for: the parts `year` and `fact` of a score (`service.rank`)."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.encoders.base import Floats
from indexer.facts.outcome import year_of
from indexer.late import ranges
from indexer.records import Clause, Fact, Report
from indexer.segment import fold
from indexer.snapshot import Snapshot
from service.query import Query

_YEAR_IN_TEXT = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
_NO_FACT = -0.5
Ints = npt.NDArray[np.int32]


class Agreement:
    """Of the clauses of one snapshot, by row. Immutable and safe to share between threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._reports: Sequence[Report] = list(snapshot.reports.values())
        order = {report.report_id: i for i, report in enumerate(self._reports)}
        self._report_of = np.array([order[clause.report_id] for clause in snapshot.clauses], np.int32)

    def of_years(self, query: Query, rows: npt.NDArray[np.intp]) -> Floats:
        """1 where the clause speaks of a year that is asked for, -1 where of another, 0 where either names none; (n rows,)."""
        asked = self._asked(query, rows)
        agreement = []
        for row, report in zip(rows.tolist(), self._report_of[rows].tolist(), strict=True):
            wanted, told = asked[report], self._years[row]
            agreement.append(0.0 if not wanted or not told else 1.0 if wanted & told else -1.0)
        return np.array(agreement, np.float32)

    def of_facts(self, query: Query, rows: npt.NDArray[np.intp]) -> Floats:
        """How well the best fact of each clause is what is asked for, -0.6 to 1, and -0.5 without a fact; (n rows,).

        (period + kind + unit + 2 indicator) / 5: 1, -1 or 0 each as it is the one asked for, another, or not asked for, and
        of the indicator the share of its characters that the question has. All 0 for a question that asks for no figure.
        """
        if query.kind != "value":
            return np.zeros(len(rows), np.float32)
        agreement = np.full(len(rows), _NO_FACT, np.float32)
        facts = self._facts
        positions, begins = ranges(facts.starts[rows], facts.starts[rows + 1])
        if len(positions):
            has_facts = facts.starts[rows] < facts.starts[rows + 1]
            total = self._of_period(query, rows, positions)
            if query.planned is not None:
                total += np.where(facts.is_target[positions], 1, -1) * (1 if query.planned else -1) * facts.is_told[positions]
            if query.unit:
                fits = np.array([1 if unit.endswith(query.unit) else -1 for unit in facts.units])
                total += fits[facts.unit_ids[positions]]
            total += 2 * facts.shares(query.folded, positions)
            agreement[has_facts] = np.maximum.reduceat(total, begins[has_facts]) / 5
        return agreement

    def _of_period(self, query: Query, rows: npt.NDArray[np.intp], positions: npt.NDArray[np.intp]) -> Floats:
        """1, -1 or 0 of each fact at `positions`, which are those of the clauses at `rows`."""
        years, asked = self._facts.years[positions], self._asked(query, rows)
        reports = np.repeat(self._report_of[rows], self._facts.starts[rows + 1] - self._facts.starts[rows])
        total = np.zeros(len(positions), np.float32)
        for wanted in {found for found in asked.values() if found}:
            of_these = np.isin(reports, [report for report, found in asked.items() if found == wanted]) & (years > 0)
            total[of_these] = np.where(np.isin(years[of_these], list(wanted)), 1, -1)
        return total

    def _asked(self, query: Query, rows: npt.NDArray[np.intp]) -> Mapping[int, frozenset[int]]:
        """The years asked for, against each report that has one of the clauses at `rows`."""
        return {report: query.asked_years(self._reports[report]) for report in set(self._report_of[rows].tolist())}

    @functools.cached_property
    def _years(self) -> list[frozenset[int]]:
        """The years that each clause speaks of: those its headings name, else those in its text."""
        return [_years_told(clause, self._snapshot.text(clause)) for clause in self._snapshot.clauses]

    @functools.cached_property
    def _facts(self) -> FactColumns:
        facts_of = self._snapshot.facts_of
        return FactColumns.of([facts_of.get(clause.clause_id, ()) for clause in self._snapshot.clauses], self._snapshot.reports)


@dataclass(frozen=True, slots=True)
class FactColumns:
    """The facts of all clauses, a column each: a question is held against thousands."""

    starts: Ints  # (n clauses + 1,) into the others
    years: Ints  # (n facts,) of its period, or that it is an outcome of; 0 for none
    is_target: npt.NDArray[np.bool_]
    is_told: npt.NDArray[np.bool_]  # done or planned, and not neither
    units: Sequence[str]
    unit_ids: Ints
    characters: Mapping[str, int]
    character_ids: Ints  # of the folded indicators, one after the other; of an empty one a character that no question has
    character_starts: Ints  # (n facts + 1,)

    @classmethod
    def of(cls, clauses: Sequence[Sequence[Fact]], reports: Mapping[str, Report]) -> FactColumns:
        facts = [fact for clause in clauses for fact in clause]
        units = sorted({fact.unit for fact in facts})
        names = [fold(fact.indicator) or "\0" for fact in facts]
        characters = {character: i for i, character in enumerate(sorted(set("".join(names))))}
        place = {unit: i for i, unit in enumerate(units)}
        return cls(
            np.cumsum([0, *map(len, clauses)], dtype=np.int32),
            np.array([year_of(reports[fact.report_id], fact) or 0 for fact in facts], np.int32),
            np.array([fact.kind == "target" for fact in facts], bool),
            np.array([fact.kind != "other" for fact in facts], bool),
            units,
            np.array([place[fact.unit] for fact in facts], np.int32),
            characters,
            np.array([characters[character] for name in names for character in name], np.int32),
            np.cumsum([0, *map(len, names)], dtype=np.int32),
        )

    def shares(self, folded: str, positions: npt.NDArray[np.intp]) -> Floats:
        """Of the indicator of each fact the share of its characters that a folded question has, (n positions,)."""
        is_asked = np.zeros(len(self.characters), np.float32)
        is_asked[[self.characters[character] for character in set(folded) if character in self.characters]] = 1
        first, last = self.character_starts[positions], self.character_starts[positions + 1]
        within, begins = ranges(first, last)
        return np.asarray(np.add.reduceat(is_asked[self.character_ids[within]], begins) / (last - first), np.float32)


def _years_told(clause: Clause, text: str) -> frozenset[int]:
    for heading in reversed(clause.path):
        if years := _YEAR_IN_TEXT.findall(heading):
            return frozenset(map(int, years))
    return frozenset(map(int, _YEAR_IN_TEXT.findall(text)))
