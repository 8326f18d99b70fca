"""Whether a clause agrees with what a question asks for: the parts `year` and `fact` of a score (`service.rank`)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from indexer.encoders.base import Floats
from indexer.late import ranges
from indexer.snapshot import Snapshot
from indexer.told import MOST_YEAR
from service.query import Query

_NO_FACT = -0.5
Flags = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]


class Agreement:
    """Of the clauses of one snapshot, by row. Immutable and safe to share between threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot, told = snapshot, snapshot.told
        self._first_years, self._first_units, self._first_names = map(_bounds, (told.n_years, told.n_units, told.n_names))
        # What years are asked for is said against those of a report, which many have alike.
        alike: dict[tuple[int, int], int] = {}
        reports = list(snapshot.reports.values())
        kinds = [alike.setdefault((report.year, report.reviewed_year), len(alike)) for report in reports]
        self._kind_of_report, self._of_kind = np.array(kinds, np.intp), dict(zip(kinds, reports, strict=True))

    def of(self, query: Query, rows: Rows) -> tuple[Floats, Floats]:
        """The parts `year` and `fact` of the clauses at `rows`, each (n rows,).

        `year` is 1 where the clause speaks of a year that is asked for, -1 where of another, 0 where either names none.

        `fact` is how well the best fact of each clause is what is asked for, -0.6 to 1, and -0.5 without a fact:
        (period + kind + unit + 2 indicator) / 5, where 1, -1 or 0 each as it is the one asked for, another, or not asked for, and
        of the indicator the share of its characters that the question has. All 0 for a question that asks for no figure.
        """
        present, kinds = np.unique(self._kind_of_report[self._snapshot.report_rows[rows]], return_inverse=True)
        asked = np.zeros((len(present), MOST_YEAR + 1), bool)  # whether a year is, of each kind of report
        asks = np.zeros(len(present), bool)  # whether any is
        for i, kind in enumerate(present.tolist()):
            years = list(query.asked_years(self._of_kind[kind]))
            asked[i, years], asks[i] = True, bool(years)
        year = self._of_years(rows, kinds, asked, asks)
        return year, self._of_facts(query, rows, kinds, asked, asks) if query.kind == "value" else np.zeros_like(year)

    def _of_years(self, rows: Rows, kinds: Rows, asked: Flags, asks: Flags) -> Floats:
        n_told = self._snapshot.told.n_years[rows]
        at, _ = ranges(self._first_years[rows], self._first_years[rows + 1])
        clauses = np.repeat(np.arange(len(rows)), n_told)
        is_asked = asked[kinds[clauses], self._snapshot.told.years[at]]
        agreement = np.where((n_told > 0) & asks[kinds], np.float32(-1), np.float32(0))
        agreement[clauses[is_asked]] = 1
        return agreement

    def _of_facts(self, query: Query, rows: Rows, kinds: Rows, asked: Flags, asks: Flags) -> Floats:
        told, first = self._snapshot.told, self._snapshot.first_facts
        facts, _ = ranges(first[rows], first[rows + 1])
        clauses = np.repeat(np.arange(len(rows)), first[rows + 1] - first[rows])
        years, kinds = told.fact_years[facts], kinds[clauses]
        total = np.where((years > 0) & asks[kinds], np.where(asked[kinds, years], 1.0, -1.0), 0.0)
        if query.planned is not None:
            total += told.planned[facts] if query.planned else -told.planned[facts]
        if query.unit:
            total += np.where(self._end_in(query.unit, facts), 1, -1)
        total += 2 * self._n_shared(query.folded, facts) / np.maximum(1, told.n_names[facts])
        best = np.full(len(rows), -np.inf)
        np.maximum.at(best, clauses, total)
        return np.where(np.isinf(best), _NO_FACT, best / 5).astype(np.float32)

    def _end_in(self, unit: str, facts: Rows) -> Flags:
        """Whether the unit of each fact ends in that one."""
        ends = self._first_units[facts + 1]
        is_one = self._snapshot.told.n_units[facts] >= len(unit)
        for back, character in enumerate(reversed(unit), start=1):
            is_one &= self._snapshot.told.units[ends - back] == ord(character)  # of a shorter one that of another
        return is_one

    def _n_shared(self, folded: str, facts: Rows) -> npt.NDArray[np.intp]:
        """How many characters of the indicator of each fact a text has."""
        at, _ = ranges(self._first_names[facts], self._first_names[facts + 1])
        owners = np.repeat(np.arange(len(facts)), self._snapshot.told.n_names[facts])
        characters = np.array(sorted(set(map(ord, folded))), np.uint32)
        return np.bincount(owners[np.isin(self._snapshot.told.names[at], characters)], minlength=len(facts))


def _bounds(counts: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """(n + 1,) where that of each row begins, one after the other."""
    return np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))
