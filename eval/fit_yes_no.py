"""Fit service/readers/statements.toml: `python -m eval.fit_yes_no --data DIR`.

On the questions of yes or no that answers are developed on (`eval.development`, and gold/claims-dev.jsonl), each asked of its own
report, of that without the clauses that prove it, and of two others of its set, which are silent; DIR holds reports/. Of every
set it prints how often a right proof is among those that could be meant, how often one is chosen and how often a wrong one, and
how often one is chosen where there is none, by weights that were fitted on questions of other reports. Those from of-1108 on are
only measured. What figures decide is not among them and is out of reach.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
from service.readers.statements import FEATURES, LEAST, NOTHING, WEIGHTS, chances_of, proofs
from service.readers.yes_no import NO, YES
from service.records import Filters

_RIDGE = 0.0003
_N_SILENT = 2
_N_FOLDS = 8
_MEASURED_FROM = "of-1108"


@dataclass(frozen=True, slots=True)
class Example:
    """A question and the proofs to choose from, the last of which is none; `kind` says of what it is asked: of its "own" report,
    of one that is "silent", of its own "without" the proof.
    """

    name: str  # of its set
    group: str
    is_fitted: bool
    kind: str
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
        is_fitted = one.question.question_id < _MEASURED_FROM or _set_of(one) != "fit"
        name = _set_of(one) if is_fitted else f"from {_MEASURED_FROM}"
        for kind, choice in _choices(one, of_set.get(_set_of(one), [])):
            yield Example(name, one.group, is_fitted, kind, choice)


def _choices(one: Asked, reports: Sequence[str]) -> Iterator[tuple[str, Choice]]:
    """Of one question, asked of its own report, where that answers it also without what does, and of others before it."""
    if not one.question.is_answerable:
        yield "silent", choose(one, one.filters)
        return
    yield "own", choose(one, one.filters)
    yield "without", choose(one, one.filters, is_without=True)
    for report_id in one.filters.report:
        for n in range(_N_SILENT):
            yield "silent", choose(one, Filters(report=(reports[reports.index(report_id) - 1 - n],)))


def choose(one: Asked, filters: Filters, *, is_without: bool = False) -> Choice:
    """The proofs that may be meant, and which of them prove what the gold has; none, as the last, is right in a silent report,
    and where the clauses that answer are kept from being read (`is_without`).
    """
    question, engine = one.question, one.engine
    query = understand(question.text)
    hidden = question.clause_ids if is_without else ()
    found = engine.search(question.text, k=N_READ + len(hidden), filters=filters, explain=True)
    hits = [hit for hit in found.hits if hit.clause.clause_id not in hidden][:N_READ]
    reading = Reading(query, [replace(hit, rank=rank) for rank, hit in enumerate(hits, 1)], engine.snapshot, engine.encoder)
    claim = claim_of(query)
    may = proofs(reading, claim) if claim and hits else []
    is_own = question.is_answerable and filters == one.filters and not is_without
    right = []
    for proof in may:
        place = reading.place(proof.evidence.hit, proof.evidence.start, proof.evidence.end)
        is_there = any(quote.start < place.end and place.start < quote.end for quote in question.quotes)
        right.append(is_own and is_there and (YES if proof.is_so else NO) in question.answers)
    return Choice(np.array([*(proof.features for proof in may), NOTHING], np.float64), np.array([*right, not is_own], bool))


def cross_validated(found: Sequence[Example]) -> list[int]:
    """Of every example, the proof that weights choose which were fitted without the reports of its fold."""
    fold_of = {group: at % _N_FOLDS for at, group in enumerate(dict.fromkeys(example.group for example in found))}
    weights = [
        fit_softmax([e.choice for e in found if e.is_fitted and fold_of[e.group] != fold], ridge=_RIDGE)
        for fold in range(_N_FOLDS)
    ]
    return [_chosen(example.choice, weights[fold_of[example.group]]) for example in found]


def _chosen(choice: Choice, weights: Floats) -> int:
    if len(choice.right) == 1:
        return 0
    chances = chances_of(choice.features[:-1], weights)
    return int(chances.argmax()) if chances.sum() >= LEAST else len(chances)


def _set_of(one: Asked) -> str:
    return one.group.partition("/")[0]


def main(data: Annotated[Path, typer.Option(help="The folder with reports/.")]) -> None:
    """Print the weights, and how often they choose a right proof, a wrong one, and one where there is none."""
    with development_questions(data, sets=(Sets.dev, Sets.fit, Sets.claims)) as asked:
        found = list(examples(asked))
    chosen = cross_validated(found)
    for name in dict.fromkeys(example.name for example in found):
        rows = [(e, at) for e, at in zip(found, chosen, strict=True) if e.name == name]
        own = [(e.choice.right, at) for e, at in rows if e.kind == "own"]
        right, reach = np.mean([r[at] for r, at in own]), np.mean([r.any() for r, _ in own])
        wrong = np.mean([at < len(r) - 1 and not r[at] for r, at in own])
        told = [f"{name}: n={len(own)}, right {right:.3f}, wrong {wrong:.3f}, in reach {reach:.3f}"]
        for kind in ("silent", "without"):
            answered = [at < len(e.choice.right) - 1 for e, at in rows if e.kind == kind]
            told.append(f"{kind} n={len(answered)}, answered {np.mean(answered):.3f}")
        print("; ".join(told))
    print(f"\n# put into {WEIGHTS.name}")
    fitted = fit_softmax([example.choice for example in found if example.is_fitted], ridge=_RIDGE)
    for name, weight in zip(FEATURES, fitted, strict=True):
        print(f"{name} = {weight:.2f}")


if __name__ == "__main__":
    typer.run(main)
