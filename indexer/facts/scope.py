"""The period in words that a heading or a paragraph gives to the figures below it (过去五年, 五年来, “十四五”时期)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.records import Clause, Report

_N = "[二两三四五六七八九十]"
_PLAN = r"“?(?:十[一二三四五六]|[一六七八九十])五”?(?:时期|期间)|第[一二三四五六七八九十]+个五年计划(?:期间|时期)?"
_WORDS = rf"(?:过去|今后|未来|近|最近|这)(?:的)?{_N}年(?:来|间|中)?|{_N}年(?:来|间)|(?:本届|上届)政府任期内?"
_LONG = re.compile(rf"(?P<told>{_PLAN}|{_WORDS})")
_ONE_YEAR = re.compile(r"过去的?一年|一年来|去年|今年|上年|(?:19|20)\d\d\s?年|二[〇○零][〇○零一二三四五六七八九]{2}年")
_HEAD = re.compile(rf"[\s—]*(?:(?P<one>{_ONE_YEAR.pattern})|(?:总的看|回顾|总之)?，?(?P<told>{_PLAN}|{_WORDS}))")
_SENTENCE = re.compile("[。！？\n]")
_ENDS = re.compile("“?(?P<tens>十)?(?P<ones>[一二三四五六七八九])?五”?(?:时期|期间)$")
_NUMERALS = "一二三四五六七八九"
_AVERAGE = re.compile("年均|平均每年|每年平均|年递增")
# What a figure of many years adds up, and what it is at their end.
_FLOW = re.compile("累计|新增|共|总计|年均|平均|投入|完成|建成|新建|改造|增长|下降|减少|增加(?!到|至)|转移|安排|发放|净增")
_REACHED = re.compile("(?:[由从]|(?:增加|增长|提高|上升|下降|减少|降低|扩大)(?:到|至)|[增升降]至)[^，。；]{0,6}$")
_STOCK = re.compile(
    "(?:达到?|[到至]|由|从|突破|超过?|为|在|居|首次|已|了|的|近|约|率|比重|占比|余额|总里程|里程|保有量|总量|人口)$"
)


def inherited(report: Report, clauses: Sequence[Clause]) -> Iterator[str | None]:
    """For every clause the period in words that holds at its beginning; None where it is a year."""
    told: str | None = None  # by a heading or at the head of a paragraph
    said: str | None = None  # at the head of a sentence of the section
    was: tuple[str, ...] = ()
    for clause in clauses:
        if clause.path != was:
            if clause.path[:1] != was[:1]:
                told = None
            for depth, heading in enumerate(clause.path):
                if was[: depth + 1] != clause.path[: depth + 1]:
                    told = _of_heading(heading, told)
            was, said = clause.path, told
        text = report.text[clause.start : clause.end]
        if head := _HEAD.match(text):
            told = said = head["told"]
        yield said
        for begins in _SENTENCE.finditer(text):
            if head := _HEAD.match(text, begins.end()):
                said = head["told"]
        if text.rstrip().endswith(("：", ":")) and (found := _LONG.search(text[-40:])):
            told = said = found["told"]


def is_average(segment: str) -> bool:
    """Whether a figure is of every one of many years (年均增长)."""
    return _AVERAGE.search(segment) is not None


def is_end_value(segment: str, before: str, change: str) -> bool:
    """Whether a figure says what was reached; `segment` is what stands before it since the comma, `before` its qualifier."""
    if _FLOW.search(segment):
        return _REACHED.search(segment) is not None
    return change == "share" or before in ("达到", "达", "突破", "超过", "超") or _STOCK.search(segment) is not None


def last_year(report: Report, period: str) -> int:
    """The last year that is over of a period that lies behind."""
    match = _ENDS.search(period)
    if match is None:
        return report.reviewed_year
    count = (10 if match["tens"] else 0) + (_NUMERALS.index(match["ones"]) + 1 if match["ones"] else 0)
    return min(1955 + 5 * count, report.reviewed_year)


def _of_heading(heading: str, told: str | None) -> str | None:
    """One that names a year too (过去一年和五年工作) leaves it to the text."""
    if _ONE_YEAR.search(heading):
        return None
    found = list(_LONG.finditer(heading))
    return found[-1]["told"] if found else told
