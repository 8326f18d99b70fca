"""Two evaluations of the same questions, question by question: `python -m eval.compare before.json after.json`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from eval.metrics import METRICS, bootstrap_interval
from eval.records import EvalReport, Row
from eval.report import from_json


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean of after - before over the questions that both have. Invariant: low <= mean <= high, a 95% paired interval."""

    metric: str
    n: int
    mean: float
    low: float
    high: float
    n_better: int
    n_worse: int

    @property
    def is_clear(self) -> bool:
        """True if the interval leaves out 0."""
        return self.low > 0 or self.high < 0


def compare(before: EvalReport, after: EvalReport) -> tuple[Difference, ...]:
    """One difference per metric over the answerable questions, in the order of METRICS.

    Raises ValueError if the reports are not of the same questions.
    """
    old, new = _by_id(before), _by_id(after)
    if old.keys() != new.keys():
        first = min(old.keys() ^ new.keys())
        raise ValueError(f"not the same questions: {first} is in one report only; evaluate both on one split of one gold file")
    differences = []
    for metric in METRICS:
        changes = [
            new[question_id].values[metric] - row.values[metric]
            for question_id, row in old.items()
            if row.clause_ids and metric in row.values
        ]
        if changes:
            differences.append(_difference(metric, changes))
    return tuple(differences)


def changed(before: EvalReport, after: EvalReport, metric: str = "exact") -> tuple[tuple[Row, Row], ...]:
    """The questions, before and after, whose value of the metric is another; those that got worse first."""
    new = _by_id(after)
    pairs = [(row, new[question_id]) for question_id, row in _by_id(before).items() if metric in row.values]
    moved = [(old, row) for old, row in pairs if old.values[metric] != row.values[metric]]
    return tuple(sorted(moved, key=lambda pair: pair[1].values[metric] - pair[0].values[metric]))


def main(
    before: Annotated[Path, typer.Argument(help="report.json of the base.")],
    after: Annotated[Path, typer.Argument(help="report.json of the change.")],
) -> None:
    """Show what a change did to each metric, and which answers turned right or wrong."""
    old, new = (from_json(path.read_text(encoding="utf8")) for path in (before, after))
    table = Table("metric", "n", "after - before", "95% interval", "better", "worse", title=f"{old.commit} to {new.commit}")
    for found in compare(old, new):
        style = ("green" if found.mean > 0 else "red") if found.is_clear else None
        interval = f"{found.low:+.3f} to {found.high:+.3f}"
        cells = (found.metric, str(found.n), f"{found.mean:+.3f}", interval, str(found.n_better), str(found.n_worse))
        table.add_row(*cells, style=style)
    Console().print(table)
    for old_row, new_row in changed(old, new):
        verdict = "right" if new_row.values["exact"] else "wrong"
        typer.echo(f"now {verdict}  {new_row.question_id}  {new_row.question}  {_said(old_row)} -> {_said(new_row)}")


def _by_id(report: EvalReport) -> Mapping[str, Row]:
    return {row.question_id: row for row in report.rows}


def _difference(metric: str, changes: list[float]) -> Difference:
    mean = math.fsum(changes) / len(changes)
    low, high = bootstrap_interval(changes)
    n_better, n_worse = sum(change > 0 for change in changes), sum(change < 0 for change in changes)
    return Difference(metric, len(changes), mean, min(low, mean), max(high, mean), n_better, n_worse)


def _said(row: Row) -> str:
    return row.outcome.answer or "abstained"


if __name__ == "__main__":
    typer.run(main)
