"""A figure in the form that a language uses: 1100.2亿元 is 110.02 billion yuan, 110,02 Milliarden Yuan, 1,100.2億元.

Numbers, units of measure and currencies are written as CLDR has it (Babel), exactly: nothing is rounded. What is merely counted
(个, 家, 项) has no word in most languages and leaves the number; a unit without a translation stays as printed beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from indexer.facts import Quantity
from indexer.facts.change import qualifier_of
from indexer.facts.units import COUNTED
from indexer.numerals import split_scale
from indexer.records import Fact
from service.languages.phrases import Phrases

_UNITS = {
    "公里": "length-kilometer",
    "千米": "length-kilometer",
    "km": "length-kilometer",
    "海里": "length-nautical-mile",
    "米": "length-meter",
    "厘米": "length-centimeter",
    "毫米": "length-millimeter",
    "平方公里": "area-square-kilometer",
    "平方千米": "area-square-kilometer",
    "公顷": "area-hectare",
    "平方米": "area-square-meter",
    "平米": "area-square-meter",
    "m2": "area-square-meter",
    "立方米": "volume-cubic-meter",
    "立方": "volume-cubic-meter",
    "m3": "volume-cubic-meter",
    "升": "volume-liter",
    "吨": "mass-tonne",
    "公斤": "mass-kilogram",
    "千克": "mass-kilogram",
    "克": "mass-gram",
    "千瓦": "power-kilowatt",
    "kW": "power-kilowatt",
    "兆瓦": "power-megawatt",
    "MW": "power-megawatt",
    "吉瓦": "power-gigawatt",
    "GW": "power-gigawatt",
    "千瓦时": "energy-kilowatt-hour",
    "千瓦小时": "energy-kilowatt-hour",
    "度电": "energy-kilowatt-hour",
    "kWh": "energy-kilowatt-hour",
    "年": "duration-year",
    "个月": "duration-month",
    "周": "duration-week",
    "天": "duration-day",
    "日": "duration-day",
    "个小时": "duration-hour",
    "小时": "duration-hour",
    "分钟": "duration-minute",
    "秒": "duration-second",
}
_CURRENCIES = {"美元": "USD", "港元": "HKD", "欧元": "EUR", "英镑": "GBP", "日元": "JPY", "卢布": "RUB"}
_SAME = {"名": "人", "百分点": "个百分点"}
_NAMED = re.compile("(?P<企业>企业|公司|高企)$|(?P<项目>项目)$")  # what is counted, at the end of the name of an indicator
_NO_THINGS = frozenset(
    "人次 户次 家次 件次 辆次 台次 架次 车次 航次 项次 人日 TEU 标箱 标准箱".split()
)  # counted, but not things
_BOUNDS = {"以上": "at_least", "以下": "at_most", "约": "about", "超": "over"}
_TURNED = {"at_least": "at_most", "at_most": "at_least"}  # a fall by 3 % or more is -3 % or less
_LARGE = 1_000_000
_WHOLE = "#,##0.##########"


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity with what it is of, as far as that is known."""

    value: Decimal  # in `unit`; the low end of a range
    value_to: Decimal | None
    unit: str  # as printed, with its scale
    qualifier: str | None
    of: str = ""  # the name of its indicator

    @classmethod
    def of_fact(cls, fact: Fact) -> Self:
        return cls(fact.value, fact.value_to, fact.unit, fact.qualifier, fact.indicator)

    @classmethod
    def of_quantity(cls, quantity: Quantity) -> Self:
        is_tenth = quantity.measure == "成"  # 九成 is 90 %
        value, value_to = (each * 10 if each and is_tenth else each for each in (quantity.value, quantity.value_to))
        return cls(value or Decimal(0), value_to, "%" if is_tenth else quantity.unit, qualifier_of(quantity))


def render(figure: Figure, phrases: Phrases) -> str:
    """The figure with its bounds, in the language of the phrases."""
    text = _bare(figure.value, figure, phrases)
    if figure.value_to is not None:
        text = phrases.say("range", low=text, high=_bare(figure.value_to, figure, phrases))
    bound = _BOUNDS.get(figure.qualifier or "")
    if bound and figure.value < 0:
        bound = _TURNED.get(bound, bound)
    return phrases.say(bound, text) if bound else text


def _bare(value: Decimal, figure: Figure, phrases: Phrases) -> str:
    """One number with its unit."""
    if phrases.is_chinese:
        return f"{value:f}{figure.unit}"
    from babel.numbers import format_percent  # only for other languages than the reports' own
    from babel.units import format_unit

    scale, measure = split_scale(figure.unit)
    value = _plain(value * scale)
    if measure == "%":
        return format_percent(_plain(value / 100), locale=phrases.language, decimal_quantization=False)
    if unit := _UNITS.get(measure):
        return format_unit(value, unit, format=_WHOLE, locale=phrases.language)
    noun = _noun(value, measure, figure.of, phrases)
    number, is_large = _number(value, phrases.language)
    if noun:
        return phrases.say("large" if is_large else "counted", n=number, noun=noun)
    if measure == "‰":
        return number + measure
    return number if measure in COUNTED - _NO_THINGS else f"{number} ({measure})"


def _plain(value: Decimal) -> Decimal:
    """The same value without zeros after the point, which would be read as decimals by the rules of plurals."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _noun(value: Decimal, measure: str, of: str, phrases: Phrases) -> str | None:
    from babel import Locale
    from babel.numbers import get_currency_name

    if currency := _CURRENCIES.get(measure):
        return get_currency_name(currency, count=value, locale=phrases.language)
    named = _NAMED.search(of) if measure in ("个", "家", "户", "项") else None
    key = named.lastgroup if named and named.lastgroup else _SAME.get(measure, measure)
    return phrases.noun(key, Locale.parse(phrases.language).plural_form(abs(value)))


def _number(value: Decimal, language: str) -> tuple[str, bool]:
    """The number, and whether it is told in millions or more, as one of a million with four zeros at its end is."""
    from babel.numbers import format_compact_decimal, format_decimal

    if abs(value) >= _LARGE and value % 10_000 == 0:
        return format_compact_decimal(value, format_type="long", locale=language, fraction_digits=12), True
    return format_decimal(value, locale=language, decimal_quantization=False), False
