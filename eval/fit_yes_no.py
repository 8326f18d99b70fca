"""Fit service/readers/statements.toml: `python -m eval.fit_yes_no --data DIR`.

On the questions of yes or no that answers are developed on (`eval.development`, and gold/claims-dev.jsonl), each asked of its own
report, of that without the clauses that prove it, and of two others of its set, which are silent; DIR holds reports/. Of every
set it prints how often a right proof is among those that could be meant, how often the answer is right, and the share that right
answers, wrong ones and those where there is none have on average, by weights that were fitted on questions of other reports.
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
from service.readers.reckoned import reckoned
from service.readers.statements import FEATURES, NOTHING, WEIGHTS, Proof, chances_of, likelier, proofs
from service.readers.yes_no import NO, YES
from service.records import Filters

_RIDGE = 0.0003
_N_SILENT = 2
_N_FOLDS = 8
_N_STEPS = 600


@dataclass(frozen=True, slots=True)
class Example:
    """A question and the proofs to choose from; `kind` says of what it is asked: of its "own" report, of one that is "silent", of
    its own "without" the proof. In `choice` none is the last.
    """

    name: str  # of its set
    group: str
    kind: str
    answers: Sequence[str]
    proofs: Sequence[Proof]
    choice: Choice


def examples(asked: Sequence[Asked]) -> Iterator[Example]:
    """Those of every question of yes or no, of other types too: what no report says is silent in its own."""
    of_set: dict[str, list[str]] = {}
    for one in asked:
        for report_id in one.filters.report:
            reports = of_set.setdefault(_set_of(one), [])
            reports += [report_id] * (report_id not in reports)
    for one in asked:
        if one.question.type == "yesno" or understand(one.question.text).kind == "yesno":
            for kind, filters in _askings(one, of_set.get(_set_of(one), [])):
                found, choice = choose(one, filters, is_without=kind == "without")
                yield Example(_set_of(one), one.group, kind, one.question.answers, found, choice)


def _askings(one: Asked, reports: Sequence[str]) -> Iterator[tuple[str, Filters]]:
    """Of what one question is asked: its own report, where that answers it also without what does, and others before it."""
    if not one.question.is_answerable:
        yield "silent", one.filters
        return
    yield "own", one.filters
    yield "without", one.filters
    for report_id in one.filters.report:
        for n in range(_N_SILENT):
            yield "silent", Filters(report=(reports[reports.index(report_id) - 1 - n],))


def choose(one: Asked, filters: Filters, *, is_without: bool = False) -> tuple[Sequence[Proof], Choice]:
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
    may = proofs(reading, claim, reckoned(reading, claim)) if claim and hits else []
    is_own = question.is_answerable and filters == one.filters and not is_without
    right = []
    for proof in may:
        place = reading.place(proof.evidence.hit, proof.evidence.start, proof.evidence.end)
        is_there = any(quote.start < place.end and place.start < quote.end for quote in question.quotes)
        right.append(is_own and is_there and (YES if proof.is_so else NO) in question.answers)
    return may, Choice(np.array([*(proof.features for proof in may), NOTHING], np.float64), np.array([*right, not is_own], bool))


def cross_validated(found: Sequence[Example]) -> list[tuple[str, float]]:
    """Of every example, the answer and its share by weights that were fitted without the reports of its fold."""
    reports = [example.group.rpartition("/")[2] for example in found]
    fold_of = {report: at % _N_FOLDS for at, report in enumerate(dict.fromkeys(reports))}
    folds = [fold_of[report] for report in reports]
    weights = [
        fit_softmax([e.choice for e, of in zip(found, folds, strict=True) if of != fold], ridge=_RIDGE, n_steps=_N_STEPS)
        for fold in range(_N_FOLDS)
    ]
    return [_answer(example, weights[fold]) for example, fold in zip(found, folds, strict=True)]


def _answer(example: Example, weights: Floats) -> tuple[str, float]:
    if not example.proofs:
        return "", 0.0
    proof, share = likelier(example.proofs, chances_of(example.choice.features[:-1], weights))
    return YES if proof.is_so else NO, share


def _set_of(one: Asked) -> str:
    return one.group.partition("/")[0]


def main(data: Annotated[Path, typer.Option(help="The folder with reports/.")]) -> None:
    """Print how often the answer is right, what its share tells, and the weights."""
    with development_questions(data, sets=(Sets.dev, Sets.fit, Sets.claims)) as asked:
        found = list(examples(asked))
    answers = cross_validated(found)
    for name in dict.fromkeys(example.name for example in found):
        rows = [(e, *answer) for e, answer in zip(found, answers, strict=True) if e.name == name]
        own = [(e.choice, answer in e.answers, share) for e, answer, share in rows if e.kind == "own"]
        shares = {kind: [share for e, _, share in rows if e.kind == kind] for kind in ("silent", "without")}
        shares["right"] = [share for _, is_right, share in own if is_right]
        shares["wrong"] = [share for _, is_right, share in own if not is_right]
        right, reach = np.mean([is_right for _, is_right, _ in own]), np.mean([choice.right.any() for choice, _, _ in own])
        told = ", ".join(f"{kind} {np.mean(of or [0]):.2f} (n={len(of)})" for kind, of in shares.items())
        print(f"{name}: n={len(own)}, right {right:.3f}, in reach {reach:.3f}; shares: {told}")
    print(f"\n# put into {WEIGHTS.name}")
    fitted = fit_softmax([example.choice for example in found], ridge=_RIDGE, n_steps=_N_STEPS)
    for name, weight in zip(FEATURES, fitted, strict=True):
        print(f"{name} = {weight:.2f}")


if __name__ == "__main__":
    typer.run(main)
