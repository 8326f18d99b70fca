"""The words for a year and for a spell of several years."""

from __future__ import annotations

import re

from indexer.numerals import read_number

N_YEARS = "[二两三四五六七八九十几]"
YEAR = r"(?:(?:1[89]|20)\d\d|[１２]\d{3}|一[八九][〇零○一二三四五六七八九]{2}|二[〇零○][〇零○一二三四五六七八九]{2})"
_PLAN = r"“?(?:十[一二三四五六]|[一六七八九十])五”?(?:计划)?(?:时期|期间|以来)|第[一二三四五六七八九十]+个五年计划(?:期间|时期)?"
_YEARS = (
    rf"(?:过去|今后|未来|近|最近|这)的?{N_YEARS}年[来间中内]?"
    rf"|(?<![十\d第]){N_YEARS}年(?:[来间中内]|(?=累计|共|合计|总计|年均|平均))"
)
SPELL = f"(?:{_PLAN}|{_YEARS}|(?:本届|上届)政府任期内?)"
PLAN_YEARS = 5
_OF_PLAN = re.compile("^“?(?P<number>十?[一二三四五六七八九]|十)五”?(?:时期|期间|以来)$")
_EARLY_PLANS = {1: 1957, 2: 1962}  # from the third on they end in 1970, 1975 and so on


def plan_end(period: str) -> int | None:
    """The last year of a plan of five years (“十三五”时期: 2020); None for another period."""
    plan = _OF_PLAN.search(period)
    number = int(read_number(plan["number"])) if plan else 0
    return _EARLY_PLANS.get(number, 1955 + 5 * number) if number else None
