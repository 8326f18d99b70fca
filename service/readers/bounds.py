"""Bounds that a question sets to a figure (超过1000亿元, 7%以上, 不到三成), held against what the report states."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from indexer.facts import Quantity, quantities
from indexer.facts.change import doubled
from indexer.numerals import to_base
from indexer.records import Fact
from service.facts.compare import reach

Relation = Literal[">", ">=", "<", "<=", "=", "~"]  # ~ is about so much

_BEFORE: tuple[tuple[Relation, str], ...] = (
    ("<=", r"没有?超过|没有?突破|未超过|不超过|不高于|不多于|不大于|至多|最多|at most|no more than"),
    (
        ">=",
        r"(?:没有?|从?未)(?:低于|少于|跌破|掉到)|不低于|不少于|不小于|至少|最少|守住了?|[抵比]得上|"
        r"[摸够冲攀爬涨升]到了?|(?:冲|站|跨|迈|攀)上了?|达到?了?|到了?|够|有|"
        r"at least|reach(?:ed)?|no less than",
    ),
    (
        ">",
        r"跑赢了?|快于|好于|超过?了?|突破了?|(?:跨|越|冲|迈|闯)过了?|冲破了?|过了?|高于|多于|大于|逾|不止|上了?|破了?|"
        r"más del?|mais de|plus de|mehr als|über|более|больше|свыше|"
        r"exceed(?:ed)?|(?:get |got |go |went )?past|more than|over|above|higher than|surpass(?:ed)?",
    ),
    ("~", r"差不多|大概|(?<!节)约|将近|接近|快[到赶]|about|around|nearly|almost"),
    (
        "<",
        r"不到|[不没]满|不足|低于|少于|小于|未达到?|没达?到|没有|"
        r"less than|below|under|fewer than|menos del?|moins de|weniger als|unter|менее|меньше",
    ),
)
_AFTER: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    (">=", re.compile("及?以上|之上|이상")),
    ("<=", re.compile("以下|以内|之内")),
    (">", re.compile("(?:还|都|出)*(?:多|余|不止|有余|有富余|出头|往上|开外)|を超え|을 넘|를 넘")),
)
_THAN = re.compile("(?:还要?|更)?(?:(?P<more>[高多大快])|[低少小慢])")  # 比5.5%低
_HAN = re.compile("[\u4e00-\u9fff]")
_LEADS_TO = re.compile(r"(?:提高|提升|增加|增长|扩大|下降|降低|降|减少|上升|升|涨|恢复|稳定|保持|完成|做)(?:了|到|至|在)?$")
_UNITS = {
    "yuan": "元",
    "rmb": "元",
    "us dollars": "美元",
    "dollars": "美元",
    "people": "人",
    "jobs": "人",
    "tons": "吨",
    "tonnes": "吨",
    "mu": "亩",
    "km": "公里",
    "kilometers": "公里",
    "kilometres": "公里",
}
_SCALES = {"trillion": 10**12, "billion": 10**9, "million": 10**6, "thousand": 10**3}
_UNIT = "|".join(_UNITS)
_YEAR = r"(?:(?<=\bin )|(?<=\bsince )|(?<=\buntil )|(?<=\bduring ))(?:19|20)\d\d\b"  # in 2019 jobs grew
_ENGLISH = re.compile(
    rf"(?<![\d.])(?!{_YEAR})(?P<number>\d+(?:\.\d+)?)\s*"
    rf"(?:(?P<scale>{'|'.join(_SCALES)})\b\s*(?:(?P<of>{_UNIT})\b)?|(?:new |urban )*(?P<unit>{_UNIT})\b)"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_HALF = re.compile(
    r"一?[大多]?半数?以上|一[大多]半|大半(?!年)|(?<!通)(?:过|超过?|达到?)了?一?半(?![年导山径路])|"
    r"\b(?:past|over|more than|above|exceed(?:ed)?) half\b(?: of)?"
)
_ONE_OF = re.compile("(?:[上过破超到达足]|突破)了?(?=(?:[百千]?万|[百千]|万?亿)(?!分))")
_MONEY = re.compile("(?<=[\\d百千万亿一二三四五六七八九十])块(?:钱|(?![\u4e00-\u9fff])|(?=[多以给]))")
_TWO_DIGITS = re.compile("(?:达到?|实现|保持|有)?两位数")
_NEAR = Decimal("0.12")  # how far from a bound what is about it may lie, as a share of it
_ABOUT = Decimal("0.05")  # how far from a stated 约 a bound must lie to be decided, as a share of it


@dataclass(frozen=True, slots=True)
class Bound:
    """Invariant: text[start:end] is the bound with its comparing words, in the text that it was read from."""

    relation: Relation
    value_base: Decimal
    unit_base: str
    measure: str  # unit without scale, as printed
    start: int
    end: int

    def as_growth(self) -> Bound:
        """Of a growth: 增长2倍 is 200 %."""
        return replace(self, value_base=self.value_base * 100, unit_base="%") if self.unit_base == "倍" else self


def in_figures(text: str) -> str:
    """The text, English amounts in Chinese units (1.5 billion yuan is 15亿元); 过半 and 两位数 in percent, 上万亿 with a 1."""

    def told(match: re.Match[str]) -> str:
        value = Decimal(match["number"]) * _SCALES.get(match["scale"] or "", 1)
        scale, name = next((each for each in ((10**8, "亿"), (10**4, "万")) if value >= each[0]), (1, ""))
        return f"{(value / scale).normalize():f}{name}{_UNITS.get(match['of'] or match['unit'] or '', '')}"

    text = _TWO_DIGITS.sub("不低于10%", _HALF.sub("超过50%", _ENGLISH.sub(told, _THOUSANDS.sub("", text))))
    return _ONE_OF.sub(r"\g<0>1", _MONEY.sub("元", text))


def bound_of(text: str) -> Bound | None:
    """The last bound of a text that says something of a figure; None if there is none. In 10亿元以上项目 it only says which."""
    for quantity in reversed(quantities(text)):
        value, unit = _base(quantity)
        start, relation = _before(text, quantity.number_start)
        if text.endswith("比", 0, start) and (than := _THAN.match(text, quantity.number_end)):
            return Bound(">" if than["more"] else "<", value, unit, quantity.measure, start - 1, than.end())
        for after, words in _AFTER:
            if match := words.match(text, quantity.number_end):
                if _HAN.match(text, match.end()):
                    break
                return Bound(after, value, unit, quantity.measure, start, match.end())
        else:
            return Bound(relation, value, unit, quantity.measure, start, max(quantity.end, quantity.number_end))
    return None


def _before(text: str, end: int) -> tuple[int, Relation]:
    """Where the comparing words before a number begin, and what they say."""
    left = text[:end].rstrip()
    found = [(match.start(), relation) for relation, words in _BEFORE if (match := re.search(f"(?:{words})$", left))]
    if not found:
        return len(left), "="
    start, relation = min(found)  # 不到 and not 到
    if relation == ">=" and (leads := _LEADS_TO.search(left)):  # 提高到100%: to that figure
        return leads.end(), "="
    return start, relation


def _base(quantity: Quantity) -> tuple[Decimal, str]:
    """成, 番 and fractions in %, as facts tell them; 倍 is a ratio, or a growth (`as_growth`)."""
    if quantity.measure == "成":
        return quantity.value * 10, "%"
    if quantity.measure == "番":
        return doubled(quantity.value), "%"
    if quantity.measure == "分之":
        return quantity.value, "%"
    return to_base(quantity.value, quantity.unit)


def holds(bound: Bound, fact: Fact, *, is_aim: bool = False) -> bool | None:
    """Whether the stated figure keeps the bound; None where its words leave it open (超6% against 7%).

    A decrease is held by its size: 下降15% is more than 14%. `is_aim`: of a target, whether it is set so high, not what may
    come of it.
    """
    low, high = reach(fact)
    if fact.change == "growth" and fact.value < 0:
        low, high = -high, -low
    if bound.relation in ("=", ">=") and bound.value_base == abs(fact.value_base) and fact.qualifier != "超":
        return True  # 7%以上 or 7%左右 is what 7% was asked for
    if fact.qualifier == "超" and fact.kind == "actual" and fact.value > 0:
        high = low * (1 + _ABOUT)  # more would be told by a rounder figure
    if is_aim and fact.qualifier == "以上":
        high = low
    if fact.qualifier == "约":
        low, high = low * (1 - _ABOUT), high * (1 + _ABOUT)
    return keeps(bound.relation, bound.value_base, low, high, is_over=fact.qualifier == "超")


def keeps(relation: Relation, claimed: Decimal, low: Decimal, high: Decimal, *, is_over: bool = False) -> bool | None:
    """Whether all values from low to high stand in the relation to the claimed one (True), or none (False).

    `is_over`: low itself is not among them.
    """
    match relation:
        case ">":
            return True if low > claimed or is_over and low == claimed else False if high <= claimed else None
        case ">=":
            return True if low >= claimed else False if high < claimed else None
        case "<":
            return True if high < claimed else False if low >= claimed else None
        case "~":
            least, most = claimed * (1 - _NEAR), claimed * (1 + _NEAR)
            return True if least <= low and high <= most else False if high < least or most < low else None
        case "<=":
            return True if high <= claimed else False if low > claimed or is_over and low == claimed else None
    if low == high:
        return low == claimed
    return None if low <= claimed <= high else False
