"""How the rows of an answer over several reports, the filters that a question's words set, and facets look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rich.console import Console

from service.cli.drawing import bar, line, table
from service.cli.messages import say
from service.records import Answer, AnswerRow, Chip, Facets

_N_VALUES = 8  # of a facet that are shown
_ROOM_FOR_BARS = 60  # columns of a terminal, beside the region, the figure and its place
_HEADS = {"region": "region", "level": "level_of", "year": "year", "report": "report"}


def show_rows(console: Console, answer: Answer, *, numbered: bool) -> None:
    """A table: the region, the year, what its report says, a bar where all say figures of one unit, and the place.

    `numbered` puts numbers, from 1, before the rows that have a place.
    """
    rows = answer.rows
    columns = {
        "#": list(_numbers(rows)) if numbered else [],
        say("region"): [row.region for row in rows] if answer.names_regions else [],
        say("year"): [str(row.year) for row in rows] if answer.names_years else [],
        say("stated"): [row.answer or say("not_stated" if row.report_id else "not_indexed") for row in rows],
        "": [] if console.file.isatty() and console.width < _ROOM_FOR_BARS else _bars(rows),
        say("cited"): [_place(row) for row in rows],
    }
    shown = {head: cells for head, cells in columns.items() if cells}
    table(console, list(shown), zip(*shown.values(), strict=True))


def show_chips(console: Console, chips: Sequence[Chip]) -> None:
    """One line of all of them."""
    if chips:
        values = " · ".join(_value(chip.field, chip.value) for chip in chips)
        line(console, say("looked_in", values=values), style="dim")


def show_facets(console: Console, facets: Facets) -> None:
    """A line for each field of which there is more than one value."""
    for field, counts in facets.items():
        if len(counts) > 1:
            told = [f"{_value(field, value)} {n}" for value, n in counts.items()]
            more = ["…"] if len(told) > _N_VALUES else []
            line(console, f"{say(_HEADS[field])}: " + " · ".join(told[:_N_VALUES] + more), style="dim")


def _numbers(rows: Sequence[AnswerRow]) -> Iterator[str]:
    n = 0
    for row in rows:
        n += row.citation is not None
        yield str(n) if row.citation else ""


def _bars(rows: Sequence[AnswerRow]) -> list[str]:
    """None where there are not two figures to hold against each other, or something that is no figure of their unit."""
    stated = [row for row in rows if row.answer is not None]
    facts = [row.fact for row in stated if row.fact is not None]
    if len(facts) < max(2, len(stated)) or len({fact.unit_base for fact in facts}) > 1:
        return []
    most = max(fact.value_base for fact in facts)
    return [bar(row.fact.value_base if row.fact else Decimal(0), most=most) for row in rows]


def _place(row: AnswerRow) -> str:
    if row.citation is None:
        return row.report_id or ""
    return f"{row.citation.clause_id} {row.citation.start}–{row.citation.end}"


def _value(field: str, value: str) -> str:
    return say(value) if field == "level" else value
