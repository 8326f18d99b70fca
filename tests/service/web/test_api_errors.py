"""Every way a request can fail."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from fastapi import FastAPI

from indexer.build import build_snapshot
from indexer.encoders.base import Encoder
from indexer.errors import WenzhengError
from indexer.records import Report
from service.holder import Holder
from service.records import Filters
from service.web.api import create_app
from service.web.cursor import Cursor, fingerprint, save_cursor
from tests.service.conftest import Call, caller, problem, refused_fields

TRADE = "2019年货物进出口总额"
JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"q": TRADE, "k": "10"}, "k"),
        ({"q": TRADE, "k": True}, "k"),
        ({"q": TRADE, "k": 2.0}, "k"),
        ({"q": TRADE, "k": None}, "k"),
        ({"q": TRADE, "mode": "magic"}, "mode"),
        ({"q": TRADE, "level": ["village"]}, "level.0"),
        ({"q": TRADE, "explain": "yes"}, "explain"),
        ({"q": TRADE, "year": 2020}, "year"),
        ({"q": TRADE, "years": [2020]}, "years"),
        ({"q": 2019}, "q"),
        ({"q": TRADE, "queries": [TRADE]}, "body"),
        ({"queries": [TRADE], "cursor": "abc"}, "body"),
        ({}, "body"),
        ([], "body"),
        (None, "body"),
    ],
)
def test_a_value_of_another_kind_is_refused_by_the_name_of_its_field(call: Call, body: object, field: str) -> None:
    answer = call("POST", "/v1/search", content=json.dumps(body), headers=JSON)
    assert refused_fields(answer) == [field]


@pytest.mark.parametrize("params", [{}, {"q": TRADE, "years": "2020"}, {"q": TRADE, "k": "ten"}, {"q": TRADE, "year": ""}])
def test_a_query_string_is_checked_as_well(call: Call, params: dict[str, str]) -> None:
    assert len(refused_fields(call("GET", "/v1/search", params=params))) == 1


@pytest.mark.parametrize("field", ["llm", "stream"])
def test_what_is_not_there_is_refused_by_name(call: Call, field: str) -> None:
    answer = call("POST", "/v1/ask", json={"question": TRADE, field: True})
    assert refused_fields(answer) == [field]
    assert "send false" in answer.json()["detail"]


def test_a_blank_query_in_a_batch_is_named_by_its_place(call: Call) -> None:
    answer = call("POST", "/v1/search", json={"queries": [TRADE, " "]})
    assert [each["field"] for each in problem(answer, 422, "query_invalid")["errors"]] == ["queries.1"]


def test_a_blank_query_cannot_be_searched_for(call: Call) -> None:
    problem(call("GET", "/v1/search", params={"q": " \u3000\t"}), 422, "query_invalid")
    problem(call("POST", "/v1/ask", json={"question": " \n"}), 422, "query_invalid")
    assert "'🚌' has no word" in problem(call("POST", "/v1/ask", json={"question": "🚌"}), 422, "query_invalid")["detail"]


@pytest.mark.parametrize(
    "body",
    [
        '{"q": "\\ud800"}',
        '{"q": "招商\\udfff引资"}',
        '{"queries": ["招商", "\\ud83d"]}',
        '{"q": "招商", "region": ["\\ud800"]}',
        '{"q": "招商", "report": ["\\ud800"]}',
        '{"q": "招商", "mode": "\\ud800"}',
        '{"q": "招商", "cursor": "\\ud800"}',
        '{"q": "招商", "\\ud800": 1}',
    ],
)
def test_half_a_character_in_a_body_is_a_value_out_of_range(call: Call, body: str) -> None:
    answer = call("POST", "/v1/search", content=body.encode(), headers=JSON)
    assert answer.status_code == 422, answer.text
    assert answer.json()["code"] in ("invalid", "query_invalid")


@pytest.mark.parametrize("query", ["q=%ED%A0%80", "q=%FF", "q=%D5%FE%B8%AE", "q=ok&region=%80"])
def test_a_query_string_that_is_not_utf_8_is_refused(call: Call, query: str) -> None:
    assert refused_fields(call("GET", f"/v1/search?{query}")) == ["query"]


@pytest.mark.parametrize("path", ["/v1/reports/%ED%A0%80", "/v1/clauses/%FF/1", "/%ED%A0%80"])
def test_a_path_that_is_not_utf_8_is_not_found(call: Call, path: str) -> None:
    problem(call("GET", path), 404, "not_found")


@pytest.mark.parametrize(
    "body",
    [
        b'{"q": ',
        b"\xff\xfe",
        b'{"q": "\xb0"}',
        b"[" * 100_000,
        b'{"q": "a", "k": ' + b"9" * 5000 + b"}",
    ],
)
def test_a_body_that_is_not_json_is_malformed(call: Call, body: bytes) -> None:
    problem(call("POST", "/v1/search", content=body, headers=JSON), 400, "malformed")


def test_a_body_that_is_not_there_is_missing(call: Call) -> None:
    assert refused_fields(call("POST", "/v1/search", headers=JSON)) == ["body"]


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", None])
def test_a_body_that_does_not_say_it_is_json_is_refused_with_what_to_send(call: Call, kind: str | None) -> None:
    answer = call("POST", "/v1/ask", content=json.dumps({"question": TRADE}), headers={"content-type": kind} if kind else {})
    assert "application/json" in problem(answer, 415, "unsupported_media_type")["detail"]


def test_an_unknown_report_is_not_found_and_the_near_ones_are_named(call: Call) -> None:
    for answer in (
        call("GET", "/v1/reports/qiantang-2002"),
        call("GET", "/v1/reports/qiantang-2002/text"),
        call("GET", "/v1/search", params={"q": TRADE, "report": "qiantang-2002"}),
        call("POST", "/v1/ask", json={"question": TRADE, "report": ["qiantang-2020", "qiantang-2002"]}),
        call("GET", "/v1/clauses/qiantang-2002/1.1"),
    ):
        assert problem(answer, 404, "not_found")["near"] == ["qiantang-2020"]


def test_an_unknown_clause_is_not_found_and_the_near_ones_are_of_its_report(call: Call) -> None:
    near = problem(call("GET", "/v1/clauses/qiantang-2020/1.99"), 404, "not_found")["near"]
    assert len(near) == 3 and all(clause_id.startswith("qiantang-2020/1.") for clause_id in near)


def test_an_id_like_nothing_is_not_found_without_near_names(call: Call) -> None:
    assert "near" not in problem(call("GET", "/v1/reports/" + "z" * 200), 404, "not_found")


def test_an_unknown_call_is_not_found(call: Call) -> None:
    for path in ("/v1", "/v1/figures", "/v2/search", "/v1/search/", "/page/none.js", "/page/../api.py", "/docs"):
        problem(call("GET", path), 404, "not_found")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/v1/search", "GET, HEAD, POST"),
        ("GET", "/v1/ask", "POST"),
        ("HEAD", "/v1/ask", "POST"),
        ("PUT", "/v1/reports/qiantang-2020", "GET, HEAD, DELETE"),
        ("BREW", "/", "GET, HEAD"),
        ("OPTIONS", "/healthz", "GET, HEAD"),
        ("POST", "/page/app.js", "GET, HEAD"),
    ],
)
def test_another_method_is_refused_with_those_that_there_are(call: Call, method: str, path: str, allowed: str) -> None:
    answer = call(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
    if method != "HEAD":
        assert allowed in problem(answer, 405, "method_not_allowed")["detail"]


@pytest.mark.parametrize(
    "cursor",
    ["garbage", "!!!", "问", "W10", "bnVsbA", "WyJhIiwxLC0xXQ", save_cursor(Cursor("20200101T000000Z-00000000", 1, 10))],
)
def test_a_cursor_that_was_not_given_is_refused(call: Call, cursor: str) -> None:
    problem(call("GET", "/v1/search", params={"q": TRADE, "cursor": cursor}), 400, "cursor_invalid")


@pytest.mark.parametrize("offset", [0, -1])
def test_a_cursor_cannot_point_before_the_second_page(call: Call, holder: Holder, offset: int) -> None:
    made = Cursor(holder.engine().snapshot.snapshot_id, fingerprint(TRADE, "hybrid", Filters()), offset)
    problem(call("GET", "/v1/search", params={"q": TRADE, "cursor": save_cursor(made)}), 400, "cursor_invalid")


@pytest.mark.parametrize("other", [{"q": "公交"}, {"mode": "lexical"}, {"year": 2020}])
def test_a_cursor_of_another_request_is_refused(call: Call, other: dict[str, str]) -> None:
    asked = {"q": TRADE, "k": 1}
    cursor = call("GET", "/v1/search", params=asked).json()["next"]
    problem(call("GET", "/v1/search", params=asked | other | {"cursor": cursor}), 400, "cursor_invalid")


def test_without_an_index_the_calls_say_what_to_do_and_the_process_is_alive(tmp_path: Path) -> None:
    call = caller(create_app(Holder(tmp_path / "empty")))
    assert call("GET", "/healthz").status_code == 200
    for answer in (
        call("GET", "/readyz"),
        call("GET", "/v1/search", params={"q": TRADE}),
        call("POST", "/v1/ask", json={"question": TRADE}),
        call("GET", "/v1/reports"),
        call("GET", "/v1/clauses/qiantang-2020/1.1"),
    ):
        assert "wenzheng index" in problem(answer, 503, "snapshot_missing")["detail"]


def test_a_damaged_index_is_told_apart_from_one_that_is_not_there(home: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "home"
    shutil.copytree(home, damaged)
    [text] = damaged.glob("snapshots/*/clauses.jsonl")
    text.write_bytes(text.read_bytes()[:-1])
    call = caller(create_app(Holder(damaged)))
    assert "clauses.jsonl" in problem(call("GET", "/readyz"), 503, "snapshot_corrupt")["detail"]


def test_an_index_that_is_built_later_is_picked_up(tmp_path: Path, reports: Sequence[Report], encoder: Encoder) -> None:
    call = caller(create_app(Holder(tmp_path)))
    problem(call("GET", "/readyz"), 503, "snapshot_missing")
    manifest = build_snapshot(reports, encoder, tmp_path)
    assert call("GET", "/readyz").json()["snapshot"] == manifest.snapshot_id


def test_a_fault_of_the_service_tells_a_caller_nothing_of_its_insides(app: FastAPI) -> None:
    @app.get("/broken")
    async def broken() -> None:
        raise ValueError("/secret/path")

    answer = caller(app)("GET", "/broken")
    problem(answer, 500, "internal")
    assert "secret" not in answer.text


def test_an_error_without_a_status_of_its_own_is_a_fault_of_the_service(app: FastAPI) -> None:
    @app.get("/broken")
    async def broken() -> None:
        raise WenzhengError("/secret/path")

    answer = caller(app)("GET", "/broken")
    problem(answer, 500, "internal")
    assert "secret" not in answer.text
