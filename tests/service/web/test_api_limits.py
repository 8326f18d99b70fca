"""The limits of a request, on both sides."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator

import pytest

from service.web.middleware import MAX_BODY_BYTES
from service.web.problems import Refused, problem_response
from service.web.workers import Workers
from tests.service.conftest import Call, problem, refused_fields

TRADE = "2019年货物进出口总额"
JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(("k", "is_within"), [(0, False), (1, True), (100, True), (101, False)])
def test_k_is_from_1_to_100(call: Call, k: int, is_within: bool) -> None:
    for answer in (call("GET", "/v1/search", params={"q": TRADE, "k": k}), call("POST", "/v1/search", json={"q": TRADE, "k": k})):
        assert answer.status_code == 200 if is_within else refused_fields(answer) == ["k"]


@pytest.mark.parametrize(("n", "is_within"), [(0, False), (1, True), (500, True), (501, False)])
def test_a_query_has_1_to_500_characters(call: Call, n: int, is_within: bool) -> None:
    text = "问" * n
    for answer, field in (
        (call("GET", "/v1/search", params={"q": text}), "q"),
        (call("POST", "/v1/search", json={"q": text}), "q"),
        (call("POST", "/v1/search", json={"queries": [TRADE, text]}), "queries.1"),
        (call("POST", "/v1/ask", json={"question": text}), "question"),
    ):
        assert answer.status_code == 200 if is_within else refused_fields(answer) == [field]


def test_characters_are_code_points_and_not_utf_16_units(call: Call) -> None:
    assert call("POST", "/v1/ask", json={"question": "𠮷" * 500}).status_code == 200


@pytest.mark.parametrize(("n", "is_within"), [(0, False), (1, True), (64, True), (65, False)])
def test_a_batch_has_1_to_64_queries(call: Call, n: int, is_within: bool) -> None:
    answer = call("POST", "/v1/search", json={"queries": ["公交"] * n, "k": 1})
    assert answer.status_code == 200 if is_within else refused_fields(answer) == ["queries"]


@pytest.mark.parametrize(("n", "is_within"), [(0, True), (16, True), (17, False)])
def test_a_context_has_at_most_16_questions(call: Call, n: int, is_within: bool) -> None:
    answer = call("POST", "/v1/ask", json={"question": "那2020年呢", "context": [TRADE] * n})
    assert answer.status_code == 200 if is_within else refused_fields(answer) == ["context"]


def test_a_question_of_the_context_has_1_to_500_characters(call: Call) -> None:
    for n, fields in ((0, ["context.1"]), (500, None), (501, ["context.1"])):
        answer = call("POST", "/v1/ask", json={"question": "那2020年呢", "context": [TRADE, "问" * n]})
        assert answer.status_code == 200 if fields is None else refused_fields(answer) == fields


@pytest.mark.parametrize(("year", "is_within"), [(1948, False), (1949, True), (2100, True), (2101, False)])
def test_a_year_is_from_1949_to_2100(call: Call, year: int, is_within: bool) -> None:
    answer = call("POST", "/v1/ask", json={"question": TRADE, "year": [year]})
    assert answer.status_code == 200 if is_within else refused_fields(answer) == ["year.0"]


@pytest.mark.parametrize(("n", "is_within"), [(64, True), (65, False)])
def test_a_filter_has_at_most_64_values(call: Call, n: int, is_within: bool) -> None:
    answer = call("POST", "/v1/search", json={"q": TRADE, "year": [2020] * n})
    assert answer.status_code == 200 if is_within else refused_fields(answer) == ["year"]


def test_a_refusal_says_what_was_found_and_what_was_expected(call: Call) -> None:
    detail = problem(call("GET", "/v1/search", params={"q": "问" * 501}), 422, "invalid")["detail"]
    assert "at most 500 characters" in detail and "501 characters" in detail


def test_a_body_of_just_a_mebibyte_is_read(call: Call) -> None:
    body = json.dumps({"q": TRADE}).encode().ljust(MAX_BODY_BYTES)
    assert call("POST", "/v1/search", content=body, headers=JSON).status_code == 200
    problem(call("POST", "/v1/search", content=body + b" ", headers=JSON), 413, "too_large")


@pytest.mark.parametrize("path", ["/v1/search", "/v1/ask", "/no/such/call"])
def test_ten_megabytes_are_refused_by_their_stated_length(call: Call, path: str) -> None:
    answer = call("POST", path, content=b" " * 10_000_000, headers=JSON)
    assert "10000000" in problem(answer, 413, "too_large")["detail"]


def test_ten_megabytes_of_unstated_length_are_not_read_to_the_end(call: Call) -> None:
    n_sent = 0

    async def chunks() -> AsyncIterator[bytes]:
        nonlocal n_sent
        for _ in range(1000):
            n_sent += 1
            yield b" " * 10_000

    problem(call("POST", "/v1/search", content=chunks(), headers=JSON), 413, "too_large")
    assert n_sent == 105  # the first 104 hold 1,040,000 bytes, a mebibyte is 1,048,576


def test_a_full_line_is_refused_with_when_to_come_back() -> None:
    async def crowd() -> None:
        workers, leave = Workers(1, max_waiting=1), threading.Event()
        working = [asyncio.create_task(workers.run(leave.wait)) for _ in range(2)]  # one at work, one waiting
        await asyncio.sleep(0.05)
        with pytest.raises(Refused, match="at most 1 may") as refused:
            await workers.run(lambda: None)
        leave.set()
        assert await asyncio.gather(*working) == [True, True]
        answer = problem_response(refused.value.code, refused.value.detail, headers=refused.value.headers)
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")

    asyncio.run(crowd())
