"""Finds reports and clauses by id; an unknown id is answered with the nearest ones there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from indexer.records import Clause, Report
from indexer.snapshot import Snapshot
from service.web.problems import Refused


def find_report(snapshot: Snapshot, report_id: str) -> Report:
    """Raises Refused (404)."""
    report = snapshot.reports.get(report_id)
    if report is None:
        raise unknown("report", report_id, snapshot.reports)
    return report


def find_clause(snapshot: Snapshot, clause_id: str) -> Clause:
    """Raises Refused (404), for an unknown report with the reports near it, else with the clauses near it."""
    row = snapshot.row_of.get(clause_id)
    if row is not None:
        return snapshot.clauses[row]
    report = find_report(snapshot, clause_id.partition("/")[0])
    raise unknown("clause", clause_id, (clause.clause_id for clause in snapshot.clauses_of(report.report_id)))


def neighbours(clauses: Sequence[Clause], row: int) -> tuple[Clause | None, Clause | None]:
    """The clause before that of a row and the clause after, None at the ends of its report."""
    before, after = clauses[max(row - 1, 0) : row], clauses[row + 1 : row + 2]
    return _same_report(before, clauses[row]), _same_report(after, clauses[row])


def _same_report(nearby: Sequence[Clause], clause: Clause) -> Clause | None:
    return nearby[0] if nearby and nearby[0].report_id == clause.report_id else None


def unknown(what: str, wanted: str, known: Iterable[str]) -> Refused:
    """Names the nearest of those there are."""
    near = get_close_matches(wanted, known, n=3)
    advice = f"nearest: {', '.join(near)}" if near else "/v1/reports lists what there is"
    return Refused("not_found", f"{what} {wanted!r} is not indexed; {advice}", near=near)
