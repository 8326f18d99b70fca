"""The items that a shorthand counts, in an enumeration with words that join or in its own continuations."""

from __future__ import annotations

from service.readers.codes.counted import counted
from service.readers.codes.quoted import continued
from service.readers.codes.shorthand import Asked, parts_of


def ways(text: str, n: int) -> list[list[str]]:
    return [[text[a:b] for a, b in spans] for spans in counted(text, 0, len(text), {n}, "")]


def test_the_last_word_that_joins_is_the_first_to_part() -> None:
    assert ways("茶叶和竹木、石材和家具、矿泉", 4)[0] == ["茶叶和竹木", "石材", "家具", "矿泉"]


def test_of_a_long_enumeration_not_all_ways_to_part_it_are_tried() -> None:
    text = "、".join(f"{sign}区茶叶和竹木" for sign in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地")  # 24 choose 12 ways
    found = ways(text, 36)
    assert found[0][-2:] == ["地区茶叶", "竹木"]
    assert len(found) <= 2 * 64  # with and without what may sum them up


def test_what_goes_on_with_a_plus_is_told_once_in_the_order_of_the_text() -> None:
    text = "发展“茶+旅游、茶+文创、茶+旅游、茶+康养”"
    code = Asked("茶+", parts_of("茶+"), None, None)
    assert [text[a:b] for a, b in continued(text, code)] == ["茶+旅游", "茶+文创", "茶+康养"]
