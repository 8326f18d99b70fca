"""Targets beside outcomes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from indexer.build import build_snapshot
from indexer.encoders.base import Encoder
from indexer.home import open_current
from indexer.records import Fact
from service.facts.compare import Row, compare, is_met, reach
from service.facts.finder import FactFilters, FactFinder
from service.facts.indicators import find_indicator
from service.records import Filters
from tests.stated import reviewed
from tests.tiny import tiny_report

GDP, CPI = find_indicator("GDP"), find_indicator("CPI")


def growth(rows: tuple[Row, ...], region: str) -> dict[str, Row]:
    return {row.period: row for row in rows if (row.change, row.region) == ("growth", region)}


def test_a_target_stands_beside_the_outcome_that_the_next_report_states(finder: FactFinder) -> None:
    rows = growth(compare(finder, "GDP").rows, "临湖县")
    assert list(rows) == ["2018", "2019", "2020", "2021"]
    row = rows["2019"]
    assert row.target is not None and row.outcome is not None and row.next_target is not None
    assert (row.target.fact.report_id, row.target.fact.quote) == ("linhu-2019", "地区生产总值增长7%以上")
    assert (row.outcome.fact.report_id, row.outcome.fact.value) == ("linhu-2020", Decimal(7))
    assert (row.next_target.fact.period, row.next_target.fact.value) == ("2020", Decimal("6.5"))
    assert (row.difference, row.met) == (0, True)  # 7 meets 7%以上


def test_a_missed_target_is_told_with_the_difference(finder: FactFinder) -> None:
    row = growth(compare(finder, "GDP").rows, "临湖县")["2020"]
    assert (row.difference, row.met) == (Decimal("3.2") - Decimal("6.5"), False)


def test_growth_is_never_set_beside_a_level(finder: FactFinder) -> None:
    for row in compare(finder, "GDP").rows:
        for cell in (row.target, row.outcome, row.next_target):
            assert cell is None or (cell.fact.change, cell.fact.unit_base) == (row.change, row.unit_base)
    levels = [row for row in compare(finder, "GDP").rows if row.change == "level"]
    assert levels and {(row.target, row.met, row.difference) for row in levels} == {(None, None, None)}


def test_a_report_that_is_silent_is_told_from_one_that_is_not_there(finder: FactFinder) -> None:
    levels = {row.period: row for row in compare(finder, "GDP").rows if (row.change, row.region) == ("level", "临湖县")}
    assert (levels["2018"].target, levels["2018"].target_report) == (None, None)  # the report of 2018 is not indexed
    assert (levels["2019"].target, levels["2019"].target_report) == (None, "linhu-2019")


def test_what_a_review_of_five_years_reached_is_an_outcome_of_the_last_and_what_it_adds_up_is_not(
    tmp_path: Path, encoder: Encoder
) -> None:
    text = "一、过去五年工作回顾\n五年来,全市地区生产总值达到900亿元,累计完成固定资产投资2000亿元。\n二、2020年安排\n继续努力。"
    build_snapshot((tiny_report("beiwan-2020", "北湾市", "city", text),), encoder, tmp_path)
    finder = FactFinder(open_current(tmp_path))
    assert [row.period for row in compare(finder, "GDP").rows if row.outcome] == ["2019", "五年来"]
    assert [row.period for row in compare(finder, "固定资产投资").rows if row.outcome] == ["五年来"]
    (year,) = finder.find("GDP", filters=FactFilters(period=("2019年",))).found
    assert (year.fact.period, year.fact.value) == ("五年来", Decimal(900))


def test_regions_keep_to_their_own_figures(finder: FactFinder) -> None:
    rows = growth(compare(finder, "GDP").rows, "南港市")
    assert rows["2020"].target is not None and rows["2020"].target.fact.report_id == "nangang-2020"
    assert rows["2020"].outcome is None
    kept = compare(finder, "GDP", filters=Filters(region=("南港市",)), period=("2020年",)).rows
    assert [(row.region, row.period) for row in kept] == [("南港市", "2020")]


def test_a_target_that_a_later_report_recalls_is_not_taken_for_a_plan(finder: FactFinder) -> None:
    assert [(fact.report_id, fact.period, fact.kind) for fact in finder.same("固定资产投资")][1] == (
        "linhu-2019",
        "2018",
        "target",
    )
    row = growth(compare(finder, "固定资产投资").rows, "临湖县")["2018"]
    assert (row.target, row.met) == (None, None)


def test_only_the_indicator_itself_is_compared(finder: FactFinder) -> None:
    [row] = compare(finder, "工业增加值").rows
    assert row.outcome is not None and row.outcome.fact.value == 6
    assert row.target is None  # 规上工业增加值 has one, which is another indicator


def test_less_is_better_of_prices(finder: FactFinder) -> None:
    [row] = compare(finder, "CPI").rows
    assert (row.difference, row.met) == (Decimal("2.9") - 3, True)  # 控制在3%以内


def test_a_count_is_compared_as_well(finder: FactFinder) -> None:
    rows = {row.period: row for row in compare(finder, "城镇新增就业").rows}
    assert (rows["2020"].difference, rows["2020"].met) == (5300 - 5200, True)
    assert (rows["2019"].outcome, rows["2019"].outcome_report) == (None, "linhu-2020")


def test_an_indicator_without_facts_has_near_names_and_no_rows(finder: FactFinder) -> None:
    comparison = compare(finder, "固定资产投资额度")
    assert comparison.rows == ()
    assert "固定资产投资" in comparison.near


def test_a_range_from_nothing_has_its_high_end() -> None:
    [fact] = reviewed("茶叶出口增加0—5亿元。")
    assert reach(fact) == (0, 500_000_000)


@pytest.fixture
def growth_of_7(finder: FactFinder) -> Fact:
    return next(fact for fact in finder.snapshot.facts if fact.change == "growth" and fact.value == 7)


@pytest.mark.parametrize(
    ("target", "outcome", "met"),
    [
        (("7", "以上"), ("7.0", None), True),
        (("7", "以上"), ("6.9", None), False),
        (("7", None), ("7", None), True),
        (("7", "超"), ("7", None), False),
        (("7", "超"), ("7", "超"), True),
        (("7", "约"), ("7", None), True),
        (("7", "约"), ("6.5", None), None),  # less than a tenth of 7 below it
        (("7", "约"), ("6.2", None), False),
        (("7", "以上"), ("6", "超"), None),  # may be 7 or not
        (("7", "以上"), ("7", "超"), True),
        (("7", "以上"), ("6", "以下"), False),
        (("3", "以下"), ("2.9", None), True),
        (("3", "以下"), ("3.1", None), False),
        (("3", "以下"), ("3", "以上"), None),
        (("-3", None), ("-3.5", None), True),  # a decrease of 3% is met by one of 3.5%
        (("-3", "以上"), ("-2.5", None), False),
        (("-3", "以下"), ("-2.5", None), True),
    ],
)
def test_qualifiers_decide_whether_a_target_is_met(
    growth_of_7: Fact, target: tuple[str, str | None], outcome: tuple[str, str | None], met: bool | None
) -> None:
    def told(value: str, qualifier: str | None) -> Fact:
        return replace(growth_of_7, value=Decimal(value), value_base=Decimal(value), qualifier=qualifier)

    assert is_met(told(*target), told(*outcome), GDP) is met


def test_a_range_is_met_from_its_low_end_and_a_ceiling_from_its_high_end(growth_of_7: Fact) -> None:
    aimed = replace(growth_of_7, value=Decimal(5), value_to=Decimal(7), value_base=Decimal(5), qualifier=None)
    for value, grown, risen in (("4.9", False, True), ("5", True, True), ("7", True, True), ("7.1", True, False)):
        outcome = replace(aimed, value=Decimal(value), value_base=Decimal(value), value_to=None)
        assert (is_met(aimed, outcome, GDP), is_met(aimed, outcome, CPI)) == (grown, risen)
