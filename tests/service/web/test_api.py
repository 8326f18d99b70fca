"""The calls of the HTTP API, on a real snapshot of the seed report."""

from __future__ import annotations

import asyncio
import math
from collections import Counter

import httpx
import pytest
from fastapi import FastAPI

from service.holder import Holder
from service.records import Answer, Citation
from service.web.responses import AskResponse
from tests.service.conftest import Call

TRADE = "2019年货物进出口总额"
GDP = "2019年地区生产总值是多少?"


def text_of(call: Call, report_id: str) -> str:
    return call("GET", f"/v1/reports/{report_id}/text").text


def test_a_search_names_its_snapshot_and_ranks_from_one_with_falling_scores(call: Call, holder: Holder) -> None:
    answer = call("GET", "/v1/search", params={"q": TRADE, "k": 5})
    assert answer.status_code == 200
    found = answer.json()
    assert set(found) == {"query", "mode", "snapshot", "took_ms", "hits", "next", "scope", "facets"}
    assert (found["query"], found["mode"]) == (TRADE, "hybrid")
    assert found["snapshot"] == holder.engine().snapshot.snapshot_id
    assert found["took_ms"] > 0
    assert [hit["rank"] for hit in found["hits"]] == [1, 2, 3, 4, 5]
    scores = [hit["score"] for hit in found["hits"]]
    assert scores == sorted(scores, reverse=True)
    assert TRADE.removeprefix("2019年") in found["hits"][0]["text"]


def test_offsets_of_a_hit_give_back_its_text_and_its_highlights_lie_within_it(call: Call) -> None:
    for hit in call("GET", "/v1/search", params={"q": TRADE, "k": 10}).json()["hits"]:
        assert text_of(call, hit["report_id"])[hit["start"] : hit["end"]] == hit["text"]
        for start, end in hit["highlights"]:
            assert hit["start"] <= start < end <= hit["end"]


def test_a_hit_has_just_the_promised_fields_and_explain_only_when_asked_for(call: Call) -> None:
    promised = {"rank", "score", "clause_id", "report_id", "path", "heading", "text", "start", "end", "highlights", "scores"}
    plain = call("GET", "/v1/search", params={"q": TRADE, "k": 1}).json()["hits"][0]
    explained = call("GET", "/v1/search", params={"q": TRADE, "k": 1, "explain": "true"}).json()["hits"][0]
    assert set(plain) == promised | {"explain"}
    assert plain["explain"] is None
    assert explained["explain"]["parts"] == plain["scores"]
    assert {match["query_word"] for match in explained["explain"]["matches"]} & {"进出口", "货物", "总额"}


@pytest.mark.parametrize("mode", ["hybrid", "lexical", "dense"])
def test_each_mode_says_which_it_was(call: Call, mode: str) -> None:
    found = call("GET", "/v1/search", params={"q": TRADE, "mode": mode}).json()
    assert found["mode"] == mode
    assert "进出口总额" in " ".join(hit["text"] for hit in found["hits"][:3])


def test_a_body_and_a_query_string_find_the_same(call: Call) -> None:
    by_get = call("GET", "/v1/search", params={"q": TRADE, "k": 3, "year": [2020, 2021], "explain": "true"}).json()
    by_post = call("POST", "/v1/search", json={"q": TRADE, "k": 3, "year": [2020, 2021], "explain": True}).json()
    assert by_post | {"took_ms": 0} == by_get | {"took_ms": 0}


@pytest.mark.parametrize("field", ["report", "region", "year", "level"])
def test_a_filter_on_what_a_report_says_of_itself_keeps_its_clauses(call: Call, field: str) -> None:
    report = call("GET", "/v1/reports").json()["reports"][0]
    value = report["report_id" if field == "report" else field]
    hits = call("GET", "/v1/search", params={"q": TRADE, field: value}).json()["hits"]
    assert hits and {hit["report_id"] for hit in hits} == {report["report_id"]}


@pytest.mark.parametrize(("field", "value"), [("region", "没有这个地方"), ("year", 1950), ("level", "national")])
def test_a_filter_that_no_report_passes_leaves_no_hits(call: Call, field: str, value: str | int) -> None:
    found = call("GET", "/v1/search", params={"q": TRADE, field: value}).json()
    assert found["hits"] == [] and found["next"] is None


def test_a_filter_takes_alternatives(call: Call) -> None:
    hits = call("GET", "/v1/search", params={"q": TRADE, "year": [1950, 2020]}).json()["hits"]
    assert len(hits) == 10


def test_pages_follow_each_other_without_a_gap_or_a_repeat(call: Call) -> None:
    whole = call("GET", "/v1/search", params={"q": TRADE, "k": 9}).json()["hits"]
    paged, cursor = [], None
    for _ in range(3):
        page = call("GET", "/v1/search", params={"q": TRADE, "k": 3} | ({"cursor": cursor} if cursor else {})).json()
        paged += page["hits"]
        cursor = page["next"]
    assert paged == whole


def test_the_last_page_has_no_next(call: Call) -> None:
    asked = {"q": TRADE, "k": 100}
    n_pages, n_hits, cursor = 0, 0, None
    while n_pages == 0 or cursor:
        page = call("POST", "/v1/search", json=asked | ({"cursor": cursor} if cursor else {})).json()
        n_pages, n_hits, cursor = n_pages + 1, n_hits + len(page["hits"]), page["next"]
    assert n_pages == math.ceil(n_hits / 100)


def test_a_batch_answers_each_query_in_order_as_it_would_alone(call: Call, holder: Holder) -> None:
    queries = [TRADE, "新增公交线路", TRADE]
    batch = call("POST", "/v1/search", json={"queries": queries, "k": 2}).json()
    assert set(batch) == {"results", "snapshot", "took_ms"}
    assert batch["snapshot"] == holder.engine().snapshot.snapshot_id
    for query, result in zip(queries, batch["results"], strict=True):
        alone = call("POST", "/v1/search", json={"q": query, "k": 2}).json()
        assert result | {"took_ms": 0} == alone | {"took_ms": 0}


def test_a_page_of_a_batch_can_be_followed_alone(call: Call) -> None:
    [result] = call("POST", "/v1/search", json={"queries": [TRADE], "k": 2}).json()["results"]
    following = call("POST", "/v1/search", json={"q": TRADE, "k": 2, "cursor": result["next"]}).json()
    assert [hit["rank"] for hit in following["hits"]] == [3, 4]


def test_an_answer_is_cited_where_it_stands(call: Call) -> None:
    found = call("POST", "/v1/ask", json={"question": GDP}).json()
    wanted = {
        "question",
        "understood",
        "status",
        "kind",
        "answer",
        "told",
        "items",
        "confidence",
        "reason",
        "citations",
        "facts",
        "alternatives",
        "scope",
        "rows",
        "snapshot",
        "took_ms",
    }
    assert set(found) == wanted
    assert (found["status"], found["kind"], found["answer"]) == ("answered", "value", "1100.2亿元")
    assert found["reason"] is None
    assert 0 < found["confidence"] <= 1
    for citation in found["citations"]:
        assert text_of(call, citation["report_id"])[citation["start"] : citation["end"]] == citation["quote"]
    assert "1100.2亿元" in found["citations"][0]["quote"]


def test_a_question_that_hangs_on_the_context_is_answered_as_understood(call: Call) -> None:
    found = call("POST", "/v1/ask", json={"question": "那规上工业增加值呢?", "context": [GDP]}).json()
    assert (found["question"], found["understood"]) == ("那规上工业增加值呢?", "2019年规上工业增加值是多少?")
    alone = call("POST", "/v1/ask", json={"question": found["understood"]}).json()
    assert found["answer"] == alone["answer"] == "658.4亿元"
    assert alone["understood"] is None


def test_an_abstention_has_a_reason_and_neither_answer_nor_citation(call: Call) -> None:
    for asked in ({"question": GDP, "year": [1950]}, {"question": "怎么做红烧肉?"}):
        found = call("POST", "/v1/ask", json=asked).json()
        assert (found["status"], found["answer"], found["items"], found["citations"]) == ("abstained", None, [], [])
        assert found["reason"]


def test_an_abstention_gives_the_nearest_clauses_as_alternatives() -> None:
    near = Citation("a/1", "a", ("一、回顾",), "新增公交线路7条", 5, 13)
    abstained = Answer("几条地铁?", "abstained", "value", None, 0.1, "s", alternatives=(near,), reason="报告没有说")
    sent = AskResponse.of(abstained, took_ms=1.0).model_dump(mode="json")
    expected = {
        "clause_id": "a/1",
        "report_id": "a",
        "path": ["一、回顾"],
        "quote": "新增公交线路7条",
        "start": 5,
        "end": 13,
        "page": None,
    }
    assert sent["alternatives"] == [expected]


def test_a_question_can_be_kept_to_a_year(call: Call) -> None:
    assert call("POST", "/v1/ask", json={"question": GDP, "year": [1950]}).json()["status"] == "abstained"
    assert (
        call("POST", "/v1/ask", json={"question": GDP, "year": [2020], "llm": False, "stream": False}).json()["status"]
        == "answered"
    )


def test_a_report_tells_how_many_figures_its_text_states(call: Call, holder: Holder) -> None:
    listed = {entry["report_id"]: entry["n_facts"] for entry in call("GET", "/v1/reports").json()["reports"]}
    assert listed == Counter(fact.report_id for fact in holder.engine().snapshot.facts)


def test_the_list_of_reports_and_a_report_agree(call: Call) -> None:
    listed = call("GET", "/v1/reports").json()["reports"]
    for entry in listed:
        report = call("GET", f"/v1/reports/{entry['report_id']}").json()
        assert {field: report[field] for field in entry} == entry
        assert len(report["clauses"]) == entry["n_clauses"]
        starts = [clause["start"] for clause in report["clauses"]]
        assert starts == sorted(starts)
        assert set(report["clauses"][0]) == {"clause_id", "path", "heading", "start", "end"}


def test_the_text_of_a_report_is_as_published_and_names_its_snapshot(call: Call, holder: Holder) -> None:
    snapshot = holder.engine().snapshot
    for report_id, report in snapshot.reports.items():
        answer = call("GET", f"/v1/reports/{report_id}/text")
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.headers["x-snapshot"] == snapshot.snapshot_id
        assert answer.content.decode("utf-8") == report.text


def test_clauses_are_linked_before_and_after_from_end_to_end(call: Call) -> None:
    report = call("GET", "/v1/reports").json()["reports"][0]["report_id"]
    wanted = [clause["clause_id"] for clause in call("GET", f"/v1/reports/{report}").json()["clauses"]]
    walked, clause = [], call("GET", f"/v1/clauses/{wanted[0]}").json()
    assert clause["before"] is None
    while True:
        walked.append(clause["clause_id"])
        assert text_of(call, report)[clause["start"] : clause["end"]] == clause["text"]
        if clause["after"] is None:
            break
        following = call("GET", f"/v1/clauses/{clause['after']['clause_id']}").json()
        assert following["before"]["clause_id"] == clause["clause_id"]
        clause = following
    assert walked == wanted


def test_a_clause_id_may_come_with_its_slash_encoded(call: Call) -> None:
    clause_id = call("GET", "/v1/search", params={"q": TRADE}).json()["hits"][0]["clause_id"]
    assert call("GET", f"/v1/clauses/{clause_id.replace('/', '%2F')}").json()["clause_id"] == clause_id


def test_the_probes_say_alive_and_ready_with_what(call: Call, holder: Holder) -> None:
    snapshot = holder.engine().snapshot
    assert call("GET", "/healthz").json() == {"status": "alive"}
    assert call("GET", "/readyz").json() == {
        "status": "ready",
        "snapshot": snapshot.snapshot_id,
        "encoder": snapshot.manifest.encoder,
    }


def test_metrics_count_by_the_template_of_a_route_and_not_by_what_was_asked_for(call: Call) -> None:
    call("GET", "/v1/reports/qiantang-2020")
    call("GET", "/v1/reports/nowhere")
    call("GET", "/no/such/call")
    call("BREW", "/healthz")
    lines = call("GET", "/metrics").text.splitlines()
    counted = {line for line in lines if line.startswith("wenzheng_http_requests_total")}
    assert counted == {
        'wenzheng_http_requests_total{method="GET",route="/v1/reports/{report_id}",status="200"} 1.0',
        'wenzheng_http_requests_total{method="GET",route="/v1/reports/{report_id}",status="404"} 1.0',
        'wenzheng_http_requests_total{method="GET",route="none",status="404"} 1.0',
        'wenzheng_http_requests_total{method="other",route="/healthz",status="405"} 1.0',
    }
    assert 'wenzheng_http_request_seconds_count{method="GET",route="none",status="404"} 1.0' in lines


def test_head_answers_as_get_without_the_body(call: Call) -> None:
    for url in ("/", "/healthz", "/v1/reports", "/v1/reports/qiantang-2020/text", "/page/app.js"):
        got, head = call("GET", url), call("HEAD", url)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-type"] == got.headers["content-type"]


def test_many_requests_at_once_get_what_they_would_get_alone(app: FastAPI, call: Call) -> None:
    queries = [TRADE, "新增公交线路", "招商引资", "民生实事"]
    alone = {query: call("GET", "/v1/search", params={"q": query}).json()["hits"] for query in queries}

    async def together() -> list[httpx.Response]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://wenzheng") as client:
            return await asyncio.gather(*(client.get("/v1/search", params={"q": query}) for query in queries * 10))

    for query, answer in zip(queries * 10, asyncio.run(together()), strict=True):
        assert answer.json()["hits"] == alone[query]
