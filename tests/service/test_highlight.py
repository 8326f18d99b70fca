"""What is marked in a clause."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.engine import Engine
from service.highlight import SAME_ENOUGH, highlight


def marked(text: str, *words: str) -> list[str]:
    return [text[start:end] for start, end in highlight(text, words)]


def test_every_place_of_a_word_that_answered_is_marked() -> None:
    assert highlight("公交线路和公交站", ["公交"]) == [(0, 2), (5, 7)]


def test_particles_and_words_that_answer_nothing_are_not_marked(tiny: Engine) -> None:
    [hit] = tiny.search("安水大桥的火星", k=1, explain=True).hits
    by_word = {match.query_word: match for match in hit.matches}
    assert by_word["火星"].cosine < SAME_ENOUGH
    text = tiny.snapshot.reports[hit.clause.report_id].text
    assert not {"的", by_word["火星"].clause_word} & {text[start:end] for start, end in hit.highlights}


def test_words_that_touch_or_overlap_are_one_span() -> None:
    assert marked("新增公交线路", "公交", "线路", "交线") == ["公交线路"]


def test_a_word_is_found_in_traditional_full_width_and_expanding_characters() -> None:
    assert marked("新建茶園３０００畝", "茶园", "3000") == ["茶園３０００"]
    assert marked("面积30㎡以上", "m2", "以上") == ["㎡以上"]


def test_an_expanding_and_a_composed_character_do_not_shift_the_marks() -> None:
    text = "30㎡的公交和cafe\u0301"  # ㎡ folds to two characters, e and its accent to one: as long as before
    assert marked(text, "公交") == ["公交"]


@given(st.text(max_size=60), st.lists(st.text(max_size=3), max_size=4))
def test_marks_lie_inside_in_order_and_apart_in_any_text(text: str, found: list[str]) -> None:
    spans = highlight(text, found)
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


def test_a_single_character_shows_nothing_and_is_not_marked(tiny: Engine) -> None:
    [hit] = tiny.search("2019年地区生产总值", k=1).hits
    text = tiny.snapshot.reports[hit.clause.report_id].text
    marked_texts = {text[start:end] for start, end in hit.highlights}
    assert "地区生产总值" in marked_texts
    assert "年" not in marked_texts
