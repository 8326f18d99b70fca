"""What kind of word stands at each edge of a phrase, and beside it: a phrase ends in what it is (…工程, …公司), behind what is
done to it (建成…, 荣获…).

It is told by where the vector of the word lies on the axes along which the words of reports differ most, so also of a word that
no list has. axes.safetensors holds them for the embedded encoder (`python -m eval.fit_axes`).
"""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

from indexer.encoders.base import Floats
from indexer.encoders.embedded import normalise
from service.readers.spans.layout import Column, Laid
from service.readers.spans.runs import Runs

AXES = Path(__file__).with_name("axes.safetensors")


def kinds(laid: Laid, runs: Runs) -> dict[str, Column]:
    """Of each run, (n runs,): where the first word and the last lie on each axis, and the ones before and after it; 0 where a
    stop parts them.
    """
    at = normalise(laid.vectors) @ axes()
    n, none = len(at), np.zeros((1, at.shape[1]), np.float32)
    previous = np.where(runs.is_stop[:n, None], 0, np.concatenate([none, at[:-1]]))
    following = np.where(runs.is_stop[1:, None], 0, np.concatenate([at[1:], none]))
    left, last = runs.left, runs.right - 1
    places = {"previous": previous[left], "first": at[left], "last": at[last], "following": following[last]}
    return {f"{place}_{axis}": values[:, axis] for place, values in places.items() for axis in range(at.shape[1])}


@functools.cache
def axes() -> Floats:
    """(dim, n axes), of unit columns."""
    return load_file(AXES)["axes"]
