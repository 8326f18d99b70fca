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
_OF_PLAN = re.compile(
    "^(?:“?(?P<name>十?[一二三四五六七八九]|十)五”?(?:计划)?|第(?P<number>十?[一二三四五六七八九]|十)个五年计划)(?:时期|期间|以来)?$"
)
_SPELL_OF = re.compile(r"^(?P<where>过去|今后|未来|近|最近|这)?的?(?P<number>[二两三四五六七八九十])年[来间中内]?$")
_EARLY_PLANS = {1: 1957, 2: 1962}  # from the third on they end in 1970, 1975 and so on


def plan_end(period: str) -> int | None:
    """The last year of a plan of five years (“十三五”时期, 第十三个五年计划: 2020); None for another period."""
    plan = _OF_PLAN.search(period)
    number = int(read_number(plan["name"] or plan["number"])) if plan else 0
    return _EARLY_PLANS.get(number, 1955 + 5 * number) if number else None


def years_of(period: str, year: int, *, is_plan: bool) -> tuple[int, int] | None:
    """The first and last year of a period, as the report of `year` means it; None where its words give no years.

    Five years are those before `year` (五年来, 过去的五年), or `year` and what follows (今后五年; 五年内 of a plan).
    """
    if period.isdecimal():
        return int(period), int(period)
    if end := plan_end(period):
        return end - PLAN_YEARS + 1, end
    spell = _SPELL_OF.search(period)
    if not spell or not (n_years := int(read_number(spell["number"]))):
        return None
    lies_ahead = spell["where"] in ("今后", "未来") or not spell["where"] and is_plan
    return (year, year + n_years - 1) if lies_ahead else (year - n_years, year - 1)
