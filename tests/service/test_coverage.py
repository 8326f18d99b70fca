"""What a question is about, and how much of that is spoken of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.coverage import asked_about, coverage
from service.engine import Engine
from service.query import understand


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("去年新区农商银行的注册资本是多少亿元?", "农商 银行 注册资本"),
        ("马拉松的冠军是谁?", "马拉松 冠军"),
        ("多少万吨?", ""),
    ],
)
def test_a_question_is_about_neither_what_asks_nor_what_frames_it_nor_units(question: str, about: str) -> None:
    assert asked_about(understand(question), "安林县") == about


def test_a_word_that_the_sentence_lacks_and_another_clause_has_is_lacking_and_heard(tiny: Engine) -> None:
    found = tiny.search("公交线路和图书馆", k=5)
    query, encoder, report = understand("公交线路"), tiny.encoder, tiny.snapshot.reports["anlin-2020"]
    whole = coverage(query, report, "新增公交线路12条", "12条", found.hits, encoder)
    nothing = coverage(query, report, "修建水库", "修建水库", found.hits, encoder)
    assert (whole.covered, whole.lacking, whole.least, whole.missed) == pytest.approx((1, 0, 1, 0))
    assert nothing.covered < 0.6
    assert nothing.lacking > 0.1
    assert nothing.lacking >= nothing.lacking_next
    assert nothing.least < 0.6
    assert nothing.missed > 0
    assert whole.near < 0.6  # its part has the figure and not what it is of
    assert whole.outdone <= 0 < nothing.outdone  # another clause speaks of bus lines
    assert nothing.answered < whole.answered
    assert whole.elsewhere == 0 < nothing.elsewhere  # the report has 公交线路, in another sentence
    assert whole.unheard == nothing.unheard == 0


def test_a_word_stands_elsewhere_also_in_capitals(tiny: Engine) -> None:
    found, report = tiny.search("公交线路", k=5), tiny.snapshot.reports["anlin-2020"]
    for text, is_there in (("新建AI中心。", True), ("新建中心。", False)):
        of_words = coverage(understand("AI公交线路"), replace(report, text=text), "新增公交线路", "", found.hits, tiny.encoder)
        assert (of_words.elsewhere > 0) == is_there


def test_a_question_about_nothing_is_covered(tiny: Engine) -> None:
    found = tiny.search("公交", k=5)
    empty = coverage(understand("多少?"), tiny.snapshot.reports["anlin-2020"], "修建水库", "", found.hits, tiny.encoder)
    assert (empty.covered, empty.lacking, empty.elsewhere, empty.unheard, empty.unheard_most) == (1, 0, 0, 0, 0)
    assert (empty.near, empty.lacking_next, empty.least, empty.missed, empty.outdone) == (1, 0, 1, 0, 0)
