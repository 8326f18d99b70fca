"""The ways to read an enumeration: where its first item may begin and its last may end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.readers.enumeration import BETWEEN, split_outside
from service.readers.frames import Frame, frames


def framed(text: str, question: str = "") -> tuple[Frame, ...]:
    return frames(text, tuple(split_outside(text, 0, len(text), BETWEEN)), question)


def items(text: str, frame: Frame) -> list[str]:
    return [text[a:b] for a, b in frame.items]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("引导外来资金更多投向茶叶加工、竹木家具和民宿旅游", ["茶叶加工", "竹木家具", "民宿旅游"]),
        ("推动东山、西山驻安林办事处开门", ["东山", "西山"]),
        ("东山、西坪、南岭蝉联省级文明镇", ["东山", "西坪", "南岭"]),
        ("茶叶、家具产量分别达23.6吨、269套", ["23.6吨", "269套"]),
        ("修复好、利用好老街巷、老厂区", ["老街巷", "老厂区"]),
    ],
)
def test_the_items_are_among_the_ways_to_read_them(text: str, wanted: list[str]) -> None:
    assert wanted in [items(text, frame) for frame in framed(text)]


def test_the_last_two_are_read_apart_and_as_one() -> None:
    text = "粮食、蔬菜和水果"
    assert {len(frame.items) for frame in framed(text)} == {2, 3}
    assert {frame.is_split for frame in framed(text)} == {True, False}


def test_what_nothing_joins_has_no_way_to_be_read() -> None:
    assert framed("全年新修村道9公里") == ()


@given(st.lists(st.text("茶叶和及等,做好建设级其的两个3“”", min_size=1, max_size=8), min_size=1, max_size=5))
def test_items_are_slices_in_order_and_the_likeliest_way_comes_first(parts: list[str]) -> None:
    text = "茶" + "、".join(parts) + "叶"
    found = framed(text)
    for frame in found:
        assert all(a < b for a, b in frame.items)
        assert all(before[1] <= after[0] for before, after in zip(frame.items, frame.items[1:], strict=False))
        assert frame.begins <= 1e-6
        assert frame.ends <= 1e-6
    chances = [frame.begins + frame.ends for frame in found]
    assert chances == sorted(chances, reverse=True)
