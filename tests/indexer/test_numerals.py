"""From number words to decimals and back."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from cn2an import an2cn
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer.numerals import ORDINAL, read_number, read_year, to_base

NUMBERS = st.integers(0, 10**12 - 1)
DECIMALS = st.decimals(0, 10**9, places=2, allow_nan=False, allow_infinity=False)
FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")


@settings(max_examples=200, deadline=None)
@given(NUMBERS)
def test_a_number_in_digits_reads_back(number: int) -> None:
    for printed in (str(number), f"{number:,}", f"{number:,}".replace(",", "，"), f"{number:,}".replace(",", " "), f" {number} "):
        assert read_number(printed) == number
        assert read_number(printed.translate(FULL_WIDTH)) == number


@settings(max_examples=200, deadline=None)
@given(NUMBERS)
@example(4_900_001_000)
def test_a_number_in_chinese_reads_back(number: int) -> None:
    numeral = _in_chinese(number)
    assert read_number(numeral) == number
    assert read_number(numeral.replace("零", "〇")) == number


def _in_chinese(number: int) -> str:
    """By cn2an, which leaves out the 零 of 四十九亿零一千; without it that may be 四十九亿一千万, and is no number here."""
    numeral, below = an2cn(number), number % 10**8
    return numeral.replace("亿", "亿零") if 0 < below < 10**4 and number >= 10**8 and "亿零" not in numeral else numeral


@settings(max_examples=200, deadline=None)
@given(DECIMALS, st.sampled_from([("", 1), ("万", 10**4), ("亿", 10**8), ("万亿", 10**12), ("千万", 10**7)]))
def test_a_number_with_its_scale_reads_back(number: Decimal, scale: tuple[str, int]) -> None:
    for printed in (f"{number}{scale[0]}", f"{number} {scale[0]}", f"{number:,}{scale[0]}".translate(FULL_WIDTH)):
        assert read_number(printed) == number * scale[1]


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 999), st.integers(0, 99))
def test_a_decimal_in_chinese_reads_back(whole: int, rest: int) -> None:
    figures = "".join("零一二三四五六七八九"[int(digit)] for digit in f"{rest:02}")
    assert read_number(f"{an2cn(whole)}点{figures}") == Decimal(f"{whole}.{rest:02}")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("一百二十万", "1200000"),
        ("三亿五千万", "350000000"),
        ("2亿3000万", "230000000"),
        ("一万二千亿", "1200000000000"),
        ("两千三百", "2300"),
        ("十", "10"),
        ("三百五", "350"),
        ("一亿五", "150000000"),
        ("四十九亿零一千", "4900001000"),
        ("二点五亿", "250000000"),
        ("-2.8", "-2.8"),
        ("负三", "-3"),
        ("twelve", "12"),
    ],
)
def test_number_words_have_a_value(words: str, wanted: str) -> None:
    assert read_number(words) == Decimal(wanted)


@given(st.integers(1, 999))
def test_an_ordinal_below_a_thousand_is_known_as_a_whole(number: int) -> None:
    numeral = an2cn(number)
    found = re.match(ORDINAL, f"{numeral}届")
    assert found is not None
    assert read_number(found[0]) == number


@pytest.mark.parametrize(
    "words", ["", "十五五", "一二", "三农", "个", "万", "一亿一千", "三百五百", "一万" * 1000, "1.2.3", "一点", "点五"]
)
def test_words_that_are_no_number_are_refused(words: str) -> None:
    with pytest.raises(ValueError):
        read_number(words)


@pytest.mark.parametrize(
    ("words", "wanted"), [("1954", 1954), ("一九五四", 1954), ("二〇〇〇", 2000), ("２０２０", 2020), ("12", None)]
)
def test_a_year_is_four_digits_of_either_script(words: str, wanted: int | None) -> None:
    assert read_year(words) == wanted


@pytest.mark.parametrize(
    ("value", "unit", "wanted"),
    [
        ("1100.2", "亿元", ("110020000000", "元")),
        ("1.5", "万亿元", ("1500000000000", "元")),
        ("12.5", "公里", ("12500", "米")),
        ("300", "万亩", ("3000000", "亩")),
        ("2", "平方公里", ("2000000", "平方米")),
        ("72.9", "万方", ("729000", "方")),
        ("3", "万千瓦", ("30000", "千瓦")),
        ("40", "万元/亩", ("400000", "元/亩")),
        ("8", "%", ("8", "%")),
        ("0.5", "个百分点", ("0.5", "个百分点")),
    ],
)
def test_a_value_in_the_base_of_its_unit(value: str, unit: str, wanted: tuple[str, str]) -> None:
    assert to_base(Decimal(value), unit) == (Decimal(wanted[0]), wanted[1])
