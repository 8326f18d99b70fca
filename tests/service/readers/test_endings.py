"""Where the last item of an enumeration ends, and how many the words behind it say they are."""

from __future__ import annotations

import pytest

from service.readers.endings import ending, endings, told
from service.readers.enumeration import BETWEEN, split_outside


def last_of(text: str, question: str = "") -> str:
    parts = split_outside(text, 0, len(text), BETWEEN)
    return text[parts[-1][0] : ending(text, tuple(parts), question)]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("东岸环境、西岸环境、南坪环境均居全市前列", "南坪环境"),
        ("把精简会议、减少文件、下沉一线作为今年的三项要求", "下沉一线"),
        ("完成公厕改造6座、路灯增亮2条", "路灯增亮2条"),  # its own number
        ("东站、西站两个站通车", "西站"),
        ("发展茶叶、竹木、等离子设备", "等离子设备"),  # a word that only begins with 等
        ("加强护理、儿科、病理专业队伍建设", "病理"),  # as long as the others
        ("东山高铁、西坪机场项目前期工作", "西坪机场"),
        ("从填表格、做台账、报材料中解脱出来", "报材料"),
        ("引进茶饮、竹木家具和民宿旅游", "竹木家具和民宿旅游"),  # with what is joined to it
    ],
)
def test_the_last_item_ends_where_something_is_said_of_all(text: str, last: str) -> None:
    assert last_of(text) == last


def test_what_the_question_says_and_no_other_item_has_is_no_part_of_the_last() -> None:
    text = "东山经济开发区、西坪经济开发区、南岭经济开发区县级零碳园区建设"
    assert last_of(text, "哪三个开发区要搞县级零碳园区") == "南岭经济开发区"


def test_a_count_is_told_where_it_is_that_of_the_items() -> None:
    for text, n in (
        ("东站、西站两个站", 2),
        ("东站、西站和南站三个站", 3),
        ("东站、西站9个站", None),
        ("公厕6座、路灯2条", None),
    ):
        assert told(text, split_outside(text, 0, len(text), BETWEEN)) == n


def test_an_item_may_end_at_every_word_or_be_whole() -> None:
    places, found = endings("东站、西站通车", [(0, 2), (3, 7)], "")
    assert places == [5, 7]
    assert found.shape[0] == 2
