"""How many of the clauses found are of which region, level, year and report."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from indexer.records import Report
from service.records import Facets

_FIELDS = {"region": "region", "level": "level", "year": "year", "report": "report_id"}  # what each is called and is of a report


class FacetCounts:
    """Counts among the reports of one snapshot, in its order. Immutable and safe to share between threads."""

    def __init__(self, reports: Iterable[Report]) -> None:
        told = list(reports)
        self._values = {name: _numbered([str(getattr(report, field)) for report in told]) for name, field in _FIELDS.items()}

    def of(self, owners: npt.NDArray[np.integer]) -> Facets:
        """By field and value, most first, equal ones by value; `owners` has the report of every clause found, by row."""
        facets = {}
        for name, (values, value_of) in self._values.items():
            counts = np.bincount(value_of[owners])
            found = np.flatnonzero(counts)
            most = found[np.argsort(-counts[found], kind="stable")]
            facets[name] = dict(zip(map(values.__getitem__, most.tolist()), counts[most].tolist(), strict=True))
        return facets


def _numbered(values: list[str]) -> tuple[list[str], npt.NDArray[np.intp]]:
    """The distinct values in order, and which of them each is."""
    distinct, which = np.unique(values, return_inverse=True)
    return distinct.tolist(), which
