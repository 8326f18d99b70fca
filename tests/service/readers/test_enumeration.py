"""A text cut into what it enumerates."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from service.readers.enumeration import BETWEEN, split, split_outside


def test_split_leaves_blank_parts_and_white_space_out() -> None:
    assert [" 甲 ;; 乙"[a:b] for a, b in split(" 甲 ;; 乙", 0, 7, re.compile(";"))] == ["甲", "乙"]


def test_what_stands_in_quotes_or_brackets_is_not_cut() -> None:
    text = "“山、水”工程、安水石化(东、西)装置、东站"
    assert [text[a:b] for a, b in split_outside(text, 0, len(text), BETWEEN)] == ["“山、水”工程", "安水石化(东、西)装置", "东站"]


def test_titles_that_stand_side_by_side_are_two() -> None:
    text = "《安林日报》《北河晚报》"
    assert [text[a:b] for a, b in split_outside(text, 0, len(text), BETWEEN)] == ["《安林日报》", "《北河晚报》"]


@given(st.text("茶叶、“”()《》 ", max_size=30))
def test_parts_are_slices_in_order_without_white_space_at_their_ends(text: str) -> None:
    parts = split_outside(text, 0, len(text), BETWEEN)
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in parts)
    assert all(before[1] <= after[0] for before, after in zip(parts, parts[1:], strict=False))
