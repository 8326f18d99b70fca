from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from eval.gold import Question, Quote
from eval.records import Cited, Outcome

TEXT = "全年实现地区生产总值1100.2亿元。社会消费品零售总额增长8%；新增上市企业3家。"


@pytest.fixture
def ask() -> Callable[..., Question]:
    """Makes a question about TEXT; the quote is given as its text."""

    def make(question_id: str = "q1", *, quote: str | None = "地区生产总值1100.2亿元", **fields: Any) -> Question:
        quotes = () if quote is None else (_place(quote),)
        defaults: dict[str, Any] = {
            "type": "figure" if quotes else "unanswerable",
            "lang": "zh",
            "text": f"问题{question_id}",
            "split": "dev",
            "clause_ids": ("r/1",) if quotes else (),
            "quotes": quotes,
            "answers": ("1100.2亿元", "1100.2亿") if quotes else (),
            "reason": None if quotes else "not_stated",
        }
        return Question(question_id=question_id, **(defaults | fields))

    return make


@pytest.fixture
def say() -> Callable[..., Outcome]:
    """Makes an outcome; without an answer it is an abstention."""

    def make(question_id: str = "q1", answer: str | None = None, **fields: Any) -> Outcome:
        defaults: dict[str, Any] = {
            "ranking": (),
            "status": "abstained" if answer is None else "answered",
            "kind": "value",
            "answer": answer,
            "items": (),
            "confidence": 0.5,
            "citations": (),
            "search_ms": 1.0,
            "ask_ms": 2.0,
        }
        return Outcome(question_id=question_id, **(defaults | fields))

    return make


@pytest.fixture
def cite() -> Callable[..., Cited]:
    """Makes a citation of TEXT by its quote."""

    def make(quote: str, clause_id: str = "r/1") -> Cited:
        place = _place(quote)
        return Cited(clause_id, quote, place.start, place.end)

    return make


@pytest.fixture
def text() -> str:
    return TEXT


@pytest.fixture
def place() -> Callable[[str], Quote]:
    return _place


def _place(quote: str) -> Quote:
    start = TEXT.index(quote)
    return Quote(quote, start, start + len(quote))
