"""The soft inverted index, against late interaction itself and a loop over the clauses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from indexer.encoders.base import Token, WordEncoder
from indexer.encoders.embedded import EmbeddedEncoder
from indexer.late import ClauseWords, WordIndex
from indexer.postings import COMMON, LEAST_COSINE, Postings

ROUNDING = 3e-3  # of a cosine, the numbers of a vector in 8 bits


@pytest.fixture(scope="module")
def words() -> WordEncoder:
    return EmbeddedEncoder()


def han(text: str) -> list[Token]:
    return [Token(word, "han") for word in text.split()]


def clauses_of(*texts: str) -> list[ClauseWords]:
    """One sentence each, the last a heading too; among a hundred others, so that no word of theirs is common."""
    others = [ClauseWords([], [han(f"甲{n} 乙{n}")]) for n in range(100)]
    return [*(ClauseWords(han(text)[-1:], [han(text)]) for text in texts), *others]


def postings(words: WordEncoder, clauses: Sequence[ClauseWords]) -> tuple[WordIndex, Postings]:
    index, _, _ = WordIndex.build(clauses, words)
    return index, Postings.build(index)


def test_a_clause_of_the_querys_own_words_scores_one_and_comes_first(words: WordEncoder) -> None:
    _, found = postings(words, clauses_of("财政 收入", "河道 治理", "道路"))
    scores = found.search(words.word_vectors(han("河道 治理")))
    assert scores.shape == (103,)
    assert scores[1] == pytest.approx(1, abs=ROUNDING)
    assert scores.argmax() == 1


def test_a_clause_is_found_by_another_word_that_is_near(words: WordEncoder) -> None:
    _, found = postings(words, clauses_of("财政 收入", "医疗", "道路"))
    vectors = words.word_vectors(han("医院 医疗"))
    near = float(vectors[0] @ vectors[1] / np.linalg.norm(vectors[0]) / np.linalg.norm(vectors[1]))
    assert near > LEAST_COSINE
    scores = found.search(vectors[:1])
    assert scores.argmax() == 1
    assert scores[1] == pytest.approx(near, abs=ROUNDING)


def test_scores_are_those_of_a_double_loop_without_words_that_are_unlike(words: WordEncoder) -> None:
    several = han("学校 医院 道路 桥梁 床位 学位 财政 收入 增长 建设 河道 治理 旅游 农业 工业 就业 住房 养老 环保 安全")
    pairs = [(several[n % 20], several[(n // 2 + 7) % 20]) for n in range(40)]  # each word in four clauses, a tenth
    _, found = postings(words, [ClauseWords([], [pair]) for pair in pairs])
    query = han("医疗 道路 税收 教育")
    vectors = words.word_vectors(query)
    norms = np.linalg.norm(vectors, axis=1)
    wanted = []
    for pair in pairs:
        others = words.word_vectors(pair)
        cosines = vectors @ others.T / np.outer(norms, np.linalg.norm(others, axis=1))
        best = np.where(cosines >= LEAST_COSINE, cosines, 0).max(axis=1)
        wanted.append(float(norms @ best / norms.sum()))
    assert found.search(vectors) == pytest.approx(wanted, abs=ROUNDING)


@pytest.mark.parametrize("possible", [[], [1], [0, 2, 50]])
def test_only_clauses_that_are_possible_are_scored_as_among_all(words: WordEncoder, possible: list[int]) -> None:
    _, found = postings(words, clauses_of("财政 收入", "河道 治理", "治理 收入"))
    vectors = words.word_vectors(han("河道 治理 收入"))
    assert found.search(vectors, np.array(possible, np.intp)) == pytest.approx(found.search(vectors)[possible], abs=1e-6)


def test_of_several_words_of_a_clause_the_nearest_counts_and_none_twice(words: WordEncoder) -> None:
    _, found = postings(words, clauses_of("学校 学校 学位 学生", "学校"))
    scores = found.search(words.word_vectors(han("学校")))
    assert scores[:2] == pytest.approx([1, 1], abs=ROUNDING)


@pytest.mark.parametrize(("n_with", "is_common"), [(10, False), (11, True)])
def test_a_word_of_more_than_a_tenth_of_the_clauses_finds_none(words: WordEncoder, n_with: int, is_common: bool) -> None:
    assert COMMON == 0.1
    clauses = [ClauseWords([], [han("建设" if n < n_with else f"甲{n}")]) for n in range(100)]
    _, found = postings(words, clauses)
    assert (found.search(words.word_vectors(han("建设")))[:n_with].max() < 0.9) == is_common


def test_a_query_of_three_hundred_words_is_searched_by_its_heaviest(words: WordEncoder) -> None:
    _, found = postings(words, clauses_of("财政 收入", "河道"))
    scores = found.search(words.word_vectors(han("河道 " * 300)))
    assert 0 < scores[1] <= 1 and scores.argmax() == 1


def test_no_words_on_either_side_find_nothing(words: WordEncoder) -> None:
    _, found = postings(words, clauses_of("河道"))
    assert not found.search(words.word_vectors([])).any()
    _, found = postings(words, [ClauseWords([], [[]])])
    assert found.search(words.word_vectors(han("河道"))).tolist() == [0]
    _, found = postings(words, [])
    assert found.search(words.word_vectors(han("河道"))).shape == (0,)


def test_a_loaded_index_finds_what_the_saved_one_does(words: WordEncoder, tmp_path: Path) -> None:
    index, built = postings(words, clauses_of("财政 收入", "河道 治理"))
    built.save(tmp_path)
    loaded, query = Postings.load(tmp_path, 102), words.word_vectors(han("河道 收入"))
    assert loaded.search(query).tolist() == built.search(query).tolist()
    assert loaded.fits(index)
    other, _, _ = WordIndex.build(clauses_of("财政 收入", "河道"), words)
    assert not loaded.fits(other)
