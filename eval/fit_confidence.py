"""Fit service/confidence.toml: `python -m eval.fit_confidence --data DIR`.

On the questions that answers are developed on (`eval.development`); DIR holds reports/. Logistic regression (ridge penalty) of
whether an answer is right on the evidence for it; the questions that a report does not answer are in it as wrong answers, as are
questions about anything else. The
threshold is the highest that keeps back no more than RIGHT_LOST of the right ones. Beside the fit it prints how confident a
model that was fitted without the report would have been.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from eval.abstention import auroc, calibration_error, reliability
from eval.development import Asked, development_questions, off_topic_questions
from eval.matching import is_right
from eval.records import Cited
from service.answer import CONFIDENCE
from service.evidence import EVIDENCE
from service.records import Answer

RIGHT_LOST = 0.04
_OFF_TOPIC_COUNTS = 0.3  # there are many, and easily told
_RIDGE = 0.5
_STEPS = 50

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


def fit(evidence: Floats, right: Bools, counts: Floats) -> Floats:
    """Intercept and weights, (1 + n features,), by Newton's method; the intercept is not penalised. `counts` (n answers,) says
    how much each answer counts.
    """
    design = np.column_stack([np.ones(len(evidence)), evidence])
    penalty = _RIDGE * np.diag([0.0] + [1.0] * evidence.shape[1])
    weights = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        chances = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (counts * (right - chances)) - penalty @ weights
        curvature = (design * (counts * chances * (1 - chances))[:, None]).T @ design + penalty
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


def _weigh_off_topic(texts: Sequence[str], asked: Sequence[Asked]) -> Floats:
    """The evidence for an answer to each, asked of one report after the other; of those that have any."""
    places = list({one.group: one for one in asked}.values())
    weighed = [
        place.engine.weigh(text, filters=place.filters) for text, place in zip(texts, itertools.cycle(places), strict=False)
    ]
    return np.array([[one[1][name] for name in EVIDENCE] for one in weighed if one is not None])


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
    data = parser.parse_args().data
    with development_questions(data) as questions:
        asked, evidence, right = _weigh(questions)
        strange = _weigh_off_topic(off_topic_questions(data), questions)
    groups = np.array([one.group for one in asked] + ["off topic"] * len(strange))
    unanswerable = np.array([not one.question.quotes for one in asked] + [True] * len(strange))
    evidence, right = np.concatenate([evidence, strange]), np.concatenate([right, np.zeros(len(strange), bool)])
    is_strange = groups == "off topic"
    counts = np.where(is_strange, _OFF_TOPIC_COUNTS, 1.0)
    weights = fit(evidence, right, counts)
    fitted, apart = confidence(evidence, weights), np.zeros(len(right))
    for group in set(groups.tolist()):
        held_out = groups == group
        apart[held_out] = confidence(evidence[held_out], fit(evidence[~held_out], right[~held_out], counts[~held_out]))
    border = threshold(fitted, right)
    print(f"off topic: n={is_strange.sum()}, kept back {np.mean(fitted[is_strange] < border):.3f}")
    for name, of in (("packaged", groups == "packaged"), ("others", (groups != "packaged") & ~is_strange)):
        _tell(name, fitted[of], right[of], unanswerable[of], border)
        _tell(f"{name}, fitted on other reports", apart[of], right[of], unanswerable[of], border)
    print(f"\n# put into {CONFIDENCE.name}\nintercept = {weights[0]:.3f}")
    for evidence_name, weight in zip(EVIDENCE, weights[1:], strict=True):
        print(f"{evidence_name} = {weight:.3f}")
    print(f"threshold = {border:.3f}")


if __name__ == "__main__":
    main()
