"""Questions that nobody should have to answer, and what may not come of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from eval.fuzz import ask, flaws, is_said
from eval.gold import SEED_GOLD, load_gold
from eval.mutations import MUTATIONS, Mutated, mutated
from service.engine import Engine
from service.query import MAX_CHARACTERS
from service.records import Answer, Citation

QUESTIONS = [question.text for question in load_gold(SEED_GOLD) if question.split == "dev"]
QUOTE = Citation("r/1", "r", (), "全年实现工业增加值658.4亿元、服务业增加值324.8亿元", 0, 27)


@pytest.fixture(scope="module")
def answer(engine: Engine) -> Answer:
    found = engine.ask("2019年地区生产总值是多少?")
    assert found.answer == "1100.2亿元"
    return found


def test_no_question_breaks_an_answer(engine: Engine) -> None:
    asked = [ask(engine, question) for question in mutated(QUESTIONS, 300, seed=20)]
    assert [one for one in asked if one.flaws] == []
    assert {one.outcome for one in asked} == {"answered", "abstained", "refused"}


def test_the_same_seed_makes_the_same_questions() -> None:
    assert list(mutated(QUESTIONS, 50, seed=1)) == list(mutated(QUESTIONS, 50, seed=1))
    assert list(mutated(QUESTIONS, 50, seed=1)) != list(mutated(QUESTIONS, 50, seed=2))


def test_every_mutation_is_made_and_some_questions_have_others_before_them() -> None:
    made = list(mutated(QUESTIONS, 400))
    assert {name for question in made for name in question.made_by} == set(MUTATIONS)
    assert 40 < sum(bool(question.context) for question in made) < 120  # a fifth of 400
    assert {len(question.text) for question in made} >= {MAX_CHARACTERS, MAX_CHARACTERS + 1}


def test_an_exception_is_a_flaw_and_a_refusal_by_name_is_none(engine: Engine) -> None:
    assert ask(engine, Mutated("?" * 501, ())).outcome == "refused"
    broken = ask(engine, Mutated(2019, ()))  # type: ignore[arg-type]
    assert broken.outcome == "broken"
    assert "AttributeError" in broken.flaws[0]


@pytest.mark.parametrize(
    ("changed", "flaw"),
    [
        ({}, None),
        ({"answer": "1100.3亿元"}, "'1100.3亿元' is not what is cited"),
        ({"confidence": float("nan")}, "confidence is nan"),
        ({"confidence": 0.01}, "answered with a confidence of 0.01"),
        ({"citations": ()}, "answered '1100.2亿元' with 0 citations"),
        ({"status": "abstained", "answer": None}, "an abstention says None, and the reason is None"),
    ],
)
def test_what_is_wrong_with_an_answer_is_told(engine: Engine, answer: Answer, changed: dict[str, Any], flaw: str | None) -> None:
    found = list(flaws(replace(answer, **changed), engine.snapshot))
    assert found[:1] == ([] if flaw is None else [flaw])


def test_a_quote_that_stands_elsewhere_is_told(engine: Engine, answer: Answer) -> None:
    [cited] = answer.citations
    moved = replace(answer, citations=(replace(cited, start=cited.start + 1),))
    assert list(flaws(moved, engine.snapshot)) == [f"{cited.clause_id} does not say {cited.quote!r} at {cited.start + 1}"]


@pytest.mark.parametrize(
    ("said", "items", "is_so"),
    [
        ("658.4亿元", (), True),
        ("658亿元", (), False),
        ("是", (), True),
        ("658.4亿元、324.8亿元", (), True),
        ("658.4亿元、325亿元", (), False),
        ("工业；服务业", ("工业", "服务业"), True),
        ("工业和服务业", ("工业", "服务业"), False),
        ("658.4亿元 ÷ 324.8亿元 ≈ 2.03倍", (), True),
        ("658.4亿元 − 324.8亿元 = 333.6亿元", (), True),
        ("工业增加值658.4亿元 > 服务业增加值324.8亿元", (), True),
        ("658.4亿元 ÷ 320亿元 ≈ 2.06倍", (), False),
    ],
)
def test_an_answer_is_said_where_quotes_hold_all_of_it(said: str, items: tuple[str, ...], is_so: bool) -> None:
    assert is_said(said, items, (QUOTE,)) is is_so


def test_sentences_that_are_cited_one_by_one_are_said_in_their_order_only() -> None:
    first, second = replace(QUOTE, quote="建成公园3个。"), replace(QUOTE, quote="改造道路5条。")
    assert is_said("建成公园3个。改造道路5条。", (), (first, second))
    assert not is_said("改造道路5条。建成公园3个。", (), (first, second))
