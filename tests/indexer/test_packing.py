"""Rows of four bits: what is packed comes back, and a row loses little of its direction."""

from __future__ import annotations

import numpy as np
import pytest

from indexer.encoders.packing import pack, unpack


def test_whole_numbers_up_to_seven_come_back_as_they_were() -> None:
    values = np.array([[-7, -1, 0, 7], [7, 6, -5, 3]], np.float32)
    rows, scales = pack(values)
    assert rows.dtype == np.uint8
    assert rows.shape == (2, 2)
    np.testing.assert_allclose(scales[:, None] * unpack(rows), values, rtol=1e-6)


@pytest.mark.parametrize("size", [1e-6, 1.0, 1e4])
def test_a_row_loses_a_ninth_of_its_length_whatever_its_size(size: float) -> None:
    vectors = np.random.default_rng(0).normal(size=(9000, 192)).astype(np.float32) * np.float32(size)
    rows, scales = pack(vectors)
    lost = np.linalg.norm(scales[:, None] * unpack(rows) - vectors, axis=1) / np.linalg.norm(vectors, axis=1)
    assert lost.mean() < 1 / 9
    assert lost.max() < 1 / 5  # with one value far beyond the others


def test_one_large_value_does_not_cost_the_others_their_digits() -> None:
    vectors = np.full((1, 192), 0.1, np.float32)
    vectors[0, 0] = 1.0
    rows, scales = pack(vectors)
    assert (unpack(rows)[0, 1:] > 0).all()
    assert scales[0] * unpack(rows)[0, 0] > 0.3


def test_a_row_of_zeros_stays_one() -> None:
    rows, scales = pack(np.zeros((1, 4), np.float32))
    assert not (scales[:, None] * unpack(rows)).any()
    assert np.isfinite(scales).all()
