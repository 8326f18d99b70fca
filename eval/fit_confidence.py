"""Fit service/confidence.toml: `python -m eval.fit_confidence --data DIR > service/confidence.toml`.

On the questions that answers are developed on (`eval.development`), claims, those that reports seem to answer, and those about
anything else; DIR holds reports/. Each table is a logistic regression (ridge penalty on standardised features) over the evidence
for the answers that would be given, times the aspects of each. `spoken_of` tells what a
report answers from questions about anything else, `stated` from those that it does not answer, `right` the right answers from
all others.

The thresholds keep back no more than LOST of the right answers, as a model has them that was fitted without the questions
about the report and some others, and all that are right less often than LEAST_RIGHT. How such models do, is told on standard
error.
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
from eval.others import Sets
from eval.records import Cited
from service.evidence import ASPECTS, EVIDENCE
from service.records import Answer

LOST = 0.06  # of the right answers
LEAST_RIGHT = 0.2  # an answer that is oftener wrong misleads more than it helps
_LOST_FIRST = 0.015  # of them by `spoken_of` alone; `stated` has what is left
_OFF_TOPIC = "off topic"
_UNANSWERABLE = 0.12  # of what people ask; the sets have more
_SETS = (Sets.dev, Sets.fit, Sets.claims, Sets.silent)
_N_FOLDS = 12
_RIDGE = 10.0
_STEPS, _CLOSE = 30, 1e-4
_HEAD = f"""# Logistic regressions over the evidence for an answer (service/evidence.py), and what each has to reach for it to be
# given (service/confidence.py): `python -m eval.fit_confidence --data DIR > service/confidence.toml`.
# The weights are for all answers, and what is added for: {", ".join(ASPECTS)}.
"""

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


_Row = tuple[list[float], list[float], bool, bool, str]


class Weighed(NamedTuple):
    """Questions that have an answer, however unsure, n in all."""

    evidence: Floats  # (n, n features)
    aspects: Floats  # (n, n aspects)
    is_right: Bools  # (n,)
    is_answerable: Bools  # (n,)
    groups: npt.NDArray[np.str_]  # (n,) the set and the report, or _OFF_TOPIC


def fit(evidence: Floats, aspects: Floats, told: Bools, counts: Floats) -> Floats:
    """Weights, (1 + n features, 1 + n aspects), by Newton's method; the intercept of all is not penalised. `counts` (n answers,)
    says how much each answer counts.
    """
    mean, scale = evidence.mean(0), evidence.std(0) + 1e-6
    design = _products((evidence - mean) / scale, aspects)
    penalty = np.full(design.shape[1], _RIDGE)
    penalty[0] = 0
    weights = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        chances = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (counts * (told - chances)) - penalty * weights
        curvature = (design * (counts * chances * (1 - chances))[:, None]).T @ design + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        weights += step
        if np.abs(step).max() < _CLOSE:
            break
    fitted: Floats = weights.reshape(1 + evidence.shape[1], -1)
    fitted[1:] /= scale[:, None]
    fitted[0] -= mean @ fitted[1:]
    return fitted


def _products(evidence: Floats, aspects: Floats) -> Floats:
    """(n answers, (1 + n features) * (1 + n aspects)): each feature times each aspect, and both alone."""
    values, of = (np.column_stack([np.ones(len(each)), each]) for each in (evidence, aspects))
    return np.asarray((values[:, :, None] * of[:, None, :]).reshape(len(values), -1))


def chances(evidence: Floats, aspects: Floats, weights: Floats) -> Floats:
    """(n answers,)."""
    found: Floats = 1 / (1 + np.exp(-_products(evidence, aspects) @ weights.ravel()))
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
    is_right, is_answerable, groups = weighed.is_right, weighed.is_answerable, weighed.groups
    is_off_topic = groups == _OFF_TOPIC
    share = _UNANSWERABLE / (1 - _UNANSWERABLE) * is_answerable.sum() / (~is_answerable).sum()
    return {
        "spoken_of": (is_answerable, np.where(is_answerable, 1.0, 2.0 * is_off_topic)),
        "stated": (is_answerable, np.where(is_off_topic, 0.0, 1.0)),
        "right": (is_right, np.where(is_answerable, 1.0, share)),
    }


def _apart(weighed: Weighed, told: Bools, counts: Floats) -> Floats:
    """(n,) what each chance would be had its report, or its part of the questions about anything else, not been fitted on."""
    reports = np.unique([group.rpartition("/")[2] for group in weighed.groups], return_inverse=True)[1]
    folds = np.where(weighed.groups == _OFF_TOPIC, np.arange(len(told)), reports) % _N_FOLDS
    found = np.zeros(len(told))
    for fold in range(_N_FOLDS):
        out, kept = folds == fold, (folds != fold) & (counts > 0)
        weights = fit(weighed.evidence[kept], weighed.aspects[kept], told[kept], counts[kept])
        found[out] = chances(weighed.evidence[out], weighed.aspects[out], weights)
    return found


def _weigh(asked: Sequence[Asked]) -> Iterator[_Row]:
    """Those that are not left open whatever the chances."""
    for one in asked:
        weighed = one.engine.weigh(one.question.text, filters=one.filters)
        if weighed is not None:
            answer, found = weighed
            is_so = is_right(one.question, answer.answer, _cited(answer))
            yield *_valued(found), is_so, one.question.is_answerable, one.group


def _weigh_off_topic(texts: Sequence[str], asked: Sequence[Asked]) -> Iterator[_Row]:
    """Each asked of one report after the other."""
    places = list({one.group: one for one in asked}.values())
    for text, place in zip(texts, itertools.cycle(places), strict=False):
        weighed = place.engine.weigh(text, filters=place.filters)
        if weighed is not None:
            yield *_valued(weighed[1]), False, False, _OFF_TOPIC


def _valued(evidence: Mapping[str, float]) -> tuple[list[float], list[float]]:
    return [evidence[name] for name in EVIDENCE], [evidence[name] for name in ASPECTS]


def _cited(answer: Answer) -> list[Cited]:
    return [Cited(place.clause_id, place.quote, place.start, place.end) for place in answer.citations]


def _tell(name: str, of: Bools, weighed: Weighed, apart: Mapping[str, Floats], is_given: Bools) -> None:
    right, is_answerable, given = weighed.is_right[of], weighed.is_answerable[of], is_given[of]
    confidences = apart["right"][of]
    told = {
        "right": float(right.mean()),
        "AUROC of answerable": auroc(apart["stated"][of].tolist(), is_answerable.tolist()),
        "of right": auroc(confidences.tolist(), right.tolist()),
        "calibration error of those given": calibration_error(reliability(confidences[given].tolist(), right[given].tolist())),
    }
    kept_back = {"unanswerable": ~is_answerable, "right": right, "answerable": is_answerable}
    told |= {f"kept back of the {name}": 1 - float(given[each].mean()) for name, each in kept_back.items() if each.any()}
    shown = (f"{name} {value:.3f}" for name, value in told.items() if value is not None)
    print(f"{name}: n={len(right)}", *shown, sep=", ", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    data = parser.parse_args().data
    with development_questions(data, sets=_SETS) as questions:
        rows = [*_weigh(questions), *_weigh_off_topic(off_topic_questions(data), questions)]
    tell_fit(Weighed(*(np.array(column) for column in zip(*rows, strict=True))))


def tell_fit(weighed: Weighed) -> None:
    """Print the tables, and on standard error how such models do on reports that they were not fitted on."""
    tables = _tables(weighed)
    apart = {name: _apart(weighed, *table) for name, table in tables.items()}
    borders = thresholds(apart, weighed.is_right)
    is_given = np.all([apart[name] >= border for name, border in borders.items()], axis=0)
    print(f"{_OFF_TOPIC}: kept back {1 - is_given[weighed.groups == _OFF_TOPIC].mean():.3f}", file=sys.stderr)
    for name in ("packaged", *_SETS):
        _tell(name, np.char.startswith(weighed.groups, name), weighed, apart, is_given)
    _tell("all", weighed.groups != _OFF_TOPIC, weighed, apart, is_given)
    print(_HEAD, end="")
    for name, (told, counts) in tables.items():
        kept = counts > 0
        weights = fit(weighed.evidence[kept], weighed.aspects[kept], told[kept], counts[kept])
        print(f"\n[{name}]\nthreshold = {borders[name]:.3f}")
        for each, row in zip(("intercept", *EVIDENCE), weights, strict=True):
            print(f"{each} = [{', '.join(f'{weight:.3f}' for weight in row)}]")


if __name__ == "__main__":
    main()
