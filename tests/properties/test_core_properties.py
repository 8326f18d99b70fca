"""The invariants of words and scores, for texts that no report would print."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.encoders.base import Token
from indexer.encoders.embedded import EmbeddedEncoder
from indexer.facts import quantities
from indexer.late import ClauseWords, WordIndex
from indexer.lexical import LexicalIndex, tokens
from indexer.reading.plain import decode
from indexer.segment import cutter, fold, words
from indexer.stores.faiss_store import FaissStore

FRAGMENTS = [
    "地区生产总值",
    "國內",
    "14+2+N",
    "８％",
    "，（：",
    "\u3000．",
    "不少于",
    "48600个批次",
    "10",
    "万",
    "个",
    "GDP",
    "学校の数",
    "성장",
    "“",
    "”",
    "\ufeff",
    "﷽",
]
TEXTS = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=6)), max_size=20).map("".join)
ANY_TEXTS = st.text(st.characters(), max_size=40)  # lone surrogates too
HAN = st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF), max_size=40)
TERMS = st.lists(st.sampled_from(["学校", "医院", "道路", "桥梁", "a"]), max_size=8)
WORDS = st.sampled_from([Token(text, "han") for text in ("学校", "医院", "道路", "桥梁", "床位", "生产总值", "龘")])
SEGMENTS = st.lists(WORDS, max_size=4)
CLAUSES = st.lists(st.builds(ClauseWords, SEGMENTS, st.lists(SEGMENTS, min_size=1, max_size=3)), min_size=1, max_size=6)

ENCODER = EmbeddedEncoder()


@settings(max_examples=300, deadline=None)
@given(st.one_of(TEXTS, ANY_TEXTS))
def test_words_lie_at_their_offsets_in_order_and_leave_out_only_what_is_no_letter_or_digit(text: str) -> None:
    folded = fold(text)
    at = 0
    for word in words(folded):
        assert at <= word.start < word.end
        assert folded[word.start : word.end] == word.text
        assert not any(unicodedata.category(skipped)[0] == "L" or skipped.isdecimal() for skipped in folded[at : word.start])
        at = word.end
    assert not any(unicodedata.category(skipped)[0] == "L" or skipped.isdecimal() for skipped in folded[at:])


@settings(max_examples=300, deadline=None)
@given(st.one_of(TEXTS, ANY_TEXTS))
def test_a_text_folds_as_its_nfkc_does(text: str) -> None:
    assert fold(text) == fold(unicodedata.normalize("NFKC", text))


@settings(max_examples=100, deadline=None)
@given(HAN)
def test_cutting_loses_no_character(text: str) -> None:
    assert "".join(cutter().cut(text)) == text


@settings(max_examples=200, deadline=None)
@given(st.one_of(TEXTS, ANY_TEXTS))
def test_any_text_has_a_vector_of_length_one_and_terms_without_white_space(text: str) -> None:
    (vector,) = ENCODER.encode_queries([text])
    assert abs(np.linalg.norm(vector) - 1) < 1e-5
    assert all(term and not term.isspace() for term in tokens(text))


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_quantities_lie_in_the_text_in_order_and_end_in_their_unit(text: str) -> None:
    at = 0
    for quantity in quantities(text):
        assert at <= quantity.start <= quantity.number_start < quantity.end <= len(text)
        assert quantity.start <= quantity.number_start < quantity.number_end <= quantity.end
        assert quantity.unit
        at = quantity.end


@settings(max_examples=200, deadline=None)
@given(st.lists(TERMS, max_size=6), TERMS)
def test_lexical_scores_lie_between_zero_and_one(clauses: Sequence[Sequence[str]], query: Sequence[str]) -> None:
    scores = LexicalIndex.build(clauses).search(query)
    assert scores.shape == (len(clauses),)
    assert ((scores >= 0) & (scores <= 1)).all()
    for score, clause in zip(scores, clauses, strict=True):
        assert (score > 0) == bool(set(clause) & set(query))


@settings(max_examples=150, deadline=None)
@given(CLAUSES, st.lists(WORDS, min_size=1, max_size=4))
def test_late_scores_lie_between_minus_one_and_one(clauses: Sequence[ClauseWords], query: Sequence[Token]) -> None:
    index, _, _ = WordIndex.build(clauses, ENCODER)
    rows = np.arange(len(clauses))
    asked = index.compare(query, ENCODER.word_vectors(query), rows)
    assert (np.abs(index.answering(asked, rows).cosines) <= 1).all()
    for scores in (asked.clauses, asked.windows):
        assert (np.abs(scores) <= 1 + 1e-6).all()  # the weights add up to 1 in single precision
    assert (asked.windows <= asked.clauses + 1e-6).all()
    for best, clause in zip(index.best_sentences(asked, rows), clauses, strict=True):
        assert 0 <= best < len(clause.sentences)


@settings(max_examples=50, deadline=None)
@given(CLAUSES, st.lists(WORDS, min_size=1, max_size=4))
def test_a_late_score_does_not_depend_on_the_order_of_clauses(clauses: Sequence[ClauseWords], query: Sequence[Token]) -> None:
    order = np.random.default_rng(len(clauses)).permutation(len(clauses))
    vectors = ENCODER.word_vectors(query)
    index, _, _ = WordIndex.build(clauses, ENCODER)
    shuffled, _, _ = WordIndex.build([clauses[i] for i in order], ENCODER)
    rows = np.arange(len(clauses))
    asked = [(each, each.compare(query, vectors, rows)) for each in (index, shuffled)]
    before, after = (np.stack([compared.clauses, compared.windows]) for _, compared in asked)
    np.testing.assert_allclose(after, before[:, order], atol=1e-5)
    best_before, best_after = (each.best_sentences(compared, rows) for each, compared in asked)
    assert best_after.tolist() == best_before[order].tolist()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(-1, 1), min_size=3, max_size=3), min_size=1, max_size=12), st.integers(1, 12))
def test_a_store_gives_the_first_k_of_all_rows(rows: list[list[int]], k: int) -> None:
    store = FaissStore.build(np.array(rows, np.float32))
    query = np.array([1, 0, -1], np.float32)
    assert store.search(query, k=k) == store.search(query, k=len(rows))[:k]


@settings(max_examples=200, deadline=None)
@given(st.text(min_size=1).filter(lambda text: text.strip() and "\0" not in text and text[0] != "\ufeff"))
def test_reading_gives_back_any_text_that_was_written(text: str) -> None:
    assert decode(text.encode(), "report.txt") == text
