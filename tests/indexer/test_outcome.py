"""The year by which a review of several years says that something was reached."""

from __future__ import annotations

import pytest

from indexer.facts.outcome import year_of
from indexer.facts.times import years_of
from tests.stated import report, reviewed, stated


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("五年来，茶产值达到8亿元。", 2019),
        ("五年来，茶园由3万亩增加到9万亩。", 2019),
        ("“十二五”时期，茶产值达到8亿元。", 2015),
        ("“十三五”以来，茶产值突破8亿元。", 2019),  # that plan ends in 2020, which was not over
        ("2018年，茶产值8亿元。", 2018),
        ("五年来，茶业投资累计8亿元。", None),
        ("五年来，新增茶园8万亩。", None),
        ("五年来，茶产值增长8%。", None),
        ("五年来，全县生产总值86亿元。", 2019),
    ],
)
def test_a_level_is_of_the_last_year_and_a_sum_or_growth_of_none(sentence: str, wanted: int | None) -> None:
    assert year_of(report(sentence), reviewed(sentence)[-1]) == wanted


def test_where_a_change_began_is_no_outcome_of_the_last_year() -> None:
    sentence = "五年来，垃圾分类率由52%提高到58%。"
    assert [year_of(report(sentence), fact) for fact in reviewed(sentence)] == [None, 2019]


def test_what_is_aimed_at_for_several_years_is_no_outcome() -> None:
    text = "一、2019年工作回顾\n全县齐心协力。\n二、今后五年的目标\n茶产值达到20亿元。"
    (fact,) = stated(text)
    assert (fact.period, year_of(report(text), fact)) == ("今后五年", None)


@pytest.mark.parametrize(
    ("period", "is_plan", "wanted"),
    [
        ("2018", False, (2018, 2018)),
        ("五年来", False, (2015, 2019)),
        ("过去的五年", False, (2015, 2019)),
        ("近三年", False, (2017, 2019)),
        ("今后五年", False, (2020, 2024)),
        ("五年内", True, (2020, 2024)),
        ("“十三五”时期", False, (2016, 2020)),
        ("“七五”计划", True, (1986, 1990)),
        ("第一个五年计划期间", False, (1953, 1957)),
        ("截至目前", False, None),
        ("多年来", False, None),
        ("几年来", False, None),
    ],
)
def test_the_years_of_a_period_are_those_that_the_report_of_2020_means(
    period: str, is_plan: bool, wanted: tuple[int, int] | None
) -> None:
    assert years_of(period, 2020, is_plan=is_plan) == wanted
