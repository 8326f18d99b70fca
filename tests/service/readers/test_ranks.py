"""Places in an order, of what they are told."""

from __future__ import annotations

import pytest

from service.readers.ranks import FIRST_TIME, rank_of


@pytest.mark.parametrize(
    ("claimed", "told", "is_so"),
    [
        ("粮食单产排全国第一", "居全国第1位", True),
        ("规模是全国最大的", "居全国首位", True),
        ("仍排世界第六", "从世界第六位上升到第四位", False),  # the last is where it is now
        ("是不是近十年最高的一次", "创近十年新高", True),
        ("浓度是最低的", "创历史新低", True),
        ("浓度是最低的", "创历史新高", False),
        ("全国第一", "全省第三位", False),  # who is not the first here is not the first of all
        ("全省第一", "全国第一", True),
        ("全省第一", "全国第三位", None),  # the two before may be of other provinces
        ("全国第一", "全省第一", None),
        ("进入全省前三", "居全国第二位", True),
        ("居全省第二位", "居全国第二位", None),  # it may be the first of the province
        ("全国第一", "跻身全省前五", None),  # of which one may be the first of all
        ("全国第一", "产量在全省是老二", False),
        ("进入全国前三", "居全国第二位", True),
        ("进入全国前三", "居全国第4位", False),
        ("进入全国前十", "跻身全国前5", True),
        ("进入全国前三", "跻身全国前5", None),
        ("居全国第二位", "进入全国前三名", None),  # it may be the second
        ("进入全国前二十", "跻身全国前十五名", True),
        ("排名全国前三", "全国排名前十", None),
        ("居全省第十二位", "居全省第十二位", True),
        ("居全省第二位", "居全省第十二位", False),
    ],
)
def test_a_rank_proves_or_refutes_another_as_far_as_it_reaches(claimed: str, told: str, is_so: bool | None) -> None:
    rank, of = rank_of(told), rank_of(claimed)
    assert rank is not None and of is not None
    assert rank.keeps(of) is is_so


@pytest.mark.parametrize(
    "text",
    [
        "第二产业比重",
        "第一书记驻村",
        "第七个五年计划",
        "最低生活保障",
        "在前三、四季度",
        "在前三季度",
        "第二、三产业",
        "敬老五项服务",
        "老三样",
    ],
)
def test_what_is_only_called_so_is_no_rank(text: str) -> None:
    assert rank_of(text) is None


@pytest.mark.parametrize(("text", "is_first"), [("首次邀请", True), ("全国首张", True), ("头一回", True), ("首位", False)])
def test_the_first_of_a_kind_is_told_from_the_first_in_an_order(text: str, is_first: bool) -> None:
    assert (FIRST_TIME.search(text) is not None) is is_first
