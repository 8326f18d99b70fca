"""Many reports out of few."""

from __future__ import annotations

import re

from eval.varied import varied
from tests.tiny import REPORTS


def test_reports_are_varied_in_region_year_and_figures_and_keep_their_numbering() -> None:
    found = list(varied(REPORTS, 6, seed=3))
    assert [report.report_id for report in found] == [f"varied-{i}" for i in range(1, 7)]
    assert len({report.region for report in found}) > 3
    for report, of in zip(found, [*REPORTS, *REPORTS], strict=True):
        by = report.year - of.year
        assert report.reviewed_year == report.year - 1
        assert report.title == f"{report.year}年{report.region}政府工作报告"
        assert f"{of.reviewed_year + by}年" in report.text
        assert re.sub(r"\d", "0", report.text) == re.sub(r"\d", "0", of.text)
        assert report.text != of.text
        assert re.findall(r"(?m)^\d+\.", report.text) == re.findall(r"(?m)^\d+\.", of.text)


def test_the_same_seed_makes_the_same_reports() -> None:
    assert list(varied(REPORTS, 4, seed=1)) == list(varied(REPORTS, 4, seed=1))
    assert list(varied(REPORTS, 4, seed=1)) != list(varied(REPORTS, 4, seed=2))
