from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

import indexer
from eval.gold import Type
from eval.others import FILES, TO_MEASURE, Sets, load_others
from indexer.errors import GoldInvalid

SHARED = Path(__file__).parents[2].parent / "shared"
FIELDS = set("question_id file sha256 type lang question places answers items pair reason near".split())
HELD_OUT = Path(indexer.__file__).parent / "training" / "data" / "held_out.txt"


def _rows(of):
    return [json.loads(line) for line in FILES[of].read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def rows():
    return _rows(Sets.unseen)


def test_there_are_enough_questions_of_all_types_and_languages_over_eight_reports(rows):
    assert len(rows) >= 200
    assert len({row["file"] for row in rows}) == 8
    types = Counter(row["type"] for row in rows)
    assert types.keys() == set(get_args(Type)) - {"shorthand"}  # none of the eight explains its terms
    assert {"en", "ja", "ko", "es", "fr", "de", "ru", "ar", "vi"} <= {row["lang"] for row in rows}


def test_every_report_asked_about_is_held_out_of_training(rows):
    assert {row["file"] for row in rows} <= set(HELD_OUT.read_text(encoding="utf-8").split())


@pytest.mark.parametrize("of", Sets)
def test_the_file_points_at_the_reports_and_does_not_quote_them(of):
    for row in _rows(of):
        assert row.keys() - FIELDS == set()
        assert bool(row["places"]) == bool(row["answers"] or row.get("items")) == (row["type"] != "unanswerable")
        assert all(len(answer) <= 60 for answer in row["answers"])


def test_no_report_is_both_developed_on_and_measured_with():
    measured = {row["file"] for of in TO_MEASURE for row in _rows(of)}
    developed = set(Sets) - set(TO_MEASURE)
    assert {row["file"] for of in developed for row in _rows(of)} & measured == set()


def test_a_report_that_is_not_there_is_named(tmp_path):
    with pytest.raises(GoldInvalid, match=r"provincial-2026.*not there"):
        load_others(tmp_path, FILES[Sets.unseen])


def test_a_report_with_another_text_is_refused(tmp_path, rows):
    path = tmp_path / "reports" / rows[0]["file"]
    path.parent.mkdir(parents=True)
    path.write_text("另一份报告。", encoding="utf-8")
    with pytest.raises(GoldInvalid, match="the questions were written for"):
        load_others(tmp_path, FILES[Sets.unseen])


@pytest.mark.skipif(not (SHARED / "reports").exists(), reason="the other reports are not here")
@pytest.mark.parametrize("of", Sets)
def test_every_answerable_question_has_its_clause_and_its_answer_there(of):
    reports, questions = load_others(SHARED, FILES[of])
    assert len(reports) == len({row["file"] for row in _rows(of)})
    n_apart = 0  # two figures or their difference, a figure in words: not in the stretches quoted
    for question in questions:
        if question.is_answerable:
            assert question.clause_ids, question.question_id
            assert all(clause_id.startswith(f"{question.report_id}/") for clause_id in question.clause_ids)
            quoted = "\n".join(quote.text for quote in question.quotes)
            if question.type != "yesno":
                n_apart += not all(item in quoted for item in question.items or question.answers[0].split("、"))
    assert n_apart <= 6
