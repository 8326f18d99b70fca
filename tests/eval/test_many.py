"""What answers over many reports are worth, and the questions asked of three short ones."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from eval.many import ask
from eval.many_gold import GoldRow, ManyQuestion
from eval.many_scores import as_question, row_values, says, scores
from indexer.build import build_snapshot
from indexer.encoders.base import Encoder
from service.engine import Engine
from service.holder import Holder
from service.records import Answer, AnswerRow, Citation
from tests.tiny import ANLIN_2020, BEIHE_2020, REPORTS

BY_ID = {report.report_id: report for report in REPORTS}


def gold(file: str, value: str, unit: str = "%", *, text: str = "", printed: str = "", is_optional: bool = False) -> GoldRow:
    start = text.index(printed)
    values = tuple(map(Decimal, value.split("..")))
    return GoldRow(file, "", start, start + len(printed), values, unit, is_optional=is_optional)


def question(*rows: GoldRow, type_: str = "all", text: str = "增长多少?", **fields: str) -> ManyQuestion:
    return ManyQuestion("many-001", type_, "zh", text, rows, **fields)  # type: ignore[arg-type]


def answer(**rows: str | None) -> Answer:
    """An answer with a row for each report: beihe_2020="5%"."""
    told = tuple(
        AnswerRow(report_id, "city", 2020, report_id.replace("_", "-"), said, None, None) for report_id, said in rows.items()
    )
    is_answered = any(rows.values())
    return Answer("?", "answered" if is_answered else "abstained", "list", "…" if is_answered else None, 0.9, "s", rows=told)


TWO = question(gold("anlin/2020.txt", "7"), gold("beihe/2020.txt", "5.5"))


@pytest.mark.parametrize(
    ("given", "all_right", "recall", "precision"),
    [
        ({"anlin_2020": "7%以上", "beihe_2020": "5.5%"}, 1, 2 / 2, 2 / 2),
        ({"anlin_2020": "7%以上", "beihe_2020": None}, 0, 1 / 2, 1 / 1),
        ({"anlin_2020": "7%", "beihe_2020": "5%"}, 0, 1 / 2, 1 / 2),
        ({"anlin_2020": "7%", "beihe_2020": "5.5%", "anlin_2019": "7%"}, 0, 2 / 2, 2 / 3),  # a report that says nothing of it
        ({"anlin_2020": "5.5%", "beihe_2020": "7%"}, 0, 0 / 2, 0 / 2),  # each figure from the other report
        ({}, 0, 0, 0),
    ],
)
def test_all_rows_count_and_none_may_be_wrong(given, all_right, recall, precision):
    assert row_values(TWO, answer(**given)) == {
        "all_right": all_right,
        "recall": recall,
        "precision": pytest.approx(precision),
    }


def test_an_optional_row_may_be_given_or_left_out():
    asked = question(gold("anlin/2020.txt", "7"), gold("beihe/2020.txt", "5.5", is_optional=True))
    assert row_values(asked, answer(anlin_2020="7%"))["all_right"] == 1
    assert row_values(asked, answer(anlin_2020="7%", beihe_2020="5.5%"))["all_right"] == 1
    assert row_values(asked, answer(anlin_2020="7%", beihe_2020="8%"))["all_right"] == 0


def test_a_silent_report_may_be_named_as_silent_but_not_answered_for():
    asked = question(gold("anlin/2020.txt", "7"), GoldRow("beihe/2020.txt", "", is_stated=False), type_="several")
    assert row_values(asked, answer(anlin_2020="7%", beihe_2020=None))["all_right"] == 1
    assert row_values(asked, answer(anlin_2020="7%", beihe_2020="5.5%"))["all_right"] == 0


def test_where_it_is_asked_which_reports_do_not_say_the_silent_rows_are_the_answer():
    asked = question(GoldRow("beihe/2020.txt", "", is_stated=False))
    assert row_values(asked, answer(beihe_2020=None))["all_right"] == 1
    assert row_values(asked, answer(beihe_2020=None, anlin_2020=None)) == {"all_right": 0, "recall": 1, "precision": 0.5}
    assert row_values(asked, answer(beihe_2020="5.5%"))["all_right"] == 0


def test_an_unanswerable_question_is_abstained_from_when_no_row_tells_an_answer():
    asked = question(GoldRow("beihe/2020.txt", "", is_stated=False), type_="unanswerable", reason="not_stated")
    assert row_values(asked, answer(beihe_2020=None)) == {"abstained": 1}
    assert row_values(asked, answer(beihe_2020="5.5%")) == {"abstained": 0}


def test_an_answer_without_rows_is_of_the_report_that_it_cites():
    cited = Citation("beihe-2020/1", "beihe-2020", (), "增长5.5%", 0, 6)
    told = Answer("?", "answered", "value", "5.5%", 0.9, "s", (cited,))
    assert row_values(question(gold("beihe/2020.txt", "5.5")), told)["all_right"] == 1
    assert row_values(question(gold("anlin/2020.txt", "5.5")), told)["all_right"] == 0


@pytest.mark.parametrize(
    ("value", "unit", "said", "is_right"),
    [
        ("5", "%", "增长5％左右", True),
        ("5", "%", "5.0%", True),
        ("5", "%", "15%", False),
        ("5", "%", "2.5%", False),
        ("5", "%", "5%—5.5%", False),
        ("5..5.5", "%", "5%—5.5%", True),
        ("6..6.5", "%", "6%－6.5%", True),
        ("5..5.5", "%", "5%", False),
        ("1200", "万人", "不低于1200万人", True),
        ("1200", "万人", "1200万元", False),
        ("1200", "亿元", "1,200亿元", True),
    ],
)
def test_a_figure_is_right_in_its_unit_and_a_range_as_a_range(value, unit, said, is_right):
    assert says(gold("anlin/2020.txt", value, unit), said) is is_right


def test_a_row_without_a_figure_wants_its_report_only():
    assert says(GoldRow("anlin/2020.txt", "", 3, 5), "茶园")


def test_a_question_about_one_report_accepts_its_figure_with_the_words_that_bound_it():
    row = gold("anlin/2020.txt", "7", text=ANLIN_2020, printed="7%")
    asked = as_question(question(row, type_="one", asks="figure"), BY_ID["anlin-2020"])
    assert asked.answers == ("7%", "7%以上")
    assert asked.clause_ids == ("anlin-2020/2.1.1",)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Engine:
    home: Path = tmp_path_factory.mktemp("many")
    build_snapshot(REPORTS, encoder, home)
    return Holder(home).engine()


def test_questions_are_asked_of_all_reports_together(engine):
    of_one = question(
        gold("beihe/2020.txt", "1530", "亿元", text=BEIHE_2020, printed="1530亿元"),
        type_="one",
        asks="figure",
        text="北河市2019年地区生产总值是多少?",
    )
    several = ManyQuestion(
        "many-003",
        "several",
        "zh",
        "安林县和北河市2019年地区生产总值分别是多少?",
        (gold("anlin/2020.txt", "92.4", "亿元"), gold("beihe/2020.txt", "1530", "亿元")),
    )
    answers, values = ask(engine, (of_one, several), BY_ID)
    assert answers["many-001"].answer == "1530亿元"
    assert values["many-001"] == {"nDCG@10": 1, "exact": 1, "citation_exact": 1, "right_figure": 1}
    assert values["many-003"] == {"all_right": 1, "recall": 1, "precision": 1}
    assert {(score.type, score.metric, score.n) for score in scores((of_one, several), values)} == {
        *(("one", metric, 1) for metric in values["many-001"]),
        *(("several", metric, 1) for metric in values["many-003"]),
    }
