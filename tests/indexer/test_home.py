"""Which snapshot is live, and what is kept."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from indexer.build import build_snapshot
from indexer.encoders.base import Encoder
from indexer.errors import BuildInProgress, SnapshotCorrupt, SnapshotMissing
from indexer.home import build_lock, clean_up, current_id, open_current, publish
from indexer.records import Report
from indexer.verify import verify_snapshot
from service.engine import Engine


def snapshots(home: Path) -> set[str]:
    return {path.name for path in (home / "snapshots").iterdir()}


def test_an_empty_or_missing_home_has_nothing_indexed(tmp_path: Path) -> None:
    for home in (tmp_path, tmp_path / "gone"):
        with pytest.raises(SnapshotMissing, match="nothing is indexed yet; run `wenzheng index`"):
            open_current(home)


@pytest.mark.parametrize("name", ["20200101T000000Z-00000000", "", "..", "a/b"])
def test_a_current_that_points_nowhere_is_told_with_the_name(own_home: Path, name: str) -> None:
    (own_home / "CURRENT").write_text(name + "\n", encoding="utf-8")
    with pytest.raises(SnapshotMissing, match=f"CURRENT names '{name}', which is not there"):
        open_current(own_home)


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"a\0b"])
def test_a_current_that_is_no_name_is_corrupt(own_home: Path, raw: bytes) -> None:
    (own_home / "CURRENT").write_bytes(raw)
    with pytest.raises(SnapshotCorrupt):
        open_current(own_home)


def test_a_live_snapshot_with_a_damaged_file_is_corrupt_not_missing(own_home: Path, own_snapshot: Path) -> None:
    (own_snapshot / "words.txt").unlink()
    with pytest.raises(SnapshotCorrupt, match=r"words\.txt"):
        open_current(own_home)


def test_only_one_holds_the_build_lock_and_it_is_free_again_after(tmp_path: Path) -> None:
    with build_lock(tmp_path):
        with pytest.raises(BuildInProgress, match="another build is running"), build_lock(tmp_path):
            pass
        with build_lock(tmp_path / "another"):
            pass
    with build_lock(tmp_path):
        pass


def test_the_live_snapshot_and_the_one_before_it_are_kept(tmp_path: Path, towns: Sequence[Report], encoder: Encoder) -> None:
    built = [build_snapshot(chosen, encoder, tmp_path).snapshot_id for chosen in (towns[:1], towns[:2], towns, towns[1:])]
    assert current_id(tmp_path) == built[3]
    assert snapshots(tmp_path) == {built[2], built[3]}


def test_cleaning_up_never_removes_the_live_snapshot_though_it_is_the_oldest(
    tmp_path: Path, towns: Sequence[Report], encoder: Encoder
) -> None:
    first, second = (build_snapshot(chosen, encoder, tmp_path).snapshot_id for chosen in (towns[:1], towns[:2]))
    (tmp_path / "CURRENT").write_text(first + "\n", encoding="utf-8")  # rolled back by hand
    third = build_snapshot(towns, encoder, tmp_path).snapshot_id
    assert current_id(tmp_path) == third
    (tmp_path / "CURRENT").write_text(second + "\n", encoding="utf-8")
    clean_up(tmp_path)
    assert snapshots(tmp_path) == {second, third}


def test_what_killed_builds_left_is_cleaned_up(own_home: Path) -> None:
    (own_home / "snapshots" / ".building-1").mkdir()
    (own_home / "snapshots" / ".building-1" / "clauses.jsonl").write_text("half", encoding="utf-8")
    live = current_id(own_home)
    clean_up(own_home)
    assert snapshots(own_home) == {live}


def test_an_engine_goes_on_while_builds_remove_its_snapshot(own_home: Path, towns: Sequence[Report], encoder: Encoder) -> None:
    engine = Engine(open_current(own_home), encoder)
    before = engine.search("养老床位", k=6)
    for chosen in (towns[:1], towns[:2]):
        build_snapshot(chosen, encoder, own_home)
    assert not engine.snapshot.folder.exists()
    assert engine.search("养老床位", k=6) == before


BUILDS = """
import dataclasses, pathlib, sys
from indexer.build import build_snapshot
from indexer.corpus import load_corpus
from indexer.encoders import open_encoder
from indexer.paths import CORPUS
report, encoder = load_corpus(CORPUS)[0], open_encoder()
for n in range(1, 7):
    build_snapshot([dataclasses.replace(report, text=report.text[: 300 * n])], encoder, pathlib.Path(sys.argv[1]))
"""


def test_a_reader_that_opens_while_builds_go_by_always_gets_a_whole_snapshot(own_home: Path) -> None:
    # In a process of its own, as builds are: CPython 3.11's ast.parse, which numpy reads headers with, is not safe in threads.
    with subprocess.Popen([sys.executable, "-c", BUILDS, str(own_home)]) as builder:
        opened = set()
        while builder.poll() is None:
            snapshot = open_current(own_home)
            verify_snapshot(snapshot)
            opened.add(snapshot.snapshot_id)
    assert builder.returncode == 0
    assert len(opened) > 1


def test_a_pointer_that_cannot_be_written_leaves_nothing_in_place(own_home: Path) -> None:
    built = own_home / "snapshots" / ".building-1"
    built.mkdir()
    (own_home / ".CURRENT.new").mkdir()  # in the way
    live = current_id(own_home)
    with pytest.raises(OSError, match="Is a directory"):
        publish(own_home, built, "20990101T000000Z-00000000")
    assert current_id(own_home) == live
    assert snapshots(own_home) == {live, ".building-1"}
