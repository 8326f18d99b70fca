"""Periods labelled alone."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from eval.fact_periods import PERIODS, PeriodLabel, load_periods, period_scores
from indexer.errors import GoldInvalid
from tests.eval.test_fact_gold import SHARED
from tests.stated import report

TEXT = "一、过去五年工作回顾\n五年来，茶产值达到8亿元。去年，新建茶站3个。\n二、2020年工作安排\n新建茶站5个。"


def test_labels_point_at_reports_and_hold_no_text():
    rows = [json.loads(line) for line in PERIODS.read_text(encoding="utf-8").splitlines()]
    assert {frozenset(row) for row in rows} == {frozenset("file sha256 half value_start value_end value period".split())}
    assert all(len(row["period"]) <= 20 for row in rows)
    assert (len(rows), len({row["file"] for row in rows})) == (433, 21)
    assert min(Counter(row["half"] for row in rows).values()) > 200


def test_a_period_is_right_where_its_fact_is_found_for_the_same_years():
    labels = [
        PeriodLabel(TEXT.index("8亿元"), TEXT.index("8亿元") + 3, "过去的五年", "dev"),  # 五年来
        PeriodLabel(TEXT.index("3个"), TEXT.index("3个") + 2, "２０１９", "dev"),
        PeriodLabel(TEXT.index("5个"), TEXT.index("5个") + 2, "2019", "check"),
        PeriodLabel(0, 1, "2019", "check"),  # no fact is there
    ]
    scores = period_scores([(report(TEXT), labels)])
    assert [(score.type, score.metric, score.n, score.mean) for score in scores] == [
        ("periods, dev", "period", 2, 2 / 2),
        ("periods, check", "period", 2, 0 / 2),
    ]


@pytest.mark.skipif(not (SHARED / "reports").exists(), reason="the other reports are not here")
def test_a_label_out_of_order_or_of_no_half_is_refused_by_its_line(tmp_path):
    pytest.importorskip("docx")
    first, second = (json.loads(line) for line in PERIODS.read_text(encoding="utf-8").splitlines()[:2])
    for rows in ([second, first], [first, second | {"half": "test"}], [first, second | {"period": ""}]):
        path = tmp_path / "periods.jsonl"
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        with pytest.raises(GoldInvalid, match=r"periods.jsonl:2: PeriodLabel"):
            load_periods(SHARED, path)
