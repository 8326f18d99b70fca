"""The year that a fact is an outcome of: what a review of several years says was reached was reached by the last of them."""

from __future__ import annotations

import re

from indexer.facts.times import PLAN_YEARS, plan_end
from indexer.records import Fact, Report

_BEHIND = re.compile("^(?:过去|这|近|最近|上届)|[年届]来$|以来$|(?:时期|期间)$|^[二两三四五六七八九十几]年")
# What a figure of many years adds up, and what it is at their end.
_FLOW = re.compile("累计|新增|共|总计|年均|平均|投入|完成|建成|新建|改造|增长|下降|减少|增加(?!到|至)|转移|安排|发放|净增")
_REACHED = re.compile("(?:(?:增加|增长|提高|上升|下降|减少|降低|扩大)(?:到|至)|[增升降]至)[^，。；]{0,6}$")
_STOCK = re.compile(
    "(?:达到?|[到至]|突破|超过?|超出|高于|为|在|居|首次|已|近|约|率|比重|占比|余额|总里程|里程|保有量|总量|人口|生产总值)$"
)
_BEGAN = re.compile("[由从自](?:[^，。；]{0,10}[年末底]的?)?[约近超]?$")  # 由52.23%提高到58.08%


def year_of(report: Report, fact: Fact) -> int | None:
    """The year of a fact: its period, or the last year of one that lies behind if a level was reached in it; else None."""
    if fact.period.isdecimal():
        return int(fact.period)
    segment = re.split("[，；]", fact.quote[: fact.value_start - fact.start])[-1]
    return last_year(report, fact.period) if fact.kind == "actual" and is_reached(segment, fact.change) else None


def is_reached(segment: str, change: str) -> bool:
    """Whether a number says what was reached, and does not add up; `segment` is what stands before it since the comma."""
    if change == "growth" or _BEGAN.search(segment):
        return False
    if _FLOW.search(segment):
        return _REACHED.search(segment) is not None
    return change == "share" or _STOCK.search(segment) is not None


def last_year(report: Report, period: str) -> int | None:
    """The last year that was over of several that lie behind; None for another period, and a plan that has not begun."""
    end = plan_end(period) or report.reviewed_year
    return min(end, report.reviewed_year) if _BEHIND.search(period) and end - PLAN_YEARS < report.reviewed_year else None
