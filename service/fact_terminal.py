"""How facts and comparisons look: tables of plain characters, fitted to a terminal, and never cut in a file or a pipe."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from indexer.records import Fact
from service.compare import Cell, Comparison, Row
from service.fact_responses import number
from service.facts import FactPage
from service.messages import say
from service.terminal import plain

BAR = 24  # characters of the longest bar
_WIDE = 10_000  # characters in a pipe, where a line is as long as it has to be
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
    _table(console, "indicator value change period kind cited".split(), rows)
    if page.next_offset is not None:
        _line(console, say("more_facts", n_shown=len(page.found), n_found=page.n_found))


def show_comparison(console: Console, comparison: Comparison) -> None:
    """A table for each region and measure, the places of its figures, and a bar for each figure."""
    if not comparison.rows:
        _say_none(console, comparison.indicator, comparison.near)
        return
    for (region, change, unit), group in groupby(comparison.rows, lambda row: (row.region, row.change, row.unit_base)):
        rows = list(group)
        _line(console, f"{comparison.name}  {region}  {say(change)} ({unit})", style="bold")
        _table(console, "period target outcome difference met next_target".split(), [_cells(row) for row in rows])
        for line in _bars(rows):
            _line(console, line)
        _line(console, "")


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
    """A bar for each figure on one scale, ░ for a target and █ for an outcome, with its place; none for what is below 0."""
    figures = [
        (row.period, name, cell.fact)
        for row in rows
        for name, cell in (("target", row.target), ("outcome", row.outcome))
        if cell is not None
    ]
    most = max((fact.value_base for _, _, fact in figures), default=0)
    names = [say(name) for _, name, _ in figures]
    width = max(map(cell_len, names), default=0)
    period_width = max((cell_len(period) for period, _, _ in figures), default=0)
    for (period, name, fact), shown in zip(figures, names, strict=True):
        length = round(BAR * fact.value_base / most) if most > 0 and fact.value_base > 0 else 0
        label = _padded(period, period_width) + "  " + _padded(shown, width)
        bar = ("█" if name == "outcome" else "░") * length
        yield f"  {label}  {bar} {figure(fact)}  {fact.clause_id} {fact.start}–{fact.end}"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))


def _table(console: Console, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for head in heads:
        table.add_column(say(head), overflow="fold")
    for row in rows:
        table.add_row(*(Text(plain(cell).replace("\n", " ")) for cell in row))
    if console.file.isatty():
        console.print(table)
        return
    page = io.StringIO()
    Console(file=page, width=_WIDE).print(table)
    for line in page.getvalue().splitlines():
        _line(console, line.rstrip())


def _say_none(console: Console, indicator: str | None, near: Sequence[str]) -> None:
    _line(console, say("no_facts", indicator=indicator) if indicator else say("no_facts_at_all"))
    if near:
        _line(console, say("near_indicators", names=", ".join(near)))


def _line(console: Console, text: str, *, style: str = "") -> None:
    console.print(Text(plain(text), style=style), soft_wrap=True)
