"""Fit service/readers/lists.toml: `python -m eval.fit_lists --data DIR`.

On the list questions that answers are developed on (`eval.development`, gold/lists-dev.jsonl and gold/lists-training.jsonl);
DIR holds reports/. Of every set it prints how often the right list is among those that could be meant, comes out, and comes out
by weights that were fitted on the other reports.
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
from service.query import understand
from service.readers.base import Reading
from service.readers.list_features import FEATURES, WEIGHTS, features
from service.readers.lists import lists
from service.readers.wanted import wanted

_RIDGE = 0.003
_N_READ = 5


def choose(asked: Asked) -> Choice:
    """The lists that a question may mean, and which of them are right."""
    engine, question = asked.engine, asked.question
    found = engine.search(question.text, k=_N_READ, filters=asked.filters, explain=True)
    reading = Reading(understand(question.text), found.hits, engine.snapshot, engine.encoder)
    of = wanted(reading.query)
    listings = lists(reading, of)
    right = [is_exact(question, "", [reading.text(place) for place in each.items]) for each in listings]
    return Choice(features(reading, of, listings).astype(np.float64), np.array(right, bool))


def main(data: Annotated[Path, typer.Option(help="The folder with reports/.")]) -> None:
    """Print the weights, and how often the right list comes out."""
    with development_questions(data, sets=(Sets.dev, Sets.fit, Sets.lists, Sets.training)) as asked:
        of_lists = [one for one in asked if one.question.type == "list"]
        chosen = [(one.group, choice) for one in of_lists if len((choice := choose(one)).right)]
    groups, choices = zip(*chosen, strict=True)
    tell_fitted(groups, choices, FEATURES, WEIGHTS.name, ridge=_RIDGE)


if __name__ == "__main__":
    typer.run(main)
