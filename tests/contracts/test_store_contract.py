"""What every vector store keeps to: the rows and scores of an exact search, or its recall floor."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from indexer.encoders.base import Floats
from indexer.errors import StoreMismatch
from indexer.stores import faiss_store
from indexer.stores.base import Mask, Store
from indexer.stores.faiss_store import FaissStore

DIM = 32
EXACT = ["faiss scan"]
APPROXIMATE = ["faiss lists"]
RECALL_FLOOR = 0.95

Build = Callable[[Floats], Store]


@pytest.fixture(params=[*EXACT, *APPROXIMATE])
def build(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Build:
    return builder(request.param, monkeypatch)


@pytest.fixture(params=EXACT)
def build_exact(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Build:
    return builder(request.param, monkeypatch)


@pytest.fixture(params=APPROXIMATE)
def build_approximate(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Build:
    return builder(request.param, monkeypatch)


def builder(name: str, monkeypatch: pytest.MonkeyPatch) -> Build:
    if name == "faiss lists":
        monkeypatch.setattr(faiss_store, "FLAT_BELOW", 0)
    return FaissStore.build


def clustered(n_rows: int, seed: int = 0) -> Floats:
    """Unit rows around a hundred centres, rounded as a store in half precision keeps them."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(100, DIM))
    rows = centres[rng.integers(0, len(centres), n_rows)] + 0.3 * rng.normal(size=(n_rows, DIM))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16).astype(np.float32)


def exact(vectors: Floats, query: Floats, k: int, allowed: Mask | None = None) -> list[tuple[int, float]]:
    scores = vectors @ query
    rows = [row for row in range(len(vectors)) if allowed is None or allowed[row]]
    return [(row, float(scores[row])) for row in sorted(rows, key=lambda row: (-scores[row], row))[:k]]


def assert_same(found: list[tuple[int, float]], wanted: list[tuple[int, float]]) -> None:
    assert [row for row, _ in found] == [row for row, _ in wanted]
    assert [score for _, score in found] == pytest.approx([score for _, score in wanted], abs=1e-5)


def test_a_store_agrees_with_exact_search(build_exact: Build) -> None:
    vectors, queries = clustered(2_000), clustered(20, seed=1)
    store = build_exact(vectors)
    for query in queries:
        assert_same(store.search(query, k=10), exact(vectors, query, 10))


def test_a_filter_leaves_rows_out_and_the_rest_is_exact(build_exact: Build) -> None:
    vectors, queries = clustered(2_000), clustered(10, seed=1)
    store, rng = build_exact(vectors), np.random.default_rng(2)
    for query, share in zip(queries, np.linspace(0.001, 0.9, len(queries)), strict=True):
        allowed = rng.random(2_000) < share
        assert_same(store.search(query, k=10, allowed=allowed), exact(vectors, query, 10, allowed))


def recall(store: Store, vectors: Floats, allowed: Mask | None = None) -> float:
    shares = []
    for query in clustered(50, seed=1):
        wanted, found = exact(vectors, query, 10, allowed), store.search(query, k=10, allowed=allowed)
        assert len(found) == len(wanted)
        shares.append(len({row for row, _ in wanted} & {row for row, _ in found}) / max(1, len(wanted)))
    return float(np.mean(shares))


def test_an_approximate_store_keeps_its_recall_floor(build_approximate: Build) -> None:
    vectors = clustered(5_000)
    store = build_approximate(vectors)
    assert recall(store, vectors) >= RECALL_FLOOR
    for query in clustered(10, seed=3):
        for row, score in store.search(query, k=10):
            assert score == pytest.approx(float(vectors[row] @ query), abs=1e-5)


@pytest.mark.parametrize("share", [0.5, 0.05, 0.002])
def test_an_approximate_store_keeps_it_with_a_filter_however_narrow(build_approximate: Build, share: float) -> None:
    vectors = clustered(5_000)
    allowed = np.random.default_rng(4).random(5_000) < share
    assert recall(build_approximate(vectors), vectors, allowed) >= RECALL_FLOOR


def test_a_narrow_filter_is_scanned_exactly(build_approximate: Build) -> None:
    vectors = clustered(5_000)
    store = build_approximate(vectors)
    allowed = np.arange(5_000) % 10 == 0
    for query in clustered(10, seed=1):
        assert_same(store.search(query, k=60, allowed=allowed), exact(vectors, query, 60, allowed))


def test_scores_fall_and_every_row_comes_once(build: Build) -> None:
    for query in clustered(10, seed=1):
        found = build(clustered(500)).search(query, k=50)
        assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
        assert len({row for row, _ in found}) == 50


def test_a_row_finds_itself_first(build: Build) -> None:
    vectors = clustered(500)
    store = build(vectors)
    assert [store.search(vectors[row], k=1)[0][0] for row in range(0, 500, 25)] == list(range(0, 500, 25))


@pytest.mark.parametrize("k", [7, 8, 1_000])
def test_k_above_the_count_gives_all_rows(build: Build, k: int) -> None:
    vectors = clustered(7)
    assert_same(build(vectors).search(vectors[0], k=k), exact(vectors, vectors[0], 7))


def test_a_filter_that_leaves_fewer_than_k_gives_those(build: Build) -> None:
    vectors = clustered(100)
    allowed = np.zeros(100, bool)
    allowed[[3, 50, 99]] = True
    store = build(vectors)
    assert_same(store.search(vectors[0], k=10, allowed=allowed), exact(vectors, vectors[0], 3, allowed))
    assert store.search(vectors[0], k=10, allowed=np.zeros(100, bool)) == []
    assert_same(store.search(vectors[0], k=5, allowed=np.ones(100, bool)), exact(vectors, vectors[0], 5))


def test_an_empty_store_finds_nothing(build: Build) -> None:
    store = build(np.zeros((0, DIM), np.float32))
    assert (len(store), store.dim) == (0, DIM)
    assert store.search(clustered(1)[0], k=3) == []
    assert store.search(clustered(1)[0], k=3, allowed=np.zeros(0, bool)) == []


@pytest.mark.parametrize("shape", [(DIM - 1,), (DIM + 1,), (0,), (1, DIM)])
def test_a_query_of_another_dimension_is_refused_with_both(build: Build, shape: tuple[int, ...]) -> None:
    with pytest.raises(StoreMismatch, match=rf"expected \({DIM},\)") as raised:
        build(clustered(5)).search(np.zeros(shape, np.float32), k=3)
    assert str(shape) in str(raised.value)


@pytest.mark.parametrize("n_rows", [4, 6])
def test_a_filter_of_another_length_is_refused(build: Build, n_rows: int) -> None:
    with pytest.raises(StoreMismatch, match=r"expected \(5,\)"):
        build(clustered(5)).search(clustered(1)[0], k=3, allowed=np.ones(n_rows, bool))


@pytest.mark.parametrize("k", [0, -1])
def test_k_below_one_is_refused_and_one_is_not(build: Build, k: int) -> None:
    store = build(clustered(5))
    with pytest.raises(ValueError, match=f"k is {k}"):
        store.search(clustered(1)[0], k=k)
    assert len(store.search(clustered(1)[0], k=1)) == 1


def test_equal_scores_come_by_row_and_the_lowest_rows_are_kept(build_exact: Build) -> None:
    low, high = clustered(2)
    vectors = np.array([low, low, high, low, high, low], np.float32)
    store = build_exact(vectors)
    for k in range(1, 7):
        assert [row for row, _ in store.search(high, k=k)] == [2, 4, 0, 1, 3, 5][:k]
    allowed = np.array([False, True, True, True, False, True])
    assert [row for row, _ in store.search(high, k=2, allowed=allowed)] == [2, 1]


def test_ties_are_by_row_whatever_the_vectors(build_exact: Build) -> None:
    rng = np.random.default_rng(5)
    for _ in range(60):
        vectors = rng.integers(0, 2, (int(rng.integers(1, 60)), 3)).astype(np.float32)
        query, k = rng.integers(0, 2, 3).astype(np.float32), int(rng.integers(1, 9))
        assert_same(build_exact(vectors).search(query, k=k), exact(vectors, query, k))


def test_a_loaded_store_finds_what_the_saved_one_does(build: Build, tmp_path: Path) -> None:
    vectors, queries = clustered(300), clustered(10, seed=1)
    store = build(vectors)
    store.save(tmp_path / "store")
    loaded = type(store).load(tmp_path / "store")
    assert (len(loaded), loaded.dim) == (300, DIM)
    for query in queries:
        assert loaded.search(query, k=10) == store.search(query, k=10)
        allowed = np.arange(300) % 3 == 0
        assert loaded.search(query, k=10, allowed=allowed) == store.search(query, k=10, allowed=allowed)


def test_centres_of_before_are_taken_while_about_as_many_are_wanted() -> None:
    rng = np.random.default_rng(7)
    vectors = rng.normal(size=(1_100, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    before = FaissStore.build(vectors[:1_000], flat_below=0).centres()
    assert before is not None and len(before) == 4 * 31  # 31 ** 2 <= 1,000
    again = FaissStore.build(vectors, flat_below=0, centres=before)  # 4 * 33 wanted
    np.testing.assert_array_equal(again.centres(), before)
    assert len(again) == 1_100
    assert again.search(vectors[1_050], k=1)[0][0] == 1_050
    for centres in (before[:100], None):
        other = FaissStore.build(vectors, flat_below=0, centres=centres).centres()
        assert other is not None and len(other) == 4 * 33
    assert FaissStore.build(vectors[:10]).centres() is None
