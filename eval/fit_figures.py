"""Fit service/readers/figures.toml: `python -m eval.fit_figures --data DIR`.

On the questions for a figure that answers are developed on (`eval.development`); DIR holds reports/. Beside the share of right
figures it prints what weights fitted on the other reports reach on each.

Tried in vain on 629 questions, in six folds over the reports (.896): six clauses instead of three (.893), the scores of the
clauses beside their ranks (.895).

Later, of 737 (.889; .93 are in reach; 164 in everyday words .805, 105 in other languages .810): how much of the question without
its framing words a figure's part has (.890), how far each fit is above that of the best rival (.887), each word of the question
shared out among the figures (.883), the noun behind 多少 against the part, the unit and what follows (.886), the unit against
the question (.890), all of these (.886).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from eval.development import Asked, development_questions
from eval.matching import asks_for_figure, has_right_figure
from eval.softmax import Choice, tell_fitted
from service.answer import N_READ
from service.query import understand
from service.readers.base import Reading
from service.readers.figure_features import FEATURES, Figure, describe
from service.readers.figures import WEIGHTS, figures

_RIDGE = 0.0004


def choose(asked: Sequence[Asked]) -> tuple[list[str], list[Choice]]:
    """For every question for a figure: the group it belongs to, and the figures to choose from."""
    groups, choices = [], []
    for one in asked:
        if not asks_for_figure(one.question) or not one.question.quotes:
            continue
        result = one.engine.search(one.question.text, k=N_READ, filters=one.filters, explain=True)
        reading = Reading(understand(one.question.text), result.hits, one.engine.snapshot, one.engine.encoder)
        if found := figures(reading):
            right = np.array([_is_right(one, figure) for figure in found])
            groups.append(one.group)
            choices.append(Choice(describe(reading, found).astype(np.float64), right))
    return groups, choices


def _is_right(asked: Asked, figure: Figure) -> bool:
    """True if an accepted figure stands at a place of a gold quote."""
    quantity, base = figure.quantity, figure.hit.clause.start
    told = figure.hit.text[quantity.start : quantity.end]
    inside = any(quote.start < base + quantity.end and base + quantity.start < quote.end for quote in asked.question.quotes)
    return inside and has_right_figure(asked.question, told)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    with development_questions(parser.parse_args().data) as asked:
        groups, choices = choose(asked)
    tell_fitted(groups, choices, FEATURES, WEIGHTS.name, ridge=_RIDGE)


if __name__ == "__main__":
    main()
