"""BM25 over words and bigrams."""

from __future__ import annotations

import math
from pathlib import Path

import bm25s
import numpy as np
import pytest

from indexer.lexical import LexicalIndex, tokens

CLAUSES = [["学校", "学校", "学位"], ["学校", "道路"], ["道路", "桥梁", "公交", "公交", "公交", "公交", "公交"]]


def test_a_score_is_bm25_over_the_idf_of_the_query() -> None:
    # Lucene's BM25: idf(t) = ln(1 + (N - n + 0.5) / (n + 0.5)); score = sum of idf(t) tf / (tf + k1 (1 - b + b length / mean)).
    mean = (3 + 2 + 7) / 3
    idf_school = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    idf_places = math.log(1 + (3 - 1 + 0.5) / (1 + 0.5))
    bound = idf_school + idf_places
    first = idf_school * 2 / (2 + 1.5 * (1 - 0.75 + 0.75 * 3 / mean)) + idf_places * 1 / (1 + 1.5 * (1 - 0.75 + 0.75 * 3 / mean))
    second = idf_school * 1 / (1 + 1.5 * (1 - 0.75 + 0.75 * 2 / mean))
    found = LexicalIndex.build(CLAUSES).search(["学校", "学位"])
    assert found == pytest.approx([first / bound, second / bound, 0], abs=1e-6)
    assert found.dtype == np.float32


def test_scores_are_those_of_bm25s() -> None:
    reference = bm25s.BM25(method="lucene")
    reference.index(CLAUSES, show_progress=False)
    bound = math.fsum(math.log(1 + (3 - n + 0.5) / (n + 0.5)) for n in (2, 1, 1))
    found = LexicalIndex.build(CLAUSES).search(["学校", "公交", "桥梁"])
    assert found == pytest.approx(reference.get_scores(["学校", "公交", "桥梁"]) / bound, abs=1e-6)


def test_a_term_of_most_clauses_scores_as_one_of_few_does() -> None:
    # 道路 is in two of three clauses; with three more that have no word, in two of six.
    most, few = LexicalIndex.build(CLAUSES), LexicalIndex.build([*CLAUSES, [], [], []])
    lengths = np.array([3, 2, 7])
    for index, n, terms in ((most, 3, ["道路"]), (few, 6, ["道路"]), (most, 3, ["道路", "学位"])):
        idf = {term: math.log(1 + (n - k + 0.5) / (k + 0.5)) for term, k in (("道路", 2), ("学位", 1))}
        norms = 1.5 * (1 - 0.75 + 0.75 * lengths / (12 / n))
        added = {"道路": [0, 1 / (1 + norms[1]), 1 / (1 + norms[2])], "学位": [1 / (1 + norms[0]), 0, 0]}
        wanted = sum(idf[term] * np.array(added[term]) for term in terms) / sum(idf[term] for term in terms)
        assert index.search(terms)[:3] == pytest.approx(wanted, abs=1e-6)


def test_a_term_that_no_clause_holds_lowers_all_scores_by_its_share_of_the_bound() -> None:
    index = LexicalIndex.build(CLAUSES)
    idf_known, idf_unknown = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5)), math.log(1 + (3 - 0 + 0.5) / (0 + 0.5))
    alone, with_unknown = index.search(["道路"]), index.search(["道路", "火星"])
    assert with_unknown == pytest.approx(alone * idf_known / (idf_known + idf_unknown), abs=1e-6)


def test_a_term_asked_twice_counts_once() -> None:
    index = LexicalIndex.build(CLAUSES)
    assert index.search(["公交", "公交", "道路"]).tolist() == index.search(["公交", "道路"]).tolist()


@pytest.mark.parametrize("terms", [[], ["火星"], ["火星", "移民"]])
def test_without_a_known_term_every_clause_scores_zero(terms: list[str]) -> None:
    assert LexicalIndex.build(CLAUSES).search(terms).tolist() == [0, 0, 0]


def test_an_empty_corpus_has_no_scores() -> None:
    assert LexicalIndex.build([]).search(["学校"]).shape == (0,)


def test_clauses_without_words_score_zero() -> None:
    assert LexicalIndex.build([[], []]).search(["学校"]).tolist() == [0, 0]
    mixed = LexicalIndex.build([[], ["学校"]]).search(["学校"])
    assert mixed[0] == 0 < mixed[1] < 1


@pytest.mark.parametrize("clauses", [CLAUSES, [[], ["学校"]], [[], []], []])
def test_a_loaded_index_scores_as_the_saved_one(tmp_path: Path, clauses: list[list[str]]) -> None:
    built = LexicalIndex.build(clauses)
    built.save(tmp_path)
    loaded = LexicalIndex.load(tmp_path, len(clauses))
    for terms in (["学校"], ["公交", "道路"], ["火星", "学位"]):
        assert loaded.search(terms).tolist() == built.search(terms).tolist()


def test_terms_are_words_then_bigrams_that_are_no_words_then_what_is_kept_whole() -> None:
    assert tokens("实现地区生产总值") == ["实现", "地区", "生产总值", "现地", "区生", "生产", "产总", "总值"]
    assert tokens("构建“14+2+N”体系") == ["构建", "14", "2", "n", "体系", "14+2+n"]
    assert tokens("增长6.5%以上") == ["增长", "6.5", "以上", "6.5%"]
    assert tokens("“三园一带”")[-1] == "三园一带"
    assert tokens("") == tokens("，。！") == []


def test_traditional_characters_and_full_width_digits_give_the_same_terms() -> None:
    assert tokens("國內生產總值增長８％") == tokens("国内生产总值增长8%")


def test_a_term_is_counted_once_for_each_clause_that_holds_it() -> None:
    assert LexicalIndex.build(CLAUSES).n_with(["公交", "学校", "机场", "道路", "学校"]).tolist() == [1, 2, 0, 2, 2]
