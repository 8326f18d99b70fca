"""The figure that a question asks for.

Every quantity of the clauses is a candidate, described by the features of `figure_features` and scored by their weighted sum.
The weights, in figures.toml with the command that fitted them, are those of a softmax over all candidates of a question.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from service.readers.base import Draft, Reading
from service.readers.figure_features import FEATURES, Figure, describe, quantities_of

WEIGHTS = Path(__file__).with_name("figures.toml")


def read_figure(reading: Reading) -> Draft | None:
    """The quantity that fits the question best, of all sentences of the hits; None if they hold none."""
    found = figures(reading)
    if not found:
        return None
    described = describe(reading, found)
    weights = _weights()
    scores = described @ np.array([weights[name] for name in FEATURES], np.float32)
    best = int(scores.argmax())
    share = 1 / float(np.exp(scores - scores[best]).sum())
    figure = found[best]
    answer = figure.hit.text[figure.quantity.start : figure.quantity.end]
    of = dict(zip(FEATURES, described[best].tolist(), strict=True))
    is_asked_form = not reading.query.wants_date and of["measure"] >= 0
    n_contradicted = sum(of[name] == -1 for name in ("measure", "growth", "period", "kind", "told"))
    fit = (2 * of["near"] + of["wide"]) / 3
    return Draft(
        "value",
        answer,
        (reading.place(figure.hit, *figure.sentence),),
        fit,
        is_asked_form,
        n_contradicted=n_contradicted,
        share=share,
        fact=figure.fact,
    )


def figures(reading: Reading) -> list[Figure]:
    """Every quantity of the hits, in their order and that of the text."""
    found = []
    for hit in reading.hits:
        facts = {fact.value_start - hit.clause.start: fact for fact in reading.snapshot.facts_of(hit.clause.clause_id)}
        sentences = reading.sentences(hit)
        for quantity in quantities_of(hit.text):
            inside = [(start, end) for start, end in sentences if start <= quantity.start and quantity.end <= end]
            if inside:
                found.append(Figure(hit, inside[0], quantity, facts.get(quantity.number_start)))
    return found


@functools.cache
def _weights() -> Mapping[str, float]:
    return tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
