"""Questions go on while reports are added and removed: two real processes, real requests, and a check that notices."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from eval.bench_switch import Reply, Stage, fault_of, measure

OLD = Stage(10.0, "a", {"x-2020": "第一句。第二句。"}, frozenset({"x-2020/1"}))
NEW = Stage(20.0, "b", {"y-2020": "别的。"}, frozenset({"y-2020/1"}))
GOOD = Reply(12.0, 12.0, 3.0, snapshot="a", places=(("x-2020/1", 4, 8, "第二句。"),))


def test_no_request_fails_and_every_citation_is_of_its_snapshot_while_reports_come_and_go(tmp_path: Path) -> None:
    found = measure(tmp_path, 2, 20.0)
    assert found.faults == []
    assert found.n_snapshots >= 4, "of the first, two additions and two removals"
    assert found.n > 20


def test_an_answer_that_is_at_odds_with_its_snapshot_is_afault_of() -> None:
    stages = [OLD, NEW]
    assert fault_of(GOOD, stages) is None
    assert fault_of(replace(GOOD, sent=19.0), stages) is None, "sent before the change was answered"
    assert fault_of(replace(GOOD, sent=21.0), stages) == "names a, sent 1.000 s after b was live"
    assert fault_of(replace(GOOD, snapshot="c"), stages) == "names c, which was never live"
    assert fault_of(replace(GOOD, snapshot="b"), stages) == "cites x-2020/1 4-8, which b has not"
    shifted = replace(GOOD, places=(("x-2020/1", 3, 7, "第二句。"),))
    assert fault_of(shifted, stages) == "cites x-2020/1 3-7, which a has not"
    assert fault_of(Reply(0.0, 0.0, 1.0, "/v1/ask: 500"), stages) == "/v1/ask: 500"
