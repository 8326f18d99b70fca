"""Where quantities stand in a text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indexer.facts import quantities
from indexer.facts.change import doubled


def found(text: str) -> list[str]:
    return [text[quantity.start : quantity.end] for quantity in quantities(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("全年实现地区生产总值1100.2亿元", ["1100.2亿元"]),
        ("检测不少于48600个批次", ["不少于48600个批次"]),
        ("地区生产总值增长7%以上", ["7%以上"]),
        ("培训2000余人次", ["2000余人次"]),
        ("引进10亿元以上产业项目15个", ["10亿元以上", "15个"]),
        ("安置房竣工72.9万方", ["72.9万方"]),
        ("实到外资11.75亿美元", ["11.75亿美元"]),
        ("失业率控制在2.70‰", ["2.70‰"]),
        ("新建学校3所，新增学位2,700个", ["3所", "2,700个"]),
        ("满意率超80%", ["超80%"]),
        ("审批最短34天", ["最短34天"]),
        ("累计100多场", ["100多场"]),
        ("企业110 家", ["110 家"]),
        ("九成企业复工，八项任务完成", ["九成"]),
        ("下降1.5个百分点", ["下降1.5个百分点"]),
        ("降低8.3%左右", ["8.3%左右"]),
        ("增长5%-7%，培训30至40万人", ["5%-7%", "30至40万人"]),
        ("由52.6%提高到60.2%，从3%到5%", ["52.6%", "60.2%", "3%", "5%"]),
        ("三分之一以上，翻两番，近一半", ["三分之一以上", "翻两番", "近一半"]),
    ],
)
def test_a_quantity_is_number_unit_and_what_qualifies_it(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "2019年12月31日",
        "2019年是新中国成立70周年",
        "五年来",
        "1.加强建设 2.深化改革",
        "（一）强化招商引资",
        "共同构建“14+2+N”区校合作体系",
        "实施“152”工程",
        "江东三路、12号路",
        "220kv变电站",
        "第3届、第一批、第十一届、第2次",
        "A5个、3×5米",
        "3号楼、15分钟生活圈、30万吨级码头",
        "",
        "没有数字",
    ],
)
def test_years_names_codes_and_ordinals_are_no_quantities(text: str) -> None:
    assert found(text) == []


def test_a_number_of_more_digits_than_decimals_have_is_read() -> None:
    [quantity] = quantities(f"增长{'9' * 40}%")
    assert quantity.value > 10**39
    assert quantity.unit == "%"


def test_the_number_starts_after_the_qualifier_and_the_unit_is_told() -> None:
    (quantity,) = quantities("床位不少于800张。")
    assert (quantity.start, quantity.end, quantity.number_start, quantity.unit) == (2, 9, 5, "张")
    text = "床位不少于800张。"
    assert text[quantity.number_start : quantity.end] == "800张"


def test_the_longest_unit_is_taken() -> None:
    assert [quantity.measure for quantity in quantities("5个百分点，3个工作日，2个月，7个，6人次，9平方公里，4亿美元")] == [
        "个百分点",
        "个工作日",
        "个月",
        "个",
        "人次",
        "平方公里",
        "美元",
    ]


def test_quantities_come_in_order_and_do_not_overlap() -> None:
    spans = [(quantity.start, quantity.end) for quantity in quantities("投资85亿元，新增床位500张，增长6.1%")]
    assert spans == [(2, 6), (11, 15), (18, 22)]


def test_a_long_text_gives_all_its_quantities() -> None:
    assert len(quantities("新建3所学校，" * 50_000)) == 50_000


@pytest.mark.parametrize(
    ("times", "percent"), [(1, 100), (2, 300), (50, (2**50 - 1) * 100), (51, (2**50 - 1) * 100), (99_999_999, (2**50 - 1) * 100)]
)
def test_doublings_are_told_in_percent_and_no_more_than_fifty_are_reckoned(times: int, percent: int) -> None:
    assert doubled(Decimal(times)) == percent
