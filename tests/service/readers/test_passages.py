"""What was done, or is planned, about something, in the report's sentences."""

from __future__ import annotations

import pytest

from service.engine import Engine
from service.readers.passages import read_passage
from tests.service.readers.conftest import Read


def test_the_sentences_about_it_are_quoted_in_the_order_of_the_report(read_muhe: Read) -> None:
    draft = read_muhe(read_passage, "为了改善民生做了哪些工作?")
    assert draft is not None
    assert draft.kind == "passage"
    assert draft.items[0].startswith("十件民生实事全部完成")
    starts = [place.start for place in draft.places]
    assert starts == sorted(starts)
    assert draft.answer == "".join(draft.items)


def test_of_what_was_done_and_what_is_planned_the_one_is_told_that_is_asked_for(read_muhe: Read) -> None:
    done = read_muhe(read_passage, "2019年在重大项目上采取了哪些措施?")
    planned = read_muhe(read_passage, "2020年在重大项目上有哪些打算?")
    assert done is not None
    assert planned is not None
    assert {place.clause.path[0] for place in done.places} == {"一、2019年工作回顾"}
    assert {place.clause.path[0] for place in planned.places} == {"二、2020年主要任务"}


def test_each_sentence_is_an_item_with_its_citation(muhe: Engine) -> None:
    found = muhe.ask("项目建设是怎么推进的?")
    assert (found.status, found.kind) == ("answered", "passage")
    assert list(found.items) == [cited.quote for cited in found.citations]
    assert 1 < len(found.items) <= 3


@pytest.mark.parametrize("question", ["足球联赛采取了哪些措施?", "为登月做了哪些工作?"])
def test_what_the_report_is_silent_on_is_not_answered(muhe: Engine, question: str) -> None:
    assert muhe.ask(question).status == "abstained"
