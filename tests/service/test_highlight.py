"""What is marked in a clause."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.engine import Engine
from service.highlight import SAME_ENOUGH, highlight
from service.records import Match


def word(text: str, cosine: float = 1.0, weight: float = 1.0) -> Match:
    return Match(text, text, cosine, weight)


def marked(text: str, *found: Match, query: str = "") -> list[str]:
    return [text[start:end] for start, end in highlight(text, found, query)]


def test_every_place_of_a_word_that_answered_is_marked() -> None:
    assert highlight("公交线路和公交站", [word("公交")], "") == [(0, 2), (5, 7)]


def test_a_word_is_marked_from_its_limits_on() -> None:
    assert marked("公交", word("公交", cosine=SAME_ENOUGH)) == ["公交"]
    assert marked("公交", word("公交", cosine=SAME_ENOUGH - 0.01)) == []
    assert marked("公交", word("公交", weight=0.04)) == ["公交"]
    assert marked("公交", word("公交", weight=0.03)) == []


def test_words_that_touch_or_overlap_are_one_span() -> None:
    assert marked("新增公交线路", word("公交"), word("线路"), word("交线")) == ["公交线路"]


def test_a_word_is_found_in_traditional_full_width_and_expanding_characters() -> None:
    assert marked("新建茶園３０００畝", word("茶园"), word("3000")) == ["茶園３０００"]
    assert marked("面积30㎡以上", word("m2"), word("以上")) == ["㎡以上"]


def test_an_expanding_and_a_composed_character_do_not_shift_the_marks() -> None:
    text = "30㎡的公交和cafe\u0301"  # ㎡ folds to two characters, e and its accent to one: as long as before
    assert marked(text, word("公交")) == ["公交"]


def test_without_word_vectors_the_words_of_the_query_are_marked() -> None:
    assert marked("新增公交线路的长度", query="公交的长度") == ["公交", "长度"]


@given(st.text(max_size=60), st.lists(st.text(max_size=3), max_size=4))
def test_marks_lie_inside_in_order_and_apart_in_any_text(text: str, found: list[str]) -> None:
    spans = highlight(text, [word(each) for each in found], "")
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] < after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize("question", ["2019年地区生产总值", "新增公交线路多少条", "tea", "安水大桥", "的"])
def test_the_highlights_of_a_hit_lie_inside_its_clause_in_order_and_apart(tiny: Engine, question: str) -> None:
    for hit in tiny.search(question).hits:
        borders = [border for span in hit.highlights for border in span]
        assert borders == sorted(set(borders))
        assert all(hit.clause.start <= border <= hit.clause.end for border in borders)


def test_what_was_asked_for_is_what_is_marked(tiny: Engine) -> None:
    [hit] = tiny.search("安水大桥", k=1).hits
    text = tiny.snapshot.reports[hit.clause.report_id].text
    assert "安水大桥" in "".join(text[start:end] for start, end in hit.highlights)
