"""A citation of a report that was read from a PDF says the page."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace

import pytest
from rich.console import Console

from indexer.build import build_snapshot
from indexer.corpus import load_corpus
from indexer.encoders.base import Encoder
from indexer.home import open_current
from indexer.records import Report
from service.cli.terminal import show_answer
from service.engine import Engine
from service.web.responses import CitationOut
from tests.indexer.reading.samples import PDF

ENTRY = """[[report]]
id = "qiantang-2020"
file = "{file}"
title = "2020年杭州钱塘新区政府工作报告"
region = "杭州钱塘新区"
level = "district"
year = 2020
sha256 = "{sha256}"
"""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Engine:
    """An engine over the packaged report as a PDF of 20 pages."""
    folder = tmp_path_factory.mktemp("printed")
    sha256 = hashlib.sha256(PDF.read_bytes()).hexdigest()
    (folder / PDF.name).write_bytes(PDF.read_bytes())
    (folder / "reports.toml").write_text(ENTRY.format(file=PDF.name, sha256=sha256), encoding="utf-8")
    build_snapshot(load_corpus(folder), encoder, folder / "home")
    return Engine(open_current(folder / "home"), encoder)


@pytest.mark.parametrize(
    ("question", "answer", "page"),
    [("2019年地区生产总值是多少?", "1100.2亿元", 1), ("2020年地区生产总值增长目标是多少?", "7%以上", 11)],
)
def test_an_answer_names_the_page_on_which_it_is_printed(printed: Engine, question: str, answer: str, page: int) -> None:
    found = printed.ask(question)
    assert (found.answer, [citation.page for citation in found.citations]) == (answer, [page])
    [citation] = found.citations
    report = printed.snapshot.reports["qiantang-2020"]
    assert report.page_starts[page - 1] <= citation.start < report.page_starts[page]
    assert CitationOut.of(citation).page == page


def test_the_terminal_shows_the_page_where_there_is_one(printed: Engine) -> None:
    found = printed.ask("2019年地区生产总值是多少?")
    for page, told in ((1, ", page 1"), (None, "")):
        shown = io.StringIO()
        show_answer(Console(file=shown, width=200), replace(found, citations=(replace(found.citations[0], page=page),)))
        assert f"qiantang-2020/1.1, characters 214–276{told}\n" in shown.getvalue()


def test_a_page_begins_at_its_start_and_a_file_without_pages_has_none() -> None:
    report = Report("r", "", "", "city", 2020, 2019, None, None, "", "一二三四", page_starts=(0, 2, 2))
    assert [report.page_of(offset) for offset in range(4)] == [1, 1, 3, 3]
    assert replace(report, page_starts=()).page_of(0) is None
