"""Texts that another one took the place of: they are not searched, but every citation of them still leads to its place."""

from __future__ import annotations

import functools
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.corpus import TABLE
from indexer.errors import CorpusInvalid, NotFound
from indexer.facts import facts
from indexer.library import Table, find_version
from indexer.outline import outline
from indexer.records import Clause, Report
from indexer.snapshot import Snapshot
from service.web.lookup import find_report, unknown

_LOG = logging.getLogger(__name__)
_OPEN = 16  # old texts that are kept cut
Seen = tuple[int, int] | None  # which state of the table it is; None without one


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a report and what is cut from it; of an old one all ids begin with `<report_id>@<start of sha256>`."""

    report: Report
    clauses: Sequence[Clause]  # in reading order
    n_facts: int

    def clause(self, clause_id: str) -> Clause:
        """Raises Refused (404) with near names."""
        found = next((clause for clause in self.clauses if clause.clause_id == clause_id), None)
        if found is None:
            raise unknown("clause", clause_id, (clause.clause_id for clause in self.clauses))
        return found


class Versions:
    """The texts of the reports of one home, live and old; safe to share between threads."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def of(self, report_id: str) -> Sequence[str]:
        """The ids of the old texts of a report, the latest first."""
        return _ids(self._home, self._seen()).get(report_id, ())

    def find(self, report_id: str, snapshot: Snapshot) -> Text:
        """A report of the snapshot, or a text by its own id. Raises Refused (404) with near names."""
        if "@" not in report_id:
            report = find_report(snapshot, report_id)
            clauses = snapshot.clauses_of(report_id)
            return Text(report, clauses, sum(len(snapshot.facts_of(clause.clause_id)) for clause in clauses))
        seen = self._seen()
        try:
            return _cut(self._home, report_id, seen)
        except NotFound as error:
            old = (each for ids in _ids(self._home, seen).values() for each in ids)
            raise unknown("report", report_id, [*old, *snapshot.reports]) from error

    def _seen(self) -> Seen:
        try:
            found = (self._home / TABLE).stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns


@functools.lru_cache(_OPEN)
def _ids(home: Path, _: Seen) -> Mapping[str, Sequence[str]]:
    ids: dict[str, list[str]] = {}
    try:
        for entry in Table(home).versions():
            ids.setdefault(entry.report_id.partition("@")[0], []).append(entry.report_id)
    except CorpusInvalid as error:  # a slip in a table that is edited by hand: the index goes on
        _LOG.warning("old texts are left out: %s", error)
    return ids


@functools.lru_cache(_OPEN)
def _cut(home: Path, report_id: str, _: Seen) -> Text:
    report = find_version(home, report_id)
    clauses = outline(report).clauses
    return Text(report, clauses, len(facts(report, clauses)))
