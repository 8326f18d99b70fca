"""The year by which a review of several years says that something was reached."""

from __future__ import annotations

import pytest

from indexer.facts.outcome import year_of
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
    ],
)
def test_a_level_is_of_the_last_year_and_a_sum_or_growth_of_none(sentence: str, wanted: int | None) -> None:
    assert year_of(report(sentence), reviewed(sentence)[-1]) == wanted


def test_what_is_aimed_at_for_several_years_is_no_outcome() -> None:
    text = "一、2019年工作回顾\n全县齐心协力。\n二、今后五年的目标\n茶产值达到20亿元。"
    (fact,) = stated(text)
    assert (fact.period, year_of(report(text), fact)) == ("今后五年", None)
