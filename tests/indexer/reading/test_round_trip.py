"""The packaged report out of files of other kinds is the packaged report."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from indexer.facts import facts
from indexer.outline import outline
from indexer.reading import read_report
from indexer.records import Report
from tests.indexer.reading.samples import DOCX, HTML, PDF

PACKAGED = Path(__file__).parents[3] / "corpus" / "reports" / "qiantang-2020.txt"


def cut(text: str) -> tuple[list[str], list[tuple[str, ...]]]:
    """The clauses, white space left out, and the facts of a text."""
    report = Report("r", "", "", "district", 2020, 2019, None, None, "", text)
    clauses = outline(report).clauses
    stated = [(fact.indicator, str(fact.value), fact.unit, fact.period, fact.kind) for fact in facts(report, clauses)]
    return ["".join(text[clause.start : clause.end].split()) for clause in clauses], stated


@pytest.mark.parametrize("path", [DOCX, HTML, PDF], ids=lambda path: path.suffix)
def test_clauses_facts_and_characters_come_back(path: Path) -> None:
    packaged = PACKAGED.read_text(encoding="utf-8")
    text = read_report(path, path.name).text
    assert difflib.SequenceMatcher(None, packaged, text, autojunk=False).ratio() > 0.99
    clauses, stated = cut(text)
    assert (clauses, stated) == cut(packaged)
    assert len(stated) > 200


def test_a_docx_comes_back_character_for_character() -> None:
    assert read_report(DOCX, DOCX.name).text == PACKAGED.read_text(encoding="utf-8")


def test_a_page_adds_its_title_and_nothing_else() -> None:
    wanted = "2020年杭州钱塘新区政府工作报告\n" + PACKAGED.read_text(encoding="utf-8").replace("\n\n", "\n")
    assert read_report(HTML, HTML.name).text.split("\n") == wanted.split("\n")


def test_the_pages_of_a_pdf_are_known() -> None:
    read = read_report(PDF, PDF.name)
    assert len(read.page_starts) == 20
    assert list(read.page_starts) == sorted(set(read.page_starts))
    assert read.text[read.page_starts[1] :].startswith("的天境生物项目、投资50亿元的顾家智能家居")
