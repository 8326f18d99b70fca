"""The directions in which vectors differ most."""

from __future__ import annotations

import numpy as np
import pytest

from indexer.encoders.principal import principal_axes


def test_the_first_axis_is_that_of_the_vectors_that_weigh_most() -> None:
    vectors = np.eye(3, dtype=np.float32)
    found = principal_axes(vectors, np.array([1, 9, 4], np.float32), 2)
    assert np.abs(found) == pytest.approx(np.array([[0, 0], [1, 0], [0, 1]]), abs=1e-6)


def test_a_long_vector_counts_for_more_than_a_short_one() -> None:
    vectors = np.array([[3, 0], [0, 1]], np.float32)
    assert np.abs(principal_axes(vectors, np.ones(2, np.float32), 1)) == pytest.approx(np.array([[1], [0]]), abs=1e-6)


def test_vectors_that_lie_in_as_many_axes_keep_their_products() -> None:
    rng = np.random.default_rng(0)
    vectors = (rng.normal(size=(50, 4)) @ rng.normal(size=(4, 12))).astype(np.float32)
    reduced = vectors @ principal_axes(vectors, np.arange(50, dtype=np.float32), 4)
    np.testing.assert_allclose(reduced @ reduced.T, vectors @ vectors.T, atol=1e-3)
