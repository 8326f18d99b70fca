"""The period that a heading, a paragraph or the lead to a list gives to the figures below it (过去五年, 五年来, “十四五”时期)."""

from __future__ import annotations

import os.path
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indexer.facts.period import period_in
from indexer.facts.times import SPELL, YEAR
from indexer.numerals import read_year
from indexer.records import Clause, Report

_SPELL = re.compile(SPELL)
_ONE_YEAR = re.compile(rf"过去的?一年|一年来|去年|今年|上年|{YEAR}\s?年")
_HEAD = re.compile(
    rf"[\s—\-]*(?:各位代表[！，：:])?\s*(?:(?:刚刚)?(?:过去的)?(?P<one>{_ONE_YEAR.pattern})"
    rf"|(?:总的看|回顾|回首|总之)?，?在?(?P<told>{SPELL}))"
)
_SENTENCE = re.compile("[。！？\n]")
_ITEM = re.compile(
    r"\s*(?:[—\-]|[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]{1,2}[，、]|[（(]\w{1,2}[）)]|\d{1,2}[.．、])"
)
_OF_PART = 0  # no year
_LEAD = 60  # characters of the end of a sentence that leads to a list
_AVERAGE = re.compile("年均|平均每年|每年平均|年递增")


class Told(NamedTuple):
    """A period that holds for a clause without one of its own."""

    period: str | None  # None: the year of its part
    is_near: bool  # said in the same section, not in a heading or before it


def inherited(report: Report, clauses: Sequence[Clause]) -> Iterator[Told]:
    """For every clause the period that holds at its beginning.

    What a heading says, and what leads to a list, holds for all below it; the head of a paragraph, where no heading says
    one, too, else until the section ends; the head of a sentence until the section or the item of a list ends. The year
    reviewed or planned ends a spell of years, at the head of a sentence only where no heading tells of one; any other year goes
    with its paragraph.
    """
    above: list[str | None] = [None]  # by no heading, by the outermost, and so on inwards
    told = aside = Told(None, False)  # now, and before the list
    is_list = is_headed = False
    was: tuple[str, ...] = ()
    for clause in clauses:
        text = report.text[clause.start : clause.end]
        if clause.path != was:
            kept = len(os.path.commonprefix([clause.path, was]))
            del above[kept + 1 :]
            for heading in clause.path[kept:]:
                above.append(_of_heading(heading, above[-1]))
            was, told, is_list = clause.path, Told(above[-1], False), False
            is_headed = any(_of_heading(heading, None) for heading in clause.path)
        is_item = _ITEM.match(text) is not None
        if is_item:
            aside = told = aside if is_list else told
        is_list = is_item
        if (head := _HEAD.match(text)) and (head["told"] or _is_own(report, head["one"])):
            told = Told(head["told"], True)
            if told.period is None or not is_headed:
                above[-1] = told.period
        yield told
        for begins in _SENTENCE.finditer(text):
            head = _HEAD.match(text, begins.end())
            if head and head["told"] and not head["told"].startswith(("近", "最近")):
                told = Told(head["told"], True)
            elif head and head["one"] and not is_headed and _is_own(report, head["one"]):
                told = Told(None, True)
        if text.rstrip().endswith(("：", ":")) and (lead := _leads(report, text)):
            above[-1], told = lead, Told(lead, True)


def average_of(segment: str, text: str, told: str | None) -> str | None:
    """The spell of years that a figure is the mean of (年均增长): the last that the text before it names, else `told`;
    None where its `segment`, what stands before it since the comma, does not say so.
    """
    if not _AVERAGE.search(segment):
        return None
    found = _SPELL.findall(text)
    return found[-1] if found else told


def _of_heading(heading: str, told: str | None) -> str | None:
    """One that names a year too (过去一年和五年工作) leaves it to the text."""
    if _ONE_YEAR.search(heading):
        return None
    found = _SPELL.findall(heading)
    return found[-1] if found else told


def _leads(report: Report, text: str) -> str | None:
    """The period that the last sentence of a paragraph names, which leads to a list; None for the year of its part (全年)."""
    period = period_in(report, _OF_PART, _SENTENCE.split(text)[-1][-_LEAD:])
    return None if period == str(_OF_PART) else period


def _is_own(report: Report, words: str) -> bool:
    """Whether 2019年, 去年, 过去一年 is the year that the report looks back on, or its own."""
    return read_year(words[:4]) in (None, report.year, report.reviewed_year)
