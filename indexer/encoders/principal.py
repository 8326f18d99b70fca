"""The directions in which vectors differ most."""

from __future__ import annotations

import numpy as np

from indexer.encoders.base import Floats


def principal_axes(vectors: Floats, weights: Floats, n: int) -> Floats:
    """The n unit axes, (dim, n), that hold most of vectors (n vectors, dim), each of which counts by its weight; the best first.

    Eigenvectors of the second moment about zero (principal components without centring).
    """
    _, found = np.linalg.eigh((vectors * weights[:, None]).T @ vectors)
    return np.ascontiguousarray(found[:, ::-1][:, :n], np.float32)
