"""How many of the clauses found are of which region, level, year and report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from indexer.records import Report
from service.records import Facets


def count_facets(owners: Sequence[Report]) -> Facets:
    """Counts by field and value, most first, equal ones by value; `owners` has the report of every clause found."""
    counted = Counter(report.report_id for report in owners)
    reports = {report.report_id: report for report in owners}
    facets = {}
    for field in ("region", "level", "year", "report_id"):
        counts: Counter[str] = Counter()
        for report_id, n in counted.items():
            counts[str(getattr(reports[report_id], field))] += n
        ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
        facets["report" if field == "report_id" else field] = dict(ordered)
    return facets
