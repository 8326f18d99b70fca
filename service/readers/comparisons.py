"""Two figures of the report held against each other: which is more, by how much, how many times."""

from __future__ import annotations

import functools
import re
from decimal import ROUND_HALF_UP, Decimal

from indexer.facts.units import is_rate
from indexer.records import Fact
from indexer.segment import fold
from service.facts.compare import reach
from service.query import understand
from service.readers.base import Draft, Reading
from service.readers.bounds import Bound, keeps
from service.readers.claims import Claim
from service.readers.directions import direction_of
from service.readers.relations import Comparison, comparison_of, subject_of
from service.readers.stated import Stated, find_stated, places_of
from service.readers.verdict import Verdict

_HUNDREDTH = Decimal("0.01")
_POINTS = re.compile("百分点|倍|points|times")  # what two figures of another unit give
_RATE = re.compile("增速|增幅|涨幅|降幅|增长率|[快慢](?:多少|几)|faster|slower|growth rate")
Pair = tuple[Stated, Stated]


def judge_comparison(reading: Reading, claim: Claim, comparison: Comparison) -> Verdict | None:
    """Whether the figures of the two sides are as the claim has them; None where they are not stated, or leave it open."""
    pair = _pair(reading, comparison)
    if pair is None:
        return None
    (low_a, high_a), (low_b, high_b) = reach(pair[0].fact), reach(pair[1].fact)
    is_so: bool | None
    if comparison.asks == "same":
        is_same = (low_a, high_a) == (low_b, high_b)
        is_so = True if is_same else False if high_a < low_b or high_b < low_a else None
    else:
        if comparison.asks == "less":
            low_a, high_a, low_b, high_b = low_b, high_b, low_a, high_a
        is_so = True if low_a > high_b else False if high_a <= low_b else None
    return None if is_so is None else Verdict(is_so != claim.is_denied, places_of(pair), pair[0].fit)


def judge_times(reading: Reading, comparison: Comparison, bound: Bound) -> Verdict | None:
    """Whether one side is as many times the other as the bound has it."""
    pair = _pair(reading, comparison)
    if pair is None or not pair[1].fact.value_base:
        return None
    times = pair[0].fact.value_base / pair[1].fact.value_base
    is_so = keeps(bound.relation, bound.value_base, times, times)
    return None if is_so is None else Verdict(is_so, places_of(pair), pair[0].fit)


def read_comparison(reading: Reading) -> Draft | None:
    """The difference of two figures, how many times one is the other, or the greater, with the figures it is made from.

    None where the question compares nothing or a side is not stated.
    """
    comparison = comparison_of(reading.query.folded)
    if comparison is None or comparison.asks not in _TELLING:
        return None
    pair = _pair(reading, comparison)
    answer = _TELLING[comparison.asks](pair) if pair else None
    if pair is None or answer is None:
        return None
    return Draft("value", answer, places_of(pair), min(each.fit for each in pair), is_asked_form=True)


def _pair(reading: Reading, comparison: Comparison) -> Pair | None:
    """The figures of both sides, alike in unit and in what they say (growth, share, level); the pair that fits best. Two growths
    where one is asked for, if there are (增加的人数 is none), and nothing else for 增速.
    """
    if _RATE.search(reading.query.folded):
        return _pair_of(reading, comparison, is_growth=True)
    is_growth = direction_of(f"{comparison.a} {comparison.b}") is not None
    return (_pair_of(reading, comparison, is_growth=True) if is_growth else None) or _pair_of(reading, comparison)


def _pair_of(reading: Reading, comparison: Comparison, *, is_growth: bool = False) -> Pair | None:
    unit = None if _POINTS.search(reading.query.folded) else reading.query.unit

    def is_asked(fact: Fact) -> bool:
        return (not is_growth or fact.change == "growth") and (not unit or fold(fact.unit).endswith(unit))

    found = []
    for first, second in ((comparison.a, comparison.b), (comparison.b, comparison.a)):
        one = find_stated(reading, subject_of(first), understand(first), admits=is_asked)
        if one is None:
            continue
        other = find_stated(
            reading, subject_of(second), understand(second), admits=functools.partial(_is_like, reading, one.fact)
        )
        if other is not None:
            found.append((one, other) if first == comparison.a else (other, one))
    return max(found, key=lambda pair: pair[0].fit + pair[1].fit, default=None)


def _is_like(reading: Reading, one: Fact, other: Fact) -> bool:
    """Whether two figures can be held against each other: alike, and of one region (`many.across` compares regions)."""
    reports = reading.snapshot.reports
    is_of_one = reports[one.report_id].region == reports[other.report_id].region
    return is_of_one and other != one and (other.unit_base, other.change) == (one.unit_base, one.change)


def _difference(pair: Pair) -> str:
    """7295亿元 − 7150亿元 = 145亿元; of two rates in points."""
    high, low = sorted(pair, key=lambda each: each.fact.value_base, reverse=True)
    value = high.fact.value_base - low.fact.value_base
    unit = "个百分点" if is_rate(high.fact.unit) else high.fact.unit
    if high.fact.value_base < 0:  # of two decreases, that of their sizes
        return f"{low.printed} − {high.printed} = {_plain(value)}{unit}"
    if high.fact.value:
        value = value * high.fact.value / high.fact.value_base  # in the unit of the greater
    return f"{_signed(high)} − {_signed(low)} = {_plain(value)}{unit}"


def _times(pair: Pair) -> str | None:
    """658.4亿元 ÷ 324.8亿元 ≈ 2.03倍."""
    if not pair[1].fact.value_base:
        return None
    exact = pair[0].fact.value_base / pair[1].fact.value_base
    rounded = exact.quantize(_HUNDREDTH, ROUND_HALF_UP)
    return f"{_signed(pair[0])} ÷ {_signed(pair[1])} {'=' if exact == rounded else '≈'} {_plain(rounded)}倍"


def _greater(pair: Pair) -> str:
    """规上工业增加值658.4亿元 > 服务业增加值324.8亿元: the one that is asked for first."""
    high, low = sorted(pair, key=lambda each: each.fact.value_base, reverse=True)
    return (
        f"{high.fact.quote} > {low.fact.quote}"
        if high.fact.value_base > low.fact.value_base
        else f"{high.fact.quote} = {low.fact.quote}"
    )


def _less(pair: Pair) -> str:
    high, low = sorted(pair, key=lambda each: each.fact.value_base, reverse=True)
    return (
        f"{low.fact.quote} < {high.fact.quote}"
        if high.fact.value_base > low.fact.value_base
        else f"{high.fact.quote} = {low.fact.quote}"
    )


def _signed(stated: Stated) -> str:
    return f"(−{stated.printed})" if stated.fact.value < 0 else stated.printed


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


_TELLING = {"difference": _difference, "times": _times, "greatest": _greater, "least": _less}
