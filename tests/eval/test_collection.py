"""Reports of a folder, known by what they print."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.collection import load_collection
from indexer.errors import MetadataIncomplete


def test_a_report_is_known_by_what_it_prints(tmp_path: Path) -> None:
    folder = tmp_path / "reports" / "cities-2025"
    folder.mkdir(parents=True)
    (folder / "昆山市.txt").write_text("2025年昆山市政府工作报告\n各位代表：\n全年新建学校3所。\n", encoding="utf-8")
    (folder / "notes.csv").write_text("no report", encoding="utf-8")
    [report] = load_collection(tmp_path)
    assert (report.report_id, report.region, report.level) == ("cities-2025-昆山市", "昆山市", "county")
    assert (report.year, report.reviewed_year, report.title) == (2025, 2024, "2025年昆山市政府工作报告")
    assert "新建学校3所" in report.text


def test_a_report_that_prints_no_region_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "reports" / "a"
    folder.mkdir(parents=True)
    (folder / "b.txt").write_text("全年新建学校3所。", encoding="utf-8")
    with pytest.raises(MetadataIncomplete, match="region"):
        load_collection(tmp_path)
