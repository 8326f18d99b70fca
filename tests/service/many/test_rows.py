"""Which rows keep the bound that a question sets."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indexer.records import Fact
from service.many.rows import Cell, meeting, ordered
from service.many.scope import Scope
from service.query import understand
from service.records import AnswerRow
from tests.stated import planned, reviewed


def cell(fact: Fact) -> Cell:
    return Cell(AnswerRow("临水县", "county", 2019, fact.report_id, "", None, fact), 1.0)


def kept(question: str, cells: list[Cell]) -> list[Decimal]:
    scope = Scope((), said_regions=("哪些县",))
    return [each.row.fact.value for each in meeting(understand(question), scope, cells) if each.row.fact]


GREW = [cell(reviewed(f"茶叶出口{words}。")[0]) for words in ("增长12%", "增长6%", "下降7%", "下降15%")]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("哪些县茶叶出口增速超过5%?", [12, 6]),
        ("哪些县茶叶出口增速达到两位数?", [12]),
        ("哪些县茶叶出口实现正增长?", [12, 6]),
        ("哪些县茶叶出口是负增长?", [-7, -15]),
        ("哪些县茶叶出口增速低于8%?", [6, -7, -15]),
        ("哪些县茶叶出口下降10%以上?", [-15]),
        ("茶叶出口增速在6%以上的县有哪些?", [12, 6]),
        ("茶叶出口下降的县", [-7, -15]),
        ("茶叶出口增速超过10%的县", [12]),
        ("哪些县茶叶出口增速比8%低?", [6, -7, -15]),
        ("茶叶出口增速在5%到10%之间的县", [6]),
        ("茶叶出口增速在6到12%之间的县", [12, 6]),
        ("茶叶出口增速在五到十之间的县", [6]),
        ("哪两个县茶叶出口增速超过5%?", [12, 6]),
        ("哪些县茶叶出口增速跑赢了全国(5%)?", [12, 6]),
    ],
)
def test_a_decrease_is_below_every_growth_and_has_a_size_where_it_is_asked_for(question: str, wanted: list[int]) -> None:
    assert kept(question, GREW) == wanted


def test_of_two_years_the_later_is_kept_where_it_moved_as_asked() -> None:
    of_years = {"甲县": ("6%", "5%—5.5%"), "乙县": ("5%", "5%"), "丙县": ("0—5%", "6%"), "丁县": ("5%", "3亿元")}
    cells = [
        Cell(AnswerRow(region, "county", year, str(year), "", None, planned(f"茶产值增长{words}。")[0]), 1.0)
        for region, both in of_years.items()
        for year, words in zip((2018, 2019), both, strict=True)
    ]
    regions = tuple((region, "county") for region in of_years)
    scope = Scope((), regions=regions, years=(2018, 2019), said_regions=("哪些县",))
    for question, wanted in (("下调", "甲"), ("没有调整", "乙"), ("上调", "丙"), ("没有上调", "甲乙")):
        kept = meeting(understand(f"2019年哪些县{question}茶产值目标?"), scope, cells)
        assert [(each.row.region, each.row.year) for each in kept] == [(f"{name}县", 2019) for name in wanted]
    for question, wanted in (("2019年茶产值目标比2018年低的县", "甲县"), ("2019年哪些县把茶产值目标提高到6%以上?", "丙县")):
        assert [each.row.region for each in meeting(understand(question), scope, cells)] == [wanted]
    assert meeting(understand("2019年哪些县把茶产值目标提高到7%以上?"), scope, cells) == []


def test_a_range_is_asked_for() -> None:
    cells = [cell(planned(f"茶产值增长{words}。")[0]) for words in ("5%以上", "5%—5.5%", "6%左右")]
    assert kept("哪些县的茶产值目标是一个区间?", cells) == [5]
    assert kept("哪些县的茶产值目标在合理区间?", cells) == [5, 5, 6]


def test_what_the_words_of_a_target_leave_open_is_not_given() -> None:
    cells = [cell(planned(f"茶产值增长{words}。")[0]) for words in ("5%以上", "6%左右", "7%以上")]
    assert kept("哪些县茶产值目标高于5%?", cells) == [6, 7]


def test_a_target_is_held_by_what_is_set_whatever_may_come_of_it() -> None:
    cells = [cell(planned(f"茶产值增长{words}。")[0]) for words in ("5%以上", "5%—5.5%", "6%左右")]
    assert kept("哪些县茶产值目标不到6%?", cells) == [5, 5]
    assert kept("哪些县茶产值目标正好是5%?", cells) == [5]  # and not the range


def test_the_number_of_regions_is_no_bound_of_their_figures() -> None:
    scope = Scope((), said_regions=("四个直辖市",))
    asked = understand("四个直辖市茶叶出口增速最高的三个是哪三个?")
    assert [each.row.fact.value for each in ordered(asked, scope, meeting(asked, scope, GREW)) if each.row.fact] == [12, 6, -7]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("哪些县的茶企在5000到1万家之间?", [6000]),
        ("哪些县的茶企在5到6千家之间?", [6000]),
        ("哪些县的茶企在5000家到7000家之间?", [6000]),
        ("哪些县的茶企在4000家到5000家之间?", []),
    ],
)
def test_between_two_numbers_the_unit_is_that_of_both_if_it_can_be(question: str, wanted: list[int]) -> None:
    assert kept(question, [cell(reviewed(f"茶企达到{n}家。")[0]) for n in (600, 6000, 60000)]) == wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("茶叶出口增速最高的县", [12]),
        ("茶叶出口增速排前两名的县", [12, 6]),
        ("茶叶出口增速最低的三个县", [-15, -7, 6]),
        ("茶叶出口增速最保守的县", [-15]),
        ("Which two counties have the highest growth of tea exports?", [12, 6]),
    ],
)
def test_the_highest_are_of_the_measure_that_most_have(question: str, wanted: list[int]) -> None:
    amount = cell(reviewed("茶叶出口达到85亿元。")[0])
    scope = Scope((), said_regions=("县",))
    found = ordered(understand(question), scope, [amount, *GREW])
    assert [each.row.fact.value for each in found if each.row.fact] == wanted


def test_an_english_number_bounds_people() -> None:
    cells = [cell(fact) for fact in planned("新增就业60万人，扶持创业3万人。")]
    assert kept("Which counties aim to create more than 500,000 new urban jobs?", cells) == [60]
