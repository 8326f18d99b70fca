"""The page: served whole from here, and nothing on it from elsewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import pytest

from indexer.corpus import LEVELS
from service.conversation.complete import MAX_CONTEXT
from service.records import ScopeField
from service.web.problems import STATUSES
from service.web.requests import Filtered
from tests.service.conftest import Call

PAGE = Path(__file__).parents[3] / "service" / "web" / "page"


def test_the_page_and_all_it_links_to_are_served(call: Call) -> None:
    page = call("GET", "/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    linked = re.findall(r'(?:src|href)="(/page/[^"]+)"', page.text)
    assert linked
    for script in PAGE.glob("*.js"):
        linked += re.findall(r'from "([^"]+)"', script.read_text(encoding="utf-8"))
    for path in linked:
        assert call("GET", path).status_code == 200, path
    assert {path.removeprefix("/page/") for path in linked} == {path.name for path in PAGE.iterdir()} - {"index.html"}


@pytest.mark.parametrize("path", ["/", "/page/app.js", "/v1/reports/none", "/v1/ask"])
def test_every_response_forbids_scripts_from_elsewhere_and_inline(call: Call, path: str) -> None:
    headers = call("GET", path).headers
    assert "default-src 'none'; script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_nothing_on_the_page_comes_from_elsewhere_or_runs_inline() -> None:
    for path in PAGE.iterdir():
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|//[a-z]+\.", text), path.name
        assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|eval\(", text), path.name
    page = (PAGE / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)", page)


def test_every_word_of_the_page_is_there_in_both_languages() -> None:
    chinese, english = (PAGE / "words.js").read_text(encoding="utf-8").split("const en = {")
    keys = [re.findall(r"^\s+(\w+):", half, re.MULTILINE) for half in (chinese, english)]
    assert keys[0] == keys[1]
    used = {key for path in PAGE.glob("*.js") for key in re.findall(r"\bwords\.(\w+)\b(?!\")", path.read_text(encoding="utf-8"))}
    used |= set(re.findall(r'data-say(?:-label)?="(\w+)"', (PAGE / "index.html").read_text(encoding="utf-8")))
    assert used <= set(keys[0])


def test_the_page_has_words_for_every_report_that_is_refused_and_every_level() -> None:
    refused = {code for code in STATUSES if code.startswith("report_") or code == "not_a_report"}
    for half in (PAGE / "words.js").read_text(encoding="utf-8").split("const en = {"):
        problems = half.partition("problems: {")[2].partition("}")[0]
        assert refused <= set(re.findall(r"^\s+(\w+):", problems, re.MULTILINE))
        levels = half.partition("levels: {")[2].partition("}")[0]
        assert re.findall(r"(\w+):", levels) == [*LEVELS, "local"]


def test_the_page_takes_away_and_narrows_by_the_fields_that_the_service_knows() -> None:
    [ignored] = re.findall(r"const FIELDS = (.+);", (PAGE / "address.js").read_text(encoding="utf-8"))
    assert set(json.loads(ignored)) == set(get_args(ScopeField))
    [narrowed] = re.findall(r"const FIELDS = (.+);", (PAGE / "near.js").read_text(encoding="utf-8"))
    assert set(json.loads(narrowed)) == set(Filtered.model_fields)


def test_the_page_sends_as_many_earlier_questions_as_the_service_takes() -> None:
    assert f"const N_CONTEXT = {MAX_CONTEXT};" in (PAGE / "app.js").read_text(encoding="utf-8")
