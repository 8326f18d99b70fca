"""Fit service/readers/endings.toml: `python -m eval.fit_endings --data DIR`.

On the enumerations of the gold lists that answers are developed on; DIR holds reports/. Of every set it prints how often the last
item ends where it should, and how often by weights that were fitted on the other reports.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from eval.development import Asked, development_questions
from eval.others import Sets
from eval.softmax import Choice, tell_fitted
from indexer.segment import fold
from service.readers.endings import FEATURES, WEIGHTS, endings
from service.readers.enumeration import BETWEEN, split_outside
from service.readers.stops import STOP

_RIDGE = 0.003


def choices(asked: Asked) -> Iterator[Choice]:
    """Where the items that a gold list has between two stops may end, if they are the last that stand there."""
    question, snapshot = asked.question, asked.engine.snapshot
    for clause in (snapshot.clauses[snapshot.row_of[clause_id]] for clause_id in question.clause_ids):
        text = snapshot.text(clause)
        for start, end in split_outside(text, 0, len(text), STOP):
            spans = [(at, at + len(item)) for item in question.items if (at := text.find(item, start, end)) >= 0]
            parts = split_outside(text, start, end, BETWEEN)
            if len(spans) < 2 or len(parts) < 2:
                continue
            first, last = min(spans)[0], max(stop for _, stop in spans)
            parts = [part for part in parts if part[1] > first]
            if len(parts) > 1 and parts[-1][0] < last:
                places, found = endings(text, parts, fold(question.text))
                yield Choice(found.astype(np.float64), np.array(places) == last)


def main(data: Annotated[Path, typer.Option(help="The folder with reports/.")]) -> None:
    """Print the weights, and how often the right place comes out."""
    with development_questions(data, sets=(Sets.dev, Sets.fit, Sets.lists, Sets.training)) as asked:
        of_lists = [one for one in asked if one.question.type == "list"]
        found = [(one.group, choice) for one in of_lists for choice in choices(one)]
    groups, of_groups = zip(*found, strict=True)
    tell_fitted(groups, of_groups, FEATURES, WEIGHTS.name, ridge=_RIDGE)


if __name__ == "__main__":
    typer.run(main)
