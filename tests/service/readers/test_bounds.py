"""Bounds that a question sets to a figure."""

from __future__ import annotations

import pytest

from service.readers.bounds import in_figures


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
