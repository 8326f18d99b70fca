"""Which words are to be mentioned, and where a report has them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.engine import Engine
from service.many.mentions import Theme, asked_theme, first_mention
from service.query import understand
from tests.tiny import REPORTS


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("哪些地方2020年的报告提到了地铁?", [["地铁"]]),
        ("2020年报告里说到龙头企业的县有哪些", [["龙头企业"]]),
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
        ("哪些地方的报告有地铁?", [["地铁"]]),
        ("哪些地方的报告提到“”?", []),
        ("哪些地方的报告提到的?", []),
        ("哪些地方有重要安水大剧院?", []),  # which is not planned
        ("哪些地方的报告提到要加快建设公交线路", [["公交线路"]]),
        ("哪些地方的报告提到了给学生加餐", [["in other words"]]),
        ("哪些地方提到了“3+1”体系里的物流园?", [["in other words"]]),
        ("Which places mention the “3+1” system?", [["3+1"]]),
        ("Which places talk about buses in their 2020 reports?", [["in other words"]]),
        ("哪些地方2020年要建设安水大剧院?", [["安水大剧院"]]),
        ("哪些地方2020年计划地区生产总值增长5%以上?", []),
        ("哪些地方提到了地区生产总值目标,各是多少", []),  # a figure is asked for
        ("哪些地方的地区生产总值提高了", []),
    ],
)
def test_the_theme_that_is_to_be_mentioned(question: str, wanted: list[list[str]]) -> None:
    theme = asked_theme(understand(question), REPORTS, lambda theme: "in other words")
    assert [list(wordings) for wordings in (theme.parts if theme else ())] == wanted


def test_a_theme_is_found_in_full_width_too(tiny: Engine) -> None:
    wide = replace(REPORTS[2], text=REPORTS[2].text.replace("地铁1号线", "地铁１号线"))
    found = first_mention(Theme([["地铁1号"]]), [wide], tiny.snapshot)
    assert found is not None and found.quote.startswith("地铁１号线")


def test_the_first_sentence_of_a_report_that_has_all_of_a_theme_is_given(tiny: Engine) -> None:
    found = first_mention(Theme([["公交线路"], ["轻轨", "地铁"]]), REPORTS, tiny.snapshot)
    assert found is not None
    assert (found.report_id, found.quote) == ("beihe-2020", "地铁1号线开通运营,新增公交线路11条。")
    assert first_mention(Theme([["地铁"], ["敬老院"]]), REPORTS, tiny.snapshot) is None


def test_what_is_planned_is_sought_among_what_is_planned(tiny: Engine) -> None:
    found = first_mention(Theme([["公交线路"]], is_planned=True), REPORTS[1:], tiny.snapshot)
    assert found is not None and found.quote == "2.新增公共停车位800个、公交线路4条。"
    assert first_mention(Theme([["公交线路"]], is_planned=True), REPORTS[2:], tiny.snapshot) is None  # where it was done
