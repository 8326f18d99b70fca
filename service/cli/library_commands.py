"""`wenzheng add`, `list`, `show`, `remove` and `reindex`: which reports are indexed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from indexer import library
from indexer.corpus import Entry
from indexer.errors import NotFound, WenzhengError
from indexer.facts import facts
from indexer.library import Outcome, Proposal, Table
from indexer.outline import outline
from indexer.paths import default_home
from indexer.snapshot import Manifest
from service.cli.app import Home, Json, ensure_index, print_json, show_progress
from service.cli.library_terminal import show_clause_of, show_plan, show_report, show_reports
from service.cli.messages import say

Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
_ONE_ONLY = ("id", "title")


def add_command(
    paths: Annotated[list[Path], typer.Argument(help="Report files, or folders of them.", exists=True)],
    report_id: Annotated[str | None, typer.Option("--id", help="The id; of one file only.")] = None,
    title: Annotated[str | None, typer.Option(help="The title; of one file only.")] = None,
    region: Annotated[str | None, typer.Option(help="The region, as 吉林市.")] = None,
    level: Annotated[str | None, typer.Option(help="national, provincial, city, county or district.")] = None,
    year: Annotated[int | None, typer.Option(min=1949, max=2100, help="The year whose report it is.")] = None,
    reviewed_year: Annotated[int | None, typer.Option(min=1948, max=2100, help="The year it looks back on.")] = None,
    published: Annotated[str | None, typer.Option(help="The day it was given, as 2024-01-09.")] = None,
    speaker: Annotated[str | None, typer.Option(help="Who gave it.")] = None,
    source: Annotated[str | None, typer.Option(help="Where it was published, a URL.")] = None,
    trust: Annotated[bool, typer.Option("--trust", help="Take a text that does not look like a work report.")] = False,
    yes: Yes = False,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Add reports beside those that are indexed; what is read of each is shown first, and options say otherwise."""
    folder = home or default_home()
    overrides = {"id": report_id, "title": title, "region": region, "level": level, "year": year, "reviewed_year": reviewed_year}
    overrides |= {"published": published, "speaker": speaker, "source": source}
    files = list(_files(paths))
    if len(files) > 1 and (told := [f"--{name}" for name in _ONE_ONLY if overrides[name] is not None]):
        raise typer.BadParameter(f"{', '.join(told)} is of one report, found {len(files)} files")
    proposals, refused = _propose(files, overrides, trust)
    outcomes = library.plan(Table(folder), proposals)
    if not as_json:
        show_plan(Console(), proposals, outcomes)
    for error in refused:
        typer.echo(say("refused", told=str(error)), err=True)
    n_new = sum(outcome.status != "known" for outcome in outcomes)
    if n_new:
        _confirm(say("confirm_add", n=n_new), yes)
        outcomes, manifest = library.add(folder, proposals, track=show_progress)
        _tell(manifest, [_outcome(*each) for each in zip(proposals, outcomes, strict=True)], as_json)
    elif as_json:
        print_json({"reports": [_outcome(*each) for each in zip(proposals, outcomes, strict=True)]})
    else:
        typer.echo(say("nothing_added"))
    if refused:
        raise typer.Exit(1)


def list_command(home: Home = None, as_json: Json = False) -> None:
    """Which reports are indexed, and which of them were added."""
    table = Table(home or default_home())
    added = {entry.report_id for entry in table.added()}
    rows = [(entry, entry.report_id in added) for entry in table.entries()]
    if as_json:
        print_json({"reports": [_known(entry) | {"added": is_added} for entry, is_added in rows]})
    else:
        show_reports(Console(), rows)


def show_command(
    report_id: Annotated[
        str, typer.Argument(help="A report or a clause; id@start of sha256 for an old text: jilinshi-2024@1f0c2a9e")
    ],
    home: Home = None,
    as_json: Json = False,
) -> None:
    """What a report is known by, or the text of a clause, of old versions too."""
    folder = home or default_home()
    report = library.find_version(folder, report_id.partition("/")[0])
    clauses = outline(report).clauses
    if "/" in report_id:
        clause = next((each for each in clauses if each.clause_id == report_id), None)
        if clause is None:
            raise NotFound(f"no clause {report_id!r}; {report.report_id} has {len(clauses)}, the first is {clauses[0].clause_id}")
        if as_json:
            print_json(asdict(clause) | {"text": report.text[clause.start : clause.end]})
        else:
            show_clause_of(Console(), report, clause)
        return
    of_report = report.report_id.partition("@")[0]
    versions = [entry.report_id for entry in Table(folder).versions() if entry.report_id.partition("@")[0] == of_report]
    known = _known(report) | {"n_clauses": len(clauses), "n_facts": len(facts(report, clauses)), "versions": versions}
    if as_json:
        print_json(known)
    else:
        show_report(Console(), known)


def remove_command(
    report_ids: Annotated[list[str], typer.Argument(help="Ids of reports; `wenzheng list` shows them.")],
    yes: Yes = False,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Remove reports with their old versions from the index and from the disk."""
    folder = home or default_home()
    table = Table(folder)
    for report_id in report_ids:
        table.drop(report_id)  # an unknown id is told before anyone is asked
    _confirm(say("confirm_remove", ids=", ".join(report_ids)), yes)
    manifest = library.remove(folder, report_ids, track=show_progress)
    _tell(manifest, [{"report_id": report_id, "status": "removed"} for report_id in report_ids], as_json)


def reindex_command(home: Home = None, as_json: Json = False) -> None:
    """Index the same reports again, as reports.toml in the home has them now."""
    folder = home or default_home()
    ensure_index(folder)
    _tell(library.reindex(folder, track=show_progress), [], as_json)


def _files(paths: Sequence[Path]) -> Iterable[Path]:
    """Files as named; of a folder all in it, hidden ones left out, by name."""
    for path in paths:
        if path.is_dir():
            inside = (each for each in path.rglob("*") if each.is_file())
            yield from sorted(each for each in inside if not any(part.startswith(".") for part in each.relative_to(path).parts))
        else:
            yield path


def _propose(files: Sequence[Path], overrides: dict[str, Any], trust: bool) -> tuple[list[Proposal], list[WenzhengError]]:
    """What can be added, and why the others cannot; a single file is refused at once."""
    proposals: list[Proposal] = []
    refused: list[WenzhengError] = []
    for path in show_progress(files, "reading"):
        try:
            proposals.append(library.propose(path, str(path), overrides, trusted=trust))
        except WenzhengError as error:
            if len(files) == 1:
                raise
            refused.append(error)
    return proposals, refused


def _confirm(question: str, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        raise typer.BadParameter("nobody can be asked here, so nothing is changed; say --yes")
    typer.confirm(question, abort=True, default=True)


def _tell(manifest: Manifest | None, done: Sequence[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        print_json({"reports": done, "snapshot": manifest.snapshot_id if manifest else None})
    elif manifest is not None:
        typer.echo(say("indexed", **asdict(manifest)))


def _outcome(proposal: Proposal, outcome: Outcome) -> dict[str, Any]:
    return asdict(outcome) | {"file": proposal.name} | asdict(proposal.metadata)


def _known(entry: Any) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in Entry.__slots__ if name != "path"}
