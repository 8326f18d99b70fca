"""Whether a text is a work report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from indexer.reading import read_report
from indexer.reading.judge import why_no_report
from tests.indexer.reading.report import LINES, TEXT

REPORTS = Path(__file__).parents[3].parent / "shared" / "reports"


def test_a_report_is_one_also_without_its_title_or_its_salutation() -> None:
    assert why_no_report(TEXT) is None
    assert why_no_report("\n".join(LINES[3:])) is None
    assert why_no_report("\n".join(LINES[:3] + LINES[5:-1])) is None


LAW = "\n".join(f"第{number}条 国家坚持发展经济，加快建设，提高人民生活，实施保护。" for number in "一二三四五六七八九") * 2
NOVEL = "那天早晨下着小雨，他独自走过长长的石桥，想起许多年前的事情，心里觉得很安静。" * 20


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (TEXT[:200], "Chinese characters, a report at least 300"),
        (TEXT + "word " * 500, "Chinese characters of .* letters, a report mostly Chinese"),
        (LAW, "is made of articles"),
        (NOVEL, "has 0 words such as 发展"),
        (LINES[6] * 8, "has 1 of a title"),
    ],
)
def test_what_a_text_lacks_is_said(text: str, reason: str) -> None:
    found = why_no_report(text)
    assert found is not None
    assert re.search(reason, found)


@pytest.mark.skipif(not REPORTS.exists(), reason="the other reports are not here")
def test_every_report_at_hand_is_taken_for_one() -> None:
    paths = sorted(REPORTS.glob("*/*"))
    assert len(paths) == 98
    assert [path.name for path in paths if not read_report(path, path.name).text] == []
