"""Bounds that a question sets to a figure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from service.readers.bounds import bound_of, in_figures, keeps


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("exceed 1.5 billion yuan", "exceed 15亿元"),
        ("more than 1,234,000 jobs", "more than 123.4万人"),
        ("more than 2000 new urban jobs", "more than 2000人"),
        ("30,000... jobs", "30000... jobs"),  # stops that go on end no number
        ("1.5.. trillion yuan", "1.5.. trillion yuan"),
        ("version 1.2.3 million", "version 1.2.3 million"),
    ],
)
def test_an_english_amount_is_told_in_chinese_units(asked: str, told: str) -> None:
    assert in_figures(asked) == told


@pytest.mark.parametrize("before", ["in", "since", "during", "until"])
def test_a_year_before_what_is_counted_counts_nothing(before: str) -> None:
    assert in_figures(f"{before} 2019 jobs grew by 5%") == f"{before} 2019 jobs grew by 5%"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("一斤卖到两百块", "一斤卖到两百元"),
        ("每人补贴50块钱", "每人补贴50元"),
        ("建成10块绿地", "建成10块绿地"),
        ("补齐三块短板", "补齐三块短板"),
        ("占了大半", "占了超过50%"),
        ("忙了大半年", "忙了大半年"),
        ("通过半导体项目", "通过半导体项目"),
    ],
)
def test_money_and_halves_are_told_from_pieces_and_names(asked: str, told: str) -> None:
    assert in_figures(asked) == told


@pytest.mark.parametrize(
    ("claim", "relation", "value"),
    [
        ("茶叶产量守住了3万吨", ">=", 30000),
        ("医院还不满八十个", "<", 80),
        ("医院有四十个往上", ">", 40),
        ("茶园占了五分之一还多", ">", 20),
        ("负担轻了差不多三成", "~", 30),
        ("投资接近3亿元", "~", 300_000_000),
        ("节约3亿元", "=", 300_000_000),
        ("más del 60% de los vecinos", ">", 60),
        ("weniger als 30% der Wälder", "<", 30),
    ],
)
def test_everyday_words_and_other_languages_set_bounds(claim: str, relation: str, value: int) -> None:
    bound = bound_of(in_figures(claim))
    assert bound is not None
    assert (bound.relation, bound.value_base) == (relation, value)


@pytest.mark.parametrize(
    ("low", "high", "is_kept"), [(30, 30, True), (27, 33, True), (34, 40, False), (20, 26, False), (20, 40, None)]
)
def test_about_so_much_is_an_eighth_more_or_less(low: int, high: int, is_kept: bool | None) -> None:
    # 30 * (1 - 0.12) = 26.4, 30 * (1 + 0.12) = 33.6
    assert keeps("~", Decimal(30), Decimal(low), Decimal(high)) is is_kept
