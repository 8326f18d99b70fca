"""Rows of small whole numbers, two to a byte.

The first half of a row's dimensions stands in the low four bits of its bytes, the second half in the high four; each value
is stored with `_ZERO` added to it.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from indexer.encoders.base import Floats

Bytes = npt.NDArray[np.uint8]
_LARGEST, _ZERO = 7, 8
_CLIPS = np.linspace(0.4, 1, 13, dtype=np.float32)  # of a row's largest value: what is beyond is cut off, the rest is told finer
_BLOCK = 8192  # rows


def pack(vectors: Floats) -> tuple[Bytes, Floats]:
    """(n, dim) with dim even to rows (n, dim / 2) and scales (n,), for each row the scale with the least squared error."""
    blocks = [_in_4_bits(vectors[i : i + _BLOCK]) for i in range(0, len(vectors), _BLOCK)]
    values, scales = (np.concatenate(parts) for parts in zip(*blocks, strict=True))
    half = vectors.shape[1] // 2
    stored = (values + _ZERO).astype(np.uint8)
    return stored[:, :half] | stored[:, half:] << np.uint8(4), scales


def unpack(rows: Bytes) -> npt.NDArray[np.int8]:
    """(n, dim / 2) to (n, dim), to be multiplied by the scales."""
    return np.concatenate([rows & 15, rows >> 4], axis=1).view(np.int8) - np.int8(_ZERO)


def _in_4_bits(vectors: Floats) -> tuple[Floats, Floats]:
    """Whole numbers -7 to 7, (n, dim), and scales, (n,)."""
    largest = np.abs(vectors).max(1).clip(min=1e-12)
    tried = largest * _CLIPS[:, None] / _LARGEST
    errors = np.array([((_rounded(vectors, scales) * scales[:, None] - vectors) ** 2).sum(1) for scales in tried])
    scales = np.take_along_axis(tried, errors.argmin(0)[None], 0)[0]
    return _rounded(vectors, scales), scales


def _rounded(vectors: Floats, scales: Floats) -> Floats:
    return np.asarray(np.rint(vectors / scales[:, None]).clip(-_LARGEST, _LARGEST), np.float32)
