"""`wenzheng facts` and `wenzheng compare`: both read the snapshot alone, no encoder."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer
from rich.console import Console

from indexer.errors import NotFound
from indexer.home import open_current
from indexer.paths import default_home
from service.cli.app import Home, Json, Levels, Regions, Reports, Years, ensure_index, filters_of, print_json
from service.cli.fact_terminal import show_comparison, show_facts
from service.facts.compare import compare
from service.facts.finder import FactFilters, FactFinder, FactKind

if TYPE_CHECKING:
    from service.records import Filters

SHOWN = 50  # facts, where no limit is given

Periods = Annotated[list[str] | None, typer.Option("--period", help="Only this period, e.g. 2019; may be repeated.")]


def facts_command(
    indicator: Annotated[str | None, typer.Argument(help="Under any of its names: 地区生产总值, GDP; all if left out.")] = None,
    period: Periods = None,
    kind: Annotated[list[str] | None, typer.Option(help="actual, target or other; may be repeated.")] = None,
    unit: Annotated[list[str] | None, typer.Option(help="As printed or the base unit: 亿元, 元; may be repeated.")] = None,
    clause: Annotated[list[str] | None, typer.Option(help="Only this clause id; may be repeated.")] = None,
    report: Reports = None,
    region: Regions = None,
    year: Years = None,
    level: Levels = None,
    limit: Annotated[int | None, typer.Option(min=1, help=f"How many; {SHOWN} in a table if left out, else all.")] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV that a spreadsheet opens.")] = False,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Figures of an indicator, each with the place it stands."""
    if as_csv and as_json:
        raise typer.BadParameter("--csv and --json are both given, expected one of them")
    started, finder = time.perf_counter(), _finder(home)
    filters = FactFilters(
        _known(finder, filters_of(report, region, year, level)),
        tuple(period or ()),
        _kinds(kind),
        tuple(unit or ()),
        _clauses(finder, clause),
    )
    shown = limit or (None if as_csv or as_json else SHOWN)
    page = finder.find(_named(indicator), filters=filters, limit=shown)
    if as_csv:
        from service.web.fact_table import csv_lines

        for line in csv_lines(page.found, finder.snapshot.reports):
            typer.echo(line, nl=False)
    elif as_json:
        from service.web.fact_responses import FactsResponse

        print_json(FactsResponse.of(page, took_ms=(time.perf_counter() - started) * 1e3).model_dump(mode="json"))
    else:
        show_facts(Console(), page)


def compare_command(
    indicator: Annotated[str, typer.Argument(help="Under any of its names: 地区生产总值, GDP.")],
    period: Periods = None,
    report: Reports = None,
    region: Regions = None,
    year: Years = None,
    level: Levels = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """One indicator over years and reports: target beside outcome, and whether it was met."""
    started, finder = time.perf_counter(), _finder(home)
    filters = _known(finder, filters_of(report, region, year, level))
    comparison = compare(finder, _named(indicator) or "", filters=filters, period=period or ())
    if as_json:
        from service.web.fact_responses import CompareResponse

        print_json(CompareResponse.of(comparison, took_ms=(time.perf_counter() - started) * 1e3).model_dump(mode="json"))
    else:
        show_comparison(Console(), comparison)


def _finder(home: Path | None) -> FactFinder:
    folder = home or default_home()
    ensure_index(folder)
    return FactFinder(open_current(folder))


def _named(indicator: str | None) -> str | None:
    if indicator is not None and not indicator.strip():
        raise typer.BadParameter("the indicator is empty, expected a name, e.g. 地区生产总值")
    return indicator


def _kinds(kind: list[str] | None) -> tuple[Any, ...]:
    known = get_args(FactKind)
    if unknown := [each for each in kind or () if each not in known]:
        raise typer.BadParameter(f"kind {unknown[0]!r}, expected one of {', '.join(known)}")
    return tuple(kind or ())


def _known(finder: FactFinder, filters: Filters) -> Filters:
    """Raises NotFound for a report that is not indexed."""
    for report_id in filters.report:
        if report_id not in finder.snapshot.reports:
            raise NotFound(f"no report {report_id!r}; known are {', '.join(list(finder.snapshot.reports)[:10])}")
    return filters


def _clauses(finder: FactFinder, clause: list[str] | None) -> tuple[str, ...]:
    """Raises NotFound for a clause that is not indexed."""
    for clause_id in clause or ():
        if clause_id not in finder.snapshot.row_of:
            raise NotFound(f"no clause {clause_id!r}; `wenzheng search` shows the ids of clauses, e.g. qiantang-2020/1.1")
    return tuple(clause or ())
