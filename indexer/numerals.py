"""From number words to decimals, and from a printed unit to its base: 1,100.2亿元 is 110020000000 元, 一百二十万 is 1200000."""

from __future__ import annotations

import functools
import re
import unicodedata
from decimal import Decimal

_SPACE = "[ \u00a0\u2009\u202f\u3000]"
# A number in digits: with commas or spaces between thousands, or plain; full-width digits are digits too.
DIGITS = rf"\d{{1,3}}(?:[,，]\d{{3}})+(?!\d)(?:[.．·]\d+)?|\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)(?:[.．·]\d+)?|\d+(?:[.．·]\d+)?"
CHINESE = "[一二两三四五六七八九十][零〇一二两三四五六七八九十百千万亿]*(?:点[零〇一二三四五六七八九]+)?"
_DIGIT = "[一二三四五六七八九]"
ORDINAL = f"(?:{_DIGIT}百(?:零{_DIGIT}|{_DIGIT}十{_DIGIT}?)?|{_DIGIT}?十{_DIGIT}?|{_DIGIT})"  # 第二十届, 第一百三十届
ENGLISH = {word: n for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
SEVERAL = "|".join(word for word, n in ENGLISH.items() if n > 1)
NUMBER = f"(?:{DIGITS}|{CHINESE}|零点[零〇一二三四五六七八九]+)"
# 万 and 亿 before a unit; 千瓦, 千米 and 百分点 are units of their own.
SCALE = "(?:万亿|万万|[十百千]?[万亿]|百(?!分)|千(?![瓦米克伏卡帕乏]))"

_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_SCALED = re.compile(rf"(?P<number>.*?)(?P<scale>{SCALE}?)")
_MIXED = re.compile(r"(?P<high>[\d.]+)(?P<scale>亿|万)(?P<low>[\d.]+[千]?万?)")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_FIGURES = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_DIGITS_ONLY = re.compile("[零一二三四五六七八九]+")
_TWO_TOGETHER = re.compile("[一二三四五六七八九]{2}|[十百千]{2}")  # digits or units: no numeral has them

# Units that say the same as another one: unit -> (factor, base).
_BASES: dict[str, tuple[Decimal, str]] = {
    unit: (Decimal(factor), base)
    for unit, factor, base in (
        ("公里", "1000", "米"),
        ("千米", "1000", "米"),
        ("km", "1000", "米"),
        ("厘米", "0.01", "米"),
        ("毫米", "0.001", "米"),
        ("平方公里", "1000000", "平方米"),
        ("平方千米", "1000000", "平方米"),
        ("公顷", "10000", "平方米"),
        ("平方", "1", "平方米"),
        ("平米", "1", "平方米"),
        ("m2", "1", "平方米"),
        ("立方", "1", "立方米"),
        ("m3", "1", "立方米"),
        ("兆瓦", "1000", "千瓦"),
        ("MW", "1000", "千瓦"),
        ("GW", "1000000", "千瓦"),
        ("吉瓦", "1000000", "千瓦"),
        ("kW", "1", "千瓦"),
        ("kWh", "1", "千瓦时"),
        ("度", "1", "千瓦时"),
        ("千克", "1", "公斤"),
        ("百分点", "1", "个百分点"),
    )
}


def read_number(words: str) -> Decimal:
    """The value of a number: digits (full width, with commas or spaces), a Chinese numeral, both with 万 and 亿; an English word
    up to twelve.

    Raises ValueError if the words are no number.
    """
    plain = re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", words)).replace("〇", "零").replace("·", ".")
    if plain in ENGLISH:
        return Decimal(ENGLISH[plain])
    sign = -1 if plain[:1] in ("-", "−", "负") else 1
    plain = plain.lstrip("-−负")
    if mixed := _MIXED.fullmatch(plain):
        return sign * (read_number(mixed["high"]) * scale_of(mixed["scale"]) + read_number(mixed["low"]))
    scaled = _SCALED.fullmatch(plain)
    if scaled and _PLAIN.fullmatch(scaled["number"]):
        return sign * Decimal(scaled["number"]) * scale_of(scaled["scale"])
    if "点" in plain:
        whole, _, rest = plain.partition("点")
        scaled = _SCALED.fullmatch(rest)
        if scaled and _DIGITS_ONLY.fullmatch(scaled["number"]):
            return sign * Decimal(f"{_read_chinese(whole)}.{scaled['number'].translate(_FIGURES)}") * scale_of(scaled["scale"])
        raise ValueError(f"{words!r} is no number")
    return sign * Decimal(_read_chinese(plain))


@functools.lru_cache(maxsize=4096)
def _read_chinese(numeral: str) -> int:
    """By its greatest unit: what stands before it times the unit, and what stands behind it, which is less than the unit."""
    plain = numeral.replace("两", "二")
    if _DIGITS_ONLY.fullmatch(plain) and not _TWO_TOGETHER.search(plain):
        return int(plain.translate(_FIGURES))
    unit = next((unit for unit in reversed(_POWERS) if unit in plain), None)
    if unit is None or plain.count(unit) > 1 or _TWO_TOGETHER.search(plain):
        raise ValueError(f"{numeral!r} is no number")
    power, (before, _, behind) = _POWERS[unit], plain.partition(unit)
    times = _read_chinese(before) if before or unit != "十" else 1
    rest = behind.removeprefix("零")
    added = _read_chinese(rest) if rest else 0
    if rest == behind and added < 10 < power:
        added *= power // 10  # 三百五 is 350
    is_cut = rest == behind and 0 < added < power // 10**4  # 一亿一千, which may be 一亿一千万
    if is_cut or added >= power or not 0 < times < (power if power > 1000 else 10):
        raise ValueError(f"{numeral!r} is no number")
    return times * power + added


def read_year(words: str) -> int | None:
    """The year that four digits name, Chinese ones too (一九五四, 二〇〇〇); None for other words."""
    figures = unicodedata.normalize("NFKC", words).translate(_FIGURES)
    return int(figures) if re.fullmatch(r"(?:1[89]|20)\d\d", figures, re.ASCII) else None


def scale_of(scale: str) -> int:
    """What 万, 亿, 万亿, 百万 multiply by; 1 for no scale."""
    product = 1
    for character in scale:
        product *= _POWERS[character]
    return product


def to_base(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """A value in the base of its unit: 亿元 in 元, 公里 in 米, 万亩 in 亩; a unit without a base stays (%, 方).

    Of a unit per another one (万元/亩) the first is converted.
    """
    first, slash, per = unit.partition("/")
    scale, measure = split_scale(first)
    factor, base = _BASES.get(measure, (Decimal(1), measure))
    return value * scale * factor, base + slash + per


def split_scale(unit: str) -> tuple[int, str]:
    """What a unit multiplies by, and the unit without it: 亿元 is 100000000 and 元."""
    scale = re.match(SCALE, unit)
    return (scale_of(scale[0]), unit[scale.end() :]) if scale else (1, unit)
