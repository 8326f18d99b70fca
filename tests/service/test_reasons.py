"""Why there is no answer, in the language of the question."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from service.cli.terminal import show_answer
from service.engine import Engine
from service.query import understand
from service.reasons import explained
from service.records import Answer, Citation


@pytest.fixture
def anlin(tiny: Engine) -> Asks:
    return Asks(tiny, "anlin-2020")


class Asks:
    """Abstains from any question, with the reason as it holds for one report."""

    def __init__(self, engine: Engine, *report_ids: str) -> None:
        self.engine, self.report_ids = engine, report_ids

    def why(self, question: str) -> Answer:
        near = Citation("anlin-2020/1.1", "anlin-2020", (), "建设安水大剧院", 0, 7)
        abstained = Answer(question, "abstained", "value", None, 0.1, "s", alternatives=(near,))
        reports = [self.engine.snapshot.reports[report_id] for report_id in self.report_ids]
        return explained(abstained, understand(question), reports, self.engine.facts)


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("2017年地区生产总值是多少?", "报告没有给出2017年的地区生产总值；2019年为92.4亿元。"),
        ("2017年地區生產總值是多少億元?", "報告沒有給出2017年的地區生產總值；2019年為92.4億元。"),
        ("What was the GDP in 2017?", "The report does not give gross regional product for 2017; 2019: 9.24 billion yuan."),
        (
            "¿Cuál fue el PIB regional en 2017?",
            "El informe no da ninguna cifra para 2017 (PIB regional); 2019: 9,24 mil millones de yuanes.",
        ),
        ("2017年のGDPはいくらでしたか", "報告には2017年の域内総生産がありません。2019年は92.4億元です。"),
    ],
)
def test_another_year_is_told_with_the_figure_of_the_nearest_one(anlin: Asks, question: str, reason: str) -> None:
    assert anlin.why(question).reason == reason


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("2020年地区生产总值实际多少亿元?", "报告没有给出地区生产总值在2020年的完成情况；2020年的增长目标是7%以上。"),
        ("2019年地区生产总值的目标是多少亿元?", "报告没有给出2019年地区生产总值的目标；2019年为92.4亿元。"),
        ("2019年一般公共预算收入增长百分之几?", "报告没有给出2019年一般公共预算收入的增幅；2019年为7.9亿元。"),
        (
            "What is the target for GDP in 2019?",
            "The report sets no target of gross regional product for 2019; 2019: 9.24 billion yuan.",
        ),
    ],
)
def test_an_outcome_a_target_and_a_growth_are_told_apart(anlin: Asks, question: str, reason: str) -> None:
    assert anlin.why(question).reason == reason


def test_the_figure_that_a_reason_names_is_the_first_alternative(anlin: Asks, tiny: Engine) -> None:
    first, *_ = anlin.why("2017年地区生产总值是多少?").alternatives
    assert (first.clause_id, first.quote) == ("anlin-2020/1.1", "地区生产总值92.4亿元")
    assert tiny.snapshot.reports[first.report_id].text[first.start : first.end] == first.quote
    assert first.path == ("一、2019年工作回顾",)


def test_a_figure_that_is_there_but_not_sure_enough_is_not_called_missing(anlin: Asks) -> None:
    found = anlin.why("2019年地区生产总值是多少亿元?")
    assert found.reason == "没有十足的把握；报告中最接近的是地区生产总值：2019年为92.4亿元。"


@pytest.mark.parametrize("question", ["Was the GDP growth target for 2020 above 6%?", "2020年の域内総生産の目標は"])
def test_a_question_after_a_target_is_one_though_it_speaks_of_the_past(anlin: Asks, question: str) -> None:
    assert "7%" in (found := anlin.why(question).reason or "")
    assert found.startswith(("This is not certain", "確かではありません"))


def test_among_several_regions_a_figure_says_whose_it_is(tiny: Engine) -> None:
    found = Asks(tiny, "anlin-2020", "beihe-2020").why("2017年地区生产总值增长多少?")
    assert found.reason == "报告没有给出2017年地区生产总值的增幅；2019年的增幅为7.1%（安林县）。"


def test_an_indicator_of_the_table_that_no_report_names_has_no_figure(anlin: Asks) -> None:
    assert anlin.why("森林覆盖率是多少?").reason == "报告没有给出森林覆盖率的数据。"


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("上海市2019年地区生产总值是多少?", "收录的报告是安林县的，没有说到上海市。"),
        ("安林县的公交通到上海市吗?", "报告没有说到这一点；下面是最接近的条款。"),
    ],
)
def test_another_place_is_named_beside_that_of_the_report(anlin: Asks, question: str, reason: str) -> None:
    assert anlin.why(question).reason == reason


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("你觉得7%的增长目标是不是太高了?", "报告写的是做了什么、打算做什么，不作评价。"),
        ("明年房价会涨吗?", "报告写的是目标和安排，不作预测。"),
        ("你好,在吗?", "这不是报告能回答的问题：报告写的是政府做了什么、打算做什么。"),
        ("Do you think the target is too high?", "The report says what was done and what is planned; it does not judge."),
        ("“五山联动”是什么意思?", "报告没有提到“五山联动”；下面是最接近的条款。"),
        ("“3+1”在哪里?", "报告没有说到这一点；下面是最接近的条款。"),
        ("“一河两岸”在哪里?", "报告没有说到这一点；下面是最接近的条款。"),
        ("2035年要建什么?", "收录的报告没有给出2035年的情况。"),
        ("Was soll 2035 gebaut werden?", "Die vorliegenden Berichte sagen das nicht für 2035."),
    ],
)
def test_opinions_forecasts_and_what_is_not_mentioned_are_called_so(anlin: Asks, question: str, reason: str) -> None:
    assert anlin.why(question).reason == reason


def test_a_reason_that_repeats_the_question_does_not_steer_the_terminal(anlin: Asks) -> None:
    shown = io.StringIO()
    show_answer(Console(file=shown), anlin.why("“5\x1b[2J山”在哪里?"))
    assert shown.getvalue().startswith("报告没有提到“5\ufffd[2J山”")


def test_without_a_clause_near_there_is_nothing_to_explain(tiny: Engine) -> None:
    nothing = replace(Asks(tiny, "anlin-2020").why("公交?"), alternatives=())
    assert explained(nothing, understand("公交?"), (), tiny.facts).reason == "没有找到相关的条款。"


def test_asking_for_another_year_ends_with_the_reason(tiny: Engine) -> None:
    found = tiny.ask("北河市2016年地区生产总值是多少?")
    assert (found.status, found.reason) == ("abstained", "报告没有给出2016年的地区生产总值；2019年为1530亿元。")
