"""How much the words of a phrase say, and where it stands in its stretch."""

from __future__ import annotations

import numpy as np

from service.readers.spans.layout import Column, Laid
from service.readers.spans.runs import Runs


def salience(laid: Laid, runs: Runs) -> dict[str, Column]:
    """Of each run, (n runs,): the norms of the vectors of its words, which are less the commoner a word is, and of those beside
    it, 0 where a stop parts them; and which part of its stretch it takes.
    """
    left, right, last = runs.left, runs.right, runs.right - 1
    norms = np.linalg.norm(laid.vectors, axis=1)
    sums = np.concatenate([[0], np.cumsum(norms)])
    places = np.arange(len(norms)) - np.flatnonzero(np.diff(runs.stretch_of, prepend=-1))[runs.stretch_of]
    sizes = np.bincount(runs.stretch_of)[runs.stretch_of[left]]
    return {
        "norm_first": norms[left],
        "norm_last": norms[last],
        "norm_mean": (sums[right] - sums[left]) / (right - left),
        "norm_previous": np.where(runs.is_stop[left], 0, norms[left - 1]),
        "norm_following": np.where(runs.is_stop[right], 0, np.append(norms, 0)[right]),
        "place_in_stretch": places[left] / sizes,
        "end_in_stretch": (places[last] + 1) / sizes,
        "stretch_size": np.log(sizes),
    }
