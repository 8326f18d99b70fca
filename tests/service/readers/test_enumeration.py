"""The items of a list in prose."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.readers.enumeration import enumerated, split


def items(text: str) -> list[str]:
    return [text[a:b] for a, b in enumerated(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("茶叶、竹木、旅游", ["茶叶", "竹木", "旅游"]),
        ("引进茶饮、竹木家具和民宿旅游", ["茶饮", "竹木家具", "民宿旅游"]),
        ("聚焦民生,做好老人、残疾人、低保家庭等群体的救助", ["老人", "残疾人", "低保家庭"]),
        ("三个站点分别为东站、西站及南站", ["东站", "西站", "南站"]),
        ("东岸新城;西岸老城", ["东岸新城", "西岸老城"]),
        ("1.创建示范市场2家、放心餐厅30家", ["示范市场2家", "放心餐厅30家"]),
        ("东站、西站两个站通车", ["东站", "西站"]),
        ("东站、西站三个月后通车", ["东站", "西站三个月后通车"]),
        ("全力发展电子商务、软件信息", ["电子商务", "软件信息"]),
    ],
)
def test_what_leads_in_and_what_sums_up_is_no_item(text: str, wanted: list[str]) -> None:
    assert items(text) == wanted


def test_words_that_only_look_like_a_joint_are_left_whole() -> None:
    assert items("平安建设、和谐社区") == ["平安建设", "和谐社区"]
    assert items("城市、高等级公路") == ["城市", "高等级公路"]


def test_one_item_stays_as_it_is() -> None:
    assert items("一个物流园和两个站") == ["一个物流园和两个站"]


@given(st.lists(st.text("茶叶和及等、,做好建设级其的", min_size=1, max_size=8), min_size=1, max_size=5))
def test_items_are_slices_in_order_and_never_empty(parts: list[str]) -> None:
    text = "茶" + "、".join(parts) + "叶"
    spans = enumerated(text, 0, len(text))
    assert all(a < b for a, b in spans)
    assert all(before[1] <= after[0] for before, after in zip(spans, spans[1:], strict=False))


def test_split_leaves_blank_parts_and_white_space_out() -> None:
    assert [" 甲 ;; 乙"[a:b] for a, b in split(" 甲 ;; 乙", 0, 7, re.compile(";"))] == ["甲", "乙"]
