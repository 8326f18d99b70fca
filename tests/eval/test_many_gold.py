from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from eval.collection import load_collection
from eval.many_gold import MANY, check_rows, load_many
from eval.others import FILES, Sets
from indexer.errors import GoldInvalid
from indexer.records import Report

SHARED = Path(__file__).parents[2].parent / "shared"
TEXT = "一、主要目标\n今年的目标是:地区生产总值增长5%—5.5%,新增就业12.5万人。打造南岭、北湖两个片区。\n"
FIGURE = {"question_id": "many-001", "type": "one", "lang": "zh", "asks": "figure", "question": "南岭省要新增多少就业?"}


ID = "provincial-2026-南岭省"


def report(text: str = TEXT) -> Report:
    return Report(ID, "南岭省", "南岭省", "provincial", 2026, 2025, None, None, sha256(text.encode()).hexdigest(), text)


def row(printed: str, **fields: object) -> dict[str, object]:
    start = TEXT.index(printed)
    digest = sha256(TEXT.encode()).hexdigest()
    return {"file": "provincial-2026/南岭省.txt", "sha256": digest, "start": start, "end": start + len(printed), **fields}


@pytest.fixture
def write(tmp_path):
    def write(*lines: dict[str, object]) -> Path:
        path = tmp_path / "many.jsonl"
        path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
        return path

    return write


def test_there_are_enough_questions_of_every_type_in_both_halves():
    n = Counter((question.type, question.split) for question in load_many())
    types = ("one", "several", "all", "trend", "unanswerable")
    assert {type_: (n[type_, "dev"], n[type_, "test"]) for type_ in types} == {
        "one": (20, 20),
        "several": (28, 20),
        "all": (119, 25),
        "trend": (23, 13),
        "unanswerable": (19, 12),
    }


def test_the_file_points_at_the_reports_and_does_not_quote_them():
    for question in load_many():
        assert all(len(answer) <= 20 for row in question.rows for answer in row.answers)
    assert "\t" not in MANY.read_text(encoding="utf-8")


def test_no_named_report_is_both_developed_on_and_held_out_for_measuring():
    unseen = {json.loads(line)["file"] for line in FILES[Sets.unseen].read_text(encoding="utf-8").splitlines()}
    named = [question for question in load_many() if question.split == "dev" and question.type in ("one", "several", "trend")]
    assert {row.file for question in named for row in question.rows} & unseen == set()


@pytest.mark.skipif(not (SHARED / "reports").exists(), reason="the other reports are not here")
def test_every_row_agrees_with_its_report():
    questions = load_many()
    check_rows(questions, {report.report_id: report for report in load_collection(SHARED)})
    assert len({row.file for question in questions for row in question.rows}) >= 70  # of the 98 that are asked of


def test_a_figure_and_a_range_that_stand_there_are_accepted(write):
    lines = [
        FIGURE | {"rows": [row("12.5万人", value="12.5", unit="万人")]},
        FIGURE | {"question_id": "many-003", "question": "增长多少?", "rows": [row("5%—5.5%", value="5..5.5", unit="%")]},
    ]
    questions = load_many(write(*lines))
    assert [question.split for question in questions] == ["dev", "dev"]
    check_rows(questions, {ID: report()})


@pytest.mark.parametrize(
    ("printed", "fields", "problem"),
    [
        ("12.5万人", {"value": "12", "unit": "万人"}, r"line 1 \(many-001\).*'12\.5万人'.*says 12"),
        ("5%—5.5%", {"value": "5", "unit": "%"}, "says 5"),
        ("12.5万人", {"value": "12.5", "unit": "万户"}, "is not in '万户'"),
    ],
)
def test_a_figure_that_does_not_stand_there_is_refused_by_line(write, printed, fields, problem):
    questions = load_many(write(FIGURE | {"rows": [row(printed, **fields)]}))
    with pytest.raises(GoldInvalid, match=problem):
        check_rows(questions, {ID: report()})


def test_an_item_outside_its_list_is_refused(write):
    there = row("南岭、北湖")
    line = FIGURE | {"asks": "list", "rows": [there | {"items": [[there["start"], there["end"] + 2]]}]}
    with pytest.raises(GoldInvalid, match="an item"):
        check_rows(load_many(write(line)), {ID: report()})


def test_another_text_and_a_missing_report_are_refused(write):
    questions = load_many(write(FIGURE | {"rows": [row("12.5万人", value="12.5", unit="万人")]}))
    with pytest.raises(GoldInvalid, match="the question was written for"):
        check_rows(questions, {ID: report(TEXT + "。")})
    with pytest.raises(GoldInvalid, match="not among the 0 reports"):
        check_rows(questions, {})


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"type": "every"}, "none of the known ones"),
        ({"asks": "span"}, "a row with value"),
        ({"asks": None}, "says what it `asks` for"),
        ({"type": "unanswerable", "asks": None, "reason": "not_stated"}, "1 reports that state it"),
        ({"rows": []}, "with 0 reports that state it, of 0"),
        ({"rows": [row("12.5万人", value="12.5")]}, "a value without a unit"),
        ({"rows": [row("12.5万人", value="12.5", unit="万人", optional=True)]}, "optional"),
        ({"rows": [{"file": "a.txt"}]}, r":1: not a question \(KeyError"),
    ],
)
def test_a_line_that_is_no_question_is_refused(write, change, problem):
    path = write(FIGURE | {"rows": [row("12.5万人", value="12.5", unit="万人")]} | change)
    with pytest.raises(GoldInvalid, match=problem):
        load_many(path)


def test_one_place_in_both_halves_is_refused(write):
    first = FIGURE | {"rows": [row("12.5万人", value="12.5", unit="万人")]}
    with pytest.raises(GoldInvalid, match=r":2 \(many-002\).*in both splits"):
        load_many(write(first, first | {"question_id": "many-002", "question": "就业要增加多少?"}))


def test_a_question_that_is_asked_twice_is_refused(write):
    first = FIGURE | {"rows": [row("12.5万人", value="12.5", unit="万人")]}
    with pytest.raises(GoldInvalid, match="is on line 1 too"):
        load_many(write(first, first | {"question_id": "many-003"}))
