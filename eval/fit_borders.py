"""Fit service/readers/beginnings.toml and endings.toml: `python -m eval.fit_borders --data DIR`.

On the enumerations of the gold lists that answers are developed on; DIR holds reports/. Of every set it prints how often the
first item begins and the last ends where it should, and how often by weights that were fitted on the other reports.
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
from service.readers import beginnings, endings
from service.readers.endings import joint
from service.readers.enumeration import BETWEEN, Span, split_outside
from service.readers.stops import STOP

_RIDGE = 0.003

Enumeration = tuple[str, list[Span], int, int]  # the text, the parts in it, where the first item begins and the last one ends


def enumerations(asked: Asked) -> Iterator[Enumeration]:
    """Those between two stops that have two items of a gold list or more."""
    question, snapshot = asked.question, asked.engine.snapshot
    for clause in (snapshot.clauses[snapshot.row_of[clause_id]] for clause_id in question.clause_ids):
        text = snapshot.text(clause)
        for start, end in split_outside(text, 0, len(text), STOP):
            spans = [(at, at + len(item)) for item in question.items if (at := text.find(item, start, end)) >= 0]
            parts = split_outside(text, start, end, BETWEEN)
            if len(parts) == 1 and len(spans) == 2 and (both := joint(text, start, end)):
                parts = [(start, both[0]), (both[1], end)]
            if len(spans) > 1 and len(parts) > 1:
                yield text, parts, min(spans)[0], max(stop for _, stop in spans)


def of_beginning(question: str, enumeration: Enumeration) -> Iterator[Choice]:
    """Where the first item may begin, if it stands in the first part."""
    text, parts, first, _ = enumeration
    if parts[0][1] > first:
        places, found = beginnings.beginnings(text, parts[0], parts[1:], question)
        yield Choice(found.astype(np.float64), np.array(places) == first)


def of_ending(question: str, enumeration: Enumeration) -> Iterator[Choice]:
    """Where the last item may end, if it stands in the last part."""
    text, parts, first, last = enumeration
    parts = [part for part in parts if part[1] > first]
    if len(parts) > 1 and parts[-1][0] < last:
        places, found = endings.endings(text, parts, question)
        yield Choice(found.astype(np.float64), np.array(places) == last)


def main(data: Annotated[Path, typer.Option(help="The folder with reports/.")]) -> None:
    """Print the weights, and how often the right place comes out."""
    with development_questions(data, sets=(Sets.dev, Sets.fit, Sets.lists, Sets.training)) as asked:
        of_lists = [one for one in asked if one.question.type == "list"]
        found = [(one.group, fold(one.question.text), each) for one in of_lists for each in enumerations(one)]
    for choose, of in ((of_beginning, beginnings), (of_ending, endings)):
        chosen = [(group, choice) for group, question, each in found for choice in choose(question, each)]
        groups, choices = zip(*chosen, strict=True)
        tell_fitted(groups, choices, of.FEATURES, of.WEIGHTS.name, ridge=_RIDGE)


if __name__ == "__main__":
    typer.run(main)
