"""The questions that the reader of phrases is fitted on, and the fit."""

from __future__ import annotations

import json

import numpy as np
import pytest

from eval.fit_spans import TRAINING, Asked, Judged, fit, load_written, share_right
from eval.matching import normalise
from eval.others import FILES, Sets
from tests.eval.test_others import HELD_OUT, SHARED

FIELDS = set("question_id file sha256 lang question answers".split())
ROWS = [json.loads(line) for line in TRAINING.read_text(encoding="utf-8").splitlines()]


def test_the_file_points_at_the_reports_and_does_not_quote_them() -> None:
    assert len(ROWS) >= 300
    assert all(row.keys() == FIELDS and all(start < end for start, end in row["answers"]) for row in ROWS)
    assert len({row["question_id"] for row in ROWS}) == len(ROWS)


def test_no_report_is_both_trained_and_measured_on() -> None:
    others = {json.loads(line)["file"] for of in Sets for line in FILES[of].read_text(encoding="utf-8").splitlines()}
    assert {row["file"] for row in ROWS} & (others | set(HELD_OUT.read_text(encoding="utf-8").split())) == set()


@pytest.mark.skipif(not (SHARED / "reports").exists(), reason="the reports are not there")
def test_every_answer_is_a_short_phrase_of_its_report() -> None:
    _, asked = load_written(SHARED)
    assert len(asked) == len(ROWS)
    assert all(0 < len(form) <= 60 for each in asked for form in each.forms)


def _judged(values: list[list[float]], right: list[bool]) -> Judged:
    asked = Asked("written", "r", "q", frozenset({normalise("a")}), ())
    return Judged(asked, ("near", "long"), np.array(values, np.float32), np.array(right), np.array(right))


def test_the_weights_tell_right_phrases_from_wrong_ones() -> None:
    judged = [_judged([[1, 0.2], [0, 0.9]], [True, False]), _judged([[0.2, 1], [0.9, 1]], [False, True])]
    near, long = fit(judged)
    assert near > 0 > long  # what is right is nearer each time, and once shorter
    assert share_right(np.array([near, long]), judged) == 1


def test_a_question_without_a_right_phrase_counts_as_wrong() -> None:
    judged = [_judged([[1, 0], [0, 1]], [True, False]), _judged([[1, 0], [0, 1]], [False, False])]
    assert share_right(np.array([1.0, 0.0], np.float32), judged) == 1 / 2
