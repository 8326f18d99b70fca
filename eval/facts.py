"""How well the facts of a report are found and read: `python -m eval.facts`, `--data DIR` for other reports.

Facts are extracted from the whole report and compared with those labelled by hand: all of the packaged report, two sections of
each of six others; the periods alone of figures in 21 more. What counts as right is in `eval.fact_matching`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from eval.fact_gold import RANGE, SEED_FACTS, Label, Labelled, load_others, load_seed
from eval.fact_matching import Comparison, Match, compare, mean_scores, scores_of
from eval.fact_periods import load_periods, period_scores
from eval.gate import check, load_fact_floors
from eval.records import Score
from eval.report import Cells, commit, mean_and_interval, to_table
from indexer.facts import facts
from indexer.facts.times import years_of
from indexer.outline import outline
from indexer.records import Fact, Report

FORMAT_VERSION = 1
AROUND = 14  # characters shown before and after a fact
TABLES = {
    "Finding facts": ("precision", "recall"),
    "Reading them": ("value", "unit", "qualifier", "change"),
    "Placing them": ("period", "kind", "indicator", "whole"),
}


def extract(report: Report) -> list[Label]:
    """The facts that the indexer finds in a report, in reading order."""
    return [_label(fact, report) for fact in facts(report, outline(report).clauses)]


def measure(labelled: Labelled) -> Comparison:
    """The facts found in the labelled sections beside the labels."""
    found = [label for label in extract(labelled.report) if any(start <= label.start < end for start, end in labelled.sections)]
    return compare(labelled.name, labelled.labels, found)


def misses(labelled: Labelled, comparison: Comparison) -> Iterator[str]:
    """What was missed, invented or read wrongly, in reading order, each with the text around it."""
    text = labelled.report.text
    told = [(label.start, f"missed    {_shown(text, label)}\n    wanted  {_said(label)}") for label in comparison.missed]
    told += [(label.start, f"invented  {_shown(text, label)}\n    found   {_said(label)}") for label in comparison.invented]
    told += [
        (match.wanted.start, f"wrong     {_shown(text, match.wanted)}\n{_differences(match)}")
        for match in comparison.matches
        if match.wrong
    ]
    for _, lines in sorted(told):
        yield f"{comparison.name}  {lines}"


def to_json(scores: Sequence[Score]) -> str:
    """The scores as a JSON document."""
    body = {"format_version": FORMAT_VERSION, "commit": commit(), "scores": [asdict(score) for score in scores]}
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _label(fact: Fact, report: Report) -> Label:
    return Label(
        start=fact.value_start,
        end=fact.value_end,
        indicator=fact.indicator,
        value=fact.value,
        value_to=fact.value_to,
        unit=fact.unit,
        qualifier=fact.qualifier,
        change=fact.change,
        period=fact.period,
        kind=fact.kind,
        years=years_of(fact.period, report.year, is_plan=fact.kind == "target"),
    )


def _shown(text: str, label: Label) -> str:
    before, after = text[max(0, label.start - AROUND) : label.start], text[label.end : label.end + AROUND]
    return f"{label.start}:{label.end}  {before}[{text[label.start : label.end]}]{after}".replace("\n", " ")


def _said(label: Label) -> str:
    parts = (_value(label), label.unit, label.qualifier, label.change, label.period, label.kind)
    return f"{label.indicator}: {' '.join(part for part in parts if part)}"


def _differences(match: Match) -> str:
    found, wanted = match.found, match.wanted
    return "\n".join(f"    {name:<10}found {_field(found, name)}, wanted {_field(wanted, name)}" for name in match.wrong)


def _field(label: Label, name: str) -> str:
    return _value(label) if name == "value" else str(getattr(label, name))


def _value(label: Label) -> str:
    return f"{label.value:f}" if label.value_to is None else f"{label.value:f}{RANGE}{label.value_to:f}"


def _cells(scores: Sequence[Score], metrics: Sequence[str]) -> Cells:
    found = {(score.type, score.metric): score for score in scores if score.metric in metrics}
    lines = []
    for name in dict.fromkeys(name for name, _ in found):
        row = [found.get((name, metric)) for metric in metrics]
        # Precision and recall are shares of different numbers of facts.
        n = " / ".join(dict.fromkeys(str(score.n) for score in row if score is not None))
        lines.append([Path(name).stem, n, *(mean_and_interval(score) if score else "" for score in row)])
    return ["report", "n", *metrics], lines


def main(
    data: Annotated[Path | None, typer.Option(help="Measure other reports too: the folder with reports/.")] = None,
    show_misses: Annotated[bool, typer.Option("--misses", help="List the facts missed, invented or read wrongly.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
    gate: Annotated[bool, typer.Option(help="Exit with 1 where the packaged report misses a floor of eval/gate.toml.")] = False,
) -> None:
    """Extract the facts of the labelled reports, and show how many are found and how much of them is read rightly."""
    seed = load_seed()
    others = load_others(data) if data is not None else []
    compared = [(labelled, measure(labelled)) for labelled in (seed, *others)]
    by_report = [scores_of(comparison) for _, comparison in compared]
    scores = [score for report_scores in by_report for score in report_scores]
    if data is not None:
        scores += [*mean_scores(by_report[1:]), *period_scores(load_periods(data))]
    if as_json:
        typer.echo(to_json(scores), nl=False)
    else:
        console = Console()
        console.print(Text(f"facts against {SEED_FACTS.name}, commit {commit()}", style="bold"))
        for title, metrics in TABLES.items():
            console.print(to_table(title, _cells(scores, metrics)))
    if show_misses:
        for labelled, comparison in compared:
            for lines in misses(labelled, comparison):
                typer.echo(lines, err=True)
    if gate and (failures := check(scores, load_fact_floors(seed.name))):
        for failure in failures:
            typer.echo(f"gate: {failure}", err=True)
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
