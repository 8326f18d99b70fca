"""Late interaction, against a double loop over the words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pytest

from indexer.encoders.base import Floats, Ints, Token, WordEncoder
from indexer.encoders.embedded import EmbeddedEncoder
from indexer.late import WINDOW, ClauseWords, WordIndex

WORDS = [Token(word, "han") for word in "学校 医院 道路 桥梁 床位 学位 财政 收入 增长 建设 河道 治理".split()]

ROUNDING = 3e-3  # of a cosine, the numbers of a vector in 8 bits


@pytest.fixture(scope="module")
def words() -> WordEncoder:
    return EmbeddedEncoder()


class Scored(NamedTuple):
    clauses: Floats
    windows: Floats
    best_sentences: Ints
    best_words: Ints
    cosines: Floats
    weights: Floats


def cosine(a: Floats, b: Floats) -> float:
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


def best_cosines(query: Sequence[Token], clause: Sequence[Token], encoder: WordEncoder) -> list[float]:
    """Of each query word with the words of a clause; a clause without words answers nothing: -1."""
    queries, clauses = encoder.word_vectors(query), encoder.word_vectors(clause)
    return [max((cosine(vector, other) for other in clauses), default=-1.0) for vector in queries]


def weights_of(query: Sequence[Token], clauses: Sequence[Sequence[Token]], encoder: WordEncoder) -> list[float]:
    """|q_i|^1/2 log((n + 1) / (d_i + 1/2)) over their sum, d_i = sum_c max(0, max_j cos(q_i, c_j))^4."""
    best = [best_cosines(query, clause, encoder) for clause in clauses]
    norms = [float(np.linalg.norm(vector)) for vector in encoder.word_vectors(query)]
    frequencies = [sum(max(0.0, value) ** 4 for value in of_word) for of_word in zip(*best, strict=True)]
    heavy = [math.sqrt(norm) * math.log((len(best) + 1) / (d + 0.5)) for norm, d in zip(norms, frequencies, strict=True)]
    return [weight / sum(heavy) for weight in heavy]


def max_sim(query: Sequence[Token], clause: Sequence[Token], encoder: WordEncoder, weights: Sequence[float]) -> float:
    return sum(weight * value for weight, value in zip(weights, best_cosines(query, clause, encoder), strict=True))


def words_of(clause: ClauseWords) -> list[Token]:
    return [*clause.headings, *(word for sentence in clause.sentences for word in sentence)]


def score(index: WordIndex, encoder: WordEncoder, query: Sequence[Token], rows: Sequence[int] | npt.NDArray[np.intp]) -> Scored:
    """Scores of the clauses at `rows`, and the words behind them."""
    chosen = np.asarray(rows, np.intp)
    compared = index.compare(query, encoder.word_vectors(query), chosen)
    best = index.best_sentences(compared, chosen)
    return Scored(compared.clauses, compared.windows, best, *index.answering(compared, chosen), compared.weights)


def random_clauses(n: int, seed: int) -> list[ClauseWords]:
    rng = np.random.default_rng(seed)

    def some(least: int) -> list[Token]:
        return [WORDS[i] for i in rng.integers(0, len(WORDS), rng.integers(least, 5))]

    return [ClauseWords(some(0), [some(0) for _ in range(rng.integers(1, 4))]) for _ in range(n)]


@pytest.mark.parametrize("seed", range(5))
def test_scores_are_those_of_a_double_loop(words: WordEncoder, seed: int) -> None:
    clauses = random_clauses(20, seed)
    index, _, _ = WordIndex.build(clauses, words)
    query = [WORDS[0], WORDS[5], Token("幼儿园", "han"), WORDS[0]]
    found = score(index, words, query, np.arange(20))
    weights = weights_of(query, [words_of(clause) for clause in clauses], words)
    assert found.weights == pytest.approx(weights, abs=ROUNDING)
    for row, clause in enumerate(clauses):
        everything = words_of(clause)
        assert found.clauses[row] == pytest.approx(max_sim(query, everything, words, weights), abs=ROUNDING)
        by_window = [max_sim(query, everything[i : i + WINDOW], words, weights) for i in range(max(1, len(everything)))]
        assert found.windows[row] == pytest.approx(max(by_window), abs=ROUNDING)
        by_sentence = [max_sim(query, [*clause.headings, *sentence], words, weights) for sentence in clause.sentences]
        assert by_sentence[found.best_sentences[row]] == pytest.approx(max(by_sentence), abs=ROUNDING)
    assert found.weights.sum() == pytest.approx(1)


def test_words_that_stand_together_answer_better_than_words_far_apart(words: WordEncoder) -> None:
    asked, between = [WORDS[0], WORDS[5]], [WORDS[8]] * WINDOW
    together, apart = [*asked, *between], [asked[0], *between, asked[1]]
    index, _, _ = WordIndex.build([ClauseWords([], [together]), ClauseWords([], [apart])], words)
    found = score(index, words, asked, np.arange(2))
    assert found.clauses[0] == pytest.approx(found.clauses[1], abs=1e-6)
    assert found.windows[0] == pytest.approx(1, abs=ROUNDING)
    assert found.windows[1] < 0.9


def test_a_window_never_reaches_into_the_next_clause(words: WordEncoder) -> None:
    clauses = [ClauseWords([], [[WORDS[0]]]), ClauseWords([], [[WORDS[5]]])]
    index, _, _ = WordIndex.build(clauses, words)
    assert (score(index, words, [WORDS[0], WORDS[5]], np.arange(2)).windows < 0.9).all()


def test_a_word_that_every_clause_answers_weighs_less_than_one_that_tells_them_apart(words: WordEncoder) -> None:
    clauses = [ClauseWords([], [[WORDS[8], WORDS[i]]]) for i in (0, 1, 2, 3)]
    index, _, _ = WordIndex.build(clauses, words)
    among_four = score(index, words, [WORDS[8], WORDS[0]], np.arange(4)).weights
    alone = score(index, words, [WORDS[8], WORDS[0]], np.arange(1)).weights
    assert among_four[1] / among_four[0] > 2 * alone[1] / alone[0]


def test_the_word_that_answers_is_told_with_its_cosine(words: WordEncoder) -> None:
    clause = ClauseWords([Token("医院", "han")], [[Token("道路", "han")], [Token("学校", "han"), Token("学位", "han")]])
    index, _, _ = WordIndex.build([ClauseWords([], [[Token("财政", "han")]]), clause], words)
    found = score(index, words, [Token("学校", "han"), Token("医院", "han")], np.array([1]))
    assert [index.words[word_id] for word_id in found.best_words[0]] == ["学校", "医院"]
    assert found.cosines[0] == pytest.approx([1, 1], abs=1e-3)
    assert found.clauses[0] == pytest.approx(1, abs=1e-3)
    assert found.best_sentences.tolist() == [1]


def test_of_equally_good_sentences_the_first_is_best(words: WordEncoder) -> None:
    index, _, _ = WordIndex.build([ClauseWords([], [[WORDS[1]], [WORDS[0]], [WORDS[0]]])], words)
    assert score(index, words, [WORDS[0]], np.array([0])).best_sentences.tolist() == [1]


def test_a_segment_without_words_answers_nothing(words: WordEncoder) -> None:
    unlike = [Token("qxz", "letters"), Token("火星", "han")]
    clauses = [ClauseWords([], [[WORDS[0]], []]), ClauseWords([], [[]])]
    index, _, _ = WordIndex.build(clauses, words)
    found = score(index, words, unlike, np.arange(2))
    weights = weights_of(unlike, [[WORDS[0]], []], words)
    assert found.clauses == pytest.approx([max_sim(unlike, [WORDS[0]], words, weights), -1], abs=ROUNDING)
    assert found.best_sentences.tolist() == [0, 0]
    assert index.words[found.best_words[1][0]] == ""


def test_the_same_words_score_the_same_wherever_they_stand(words: WordEncoder) -> None:
    clauses = [ClauseWords([WORDS[2]], [WORDS[3:6], WORDS[3:6], WORDS[3:6]][: 1 + i % 3]) for i in range(50)]
    index, _, _ = WordIndex.build(clauses, words)
    found = score(index, words, WORDS[::-1], range(50))
    assert len(set(found.clauses.tolist())) == 1
    assert not found.best_sentences.any()


def test_clauses_score_the_same_in_whatever_order_they_are_asked_for(words: WordEncoder) -> None:
    index, _, _ = WordIndex.build(random_clauses(30, seed=9), words)
    order = np.random.default_rng(0).permutation(30)
    everything, shuffled = score(index, words, WORDS[:3], np.arange(30)), score(index, words, WORDS[:3], order)
    assert shuffled.clauses == pytest.approx(everything.clauses[order], abs=1e-6)
    assert shuffled.windows == pytest.approx(everything.windows[order], abs=1e-6)
    assert shuffled.best_sentences.tolist() == everything.best_sentences[order].tolist()
    assert shuffled.best_words.tolist() == everything.best_words[order].tolist()


def test_one_clause_and_no_clause(words: WordEncoder) -> None:
    index, _, _ = WordIndex.build([ClauseWords([], [[WORDS[0]]])], words)
    assert score(index, words, [WORDS[0]], [0]).clauses == pytest.approx([1], abs=1e-3)
    assert score(index, words, [WORDS[0]], []).clauses.shape == (0,)
    assert score(index, words, [WORDS[0], WORDS[1]], []).best_words.shape == (0, 2)


def test_some_of_the_compared_clauses_are_explained_as_they_are_among_all(words: WordEncoder) -> None:
    index, _, _ = WordIndex.build(random_clauses(30, seed=4), words)
    everything, some = np.arange(30), np.array([29, 3, 11])
    compared = index.compare(WORDS[:4], words.word_vectors(WORDS[:4]), everything)
    assert index.best_sentences(compared, some).tolist() == index.best_sentences(compared, everything)[some].tolist()
    assert index.answering(compared, some).word_ids.tolist() == index.answering(compared, everything).word_ids[some].tolist()


def test_what_counts_of_a_query_word_is_its_vector_and_not_its_text(words: WordEncoder) -> None:
    index, _, _ = WordIndex.build([ClauseWords([], [[WORDS[0]]]), ClauseWords([], [[WORDS[6]]])], words)
    compared = index.compare([WORDS[0]], words.word_vectors([WORDS[6]]), np.arange(2))
    assert compared.clauses == pytest.approx([max_sim([WORDS[6]], [WORDS[0]], words, [1.0]), 1], abs=ROUNDING)


def test_a_query_of_three_hundred_words_scores_as_a_double_loop(words: WordEncoder) -> None:
    clauses = random_clauses(4, seed=5)
    index, _, _ = WordIndex.build(clauses, words)
    query = [WORDS[i % len(WORDS)] for i in range(300)]
    everything = [words_of(clause) for clause in clauses]
    weights = weights_of(query, everything, words)
    wanted = [max_sim(query, clause, words, weights) for clause in everything]
    assert score(index, words, query, np.arange(4)).clauses == pytest.approx(wanted, abs=ROUNDING)


def test_pooled_vectors_are_the_normalised_sums_of_word_vectors(words: WordEncoder) -> None:
    clauses = [ClauseWords([WORDS[0]], [[WORDS[1], WORDS[1]], []]), ClauseWords([], [[WORDS[2]]])]
    _, pooled, sentences = WordIndex.build(clauses, words)
    a, b, c = words.word_vectors(WORDS[:3])
    wanted = [(a + 2 * b) / np.linalg.norm(a + 2 * b), c / np.linalg.norm(c)]
    np.testing.assert_allclose(pooled, wanted, atol=1e-6)
    np.testing.assert_allclose(sentences, [b / np.linalg.norm(b), np.zeros(words.dim), c / np.linalg.norm(c)], atol=1e-6)


def test_no_clauses_make_an_empty_index(words: WordEncoder) -> None:
    _, pooled, sentences = WordIndex.build([], words)
    assert pooled.shape == sentences.shape == (0, words.dim)


def test_a_loaded_index_scores_as_the_saved_one(words: WordEncoder, tmp_path: Path) -> None:
    built, _, _ = WordIndex.build(random_clauses(10, seed=3), words)
    built.save(tmp_path)
    loaded = WordIndex.load(tmp_path)
    before, after = score(built, words, WORDS[:4], range(10)), score(loaded, words, WORDS[:4], range(10))
    assert after.clauses.tolist() == before.clauses.tolist()
    assert after.best_words.tolist() == before.best_words.tolist()
    assert list(loaded.words) == list(built.words)
