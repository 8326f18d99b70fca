"""/v1/facts, /v1/facts.csv and /v1/compare."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import httpx
import pytest

from service.holder import Holder
from service.web.api import create_app
from service.web.fact_routes import prefers_csv
from tests.service.conftest import Call, caller, problem, refused_fields


@pytest.fixture
def call(figures_home: Path) -> Call:
    return caller(create_app(Holder(figures_home)))


def text_of(call: Call, report_id: str) -> str:
    return call("GET", f"/v1/reports/{report_id}/text").text


def rows_of(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbfregion,year,indicator,value,")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_facts_are_told_with_their_place(call: Call) -> None:
    found = call("GET", "/v1/facts", params={"indicator": "GDP", "region": "临湖县", "period": "2019", "kind": "target"}).json()
    assert set(found) == {"indicator", "facts", "n_found", "near", "next", "snapshot", "took_ms"}
    [fact] = found["facts"]
    assert {name: fact[name] for name in ("indicator", "value", "value_to", "unit", "qualifier", "change", "period", "kind")} == {
        "indicator": "地区生产总值",
        "value": "7",
        "value_to": None,
        "unit": "%",
        "qualifier": "以上",
        "change": "growth",
        "period": "2019",
        "kind": "target",
    }
    text = text_of(call, fact["report_id"])
    assert text[fact["start"] : fact["end"]] == fact["quote"] == "地区生产总值增长7%以上"
    assert text[fact["value_start"] : fact["value_end"]] == "7%"


def test_a_base_value_is_a_whole_number_where_it_is_one(call: Call) -> None:
    answer = call("GET", "/v1/facts", params={"indicator": "GDP", "report": "nangang-2020", "unit": "亿元"})
    assert '"value":"3100"' in answer.text and '"value_base":310000000000,' in answer.text


def test_pages_of_facts_follow_each_other(call: Call) -> None:
    whole = call("GET", "/v1/facts").json()
    paged, cursor = [], None
    while cursor or not paged:
        page = call("GET", "/v1/facts", params={"limit": 7} | ({"cursor": cursor} if cursor else {})).json()
        assert page["n_found"] == len(whole["facts"])
        paged += page["facts"]
        cursor = page["next"]
    assert paged == whole["facts"]


def test_the_cursor_of_other_facts_is_refused(call: Call) -> None:
    cursor = call("GET", "/v1/facts", params={"limit": 1, "kind": "target"}).json()["next"]
    problem(call("GET", "/v1/facts", params={"limit": 1, "kind": "actual", "cursor": cursor}), 400, "cursor_invalid")


@pytest.mark.parametrize(("path", "accept"), [("/v1/facts.csv", "*/*"), ("/v1/facts", "text/csv")])
def test_a_table_holds_what_the_json_does(call: Call, path: str, accept: str) -> None:
    asked = {"indicator": "GDP", "year": "2020"}
    wanted = call("GET", "/v1/facts", params=asked).json()
    answer = call("GET", path, params=asked, headers={"accept": accept})
    assert [row["fact_id"] for row in rows_of(answer)] == [fact["fact_id"] for fact in wanted["facts"]]
    assert answer.headers["x-snapshot"] == wanted["snapshot"]
    assert "link" not in answer.headers


def test_a_table_that_is_limited_links_to_the_rest(call: Call) -> None:
    whole = rows_of(call("GET", "/v1/facts.csv", params={"indicator": "GDP"}))
    first = call("GET", "/v1/facts.csv", params={"indicator": "GDP", "limit": 8})
    link = re.fullmatch(r'<(/v1/facts\.csv\?.*)>; rel="next"', first.headers["link"])
    assert link is not None
    assert rows_of(first) + rows_of(call("GET", link[1])) == whole


@pytest.mark.parametrize(
    ("accept", "is_csv"),
    [
        ("", False),
        ("*/*", False),
        ("text/csv", True),
        ("text/csv, application/json", False),
        ("application/json;q=0.5, text/csv", True),
        ("text/csv;q=0.2, application/json", False),
        ("text/csv;q=zero", False),
    ],
)
def test_json_is_sent_unless_csv_is_preferred(accept: str, is_csv: bool) -> None:
    assert prefers_csv(accept) is is_csv


def test_nothing_found_is_an_empty_page_with_near_names(call: Call) -> None:
    found = call("GET", "/v1/facts", params={"indicator": "城镇新增就业率"}).json()
    assert (found["facts"], found["n_found"], found["next"]) == ([], 0, None)
    assert found["near"][0] == "城镇新增就业"
    assert len(rows_of(call("GET", "/v1/facts.csv", params={"indicator": "没有"}))) == 0


@pytest.mark.parametrize("path", ["/v1/facts", "/v1/facts.csv"])
@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"kind": "maybe"}, "kind.0"),
        ({"limit": "0"}, "limit"),
        ({"limit": "1001"}, "limit"),
        ({"indicator": ""}, "indicator"),
        ({"indicator": " \u3000"}, "indicator"),
        ({"indicator": "长" * 101}, "indicator"),
        ({"year": "1900"}, "year.0"),
        ({"level": "village"}, "level.0"),
        ({"period": ""}, "period.0"),
        ({"periods": "2019"}, "periods"),
    ],
)
def test_a_value_out_of_range_is_refused_by_name(call: Call, path: str, params: dict[str, str], field: str) -> None:
    assert refused_fields(call("GET", path, params=params)) == [field]


def test_ids_that_are_not_there_are_answered_with_near_ones(call: Call) -> None:
    assert problem(call("GET", "/v1/facts", params={"report": "linhu-2012"}), 404, "not_found")["near"][0].startswith("linhu-")
    assert problem(call("GET", "/v1/facts.csv", params={"clause": "linhu-2020/1.9"}), 404, "not_found")["near"]
    problem(call("GET", "/v1/compare", params={"indicator": "GDP", "report": "linhu-2012"}), 404, "not_found")


def test_a_comparison_cites_every_cell(call: Call) -> None:
    found = call(
        "GET", "/v1/compare", params={"indicator": "gross regional product", "region": "临湖县", "period": "2019"}
    ).json()
    assert (found["indicator"], found["name"], found["near"]) == ("gross regional product", "地区生产总值", [])
    growth, level = found["rows"]
    assert (growth["change"], growth["difference"], growth["met"]) == ("growth", 0, True)
    for cell in (growth["target"], growth["outcome"], growth["next_target"], level["outcome"]):
        assert text_of(call, cell["report_id"])[cell["start"] : cell["end"]] == cell["quote"]
        assert cell["fact_id"].startswith(cell["clause_id"] + "#")
    assert (level["target"], level["met"], level["target_report"]) == (None, None, "linhu-2019")


def test_a_comparison_needs_an_indicator(call: Call) -> None:
    assert refused_fields(call("GET", "/v1/compare")) == ["indicator"]
    assert call("GET", "/v1/compare", params={"indicator": "固定资产投资额度"}).json()["near"][0] == "固定资产投资"


def test_an_answer_names_the_facts_of_its_quotes(call: Call) -> None:
    found = call("POST", "/v1/ask", json={"question": "临湖县2020年城镇新增就业多少人?"}).json()
    assert found["status"] == "answered"
    quotes = " ".join(citation["quote"] for citation in found["citations"])
    assert found["facts"] and all(fact["quote"] in quotes for fact in found["facts"])
