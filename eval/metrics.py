"""The metrics of one question, and their means by type with an interval."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import ir_measures
import numpy as np
from ir_measures import RR, Qrel, R, ScoredDoc, Success, nDCG

from eval.gold import Question
from eval.matching import asks_for_figure, character_f1, has_right_figure, is_citation_exact, is_exact
from eval.records import Outcome, Score

RETRIEVAL = {
    "nDCG@10": nDCG @ 10,
    "RR@10": RR @ 10,
    "R@5": R @ 5,
    "R@10": R @ 10,
    "hit@1": Success @ 1,
    "hit@5": Success @ 5,
}
ANSWER = ("exact", "right_figure", "F1", "citation_exact", "abstained")
METRICS = (*RETRIEVAL, *ANSWER)
ALL_ANSWERABLE = "all answerable"


def retrieval_values(questions: Sequence[Question], run: Mapping[str, Sequence[str]]) -> dict[str, dict[str, float]]:
    """Question id -> retrieval metric -> value, for the answerable questions; one without hits gets 0 and stays.

    Right clauses all have grade 1; `run` maps a question id to clause ids, best first.
    """
    qrels = [Qrel(question.question_id, clause_id, 1) for question in questions for clause_id in question.clause_ids]
    # ir_measures sorts by score, so the place in the ranking becomes one.
    scored = [
        ScoredDoc(question.question_id, clause_id, float(-rank))
        for question in questions
        for rank, clause_id in enumerate(run.get(question.question_id, ()), start=1)
        if question.is_answerable
    ]
    names = {measure: name for name, measure in RETRIEVAL.items()}
    values = {question.question_id: dict.fromkeys(RETRIEVAL, 0.0) for question in questions if question.is_answerable}
    for metric in ir_measures.iter_calc(list(names), qrels, scored):
        values[metric.query_id][names[metric.measure]] = metric.value
    return values


def answer_values(question: Question, outcome: Outcome) -> dict[str, float]:
    """Answer metric -> value; of an unanswerable question only whether it was abstained from."""
    abstained = {"abstained": float(outcome.status == "abstained")}
    if not question.is_answerable:
        return abstained
    values = {
        "exact": float(is_exact(question, outcome.answer, outcome.items)),
        "F1": character_f1(question, outcome.answer, outcome.items),
        "citation_exact": float(is_citation_exact(question, outcome.citations)),
    }
    if asks_for_figure(question):
        values["right_figure"] = float(has_right_figure(question, outcome.answer))
    return values | abstained


def scores_by_type(questions: Sequence[Question], values: Mapping[str, Mapping[str, float]]) -> tuple[Score, ...]:
    """The mean of every metric over "all answerable" and over each type, in the order the questions have them."""
    types: dict[str, list[Question]] = {ALL_ANSWERABLE: [question for question in questions if question.is_answerable]}
    for question in questions:
        types.setdefault(question.type, []).append(question)
    scores = []
    for type_, members in types.items():
        for metric in METRICS:
            found = [values[question.question_id][metric] for question in members if metric in values[question.question_id]]
            if found:
                scores.append(mean_score(type_, metric, found))
    return tuple(scores)


def bootstrap_interval(values: Sequence[float], *, n_resamples: int = 2000, seed: int = 0) -> tuple[float, float]:
    """The 95% percentile interval of the mean (Efron 1979), the same for the same values. Raises ValueError without values."""
    if not values:
        raise ValueError("no values to resample")
    sample = np.asarray(values, dtype=np.float64)
    rows = np.random.default_rng(seed).integers(0, len(sample), size=(n_resamples, len(sample)))
    low, high = np.percentile(sample[rows].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def mean_score(type_: str, metric: str, values: Sequence[float]) -> Score:
    """The mean of the values with its interval. Raises ValueError without values."""
    if not values:
        raise ValueError(f"{metric} of {type_}: no values")
    mean = math.fsum(values) / len(values)
    low, high = bootstrap_interval(values)
    # A percentile can miss the mean by rounding, or where nearly all values are equal.
    return Score(type=type_, metric=metric, n=len(values), mean=mean, low=min(low, mean), high=max(high, mean))
