"""Weights of a choice among candidates: a softmax over their weighted features."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_STEPS, _RATE, _DECAY, _DECAY_OF_SQUARES = 3000, 0.05, 0.9, 0.999

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidates of one question: their features (n candidates, n features), and which are right (n candidates,)."""

    features: Floats
    right: npt.NDArray[np.bool_]


def fit_softmax(choices: Sequence[Choice], *, ridge: float, n_steps: int = _STEPS) -> Floats:
    """Weights (n features,) that maximise the mean log of the probability of the right candidates, less
    ridge / 2 * |weights|². A choice without a right candidate counts for nothing. By Adam (Kingma and Ba, ICLR 2015), from 0.
    """
    kept = [choice for choice in choices if choice.right.any()]
    features = np.concatenate([choice.features for choice in kept])
    right = np.concatenate([choice.right for choice in kept])
    sizes = np.array([len(choice.right) for choice in kept])
    starts = np.cumsum(sizes) - sizes
    weights, mean, squares = (np.zeros(features.shape[1]) for _ in range(3))
    for step in range(1, n_steps + 1):
        scores = features @ weights
        exps = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        among_all = exps / np.repeat(np.add.reduceat(exps, starts), sizes)
        among_right = exps * right / np.repeat(np.add.reduceat(exps * right, starts), sizes)
        gradient = features.T @ (among_all - among_right) / len(kept) + ridge * weights
        mean = _DECAY * mean + (1 - _DECAY) * gradient
        squares = _DECAY_OF_SQUARES * squares + (1 - _DECAY_OF_SQUARES) * gradient**2
        corrected = mean / (1 - _DECAY**step), squares / (1 - _DECAY_OF_SQUARES**step)
        weights -= _RATE * corrected[0] / (np.sqrt(corrected[1]) + 1e-9)
    return weights


def hits(choices: Sequence[Choice], weights: Floats) -> npt.NDArray[np.bool_]:
    """(n choices,): whether the first of the best candidates is right."""
    return np.array([bool(choice.right[int((choice.features @ weights).argmax())]) for choice in choices])


def cross_validated(groups: Sequence[str], choices: Sequence[Choice], *, ridge: float) -> npt.NDArray[np.bool_]:
    """(n choices,): whether weights that were fitted without the choices of its report, which a group names behind "/", hit a
    right candidate.
    """
    right = np.zeros(len(choices), np.bool_)
    reports = [group.rpartition("/")[2] for group in groups]
    for report in dict.fromkeys(reports):
        weights = fit_softmax([choice for of, choice in zip(reports, choices, strict=True) if of != report], ridge=ridge)
        held_out = [row for row, of in enumerate(reports) if of == report]
        right[held_out] = hits([choices[row] for row in held_out], weights)
    return right


def tell_fitted(groups: Sequence[str], choices: Sequence[Choice], features: Sequence[str], file: str, *, ridge: float) -> None:
    """Print for each set (a group up to its "/") how often a right candidate comes out, and by weights fitted on other groups,
    and is among the candidates; then the weights that go into `file`.
    """
    weights = fit_softmax(choices, ridge=ridge)
    apart = cross_validated(groups, choices, ridge=ridge)
    sets = [group.partition("/")[0] for group in groups]
    for name in dict.fromkeys(sets):
        rows = [row for row, of in enumerate(sets) if of == name]
        of_set = [choices[row] for row in rows]
        fitted, reach = hits(of_set, weights).mean(), np.mean([choice.right.any() for choice in of_set])
        crossed = apart[rows].mean()
        print(f"{name}: n={len(rows)}, right {fitted:.3f}, fitted on other reports {crossed:.3f}, in reach {reach:.3f}")
    print(f"\n# put into {file}")
    for name, weight in zip(features, weights, strict=True):
        print(f"{name} = {weight:.2f}")
