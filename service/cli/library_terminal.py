"""How reports look in a list: a table in a terminal, lines with tabs in a file or a pipe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from indexer.corpus import Entry
from indexer.library import Outcome, Proposal
from indexer.records import Clause, Report
from service.cli.drawing import line, plain
from service.cli.messages import say
from service.cli.terminal import path_line


def show_plan(console: Console, proposals: Sequence[Proposal], outcomes: Sequence[Outcome]) -> None:
    """What each file would be known by, and what comes of adding it."""
    rows = []
    for proposal, outcome in zip(proposals, outcomes, strict=True):
        known = proposal.metadata
        years = f"{known.year} ({known.reviewed_year})"
        read = (outcome.report_id, known.title, known.region, known.level, years, known.published, known.speaker)
        rows.append((say(outcome.status), *read, proposal.name))
    names = ("status", "id", "title", "region", "level_of", "years", "published", "speaker", "file")
    _show(console, names, rows)
    for outcome in outcomes:
        if outcome.replaced:
            line(console, say("replaces", report_id=outcome.report_id, replaced=outcome.replaced))


def show_reports(console: Console, rows: Sequence[tuple[Entry, bool]]) -> None:
    """One line a report."""
    names = ("id", "title", "region", "level_of", "year", "from")
    found = [
        (entry.report_id, entry.title, entry.region, entry.level, entry.year, say("added" if is_added else "packaged"))
        for entry, is_added in rows
    ]
    _show(console, names, found)


def show_report(console: Console, known: Mapping[str, Any]) -> None:
    """One line a field; those that are not known are left out."""
    for name, value in known.items():
        if value:
            line(console, f"{name}: {', '.join(value) if isinstance(value, list) else value}")


def show_clause_of(console: Console, report: Report, clause: Clause) -> None:
    """A clause below its headings, and its place."""
    console.print(path_line(clause.path), soft_wrap=True)
    line(console, report.text[clause.start : clause.end])
    line(console, say("place", report_id=clause.clause_id, start=clause.start, end=clause.end))


def _show(console: Console, names: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    cells = [["" if value is None else " ".join(plain(str(value)).split()) for value in row] for row in rows]
    if not console.file.isatty():
        for row in cells:
            typer.echo("\t".join(row))  # rich would make spaces of the tabs
        return
    table = Table(*(say(name) for name in names), box=None, pad_edge=False)
    for row in cells:
        table.add_row(*map(Text, row))
    console.print(table)
