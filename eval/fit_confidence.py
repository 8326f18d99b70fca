"""Fit service/confidence.toml: `python -m eval.fit_confidence --data DIR`.

On the questions that answers are developed on (`eval.development`); DIR holds reports/. Logistic regression (ridge penalty) of
whether an answer is right on the evidence for it; the questions that a report does not answer are in it as wrong answers. The
threshold is the highest that keeps back no more than RIGHT_LOST of the right ones. Beside the fit it prints how confident a
model that was fitted without the report would have been.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from eval.abstention import auroc, calibration_error, reliability
from eval.development import Asked, development_questions
from eval.matching import is_right
from eval.records import Cited
from service.answer import CONFIDENCE, EVIDENCE
from service.records import Answer

RIGHT_LOST = 0.06
_RIDGE = 0.5
_STEPS = 50

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


def fit(evidence: Floats, right: Bools) -> Floats:
    """Intercept and weights, (1 + n features,), by Newton's method; the intercept is not penalised."""
    design = np.column_stack([np.ones(len(evidence)), evidence])
    penalty = _RIDGE * np.diag([0.0] + [1.0] * evidence.shape[1])
    weights = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        chances = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (right - chances) - penalty @ weights
        curvature = (design * (chances * (1 - chances))[:, None]).T @ design + penalty
        weights += np.linalg.solve(curvature, gradient)
    return weights


def confidence(evidence: Floats, weights: Floats) -> Floats:
    """(n answers,): the chance that each is right."""
    chances: Floats = 1 / (1 + np.exp(-(weights[0] + evidence @ weights[1:])))
    return chances


def threshold(confidences: Floats, right: Bools) -> float:
    """The highest confidence below which at most RIGHT_LOST of the right answers lie."""
    return float(np.quantile(confidences[right], RIGHT_LOST, method="lower"))


def _weigh(asked: Sequence[Asked]) -> tuple[list[Asked], Floats, Bools]:
    """The questions that are not left open whatever the confidence, the evidence for their answers, and which are right."""
    read, evidence, right = [], [], []
    for one in asked:
        weighed = one.engine.weigh(one.question.text, filters=one.filters)
        if weighed is None:
            continue
        answer, found = weighed
        read.append(one)
        evidence.append([found[name] for name in EVIDENCE])
        right.append(is_right(one.question, answer.answer, _cited(answer)))
    return read, np.array(evidence), np.array(right)


def _cited(answer: Answer) -> list[Cited]:
    return [Cited(place.clause_id, place.quote, place.start, place.end) for place in answer.citations]


def _tell(name: str, confidences: Floats, right: Bools, unanswerable: Bools, border: float) -> None:
    given = confidences >= border
    error = calibration_error(reliability(confidences.tolist(), right.tolist()))
    print(
        f"{name}: n={len(right)}, right {right.mean():.3f}, AUROC {auroc(confidences.tolist(), right.tolist()):.3f}, "
        f"calibration error {error:.3f}, kept back {1 - given[unanswerable].mean():.3f} of the unanswerable, "
        f"{1 - given[right].mean():.3f} of the right, {1 - given[~unanswerable].mean():.3f} of the answerable"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    with development_questions(parser.parse_args().data) as questions:
        asked, evidence, right = _weigh(questions)
    groups = np.array([one.group for one in asked])
    unanswerable = np.array([not one.question.quotes for one in asked])
    weights = fit(evidence, right)
    fitted, apart = confidence(evidence, weights), np.zeros(len(right))
    for group in set(groups.tolist()):
        apart[groups == group] = confidence(evidence[groups == group], fit(evidence[groups != group], right[groups != group]))
    border = threshold(fitted, right)
    for name, of in (("packaged", groups == "packaged"), ("others", groups != "packaged")):
        _tell(name, fitted[of], right[of], unanswerable[of], border)
        _tell(f"{name}, fitted on other reports", apart[of], right[of], unanswerable[of], border)
    print(f"\n# put into {CONFIDENCE.name}\nintercept = {weights[0]:.3f}")
    for evidence_name, weight in zip(EVIDENCE, weights[1:], strict=True):
        print(f"{evidence_name} = {weight:.3f}")
    print(f"threshold = {border:.3f}")


if __name__ == "__main__":
    main()
