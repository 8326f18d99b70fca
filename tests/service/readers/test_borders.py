"""Where the items of an enumeration begin and end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.readers.borders import items_between, subject_end
from service.readers.enumeration import BETWEEN, split_outside


def items(text: str, question: str = "") -> list[str]:
    parts = split_outside(text, 0, len(text), BETWEEN)
    return [text[a:b] for a, b in items_between(text, parts, question)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("茶叶、竹木、旅游", ["茶叶", "竹木", "旅游"]),
        ("引进茶饮、竹木家具和民宿旅游", ["茶饮", "竹木家具", "民宿旅游"]),
        ("加快谋划东岸客运站、机场进线、过江通道", ["东岸客运站", "机场进线", "过江通道"]),
        ("与东山农商行、安水大学等单位建立合作关系", ["东山农商行", "安水大学"]),
        ("我县遭遇山洪、雪灾等自然灾害", ["山洪", "雪灾"]),
        ("完成公厕改造提升6座、路灯增亮2条", ["公厕改造提升6座", "路灯增亮2条"]),
        ("发展壮大“云上”经济、银发经济", ["“云上”经济", "银发经济"]),
        ("全方位建设更好的市场环境、法治环境", ["市场环境", "法治环境"]),
    ],
)
def test_the_verb_that_leads_in_is_no_part_of_the_first_item(text: str, wanted: list[str]) -> None:
    assert items(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("做好老人、残疾人、低保家庭等群体的救助", ["老人", "残疾人", "低保家庭"]),
        ("东站、西站两个站通车", ["东站", "西站"]),
        ("建好东岸、西岸、南坪3个茶叶产业园", ["东岸", "西岸", "南坪"]),
        ("建立政策、任务、项目、问题“四个清单”管理机制", ["政策", "任务", "项目", "问题"]),
        ("安林、北河入选省级试点", ["安林", "北河"]),
        ("打造铸牢共同体意识教育、东部地区教育、教育服务发展和生态建设“三个样板”", None),
    ],
)
def test_what_sums_up_is_no_part_of_the_last_item(text: str, wanted: list[str] | None) -> None:
    assert items(text) == (wanted or ["铸牢共同体意识教育", "东部地区教育", "教育服务发展和生态建设"])


def test_items_that_are_actions_keep_their_verbs() -> None:
    assert items("畅通联系渠道、沟通解决问题、疏通政策传导") == ["畅通联系渠道", "沟通解决问题", "疏通政策传导"]
    assert items("推进审批减环节、减材料、减时限") == ["减环节", "减材料", "减时限"]


def test_a_verb_that_two_share_opens_the_list_too() -> None:
    assert items("修复好、利用好老街巷、老建筑、老厂区") == ["老街巷", "老建筑", "老厂区"]


def test_words_that_the_question_says_are_no_part_of_an_item() -> None:
    assert items("成立新区残联、侨联和科协", "新区成立了哪几个组织") == ["残联", "侨联", "科协"]
    assert items("东山、西山、南坪沿边园区", "哪几个沿边园区落地了项目") == ["东山", "西山", "南坪"]


def test_words_that_only_look_like_a_joint_are_left_whole() -> None:
    assert items("平安建设、和谐社区") == ["平安建设", "和谐社区"]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("东山都市圈增长5%", "东山都市圈"),
        ("产业均衡发展提高", "产业均衡发展"),
        ("两镇都通了公路", "两镇"),
        ("茶叶产值均实现增长", "茶叶产值"),
        ("早稻每斤提高3分", "早稻"),
        ("东山镇被评为示范镇", "东山镇"),
    ],
)
def test_a_word_that_only_begins_as_one_that_is_said_is_part_of_the_subject(text: str, subject: str) -> None:
    assert text[: subject_end(text, 0, len(text))] == subject


def test_a_number_alone_is_no_item() -> None:
    assert items("1.、修桥、补路") == ["修桥", "补路"]


def test_two_names_of_one_figure_are_one_item() -> None:
    assert items("燃煤锅炉5台、黄标车和老旧车600辆") == ["燃煤锅炉5台", "黄标车和老旧车600辆"]


@given(
    st.lists(st.text("茶叶和及等,做好建设级其的两个“”", min_size=1, max_size=8), min_size=1, max_size=5),
    st.text("茶叶建设", max_size=6),
)
def test_items_are_slices_in_order_and_never_empty(parts: list[str], question: str) -> None:
    text = "茶" + "、".join(parts) + "叶"
    spans = items_between(text, split_outside(text, 0, len(text), BETWEEN), question)
    assert all(a < b for a, b in spans)
    assert all(before[1] <= after[0] for before, after in zip(spans, spans[1:], strict=False))
