"""Adding, replacing and removing reports over HTTP: real jobs, done by a real process of their own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from indexer.home import current_id
from service.holder import Holder
from service.web.api import create_app
from service.web.middleware import MAX_UPLOAD_BYTES
from tests.routine_reports import TEXTS, report
from tests.service.changes.calls import BEARER, KEY, add, ids
from tests.service.conftest import Call, caller, problem, refused_fields


def test_an_added_report_is_searched_as_soon_as_it_is_answered(call: Call, library: Path) -> None:
    answer = add(call, TEXTS["吉林市"], "吉林市.txt", source="https://example.org/")
    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert (told["status"], told["report_id"], told["replaced"]) == ("new", "jilinshi-2024", None)
    assert told["snapshot"] == current_id(library)
    shown = told["report"]
    assert (shown["title"], shown["region"], shown["level"]) == ("2024年吉林市政府工作报告", "吉林市", "city")
    assert (shown["year"], shown["reviewed_year"], shown["published"], shown["speaker"]) == (2024, 2023, "2024-01-09", "某某")
    assert shown["source"] == "https://example.org/"
    found = call("GET", "/v1/search", params={"q": "吉林市接待游客多少人次", "k": 1}).json()
    assert found["snapshot"] == told["snapshot"]
    assert found["hits"][0]["report_id"] == "jilinshi-2024"


def test_every_process_of_a_service_sees_what_one_of_them_added(call: Call, library: Path) -> None:
    other = caller(create_app(Holder(library)))
    assert ids(other) == ["qiantang-2020"]
    add(call, TEXTS["吉林市"])
    assert ids(other) == ["jilinshi-2024", "qiantang-2020"]


def test_the_same_file_again_is_known_and_changes_nothing(call: Call, library: Path) -> None:
    add(call, TEXTS["昆山市"])
    live = current_id(library)
    answer = add(call, TEXTS["昆山市"], "copy.txt")
    assert (answer.status_code, answer.json()["status"], answer.json()["report_id"]) == (200, "known", "kunshanshi-2024")
    assert current_id(library) == live


def test_another_text_is_refused_until_it_is_to_replace_and_then_the_first_is_still_cited(call: Call) -> None:
    first = add(call, TEXTS["吉林市"]).json()["report"]
    [hit] = call("GET", "/v1/search", params={"q": "接待游客900万人次", "k": 1}).json()["hits"]
    cited = call("GET", f"/v1/clauses/{hit['clause_id']}").json()
    assert cited["version"] == f"{first['version']}/{hit['clause_id'].partition('/')[2]}"
    text = TEXTS["吉林市"].replace("900万", "950万")
    assert "replace=true" in problem(add(call, text), 409, "report_exists")["detail"]
    answer = add(call, text, replace="true")
    assert (answer.status_code, answer.json()["status"], answer.json()["replaced"]) == (200, "version", first["version"])
    old = call("GET", f"/v1/clauses/{cited['version']}").json()
    assert (old["text"], old["start"], old["end"]) == (cited["text"], cited["start"], cited["end"])
    assert (old["clause_id"], old["before"]["report_id"]) == (cited["version"], first["version"])
    assert call("GET", f"/v1/clauses/{hit['clause_id']}").json()["text"] == cited["text"].replace("900万", "950万")
    assert call("GET", f"/v1/reports/{first['version']}/text").text == TEXTS["吉林市"]
    assert call("GET", f"/v1/reports/{first['version']}").json()["n_clauses"] == first["n_clauses"]
    [listed] = [each for each in call("GET", "/v1/reports").json()["reports"] if each["report_id"] == "jilinshi-2024"]
    assert listed["versions"] == [first["version"]]
    assert listed["version"] == answer.json()["report"]["version"] != first["version"]


def test_an_unknown_version_or_a_clause_it_does_not_have_is_not_found_and_the_near_ones_are_named(call: Call) -> None:
    version = call("GET", "/v1/reports/qiantang-2020").json()["version"]
    assert call("GET", f"/v1/clauses/{version}/1.1").json()["clause_id"] == f"{version}/1.1"
    near = problem(call("GET", f"/v1/clauses/{version}/1.99"), 404, "not_found")["near"]
    assert near and all(each.startswith(f"{version}/1.") for each in near)
    assert problem(call("GET", "/v1/clauses/qiantang-2020@00000000/1.1"), 404, "not_found")["near"] == ["qiantang-2020"]


def test_a_removed_report_is_gone_with_its_old_texts(call: Call) -> None:
    version = add(call, TEXTS["吉林市"]).json()["report"]["version"]
    add(call, TEXTS["吉林市"] + "谢谢大家！", replace="true")
    answer = call("DELETE", "/v1/reports/jilinshi-2024")
    assert (answer.status_code, answer.json()["status"], answer.json()["report"]) == (200, "removed", None)
    problem(call("GET", "/v1/reports/jilinshi-2024"), 404, "not_found")
    problem(call("GET", f"/v1/clauses/{version}/1.1"), 404, "not_found")


def test_an_unknown_report_is_not_removed_and_the_near_ones_are_named(call: Call) -> None:
    assert problem(call("DELETE", "/v1/reports/qiantang-2002"), 404, "not_found")["near"] == ["qiantang-2020"]


def test_the_last_report_is_not_removed(call: Call) -> None:
    assert "add another before" in problem(call("DELETE", "/v1/reports/qiantang-2020"), 409, "last_report")["detail"]
    assert ids(call) == ["qiantang-2020"]


def test_what_is_not_found_in_a_report_is_named_with_the_field_to_send(call: Call) -> None:
    text = report("政府工作报告", "新建学校3所", "新建公园9个")
    refused = problem(add(call, text), 422, "metadata_incomplete")
    assert [each["field"] for each in refused["errors"]] == ["region", "level"]
    assert "field of the form" in refused["detail"] and "--" not in refused["detail"]
    shown = add(call, text, region="安林县", level="county", report_id="anlin").json()["report"]
    assert (shown["report_id"], shown["title"]) == ("anlin", "2024年安林县政府工作报告")


@pytest.mark.parametrize(
    ("name", "raw", "status", "code"),
    [
        ("notes.txt", "今天天气很好。".encode(), 422, "not_a_report"),
        ("empty.txt", b" \n", 422, "report_unreadable"),
        ("a.docx", b"no package", 422, "report_unreadable"),
        ("a.png", b"\x89PNG\r\n", 415, "report_kind_unknown"),
        ("a.exe", b"MZ", 415, "report_kind_unknown"),
        ("../../etc/passwd", b"root", 415, "report_kind_unknown"),
    ],
)
def test_a_file_that_no_report_is_read_from_is_refused_as_reading_has_it(
    call: Call, name: str, raw: bytes, status: int, code: str
) -> None:
    found = problem(call("POST", "/v1/reports", files={"file": (name, raw)}), status, code)
    assert found["detail"].startswith(name.rpartition("/")[2])


def test_a_text_that_does_not_look_like_a_report_is_taken_when_the_caller_vouches_for_it(call: Call) -> None:
    text = "一、2023年工作回顾\n新建学校3所。\n二、2024年工作安排\n新建公园9个。"
    assert "trusted=true" in problem(add(call, text, region="安林县", level="county"), 422, "not_a_report")["detail"]
    assert add(call, text, region="安林县", level="county", trusted="true").status_code == 201


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"year": "1948"}, "year"),
        ({"year": "soon"}, "year"),
        ({"level": "village"}, "level"),
        ({"report_id": "Jilin 2024"}, "report_id"),
        ({"report_id": "../x"}, "report_id"),
        ({"published": "9.1.2024"}, "published"),
        ({"region": " "}, "region"),
        ({"replace": "perhaps"}, "replace"),
        ({"colour": "red"}, "colour"),
        ({"year": ["2024", "2024"]}, "year"),
    ],
)
def test_a_field_out_of_range_is_refused_by_name_and_nothing_is_queued(
    call: Call, library: Path, fields: dict[str, Any], named: str
) -> None:
    assert refused_fields(add(call, TEXTS["吉林市"], **fields)) == [named]
    assert not (library / "jobs").exists()


def test_a_form_that_is_not_utf_8_is_refused(call: Call) -> None:
    files = {"file": ("a.txt", TEXTS["吉林市"].encode()), "region": (None, "吉林市".encode("gb18030"))}
    assert refused_fields(call("POST", "/v1/reports", files=files)) == ["region"]


def test_a_request_without_a_file_or_that_is_no_form_says_what_to_send(call: Call) -> None:
    assert refused_fields(call("POST", "/v1/reports", files={"year": (None, "2024")})) == ["file"]
    assert "multipart/form-data" in problem(call("POST", "/v1/reports", json={}), 415, "unsupported_media_type")["detail"]
    cut = {"content-type": "multipart/form-data; boundary=x", **BEARER}
    problem(call("POST", "/v1/reports", content=b"--x\r\nContent-Disp", headers=cut), 422, "invalid")
    problem(call("POST", "/v1/reports", content=b"no form", headers=cut), 400, "malformed")


def test_a_file_over_the_limit_is_refused_while_it_is_read(call: Call, library: Path) -> None:
    n_sent = 0

    async def chunks() -> AsyncIterator[bytes]:
        nonlocal n_sent
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        for _ in range(1000):
            n_sent += 1
            yield b" " * (1 << 20)

    headers = {"content-type": "multipart/form-data; boundary=x", **BEARER}
    problem(call("POST", "/v1/reports", content=chunks(), headers=headers), 413, "report_too_large")
    assert n_sent == 21, "20 MiB and the form fit"
    said = headers | {"content-length": str(MAX_UPLOAD_BYTES + 1)}
    problem(call("POST", "/v1/reports", content=b"", headers=said), 413, "report_too_large")
    assert not (library / "jobs").exists()


def test_a_file_just_over_the_limit_is_refused_by_its_own_size(call: Call) -> None:
    found = problem(add(call, "政" * (20 * 1024 * 1024 // 3 + 1)), 413, "report_too_large")
    assert "expected at most 20,971,520" in found["detail"]


@pytest.mark.parametrize("method, path", [("POST", "/v1/reports"), ("DELETE", "/v1/reports/x"), ("GET", "/v1/jobs/x")])
def test_without_the_key_nothing_is_changed_or_told(library: Path, method: str, path: str) -> None:
    call = caller(create_app(Holder(library), write_key=KEY))
    for headers in ({}, {"authorization": KEY}, {"authorization": f"Basic {KEY}"}):
        answer = call(method, path, headers=headers)
        problem(answer, 401, "unauthorized")
        assert answer.headers["www-authenticate"] == 'Bearer realm="wenzheng"'
    for wrong in (KEY[:-1], KEY + "x", "ключ", ""):
        answer = call(method, path, headers={"authorization": f"Bearer {wrong}".encode()})
        problem(answer, 401, "unauthorized")
    off = caller(create_app(Holder(library)))
    assert "WENZHENG_WRITE_KEY" in problem(off(method, path, headers=BEARER), 403, "writing_off")["detail"]


def test_a_file_is_not_read_from_a_caller_without_the_key(library: Path) -> None:
    call = caller(create_app(Holder(library), write_key=KEY))

    async def chunks() -> AsyncIterator[bytes]:
        raise RuntimeError("the body was read")
        yield b""

    headers = {"content-type": "multipart/form-data; boundary=x"}
    problem(call("POST", "/v1/reports", content=chunks(), headers=headers), 401, "unauthorized")
