"""How the words of a question match those of a phrase and those around it."""

from __future__ import annotations

import numpy as np

from indexer.encoders.base import Floats
from service.readers.spans.layout import Column, Ints, Laid, Question
from service.readers.spans.runs import Runs

_SAME = 0.95  # cosine from which two words are the same or nearly
_NEAR = 8  # words on each side whose match counts as near by


def matches(laid: Laid, runs: Runs, question: Question, scores: Floats) -> dict[str, Column]:
    """How the question's words match those within and around each run."""
    cosines, weights, left, right = laid.cosines, question.weights, runs.left, runs.right
    n, n_asked = cosines.shape
    near_before, near_after = _near(laid)
    in_stretch, before_in_stretch, after_in_stretch = _stretches(cosines, runs.stretch_of)
    inside, focus = _inside(laid, runs)
    to_left, to_right = near_before[left], near_after[right]
    near = np.maximum(to_left, to_right)
    around = np.maximum(before_in_stretch[left], after_in_stretch[right])
    lefts, rights = weights * question.is_left, weights * ~question.is_left
    known = cosines.max(1) if n_asked else np.zeros(n, np.float32)
    sums, gaps = (np.concatenate([[0], np.cumsum(values)]) for values in (known, np.maximum(0, 1 - known / 0.8)))
    lengths = right - left
    fits = np.array([sentence.fit for sentence in laid.sentences], np.float32)
    found = np.array([scores[sentence.hit] for sentence in laid.sentences], np.float32)
    ranks = np.array([1 / (1 + sentence.hit) for sentence in laid.sentences], np.float32)
    of = laid.sentence_of[left]
    best = (fits + found).max()
    columns: dict[str, Column] = {
        "sentence": fits[of],
        "found": found[of],
        "rank": ranks[of],
        "behind": (fits + found)[of] - best,
        "first_sentence": of == 0,
        "stretch": (in_stretch @ weights)[runs.stretch_of[left]],
        "near": near @ weights,
        "stretch_around": around @ weights,
        "near_whole": np.maximum(near, inside) @ weights + 0.3 * focus,
        "left": to_left @ lefts,
        "right": to_right @ rights,
        "crossed": to_left @ rights + to_right @ lefts,
        "inside": inside @ weights,
        "inside_only": np.maximum(inside - near, 0) @ weights,
        "known_mean": (sums[right] - sums[left]) / lengths,
        "unknown_sum": np.minimum(gaps[right] - gaps[left], 6) / 3,
        "focus_any": focus,
    }
    for name in ("stretch", "near_whole"):
        order = np.unique(columns[name], return_inverse=True)[1]
        columns[f"{name}_rank"] = 1 / (1 + order.max() - order)
    same = (cosines > _SAME).astype(np.float32)
    columns |= {
        "sentence_same": np.maximum.reduceat(same, np.flatnonzero(np.diff(laid.sentence_of, prepend=-1)))[of] @ weights,
        "stretch_same": (np.maximum.reduceat(same, np.flatnonzero(np.diff(runs.stretch_of, prepend=-1))) @ weights)[
            runs.stretch_of[left]
        ],
        "near_same": (near > _SAME) @ weights,
    }
    for name in ("sentence", "stretch", "near", "near_whole", "stretch_around", "sentence_same", "stretch_same", "near_same"):
        most = max(float(columns[name].max()), 1e-6)
        columns[f"{name}_share"] = columns[name] / most
        columns[f"{name}_log"] = np.log((np.maximum(columns[name], 0) + 0.02) / (most + 0.02))
    for name in ("known_mean", "inside"):
        columns[f"{name}_share"] = columns[name] / max(float(fits.max()), 1e-6)
    return columns


def _near(laid: Laid) -> tuple[Floats, Floats]:
    """The best cosines of the _NEAR words before each gap and after it, in its sentence; (n gaps, n question words) each."""
    n, n_asked = laid.cosines.shape
    before, after = (np.zeros((n + 1, n_asked), np.float32) for _ in range(2))
    for step in range(1, min(_NEAR, n) + 1):
        same = laid.sentence_of[step - 1 :] == laid.sentence_of[: n - step + 1]  # of the first and last of `step` words
        kept = np.where(same[:, None], laid.cosines[: n - step + 1], 0)
        np.maximum(before[step:], kept, out=before[step:])
        kept = np.where(same[:, None], laid.cosines[step - 1 :], 0)
        np.maximum(after[: n - step + 1], kept, out=after[: n - step + 1])
    return before, after


def _stretches(cosines: Floats, stretch_of: Ints) -> tuple[Floats, Floats, Floats]:
    """The best cosines of each stretch, (n stretches, n question words), and of what of it stands before and after each gap."""
    n, n_asked = cosines.shape
    begins = np.flatnonzero(np.diff(stretch_of, prepend=-1))
    whole = np.maximum.reduceat(cosines, begins)
    before, after = (np.zeros((n + 1, n_asked), np.float32) for _ in range(2))
    for begin, end in zip(begins.tolist(), [*begins[1:].tolist(), n], strict=True):
        np.maximum.accumulate(cosines[begin : end - 1], out=before[begin + 1 : end])
        np.maximum.accumulate(cosines[begin + 1 : end][::-1], out=after[begin + 1 : end][::-1])
    return whole, before, after


def _inside(laid: Laid, runs: Runs) -> tuple[Floats, Floats]:
    """The best cosines of the words of each run with those of the question, (n runs, n question words), and with the focus."""
    left, right = runs.left, runs.right
    inside, focus = laid.cosines[left], laid.to_focus[left]
    for step in range(1, int((right - left).max())):
        longer = np.flatnonzero(right - left > step)
        at = left[longer] + step
        inside[longer] = np.maximum(inside[longer], laid.cosines[at])
        focus[longer] = np.maximum(focus[longer], laid.to_focus[at])
    return inside, focus
