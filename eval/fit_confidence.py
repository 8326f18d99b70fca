"""Fit service/confidence.toml: `python -m eval.fit_confidence --data DIR > service/confidence.toml`.

On the questions that answers are developed on (`eval.development`) and those about anything else; DIR holds reports/. Each
table is a logistic regression (ridge penalty) over the evidence for the answers that would be given. `spoken_of` tells what a
report answers from questions about anything else, `stated` from those that it does not answer, `right` the right answers from
all others.

The thresholds keep back no more than LOST of the right answers, as a model has them that was fitted without the questions
about the report, and all that are right less often than LEAST_RIGHT. How such models do, is told on standard error.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from eval.abstention import auroc, calibration_error, reliability
from eval.development import Asked, development_questions, off_topic_questions
from eval.matching import is_right
from eval.records import Cited
from service.evidence import EVIDENCE
from service.records import Answer

LOST = 0.05  # of the right answers
LEAST_RIGHT = 0.3  # an answer that is oftener wrong misleads more than it helps
_LOST_FIRST = 0.015  # of them by `spoken_of` alone; `stated` has what is left
_OFF_TOPIC = "off topic"
_UNANSWERABLE = 0.12  # of what people ask; the sets have more
_RIDGE = 0.5
_STEPS = 30
_HEAD = """# Logistic regressions over the evidence for an answer (service/evidence.py), and what each has to reach for it to be
# given (service/confidence.py): `python -m eval.fit_confidence --data DIR > service/confidence.toml`.
"""

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


class Weighed(NamedTuple):
    """Questions that have an answer, however unsure, n in all."""

    evidence: Floats  # (n, n features)
    is_right: Bools  # (n,)
    is_answerable: Bools  # (n,)
    groups: npt.NDArray[np.str_]  # (n,) the set and the report, or _OFF_TOPIC


def fit(evidence: Floats, told: Bools, counts: Floats) -> Floats:
    """Intercept and weights, (1 + n features,), by Newton's method; the intercept is not penalised. `counts` (n answers,) says
    how much each answer counts.
    """
    design = np.column_stack([np.ones(len(evidence)), evidence])
    penalty = _RIDGE * np.diag([0.0] + [1.0] * evidence.shape[1])
    weights = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        chances = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (counts * (told - chances)) - penalty @ weights
        curvature = (design * (counts * chances * (1 - chances))[:, None]).T @ design + penalty
        weights += np.linalg.solve(curvature, gradient)
    return weights


def chances(evidence: Floats, weights: Floats) -> Floats:
    """(n answers,)."""
    found: Floats = 1 / (1 + np.exp(-(weights[0] + evidence @ weights[1:])))
    return found


def thresholds(apart: Mapping[str, Floats], is_right: Bools) -> dict[str, float]:
    """What each chance has to reach: the most of `stated` for which LOST is kept beside the two others."""
    of = {name: found[is_right] for name, found in apart.items()}
    borders = {"right": LEAST_RIGHT, "spoken_of": float(np.quantile(of["spoken_of"], _LOST_FIRST, method="lower"))}
    is_kept = np.all([of[name] >= border for name, border in borders.items()], axis=0)
    n_left = max(0, int(LOST * is_right.sum()) - int((~is_kept).sum()))
    return borders | {"stated": float(np.sort(of["stated"][is_kept])[n_left])}


def _tables(weighed: Weighed) -> dict[str, tuple[Bools, Floats]]:
    """What each table tells apart, and how much each question counts for it."""
    _, is_right, is_answerable, groups = weighed
    is_off_topic = groups == _OFF_TOPIC
    share = _UNANSWERABLE / (1 - _UNANSWERABLE) * is_answerable.sum() / (~is_answerable).sum()
    return {
        "spoken_of": (is_answerable, np.where(is_answerable, 1.0, 2.0 * is_off_topic)),
        "stated": (is_answerable, np.where(is_off_topic, 0.0, 1.0)),
        "right": (is_right, np.where(is_answerable, 1.0, share)),
    }


def _apart(weighed: Weighed, told: Bools, counts: Floats) -> Floats:
    """(n,) what each chance would be had its report, or its half of the questions about anything else, not been fitted on."""
    halves = np.where(weighed.groups == _OFF_TOPIC, np.arange(len(told)) % 2, 0).astype(str)
    folds = np.char.add(weighed.groups, halves)
    found = np.zeros(len(told))
    for fold in np.unique(folds):
        out = folds == fold
        found[out] = chances(weighed.evidence[out], fit(weighed.evidence[~out], told[~out], counts[~out]))
    return found


def _weigh(asked: Sequence[Asked]) -> Iterator[tuple[list[float], bool, bool, str]]:
    """Those that are not left open whatever the chances."""
    for one in asked:
        weighed = one.engine.weigh(one.question.text, filters=one.filters)
        if weighed is not None:
            answer, found = weighed
            is_so = is_right(one.question, answer.answer, _cited(answer))
            yield [found[name] for name in EVIDENCE], is_so, one.question.is_answerable, one.group


def _weigh_off_topic(texts: Sequence[str], asked: Sequence[Asked]) -> Iterator[tuple[list[float], bool, bool, str]]:
    """Each asked of one report after the other."""
    places = list({one.group: one for one in asked}.values())
    for text, place in zip(texts, itertools.cycle(places), strict=False):
        weighed = place.engine.weigh(text, filters=place.filters)
        if weighed is not None:
            yield [weighed[1][name] for name in EVIDENCE], False, False, _OFF_TOPIC


def _cited(answer: Answer) -> list[Cited]:
    return [Cited(place.clause_id, place.quote, place.start, place.end) for place in answer.citations]


def _tell(name: str, of: Bools, weighed: Weighed, apart: Mapping[str, Floats], is_given: Bools) -> None:
    right, is_answerable, given = weighed.is_right[of], weighed.is_answerable[of], is_given[of]
    confidences = apart["right"][of].tolist()
    told = auroc(apart["stated"][of].tolist(), is_answerable.tolist()), auroc(confidences, right.tolist())
    error = calibration_error(reliability(apart["right"][of][given].tolist(), right[given].tolist()))
    print(
        f"{name}: n={len(right)}, right {right.mean():.3f}, AUROC of answerable {told[0]:.3f}, of right {told[1]:.3f}, "
        f"calibration error of those given {error:.3f}, kept back {1 - given[~is_answerable].mean():.3f} of the unanswerable, "
        f"{1 - given[right].mean():.3f} of the right, {1 - given[is_answerable].mean():.3f} of the answerable",
        file=sys.stderr,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    data = parser.parse_args().data
    with development_questions(data) as questions:
        rows = [*_weigh(questions), *_weigh_off_topic(off_topic_questions(data), questions)]
    weighed = Weighed(*(np.array(column) for column in zip(*rows, strict=True)))
    tables = _tables(weighed)
    apart = {name: _apart(weighed, *table) for name, table in tables.items()}
    borders = thresholds(apart, weighed.is_right)
    is_given = np.all([apart[name] >= border for name, border in borders.items()], axis=0)
    print(f"{_OFF_TOPIC}: kept back {1 - is_given[weighed.groups == _OFF_TOPIC].mean():.3f}", file=sys.stderr)
    for name in ("packaged", "dev", "fit"):
        _tell(name, np.char.startswith(weighed.groups, name), weighed, apart, is_given)
    _tell("all", weighed.groups != _OFF_TOPIC, weighed, apart, is_given)
    print(_HEAD, end="")
    for name, (told, counts) in tables.items():
        weights = fit(weighed.evidence, told, counts)
        print(f"\n[{name}]\nthreshold = {borders[name]:.3f}\nintercept = {weights[0]:.3f}")
        print(*(f"{each} = {weight:.3f}" for each, weight in zip(EVIDENCE, weights[1:], strict=True)), sep="\n")


if __name__ == "__main__":
    main()
