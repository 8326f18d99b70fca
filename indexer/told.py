"""What clauses and facts tell that a question is held against, in columns: a search reads no record of what it only ranks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file, save

from indexer.facts.outcome import year_of
from indexer.records import Clause, Fact, Report
from indexer.segment import fold

FILE = "told.safetensors"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
_GLOSSARY = re.compile(r"名词|名詞|词语|术语|用语|注释|註釋")
MOST_YEAR = 9_999  # what a greater number is told as
_PLANNED = {"target": 1, "actual": -1}
Counts = npt.NDArray[np.int32]
Characters = npt.NDArray[np.uint32]  # code points


class Told(NamedTuple):
    """Columns in the order of clauses or of facts. Of what a row has several of, these stand one after the other, and how many
    each has in a column `n_…`, so that those of several reports are put together end to end.
    """

    years: npt.NDArray[np.int16]  # that each clause speaks of, ascending
    n_years: Counts  # (n clauses,)
    explains: npt.NDArray[np.bool_]  # (n clauses,) whether it is the entry of a glossary
    fact_years: npt.NDArray[np.int16]  # (n facts,) that it is of, or an outcome of; 0 for none
    planned: npt.NDArray[np.int8]  # (n facts,) 1 for a target, -1 for what was done, 0 for neither
    units: Characters  # of each fact, as printed
    n_units: Counts  # (n facts,)
    names: Characters  # of the indicator of each fact, folded
    n_names: Counts  # (n facts,)

    @classmethod
    def of(cls, report: Report, clauses: Sequence[Clause], facts: Sequence[Fact]) -> Self:
        """Of one report."""
        years = [sorted(_years(report, clause)) for clause in clauses]
        units, names = [fact.unit for fact in facts], [fold(fact.indicator) for fact in facts]
        return cls(
            np.array([year for each in years for year in each], np.int16),
            _lengths(years),
            np.array([is_entry(clause) for clause in clauses], bool),
            np.array([min(year_of(report, fact) or 0, MOST_YEAR) for fact in facts], np.int16),
            np.array([_PLANNED.get(fact.kind, 0) for fact in facts], np.int8),
            _characters(units),
            _lengths(units),
            _characters(names),
            _lengths(names),
        )

    @classmethod
    def joined(cls, parts: Iterable[Self]) -> Self:
        """Of all reports, from those of each."""
        return cls(*map(np.concatenate, zip(*parts, strict=True)))

    def save(self, folder: Path) -> None:
        (folder / FILE).write_bytes(save(self._asdict()))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Raises KeyError for a file without one of the columns, and what safetensors raises for one that is none."""
        found = load_file(folder / FILE)
        return cls(*(found[name] for name in cls._fields))

    def fits(self, n_clauses: int, n_facts: int) -> bool:
        """Whether it has a row for each of so many clauses and facts, all that a row has, and years that can be."""
        of_clauses, of_facts = (self.n_years, self.explains), (self.fact_years, self.planned, self.n_units, self.n_names)
        several = ((self.years, self.n_years), (self.units, self.n_units), (self.names, self.n_names))
        return (
            all(len(column) == n_clauses for column in of_clauses)
            and all(len(column) == n_facts for column in of_facts)
            and all(len(values) == counts.sum() and (counts >= 0).all() for values, counts in several)
            and all(((years >= 0) & (years <= MOST_YEAR)).all() for years in (self.years, self.fact_years))
        )


def is_entry(clause: Clause) -> bool:
    """Whether a clause explains a term: an entry of 名词解释 or its kin."""
    return clause.heading is not None and any(map(_GLOSSARY.search, clause.path))


def _years(report: Report, clause: Clause) -> set[int]:
    """The years that a clause speaks of: those its headings name, the nearest first, else those in its text."""
    texts = (*reversed(clause.path), report.text[clause.start : clause.end])
    return next((set(map(int, years)) for text in texts if (years := _YEAR.findall(text))), set())


def _lengths(runs: Sequence[Sequence[object]]) -> Counts:
    return np.fromiter(map(len, runs), np.int32, len(runs))


def _characters(texts: Iterable[str]) -> Characters:
    return np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
