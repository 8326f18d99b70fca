"""Where the words of a question look, how much the words of a phrase say, and which phrase is chosen by that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from indexer.build import build_snapshot
from indexer.encoders.base import Floats, WordEncoder
from service.holder import Holder
from service.query import understand
from service.readers.base import Reading
from service.readers.spans.attention import attention
from service.readers.spans.layout import Laid, Question, lay_out, read_question
from service.readers.spans.runs import Runs, find_runs
from service.readers.spans.salience import salience
from service.readers.spans.scorer import Chooser, Scorer
from tests.tiny import tiny_report

Read = tuple[Laid, Runs, Question]


@pytest.fixture
def read(tmp_path: Path, encoder: WordEncoder) -> Read:
    """Two sentences, one with two stretches, and a question of one word."""
    text = "一、任务\n(一)扩大开放。建成大桥,举办会议。创办学校。\n"
    build_snapshot([tiny_report("a-2022", "甲县", "county", text)], encoder, tmp_path)
    engine = Holder(tmp_path).engine()
    hits = engine.search("会议", k=1, explain=True).hits
    reading = Reading(understand("会议"), hits, engine.snapshot, encoder)
    question = read_question(reading, encoder)
    laid = lay_out(reading, question, encoder)
    assert laid is not None
    return laid, find_runs(laid), question


def _row(laid: Laid, runs: Runs, word: str) -> int:
    at = laid.words.index(word)
    return int(np.flatnonzero((runs.left == at) & (runs.right == at + 1))[0])


def _matching(laid: Laid, **cosines: float) -> Laid:
    """The same with these cosines of words with the question, the others 0."""
    return replace(laid, cosines=np.array([[cosines.get(word, 0)] for word in laid.words], np.float32))


def test_all_that_a_question_looks_at_is_in_some_sentence(read: Read) -> None:
    laid, runs, question = read
    looks = attention(laid, runs, question)["looks_sentence_0"]
    of = dict(zip(laid.sentence_of[runs.left].tolist(), looks.tolist(), strict=True))
    assert sum(of.values()) == pytest.approx(1)


def test_a_word_that_is_answered_better_elsewhere_looks_there(read: Read) -> None:
    laid, runs, question = read
    school = _row(laid, runs, "学校")
    alone = attention(_matching(laid, 创办=0.5), runs, question)["looks_before_0"][school]
    rivalled = attention(_matching(laid, 创办=0.5, 举办=0.9), runs, question)["looks_before_0"][school]
    assert alone > 0.9
    assert rivalled < 0.01  # e^(-0.4 / 0.06)


def test_a_phrase_is_looked_into_and_its_stretch_without_it(read: Read) -> None:
    laid, runs, question = read
    found = attention(_matching(laid, 会议=0.9), runs, question)
    row = _row(laid, runs, "会议")
    assert found["looks_inside_0"][row] > 0.9
    assert found["looks_stretch_0"][row] < 0.01
    assert found["looks_stretch_0"][_row(laid, runs, "举办")] > 0.9
    assert found["looks_stretch_0"][_row(laid, runs, "大桥")] < 0.01


def test_what_stands_beside_a_phrase_is_weighed_up_to_a_stop(read: Read) -> None:
    laid, runs, _ = read
    found, row = salience(laid, runs), _row(laid, runs, "会议")
    norms = np.linalg.norm(laid.vectors, axis=1)
    assert found["norm_first"][row] == norms[laid.words.index("会议")] == pytest.approx(found["norm_mean"][row])
    assert found["norm_previous"][row] == norms[laid.words.index("举办")]
    assert found["norm_following"][row] == 0
    assert (found["place_in_stretch"][row], found["end_in_stretch"][row]) == (1 / 2, 1)


def _scorer(weights: list[float]) -> Scorer:
    """Of the weighted sum."""
    none: Floats = np.zeros((2, 1), np.float32)
    return Scorer(none[:, 0], none[:, 0] + 1, np.array(weights, np.float32), none, none[0], none[0])


def test_the_chance_of_a_phrase_is_that_of_its_stretch_times_that_within_it() -> None:
    chooser = Chooser(("near", "long"), _scorer([1, 0]), _scorer([0, 1]))
    stretches = np.array([0, 1, 1])
    sure = np.array([[2.0, 0], [1.8, 0], [1.8, 3]], np.float32)
    assert chooser.choose(sure, stretches)[0] == 2  # (e^1.8 + e^1.8) e^3 / (1 + e^3) > e^2
    torn = np.array([[2.0, 0], [1.8, 0], [1.8, 0]], np.float32)
    assert chooser.choose(torn, stretches) == (0, 2.0)  # (e^1.8 + e^1.8) / 2 < e^2
