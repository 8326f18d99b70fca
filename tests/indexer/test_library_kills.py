"""An add that is killed at its n-th change on disk; then it is done again."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.indexer.test_build import python
from tests.routine_reports import TEXTS

KILLED = """
from indexer import library
text = sys.argv[2]

def in_child(fatal):
    proposal = library.propose((text + str(fatal)).encode(), "a.txt", {"id": "again"})
    return killed_at(fatal, lambda: library.add(home, [proposal]))

library.reindex(home)
status, n_changes = in_child(0)
n = int(n_changes)
for fatal in sorted({*range(1, n, 6), *range(n - 12, n + 1)}):
    status, _ = in_child(fatal)
    snapshot = open_current(home)
    verify_snapshot(snapshot)
    table = library.Table(home)
    tell(
        status=status,
        served=snapshot.reports["again"].text[-2:].strip("。"),
        listed=[entry.read().text[-2:].strip("。") for entry in table.entries() if entry.report_id == "again"],
        cited=[library.find_version(home, each.report_id).report_id for each in table.versions()] != [],
    )
library.reindex(home)
named = {entry.path.name for entry in (*library.Table(home).added(), *library.Table(home).versions())}
tell(strays=sorted({path.name for path in (home / "reports").iterdir()} - named), left=left())
"""


def test_an_add_that_is_killed_at_any_moment_leaves_a_good_index_and_a_good_table(tmp_path: Path) -> None:
    one_thread = {"OMP_NUM_THREADS": "1"}  # what OpenMP starts in the parent is not there in the child, which would wait for it
    process: subprocess.Popen[str] = python(KILLED, tmp_path, TEXTS["昆山市"], **one_thread)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    *kills, end = [json.loads(line) for line in out.splitlines()]
    for kill in kills:
        assert kill["status"] == 9, "killed by SIGKILL"
        assert len(kill["listed"]) == 1
    assert all(kill["served"] == "0" for kill in kills[:3]), "early kills change nothing"
    assert sum(kill["served"] != kill["listed"][0] for kill in kills) <= 3, "only between two renames the index lags behind"
    assert end["strays"] == []
    assert "reports.toml" in end["left"]
