"""Which theme a question asks to be mentioned."""

from __future__ import annotations

import pytest

from service.many.scope import Scope, read_scope
from service.many.themes import asked_theme, implied_theme
from service.query import understand
from tests.stated import report
from tests.tiny import REPORTS


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("哪些地方2020年的报告提到了地铁?", [["地铁"]]),
        ("2020年报告里说到龙头企业的县有哪些", [["龙头企业"]]),
        ("地铁被写进了2020年哪些地方的报告?", [["地铁"]]),
        ("2020年有几个地方的报告提到地铁?分别是哪几个?", [["地铁"]]),
        ("“科创城市”出现在哪几个地方的报告里?", [["科创城市"]]),
        ("哪些地方2020年的报告里出现过地铁?", [["地铁"]]),
        ("哪些地方的地铁客流出现下降?", []),
        ("同时写到“地铁”和“公交线路”的有哪些", [["地铁"], ["公交线路"]]),
        ("哪些地方的报告提到地铁和敬老院", [["地铁"], ["敬老院"]]),  # which no report has together
        ("哪些地方的报告谈到了轨道交通（地铁）?", [["地铁"]]),  # of two names the one that they have
        ("哪些地方的报告提到公交即开", [["in other words"]]),  # 即 within a word names nothing else
        ("哪些地方的报告提到轻轨，即地铁?", [["地铁"]]),
        ("哪些地方的报告提到安全或底线", [["安全", "底线"]]),
        ("哪些地方的报告提到科与创", [["in other words"]]),  # of which every report has one character or the other
        ("哪些地方的报告提到“地铁”或“敬老院”", [["地铁", "敬老院"]]),
        ("Which places mention “地铁” or “敬老院”?", [["地铁", "敬老院"]]),
        ("哪些地方的报告有提到地铁?", [["地铁"]]),
        ("哪些地方的报告既提到地铁又写到公交线路?", [["地铁"], ["公交线路"]]),
        ("哪些地方提到了“3+1”体系里的公交线路?", [["公交线路"]]),
        ("哪些地方提到的最多?", []),
        ("哪些地方把地铁写进去了?", []),  # the theme stands before it
        ("哪些地方的报告有地铁?", [["地铁"]]),
        ("哪些地方的报告提到“”?", []),
        ("哪些地方的报告提到的?", []),
        ("哪些地方有重要安水大剧院?", []),  # which is not planned
        ("哪些地方的报告提到要加快建设公交线路", [["公交线路"]]),
        ("哪些地方的报告提到了给学生加餐", [["in other words"]]),
        ("哪些地方提到了“3+1”体系里的缆车?", [["in other words"]]),
        ("Which places mention the “3+1” system?", [["3+1"]]),
        ("Which places talk about buses in their 2020 reports?", [["in other words"]]),
        ("哪些地方2020年要建设安水大剧院?", [["安水大剧院"]]),
        ("哪些地方2020年计划地区生产总值增长5%以上?", []),
        ("哪些地方提到了地区生产总值目标,各是多少", []),  # a figure is asked for
        ("哪些地方的地区生产总值提高了", []),
    ],
)
def test_the_theme_that_is_to_be_mentioned(question: str, wanted: list[list[str]]) -> None:
    query = understand(question)
    theme = asked_theme(query, read_scope(query, REPORTS), lambda theme: "in other words")
    assert [list(wordings) for wordings in (theme.parts if theme else ())] == wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("安水大剧院这件事,哪些地方在抓?", [["安水大剧院"]]),
        ("哪些地方的报告惦记着安水大剧院?", [["安水大剧院"]]),
        ("Which places have something on buses in their 2020 reports?", [["buses"]]),
        ("哪些地方2020年把“安水大剧院”当回事?", [["安水大剧院"]]),
        ("关注安水大剧院的有多少个地方?", []),  # 地方 behind a number is no level
        ("哪些地方在抓地铁?", [["地铁"]]),
        ("哪些地方强调了地铁?", [["地铁"]]),
        ("谁的报告盯上了安水大剧院?", [["安水大剧院"]]),
        ("哪些地方2020年被中央点名批评?", []),  # which no report has
        ("哪些地方的地区生产总值最高?", []),  # a figure is asked for
        ("安水大剧院哪些地方提到的最多?", []),
        ("临湖县和北河市的报告怎么样?", []),  # what joins regions is none
        ("安水大剧院这件事怎么样?", []),  # of no regions
    ],
)
def test_a_theme_needs_no_verb_that_is_known(question: str, wanted: list[list[str]]) -> None:
    query = understand(question)
    theme = implied_theme(query, read_scope(query, REPORTS), lambda theme: theme if theme.isascii() else None)
    assert [list(wordings) for wordings in (theme.parts if theme else ())] == wanted


@pytest.mark.parametrize(("text", "wanted"), [("全县生产总值增长5%。", "生产总值"), ("全县经济稳中有进。", "in other words")])
def test_an_indicator_is_mentioned_where_a_name_tells_it(text: str, wanted: str) -> None:
    theme = asked_theme(understand("Which counties mention GDP?"), Scope((report(text),)), lambda theme: "in other words")
    assert theme is not None
    assert theme.parts == [[wanted]]  # and not 经济, as 经济增长 is folded
