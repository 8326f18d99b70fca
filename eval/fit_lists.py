"""Fit service/readers/lists.safetensors: `python -m eval.fit_lists --data DIR --out FILE`.

On the list questions that answers are developed on (`eval.development`, gold/lists-dev.jsonl and gold/lists-training.jsonl);
DIR holds reports/. Of every set it prints how often the right list is among those that could be meant, and how often it comes out
by weights that were fitted on other reports.

Of all 783, mean of two runs with other seeds: .632; with more features of where the last item ends (`endings`) .642; with what
the reader of phrases, fitted on more questions, thinks of the places (`chance` and its kin) .667. A right list could be
meant of .851, .857 and .860. In vain: six networks instead of two; less and more dropout, 12 to 30 epochs.
"""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from safetensors.numpy import save

from eval.development import Asked, development_questions
from eval.matching import is_exact
from eval.others import Sets
from eval.softmax_net import Choice, fit_net
from service.query import understand
from service.readers.base import Reading
from service.readers.list_features import FEATURES, features
from service.readers.lists import lists
from service.readers.spans.scorer import Scorer
from service.readers.wanted import wanted

_N_READ = 5
_EPOCHS, _DROPOUTS = 20, (0.25, 0.03)  # less than for phrases: there are fewer features
_N_NETS = 4  # with two, which of them it is moves the share that is right by .01
_FOLDS = 4  # of reports, each of which is measured by what the others teach


def choose(asked: Asked) -> Choice:
    """The lists that a question may mean, and which of them are right."""
    engine, question = asked.engine, asked.question
    found = engine.search(question.text, k=_N_READ, filters=asked.filters, explain=True)
    reading = Reading(understand(question.text), found.hits, engine.snapshot, engine.encoder)
    of = wanted(reading.query)
    listings = lists(reading, of)
    right = [is_exact(question, "", [reading.text(place) for place in each.items]) for each in listings]
    return features(reading, of, listings), np.array(right, bool)


def fit(choices: list[Choice]) -> Scorer:
    learned = [(found, right) for found, right in choices if right.any()]
    return fit_net(learned, n_epochs=_EPOCHS, dropouts=_DROPOUTS, n_nets=_N_NETS)


def fold(group: str) -> int:
    """Of the report that a group names behind "/": the same in every set."""
    return zlib.crc32(group.rpartition("/")[2].encode()) % _FOLDS


def main(
    data: Annotated[Path, typer.Option(help="The folder with reports/.")],
    out: Annotated[Path, typer.Option(help="Write the weights there.")],
) -> None:
    """Tell how often the right list comes out of reports that were not fitted on, then write the weights fitted on all."""
    with development_questions(data, sets=(Sets.dev, Sets.fit, Sets.lists, Sets.training)) as asked:
        chosen = [(one.group, choose(one)) for one in asked if one.question.type == "list"]
    scorers = [fit([choice for group, choice in chosen if fold(group) != held_out]) for held_out in range(_FOLDS)]
    told: dict[str, list[tuple[bool, bool]]] = {}
    for group, (found, right) in chosen:
        best = len(right) and right[scorers[fold(group)].score(found).argmax()]
        told.setdefault(group.partition("/")[0], []).append((bool(best), bool(right.any())))
    for name, of_set in told.items():
        is_right, in_reach = np.mean(of_set, axis=0)
        print(f"{name}: n={len(of_set)}, right by weights fitted on other reports {is_right:.3f}, in reach {in_reach:.3f}")
    fitted = fit([choice for _, choice in chosen])
    out.write_bytes(save(fitted.arrays(), metadata={"features": " ".join(FEATURES)}))


if __name__ == "__main__":
    typer.run(main)
