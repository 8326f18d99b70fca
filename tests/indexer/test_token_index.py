"""Late interaction over one vector a token, against scores worked by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from indexer.token_index import ClauseTokens, TokenIndex

X, Y, BETWEEN = [1.0, 0.0], [0.0, 1.0], [0.6, 0.8]
CLAUSES = [np.array(tokens, np.float32) for tokens in ([X, Y], [BETWEEN], [Y, Y, [-1.0, 0.0]])]


def write(folder: Path) -> None:
    tokens, _ = ClauseTokens.of(CLAUSES, 2)
    (folder / "token_vectors.f16").write_bytes(tokens.vectors.astype("<f2").tobytes())
    np.save(folder / "token_starts.npy", np.cumsum([0, *tokens.lengths]))


@pytest.fixture
def index(tmp_path: Path) -> TokenIndex:
    write(tmp_path)
    return TokenIndex.load(tmp_path, 2)


def test_a_score_is_the_mean_over_query_tokens_of_the_best_cosine(index: TokenIndex) -> None:
    query = np.array([X, Y], np.float32)
    found = index.score(query, np.array([0, 1, 2]))
    np.testing.assert_allclose(found, [(1 + 1) / 2, (0.6 + 0.8) / 2, (0 + 1) / 2], atol=1e-3)


def test_rows_are_scored_in_the_order_asked_for_and_alone_as_among_others(index: TokenIndex) -> None:
    query = np.array([BETWEEN], np.float32)
    np.testing.assert_allclose(index.score(query, np.array([2, 0])), [0.8, 0.8], atol=1e-3)
    assert index.score(query, np.array([1])) == index.score(query, np.array([0, 1]))[1]
    assert index.score(query, np.array([], np.intp)).shape == (0,)


def test_a_clause_pools_to_the_normalised_mean_of_its_tokens() -> None:
    _, pooled = ClauseTokens.of(CLAUSES, 2)
    wanted = [[0.5**0.5, 0.5**0.5], BETWEEN, [-1 / 5**0.5, 2 / 5**0.5]]
    np.testing.assert_allclose(pooled, wanted, atol=1e-6)


def test_vectors_stay_on_disk_in_half_precision(index: TokenIndex, tmp_path: Path) -> None:
    assert (index.vectors.dtype, index.vectors.flags.owndata, index.vectors.flags.writeable) == (np.float16, False, False)
    assert (tmp_path / "token_vectors.f16").stat().st_size == 6 * 2 * 2  # tokens, dimensions, bytes


@pytest.mark.parametrize("starts", [[0, 2, 3], [0, 2, 3, 7], [0, 2, 2, 6], [1, 2, 3, 6]])
def test_starts_that_do_not_fit_the_vectors_are_refused(tmp_path: Path, starts: list[int]) -> None:
    write(tmp_path)
    np.save(tmp_path / "token_starts.npy", np.array(starts, np.int64))
    with pytest.raises(ValueError, match="token_starts"):
        TokenIndex.load(tmp_path, 2)


def test_vectors_of_another_dimension_are_refused(tmp_path: Path) -> None:
    write(tmp_path)
    with pytest.raises(ValueError):
        TokenIndex.load(tmp_path, 5)
