"""Fit service/readers/codes/codes.toml: `python -m eval.fit_codes --data DIR`.

On the questions for what a shorthand means that answers are developed on (`eval.development`, gold/shorthands-training.jsonl),
but for those from of-1452 on; DIR holds reports/. Of every set it prints how often what is right is among the ways to read what
stands around the shorthand, comes out, and comes out by weights that were fitted on the other reports.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from eval.development import Asked, development_questions
from eval.matching import is_exact
from eval.others import Sets
from eval.softmax import Choice, tell_fitted
from service.answer import N_READ
from service.query import understand
from service.readers.base import Reading
from service.readers.codes.features import FEATURES, WEIGHTS
from service.readers.codes.read import answer_of, ways_of

_RIDGE = 0.006
_MEASURED_FROM = "of-1452"


def choose(one: Asked) -> Choice:
    """The ways to read what the shorthand of a question sums up, and which of them are right."""
    engine, question = one.engine, one.question
    found = engine.search(question.text, k=N_READ, filters=one.filters, explain=True)
    reading = Reading(understand(question.text), found.hits, engine.snapshot, engine.encoder)
    ways, features = ways_of(reading)
    read = [answer_of(reading, way) for way in ways]
    right = [is_exact(question, answer, items) for answer, items, _ in read]
    return Choice(features.astype(np.float64), np.array(right, bool))


def main(data: Annotated[Path, typer.Option(help="The folder with reports/.")]) -> None:
    """Print the weights, and how often the right way comes out."""
    with development_questions(data, sets=(Sets.fit, Sets.shorthands)) as asked:
        of_codes = [one for one in asked if one.question.type == "shorthand" and not _is_measured(one)]
        chosen = [(one.group, choice) for one in of_codes if len((choice := choose(one)).right)]
    groups, choices = zip(*chosen, strict=True)
    tell_fitted(groups, choices, FEATURES, WEIGHTS.name, ridge=_RIDGE)


def _is_measured(one: Asked) -> bool:
    return one.group.startswith(Sets.fit) and one.question.question_id >= _MEASURED_FROM


if __name__ == "__main__":
    typer.run(main)
