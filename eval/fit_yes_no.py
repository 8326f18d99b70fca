"""Fit service/readers/statements.toml: `python -m eval.fit_yes_no --data DIR`.

On the questions of yes or no that answers are developed on (`eval.development`, and gold/claims-dev.jsonl), each asked of its own
report, and of two others of its set, which are silent; DIR holds reports/. Of every set it prints how often a right proof is
among those that could be meant, how often one is chosen and how often a wrong one, and how often one is chosen in a report that
is silent, by weights that were fitted on questions of other reports. What figures decide is not among them and is out of reach.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from eval.development import Asked, development_questions
from eval.others import Sets
from eval.softmax import Choice, Floats, fit_softmax
from service.answer import N_READ
from service.query import understand
from service.readers.base import Reading
from service.readers.claims import claim_of
from service.readers.statements import FEATURES, NOTHING, WEIGHTS, proofs
from service.readers.yes_no import NO, YES
from service.records import Filters

_RIDGE = 0.003
_N_SILENT = 2


@dataclass(frozen=True, slots=True)
class Example:
    """A question and the proofs to choose from, the last of which is none; of its own report, or of one that is silent."""

    group: str
    is_own: bool
    choice: Choice


def examples(asked: Sequence[Asked]) -> Iterator[Example]:
    """Those of every question of yes or no, of other types too: what no report says is silent in its own."""
    of_set: dict[str, list[str]] = {}
    for one in asked:
        for report_id in one.filters.report:
            reports = of_set.setdefault(_set_of(one), [])
            reports += [report_id] * (report_id not in reports)
    for one in asked:
        if understand(one.question.text).kind != "yesno":
            continue
        yield Example(one.group, one.question.is_answerable, choose(one, one.filters))
        for report_id in one.filters.report if one.question.is_answerable else ():
            reports = of_set[_set_of(one)]
            at = reports.index(report_id)
            for other in (reports[at - 1 - n] for n in range(_N_SILENT)):
                yield Example(one.group, False, choose(one, Filters(report=(other,))))


def choose(one: Asked, filters: Filters) -> Choice:
    """The proofs that may be meant, and which of them prove what the gold has; none, as the last, is right in a silent report."""
    question, engine = one.question, one.engine
    query = understand(question.text)
    found = engine.search(question.text, k=N_READ, filters=filters, explain=True)
    reading = Reading(query, found.hits, engine.snapshot, engine.encoder)
    claim = claim_of(query)
    may = proofs(reading, claim) if claim and found.hits else []
    is_own = question.is_answerable and filters == one.filters
    right = []
    for proof in may:
        place = proof.evidence.place(reading)
        is_there = any(quote.start < place.end and place.start < quote.end for quote in question.quotes)
        right.append(is_own and is_there and (YES if proof.is_so else NO) in question.answers)
    return Choice(np.array([*(proof.features for proof in may), NOTHING], np.float64), np.array([*right, not is_own], bool))


def cross_validated(found: Sequence[Example]) -> list[int]:
    """Of every example, the proof that weights choose which were fitted without its report."""
    weights = {
        group: fit_softmax([example.choice for example in found if example.group != group], ridge=_RIDGE)
        for group in dict.fromkeys(example.group for example in found)
    }
    return [_chosen(example.choice, weights[example.group]) for example in found]


def _chosen(choice: Choice, weights: Floats) -> int:
    return int((choice.features @ weights).argmax())


def _set_of(one: Asked) -> str:
    return one.group.partition("/")[0]


def main(data: Annotated[Path, typer.Option(help="The folder with reports/.")]) -> None:
    """Print the weights, and how often they choose a right proof, a wrong one, and one where there is none."""
    with development_questions(data, sets=(Sets.dev, Sets.fit, Sets.claims)) as asked:
        found = list(examples(asked))
    chosen = cross_validated(found)
    for name in dict.fromkeys(example.group.partition("/")[0] for example in found):
        rows = [(e, at) for e, at in zip(found, chosen, strict=True) if e.group.partition("/")[0] == name]
        own = [(e.choice.right, at) for e, at in rows if e.is_own]
        right, reach = np.mean([r[at] for r, at in own]), np.mean([r.any() for r, _ in own])
        wrong = np.mean([at < len(r) - 1 and not r[at] for r, at in own])
        silent = [at < len(e.choice.right) - 1 for e, at in rows if not e.is_own]
        print(
            f"{name}: n={len(own)}, right {right:.3f}, wrong {wrong:.3f}, in reach {reach:.3f}; "
            f"silent n={len(silent)}, answered {np.mean(silent):.3f}"
        )
    print(f"\n# put into {WEIGHTS.name}")
    for name, weight in zip(FEATURES, fit_softmax([example.choice for example in found], ridge=_RIDGE), strict=True):
        print(f"{name} = {weight:.2f}")


if __name__ == "__main__":
    typer.run(main)
