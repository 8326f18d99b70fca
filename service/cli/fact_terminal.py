"""How facts and comparisons look: tables, and bars for what is compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from rich.cells import cell_len
from rich.console import Console

from indexer.records import Fact
from service.cli.drawing import bar, line, table
from service.cli.messages import say
from service.facts.compare import Cell, Comparison, Row
from service.facts.finder import FactPage
from service.web.fact_responses import number

_BEHIND = ("以上", "以下")  # qualifiers that stand behind the figure; the others stand before it


def show_facts(console: Console, page: FactPage) -> None:
    """One line a fact: what it is, how much, of when, and where it stands."""
    if not page.found:
        _say_none(console, page.indicator, page.near)
        return
    rows = [
        (
            each.fact.indicator,
            figure(each.fact),
            say(each.fact.change),
            each.fact.period,
            say(each.fact.kind),
            f"{each.fact.clause_id} {each.fact.start}–{each.fact.end}",
        )
        for each in page.found
    ]
    _table(console, "indicator value change period kind cited", rows)
    if page.next_offset is not None:
        line(console, say("more_facts", n_shown=len(page.found), n_found=page.n_found))


def show_comparison(console: Console, comparison: Comparison) -> None:
    """A table for each region and measure, the places of its figures, and a bar for each figure."""
    if not comparison.rows:
        _say_none(console, comparison.indicator, comparison.near)
        return
    for (region, change, unit), group in groupby(comparison.rows, lambda row: (row.region, row.change, row.unit_base)):
        rows = list(group)
        line(console, f"{comparison.name}  {region}  {say(change)} ({unit})", style="bold")
        _table(console, "period target outcome difference met next_target", [_cells(row) for row in rows])
        for each in _bars(rows):
            line(console, each)
        line(console, "")


def figure(fact: Fact) -> str:
    """A value as a report would print it: 7%以上, 约5%, 5-7%."""
    value = f"{fact.value:f}" + (f"–{fact.value_to:f}" if fact.value_to is not None else "") + fact.unit
    if fact.qualifier is None:
        return value
    return value + fact.qualifier if fact.qualifier in _BEHIND else fact.qualifier + value


def _cells(row: Row) -> tuple[str, ...]:
    told = {True: say("yes"), False: say("no"), None: say("open") if row.target and row.outcome else ""}
    return (
        row.period,
        _figure_or_why(row.target, row.target_report),
        _figure_or_why(row.outcome, row.outcome_report),
        _difference(row),
        told[row.met],
        figure(row.next_target.fact) if row.next_target else "",
    )


def _difference(row: Row) -> str:
    """In the unit of the outcome as printed (+169万人), of percentages in points."""
    if row.difference is None or row.outcome is None:
        return ""
    outcome = row.outcome.fact
    scale = outcome.value_base / outcome.value if outcome.value else 1
    shown = number(round(row.difference / scale, 4))
    unit = say("points") if outcome.unit == "%" else outcome.unit
    return f"{shown:+,}{unit}" if shown else "0"


def _figure_or_why(cell: Cell | None, report_id: str | None) -> str:
    if cell is not None:
        return figure(cell.fact)
    return say("not_stated") if report_id is not None else say("not_indexed")


def _bars(rows: Sequence[Row]) -> Iterator[str]:
    """A bar for each figure on one scale, ░ for a target and █ for an outcome, with its place."""
    figures = [
        (row.period, name, cell.fact)
        for row in rows
        for name, cell in (("target", row.target), ("outcome", row.outcome))
        if cell is not None
    ]
    most = max((fact.value_base for _, _, fact in figures), default=Decimal(0))
    names = [say(name) for _, name, _ in figures]
    width = max(map(cell_len, names), default=0)
    period_width = max((cell_len(period) for period, _, _ in figures), default=0)
    for (period, name, fact), shown in zip(figures, names, strict=True):
        label = _padded(period, period_width) + "  " + _padded(shown, width)
        drawn = bar(fact.value_base, most=most, mark="█" if name == "outcome" else "░")
        yield f"  {label}  {drawn} {figure(fact)}  {fact.clause_id} {fact.start}–{fact.end}"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))


def _table(console: Console, names: str, rows: Iterable[Sequence[str]]) -> None:
    """A table whose heads are the messages of these names."""
    table(console, [say(name) for name in names.split()], rows)


def _say_none(console: Console, indicator: str | None, near: Sequence[str]) -> None:
    line(console, say("no_facts", indicator=indicator) if indicator else say("no_facts_at_all"))
    if near:
        line(console, say("near_indicators", names=", ".join(near)))
