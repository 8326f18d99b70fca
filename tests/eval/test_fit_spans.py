"""The questions that the reader of phrases is fitted on, and the fit."""

from __future__ import annotations

import json

import numpy as np
import pytest
from safetensors.numpy import load, save

from eval.fit_spans import TRAINING, Judged, fit, load_written, measure
from eval.others import FILES, Sets
from eval.softmax_net import fit_net
from service.readers.spans.scorer import Scorer
from tests.eval.test_others import HELD_OUT, SHARED

FIELDS = set("question_id file sha256 lang question answers".split())
ROWS = [json.loads(line) for line in TRAINING.read_text(encoding="utf-8").splitlines()]


def test_the_file_points_at_the_reports_and_does_not_quote_them() -> None:
    assert len(ROWS) >= 1700
    assert all(row.keys() == FIELDS and all(start < end for start, end in row["answers"]) for row in ROWS)
    assert len({row["question_id"] for row in ROWS}) == len(ROWS)


def test_no_report_is_both_trained_and_measured_on() -> None:
    others = {
        json.loads(line)["file"] for of in (Sets.unseen, Sets.dev) for line in FILES[of].read_text(encoding="utf-8").splitlines()
    }
    assert {row["file"] for row in ROWS} & (others | set(HELD_OUT.read_text(encoding="utf-8").split())) == set()


@pytest.mark.skipif(not (SHARED / "reports").exists(), reason="the reports are not there")
def test_every_answer_is_a_short_phrase_of_its_report() -> None:
    _, questions = load_written(SHARED)
    assert len(questions) == len(ROWS)
    assert all(0 < len(form) <= 60 for question in questions for form in question.answers)


def _judged(values: list[list[float]], right: list[bool]) -> Judged:
    marks = np.array(right)
    return Judged("written", "r", "span", ("near", "long"), np.array(values, np.float32), marks, marks, np.arange(len(right)))


def test_the_network_tells_right_phrases_from_wrong_ones() -> None:
    judged = [_judged([[1, 0.2], [0, 0.9]], [True, False]), _judged([[0.2, 1], [0.9, 1]], [False, True])] * 20
    assert measure(fit(judged), judged) == [True] * 40


def test_networks_that_were_written_score_as_those_that_were_fitted() -> None:
    values = np.array([[1, 0.2], [0.3, 0.9]], np.float32)
    scorer = fit_net([(values, np.array([True, False]))] * 20, n_epochs=2)
    assert Scorer(**load(save(scorer.arrays()))).score(values).tolist() == scorer.score(values).tolist()


def test_a_question_without_a_right_phrase_counts_as_wrong() -> None:
    judged = [_judged([[1, 0], [0, 1]], [True, False])] * 20
    chooser = fit(judged)
    assert measure(chooser, [*judged[:1], _judged([[1, 0], [0, 1]], [False, False])]) == [True, False]


def test_right_phrases_elsewhere_are_not_learned_where_the_report_says_it() -> None:
    judged = Judged(
        "written",
        "r",
        "span",
        ("near",),
        np.zeros((3, 1), np.float32),
        np.array([True, True, False]),
        np.array([False, True, False]),
        np.array([0, 1, 1]),
    )
    assert judged.wanted.tolist() == [False, True, False]
