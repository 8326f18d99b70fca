"""Building: all or nothing, whatever happens on the way. Where processes die, real ones do."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from indexer.build import build_snapshot
from indexer.encoders.base import Encoder
from indexer.errors import BuildInProgress, CorpusInvalid, ReportUnreadable
from indexer.home import current_id, open_current
from indexer.records import Report
from indexer.verify import verify_snapshot

ROOT = Path(__file__).parents[2]

PREPARE = """
import json, os, resource, signal, sys
from pathlib import Path
from indexer.build import build_snapshot
from indexer.corpus import load_corpus
from indexer.encoders import open_encoder
from indexer.home import current_id, open_current
from indexer.paths import CORPUS
from indexer.verify import verify_snapshot
home = Path(sys.argv[1])
reports, encoder = load_corpus(CORPUS), open_encoder()

def left():
    names = {str(path.relative_to(home)) for pattern in ("*", "snapshots/*") for path in home.glob(pattern)}
    return sorted(names - {"CURRENT", "build.lock", "snapshots", "prepared", "filler"})

def tell(**told):
    print(json.dumps(told), flush=True)

CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree"}

def killed_at(fatal, work):
    # Work done in a child that is killed at its n-th change on disk; its status and, where it ended, how many changes it made.
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        changes = 0
        def on_event(event, arguments):
            nonlocal changes
            is_write = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
            if is_write or event in CHANGES:
                changes += 1
                if changes == fatal:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(on_event)
        work()
        os.write(writing, str(changes).encode())
        os._exit(0)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    return status, os.read(reading, 20).decode()
"""

WAITING = """
def track(reports, title):
    tell(title=title)
    sys.stdin.readline()
    return reports

tell(built=build_snapshot(reports, encoder, home, track=track).snapshot_id)
"""

# A build is killed at its n-th change on disk: a file opened for writing, a folder made, a rename, a removal.
KILLED = """
def in_child(fatal):
    return killed_at(fatal, lambda: build_snapshot(reports, encoder, home))

status, n_changes = in_child(0)
first = current_id(home)
tell(status=status, n_changes=int(n_changes), live=first)
for fatal in sorted({*range(1, int(n_changes), 5), *range(int(n_changes) - 6, int(n_changes) + 1)}):
    status, _ = in_child(fatal)
    checks = len(verify_snapshot(open_current(home)))
    tell(fatal=fatal, status=status, live=current_id(home), checks=checks, left=left())
status, _ = in_child(0)
tell(status=status, live=current_id(home), left=left())
"""

LIMITED = """
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    build_snapshot(reports, encoder, home)
except OSError as error:
    tell(error=type(error).__name__, left=left())
"""

FULL = """
live = build_snapshot(reports, encoder, home).snapshot_id
size = sum(path.stat().st_size for path in (home / "snapshots").rglob("*"))
for share in (0, 0.02, 0.1, 0.5, 0.8, 0.97):
    free = os.statvfs(home).f_bavail * os.statvfs(home).f_frsize
    (home / "filler").write_bytes(bytes(max(0, free - int(size * share))))
    try:
        build_snapshot(reports[:1], encoder, home)
        error = None
    except OSError as found:
        error = type(found).__name__
    (home / "filler").unlink()
    checks = len(verify_snapshot(open_current(home)))
    tell(share=share, error=error, live=current_id(home) == live, checks=checks, left=left())
build_snapshot(reports, encoder, home)
tell(left=left())
"""


def python(script: str, *arguments: object, before: Sequence[str] = (), **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*before, sys.executable, "-c", PREPARE + script, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def told(process: subprocess.Popen[str]) -> list[dict[str, Any]]:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return [json.loads(line) for line in out.splitlines()]


def names(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "snapshots").iterdir())


def test_a_manifest_tells_what_was_built(town_home: Path, encoder: Encoder) -> None:
    manifest = open_current(town_home).manifest
    assert (manifest.n_reports, manifest.n_clauses, manifest.n_sentences) == (3, 6, 12)
    assert (manifest.encoder, manifest.encoder_name, manifest.dim) == (encoder.fingerprint, "embedded", encoder.dim)
    assert manifest.snapshot_id.partition("-")[0] == manifest.created.replace("-", "").replace(":", "")[:15] + "Z"


def test_the_same_corpus_gives_the_same_files_byte_for_byte_in_any_process(
    tmp_path: Path, home: Path, reports: Sequence[Report]
) -> None:
    here = open_current(home)
    told(python("build_snapshot(reports, encoder, home)", tmp_path, PYTHONHASHSEED="7"))
    there = open_current(tmp_path)
    assert there.manifest.files == here.manifest.files
    assert [clause.clause_id for clause in there.clauses] == [clause.clause_id for clause in here.clauses]
    for name in here.manifest.files:
        assert (there.folder / name).read_bytes() == (here.folder / name).read_bytes()
    same = {**asdict(here.manifest), "snapshot_id": "", "created": ""}
    assert {**asdict(there.manifest), "snapshot_id": "", "created": ""} == same


def test_building_without_reports_is_refused(tmp_path: Path, encoder: Encoder) -> None:
    with pytest.raises(CorpusInvalid, match="no report to index"):
        build_snapshot([], encoder, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_report_without_words_is_indexed_all_the_same(tmp_path: Path, towns: Sequence[Report], encoder: Encoder) -> None:
    build_snapshot([replace(towns[0], text="……！！！\n")], encoder, tmp_path)
    snapshot = open_current(tmp_path)
    assert [snapshot.text(clause) for clause in snapshot.clauses] == ["……！！！"]
    assert not snapshot.clause_vectors.any()


def test_a_report_with_line_separators_of_its_own_comes_back_whole(
    tmp_path: Path, towns: Sequence[Report], encoder: Encoder
) -> None:
    text = "一、回顾\u2028全年很好。\r\n二、安排\u0085新建学校3所。\x0b增长7%。"
    build_snapshot([replace(towns[0], text=text)], encoder, tmp_path)
    assert open_current(tmp_path).reports["beishan-2021"].text == text


def test_an_error_on_the_way_leaves_the_old_snapshot_and_no_rest(
    own_home: Path, towns: Sequence[Report], encoder: Encoder
) -> None:
    before = names(own_home)
    with pytest.raises(ReportUnreadable, match="nanhe-2022"):
        build_snapshot([*towns[:2], replace(towns[2], text=" \n")], encoder, own_home)
    assert names(own_home) == before
    verify_snapshot(open_current(own_home))


def test_a_reader_sees_the_old_snapshot_until_the_new_one_is_whole(
    own_home: Path, towns: Sequence[Report], encoder: Encoder
) -> None:
    before, seen = current_id(own_home), []

    def track(reports: Sequence[Report], title: str) -> Sequence[Report]:
        seen.append(current_id(own_home))
        return reports

    manifest = build_snapshot(towns[:2], encoder, own_home, track=track)
    assert set(seen) == {before}
    assert current_id(own_home) == manifest.snapshot_id != before


def test_of_two_builds_at_once_one_is_told_that_the_other_runs(tmp_path: Path, towns: Sequence[Report], encoder: Encoder) -> None:
    with python(WAITING, tmp_path) as first:
        try:
            assert first.stdout is not None
            assert json.loads(first.stdout.readline()) == {"title": "reports"}
            second = subprocess.run(
                [sys.executable, "-c", "from service.cli.app import main; main()", "index", "--home", str(tmp_path)],
                cwd=ROOT,
                capture_output=True,
                text=True,
                timeout=60,
            )
            assert second.returncode == 1, second.stderr
            assert "build_in_progress" in second.stderr
            with pytest.raises(BuildInProgress):
                build_snapshot(towns, encoder, tmp_path)
            out, err = first.communicate("\n" * 9, timeout=60)
            assert first.returncode == 0, err
            assert json.loads(out.splitlines()[-1]) == {"built": current_id(tmp_path)}
        finally:
            first.kill()
    build_snapshot(towns, encoder, tmp_path)


def test_a_build_that_is_killed_at_any_moment_leaves_a_good_snapshot(tmp_path: Path) -> None:
    start, *kills, end = told(python(KILLED, tmp_path))
    assert start["status"] == 0
    assert start["n_changes"] > 20
    lives = [start["live"], *(kill["live"] for kill in kills)]
    for kill in kills:
        assert kill["status"] == 9, "killed by SIGKILL"
        assert kill["checks"] == 10, "the live snapshot opens and verifies"
        assert sum(".building-" in name for name in kill["left"]) <= 1, "the rest of the kill before was cleaned up"
    assert lives == sorted(lives), "CURRENT never goes back"
    assert lives[3] == start["live"], "early kills change nothing"
    assert end["status"] == 0
    assert len(end["left"]) <= 2
    assert all(name.startswith("snapshots/2") for name in end["left"])
    assert f"snapshots/{end['live']}" in end["left"]


@pytest.mark.parametrize("limit_bytes", [0, 1_000, 20_000, 60_000, 160_000, 400_000])
def test_a_file_that_cannot_be_written_whole_stops_the_build_and_the_old_snapshot_serves(
    own_home: Path, limit_bytes: int
) -> None:
    before = names(own_home)
    (found,) = told(python(LIMITED, own_home, limit_bytes))
    assert found == {"error": "OSError", "left": [f"snapshots/{name}" for name in before]}
    verify_snapshot(open_current(own_home))


def can_mount() -> bool:
    """Whether this user may mount a small disk that no other process sees."""
    unshare = shutil.which("unshare")
    return (
        unshare is not None
        and subprocess.run([unshare, "-m", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True).returncode == 0
    )


@pytest.mark.skipif(not can_mount(), reason="needs leave to mount a disk of its own")
def test_a_full_disk_stops_the_build_at_any_point_and_the_old_snapshot_serves(tmp_path: Path) -> None:
    mount = ["unshare", "-m", "sh", "-c", f'mount -t tmpfs -o size=16m none "{tmp_path}" && exec "$@"', "sh"]
    *fulls, end = told(python(FULL, tmp_path, before=mount))
    for full in fulls:
        assert full["error"] == "OSError", full
        assert full["live"]
        assert full["checks"] == 10
        assert len(full["left"]) == 1, "nothing but the old snapshot"
    # Whole snapshots only: the old and the new, or one where both were built within one second and have the same id.
    assert all(name.startswith("snapshots/2") for name in end["left"])
    assert len(end["left"]) <= 2
