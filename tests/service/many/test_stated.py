"""Which of the figures that the reports state is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.build import build_snapshot
from indexer.encoders.base import Encoder
from indexer.facts import facts
from indexer.outline import outline
from service.engine import Engine
from service.facts.indicators import find_indicator
from service.holder import Holder
from service.many.stated import Stated, is_step
from service.many.wanted import asks_growth
from service.query import understand
from tests.tiny import tiny_report


def stated(tiny: Engine, question: str) -> Stated:
    return Stated.of(understand(question), understand(question), tuple(tiny.snapshot.reports.values()), tiny.facts)


def figure(tiny: Engine, question: str, report_id: str, year: int) -> str | None:
    found = stated(tiny, question).one(understand(question), year, [tiny.snapshot.reports[report_id]])
    return None if found is None else f"{found.value}{found.unit}"


@pytest.mark.parametrize(
    ("question", "report_id", "year", "wanted"),
    [
        ("2019年地区生产总值", "anlin-2020", 2019, "92.4亿元"),
        ("2019年地区生产总值增长多少", "anlin-2020", 2019, "7.1%"),
        ("2020年地区生产总值的目标", "anlin-2020", 2020, "7%"),
        ("2020年计划改造多少老旧小区", "beihe-2020", 2020, "120个"),
        ("2020年地区生产总值的目标", "beihe-2020", 2020, None),
    ],
)
def test_the_figure_of_the_year_and_kind_that_is_asked_for(
    tiny: Engine, question: str, report_id: str, year: int, wanted: str | None
) -> None:
    assert figure(tiny, question, report_id, year) == wanted


def test_what_the_table_does_not_list_is_found_under_the_very_name_that_is_asked_for(tiny: Engine) -> None:
    assert {*stated(tiny, "2020年的隐患整改率是多少").facts} == {"anlin-2020"}
    assert stated(tiny, "2020年的整改是多少").facts == {}
    assert stated(tiny, "2020年建了什么").indicator is None


def test_a_growth_is_no_answer_where_others_tell_the_amount(tiny: Engine) -> None:
    grew = [fact for fact in tiny.facts.same("地区生产总值", ["beihe-2020"]) if fact.change == "growth"]
    found = stated(tiny, "2019年地区生产总值")
    only_growth = Stated(found.indicator, {**found.facts, "beihe-2020": grew}, tiny.snapshot)
    report = tiny.snapshot.reports["beihe-2020"]
    assert only_growth.one(understand("2019年地区生产总值"), 2019, [report]) is None
    assert only_growth.one(understand("2019年地区生产总值增长多少"), 2019, [report]) == grew[0]


@pytest.mark.parametrize(
    ("question", "told", "wanted"),
    [
        ("2020年茶园面积", "茶园面积比上年增加3000亩", True),
        ("2020年茶园面积增加多少", "茶园面积比上年增加3000亩", False),
        ("2020年茶园面积", "茶园面积达到3000亩", False),
        ("2020年城镇化率", "城镇化率提高0.9个百分点", True),
        ("2020年城镇化率提高多少", "城镇化率提高0.9个百分点", False),
        ("2020年茶叶出口", "茶叶出口增长9%", False),
    ],
)
def test_by_how_much_something_changed_is_only_told_where_it_is_asked_for(question: str, told: str, wanted: bool) -> None:
    report = tiny_report("anlin-2020", "安林县", "county", f"一、2020年工作安排\n{told}。\n")
    [fact] = facts(report, outline(report).clauses)
    assert is_step(understand(question), report, fact) is wanted


def test_a_figure_is_not_named_by_what_has_no_words(tiny: Engine) -> None:
    read = tiny.ask("安林县2019年地区生产总值是多少?")
    assert not Stated(find_indicator("%"), {}, tiny.snapshot).may_be_of(read, understand(read.question), tiny.facts)


def test_of_two_figures_the_one_that_is_no_round_border_and_of_this_year_alone_is_given(tmp_path: Path, encoder: Encoder) -> None:
    text = "一、2019年工作回顾\n地区生产总值突破300亿元。全年地区生产总值312亿元。单位GDP能耗较2015年下降16%。\n"
    build_snapshot(
        [tiny_report(f"{name}-2020", f"{name}县", "county", text) for name in ("dongshan", "nanling")], encoder, tmp_path
    )
    engine = Holder(tmp_path).engine()
    assert [row.answer for row in engine.ask("各地2019年地区生产总值是多少?").rows] == ["312亿元"] * 2
    assert [row.answer for row in engine.ask("各地2019年单位GDP能耗下降多少?").rows] == [None] * 2


def test_what_is_done_to_the_things_comes_before_what_is_said_of_them(tmp_path: Path, encoder: Encoder) -> None:
    lines = ("新开工改造高标准农田300亩。", "高标准农田达到9000亩。", "新建和改造提升高标准农田500亩，高标准农田保持在8000亩。")
    reports = [
        tiny_report(f"{name}-2020", f"{name}县", "county", f"一、2020年工作安排\n{line}\n")
        for name, line in zip(("dongshan", "nanling", "xihe"), lines, strict=True)
    ]
    build_snapshot(reports, encoder, tmp_path)
    engine = Holder(tmp_path).engine()

    def said(question: str) -> dict[str, str | None]:
        return {row.region: row.answer for row in engine.ask(question).rows}

    assert said("各地2020年改造（含新建）高标准农田多少亩?") == {"dongshan县": "300亩", "nanling县": "9000亩", "xihe县": "500亩"}
    assert said("各地2020年高标准农田的目标是多少?")["xihe县"] == "8000亩"


def test_part_of_the_things_is_asked_for_where_the_word_before_says_which(tmp_path: Path, encoder: Encoder) -> None:
    done, planned = "接待游客300万人次，接待入境游客4万人次。", "新建高标准农田500亩。茶产值年均增长8%。"
    text = f"一、2019年工作回顾\n{done}\n二、2020年工作安排\n{planned}\n"
    build_snapshot(
        [tiny_report(f"{name}-2020", f"{name}县", "county", text) for name in ("dongshan", "nanling")], encoder, tmp_path
    )
    engine = Holder(tmp_path).engine()
    for question, wanted in (
        ("各地2019年接待入境游客多少人次?", "4万人次"),
        ("各地2019年接待游客多少人次?", "300万人次"),
        ("各地2020年打算建的高标准农田有多少亩?", "500亩"),
        ("各地2020年茶产值打算增长多少?", None),  # of which only the mean of several years is told
    ):
        assert [row.answer for row in engine.ask(question).rows] == [wanted] * 2


def test_what_is_asked_for_may_stand_around_the_words_that_ask_for_it(tiny: Engine) -> None:
    indicator = stated(tiny, "2019年实际新增了多少城镇就业?").indicator
    assert indicator is not None and indicator.name == "城镇新增就业"
    assert not asks_growth(understand("2019年实际新增了多少城镇就业?"))
