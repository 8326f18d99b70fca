"""Fit service/confidence.toml on the gold questions of dev: `python -m eval.fit_confidence`.

Logistic regression (ridge penalty) of whether an answer is right on the evidence for it; the questions that the report does
not answer are in it as wrong answers. The threshold is the highest that keeps back no more than RIGHT_LOST of the right ones.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import numpy.typing as npt

from eval.abstention import auroc
from eval.gold import SEED_GOLD, load_gold
from eval.matching import is_right
from eval.records import Cited
from indexer.build import build_snapshot
from indexer.corpus import load_corpus
from indexer.encoders import open_encoder
from indexer.paths import CORPUS
from service.answer import CONFIDENCE, EVIDENCE
from service.holder import Holder
from service.records import Answer

RIGHT_LOST = 0.07
_RIDGE = 0.5
_STEPS = 200

Floats = npt.NDArray[np.float64]


def fit(evidence: Floats, right: npt.NDArray[np.bool_]) -> tuple[float, Floats]:
    """Intercept and weights, (n features,), by Newton's method; the intercept is not penalised."""
    design = np.column_stack([np.ones(len(evidence)), evidence])
    penalty = _RIDGE * np.diag([0.0] + [1.0] * evidence.shape[1])
    weights = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        chances = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (right - chances) - penalty @ weights
        curvature = (design * (chances * (1 - chances))[:, None]).T @ design + penalty
        weights += np.linalg.solve(curvature, gradient)
    return float(weights[0]), weights[1:]


def threshold(confidences: Floats, right: npt.NDArray[np.bool_]) -> float:
    """The highest confidence below which at most RIGHT_LOST of the right answers lie."""
    return float(np.quantile(confidences[right], RIGHT_LOST, method="lower"))


def _cited(answer: Answer) -> list[Cited]:
    return [Cited(place.clause_id, place.quote, place.start, place.end) for place in answer.citations]


def main() -> None:
    questions = [question for question in load_gold(SEED_GOLD) if question.split == "dev"]
    with tempfile.TemporaryDirectory() as home:
        build_snapshot(load_corpus(CORPUS), open_encoder(), Path(home))
        engine = Holder(Path(home)).engine()
        read = [engine.weigh(question.text) for question in questions]
    evidence = np.array([[found[name] for name in EVIDENCE] for _, found in read])
    right = np.array([is_right(q, answer.answer, _cited(answer)) for q, (answer, _) in zip(questions, read, strict=True)])
    intercept, weights = fit(evidence, right)
    confidences = 1 / (1 + np.exp(-(intercept + evidence @ weights)))
    border = threshold(confidences, right)
    unanswerable = np.array([not question.quotes for question in questions])
    print(f"n={len(right)}, right {right.mean():.3f}, AUROC {auroc(confidences.tolist(), right.tolist()):.3f}")
    print(f"kept back: {np.mean(confidences[unanswerable] < border):.3f} of the unanswerable,", end=" ")
    print(f"{np.mean(confidences[right] < border):.3f} of the right answers")
    print(f"\n# put into {CONFIDENCE.name}\nintercept = {intercept:.3f}")
    for name, weight in zip(EVIDENCE, weights, strict=True):
        print(f"{name} = {weight:.3f}")
    print(f"threshold = {border:.3f}")


if __name__ == "__main__":
    main()
