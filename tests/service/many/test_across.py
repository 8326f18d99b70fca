"""Questions over several reports, asked of three short ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.build import build_snapshot
from indexer.encoders.base import Encoder
from service.engine import Engine
from service.holder import Holder
from tests.tiny import tiny_report


def rows(tiny: Engine, question: str) -> list[tuple[str, int | None, str | None]]:
    return [(row.region, row.year, row.answer) for row in tiny.ask(question).rows]


def test_each_region_has_a_row_with_its_own_figure(tiny: Engine) -> None:
    asked = "安林县和北河市2019年地区生产总值分别是多少?"
    assert rows(tiny, asked) == [("安林县", 2019, "92.4亿元"), ("北河市", 2019, "1530亿元")]


def test_a_report_that_does_not_say_has_a_row_without_an_answer(tiny: Engine) -> None:
    asked = "安林县和北河市2019年一般公共预算收入分别是多少?"
    assert rows(tiny, asked) == [("安林县", 2019, "7.9亿元"), ("北河市", 2019, None)]


def test_a_target_asked_for_in_the_past_is_still_the_target(tiny: Engine) -> None:
    asked = "What was the GDP growth target of 安林县 and 北河市 for 2020?"
    assert rows(tiny, asked) == [("安林县", 2020, "7%以上"), ("北河市", 2020, None)]


def test_each_year_has_a_row(tiny: Engine) -> None:
    assert rows(tiny, "安林县2018年到2019年的地区生产总值") == [("安林县", 2018, "86.5亿元"), ("安林县", 2019, "92.4亿元")]


def test_only_figures_that_keep_the_bound_are_given(tiny: Engine) -> None:
    assert rows(tiny, "哪些地方2019年地区生产总值超过1000亿元?") == [("北河市", 2019, "1530亿元")]


def test_of_the_highest_only_the_highest_is_given(tiny: Engine) -> None:
    assert rows(tiny, "哪个地方2019年地区生产总值增长最快?") == [("安林县", 2019, "7.1%")]


def test_of_regions_that_are_compared_by_name_the_highest_is_given_first(tiny: Engine) -> None:
    asked = "北河市和安林县2019年哪个地区生产总值增长更快?"
    assert rows(tiny, asked) == [("安林县", 2019, "7.1%"), ("北河市", 2019, "5.5%")]


def test_a_region_that_is_not_indexed_has_a_row_without_a_report(tiny: Engine) -> None:
    found = tiny.ask("北河市和上海市2019年的地区生产总值").rows
    assert [(row.region, row.report_id, row.answer) for row in found] == [
        ("北河市", "beihe-2020", "1530亿元"),
        ("上海", None, None),
    ]


def test_every_row_is_cited_from_its_own_report(tiny: Engine) -> None:
    answer = tiny.ask("安林县和北河市2019年地区生产总值分别是多少?")
    for row in answer.rows:
        assert row.citation is not None and row.answer is not None
        assert row.citation.report_id == row.report_id
        text = tiny.snapshot.reports[row.citation.report_id].text
        assert text[row.citation.start : row.citation.end] == row.citation.quote
        assert row.answer in row.citation.quote
    assert answer.answer == "安林县：92.4亿元；北河市：1530亿元"
    assert [fact.value_base for fact in answer.facts] == [9_240_000_000, 153_000_000_000]


def test_where_no_report_says_anything_there_is_no_answer(tiny: Engine) -> None:
    answer = tiny.ask("安林县和北河市2019年的社会消费品零售总额")
    assert (answer.status, answer.answer) == ("abstained", None)
    assert [(row.report_id, row.answer) for row in answer.rows] == [("anlin-2020", None), ("beihe-2020", None)]
    assert answer.alternatives and answer.reason == "报告没有给出社会消费品零售总额的数据。"


def test_a_report_that_is_named_by_its_year_is_asked_of_the_year_that_it_looks_back_on(tiny: Engine) -> None:
    assert rows(tiny, "安林县2019年和2020年的报告里地区生产总值各是多少?") == [
        ("安林县", 2019, "86.5亿元"),
        ("安林县", 2020, "92.4亿元"),
    ]


def test_reports_that_mention_something_are_named_with_the_sentence(tiny: Engine) -> None:
    said = {row.region: row.answer for row in tiny.ask("哪些地方2020年的报告提到了地铁?").rows}
    assert said == {"安林县": None, "北河市": "地铁1号线开通运营,新增公交线路11条。"}


def test_a_year_that_no_report_is_about_has_no_row_from_another_year(tiny: Engine) -> None:
    assert {answer for _, _, answer in rows(tiny, "哪些地方2015年地区生产总值超过1亿元?")} == {None}


def test_what_another_report_says_is_not_given_for_one_that_is_not_there(tiny: Engine) -> None:
    for asked in ("2016年安林县政府工作报告说地区生产总值是多少?", "安林县和北河市2016年的政府工作报告里地区生产总值各是多少?"):
        answer = tiny.ask(asked)
        assert (answer.status, answer.answer, answer.rows) == ("abstained", None, ())
        assert answer.reason == "收录的报告没有给出2016年的情况。"


def test_where_it_is_asked_which_reports_do_not_say_the_silent_ones_are_the_answer(tiny: Engine) -> None:
    answer = tiny.ask("哪些地方2020年的报告没有提到地铁?")
    assert (answer.status, answer.answer, answer.items) == ("answered", "安林县", ("安林县",))
    assert [(row.region, row.answer) for row in answer.rows] == [("安林县", None)]
    assert [cited.quote for cited in answer.citations] == ["地铁1号线开通运营,新增公交线路11条。"]  # of the one that does
    assert rows(tiny, "谁没有给2020年的地区生产总值定目标?") == [("北河市", 2020, None)]


def test_reports_are_not_told_to_be_silent_of_what_none_of_them_says(tiny: Engine) -> None:
    assert tiny.ask("哪些地方2020年的报告没有提到核潜艇?").status == "abstained"
    for both in ("提到地铁但没有提到公交线路", "没有提到地铁但提到公交线路"):  # two themes, of which one is denied
        assert tiny.ask(f"哪些地方2020年的报告{both}?").status == "abstained"


def test_a_theme_in_another_language_is_sought_in_the_words_of_the_reports(tiny: Engine) -> None:
    said = {row.region: row.answer for row in tiny.ask("Which places mention rural roads in their 2020 reports?").rows}
    assert said == {"安林县": "垃圾分类覆盖2个街道和87个小区,改造农村公路47公里。", "北河市": None}
    assert tiny.ask("Which places mention nuclear submarines in their 2020 reports?").status == "abstained"


def test_what_is_said_in_other_words_than_the_question_is_told_less_surely(tiny: Engine) -> None:
    in_its_words, in_others = (
        tiny.ask(question).confidence
        for question in ("2020年哪些地方的报告提到了公交线路？", "Which places mention rural roads in their 2020 reports?")
    )
    assert in_others < in_its_words < 1


def test_where_all_reports_say_it_none_is_silent(tiny: Engine) -> None:
    answer = tiny.ask("哪些地方2020年的报告没有提到老旧小区?")
    assert (answer.status, answer.answer, answer.reason) == ("abstained", None, "这些报告都说到了这一点。")
    said = ["1.改造老旧小区16个,惠及居民5200户。", "新增养老床位1500张,改造老旧小区120个。"]
    assert [row.answer for row in answer.rows] == [cited.quote for cited in answer.alternatives] == said


@pytest.mark.parametrize("question", ["谁没有给2020年的地区生产总值定8%以上的目标?", "哪些地方2019年没有出现财政收入下降?"])
def test_a_report_that_is_silent_is_not_told_to_miss_a_bound(tiny: Engine, question: str) -> None:
    answer = tiny.ask(question)
    assert (answer.status, {row.answer for row in answer.rows}) == ("abstained", {None})


def test_what_no_single_figure_tells_is_not_answered_with_one(tiny: Engine) -> None:
    assert tiny.ask("哪些地方2020年没有完成地区生产总值的目标?").status == "abstained"


def test_of_many_regions_only_what_is_stated_is_told(tmp_path: Path, encoder: Encoder) -> None:
    text = "一、2020年工作安排\n新建茶园300亩。打造南岭、北湖两个产业园。\n"
    names = ("dongshan", "nanling", "xihe", "beihu", "anshui", "linhai", "gaoqiao")
    reports = [tiny_report(f"{name}-2020", f"{name}县", "county", text) for name in names]

    def told(question: str, n_regions: int) -> list[str | None]:
        build_snapshot(reports[:n_regions], encoder, tmp_path / str(n_regions))
        return [row.answer for row in Holder(tmp_path / str(n_regions)).engine().ask(question).rows]

    assert told("各地2020年打造哪些产业园?", 6) == ["南岭、北湖"] * 6
    assert told("各地2020年打造哪些产业园?", 7) == [None] * 7
    assert told("各地2020年新建茶园多少亩?", 7) == ["300亩"] * 7
