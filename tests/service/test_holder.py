"""The live snapshot of a running service, while others are built beside it."""

from __future__ import annotations

import logging
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from indexer.build import build_snapshot
from indexer.encoders.base import Encoder
from indexer.errors import SnapshotCorrupt, SnapshotMissing
from indexer.home import current_id
from service.holder import Holder
from tests.tiny import REPORTS


@pytest.fixture
def own_home(tmp_path: Path, tiny_home: Path) -> Path:
    """A copy of `tiny_home` that the test may change."""
    return Path(shutil.copytree(tiny_home, tmp_path / "home"))


def damage(home: Path) -> None:
    (home / "snapshots" / current_id(home) / "clauses.jsonl").write_text("", encoding="utf-8")


def test_nothing_indexed_is_told_and_a_first_index_is_served(tmp_path: Path, encoder: Encoder) -> None:
    holder = Holder(tmp_path / "home")
    with pytest.raises(SnapshotMissing, match="wenzheng index"):
        holder.engine()
    built = build_snapshot(REPORTS, encoder, holder.home)
    assert holder.engine().snapshot.snapshot_id == built.snapshot_id


def test_a_snapshot_is_opened_once(own_home: Path) -> None:
    holder = Holder(own_home)
    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(lambda _: holder.engine(), range(16)))) == 1


def test_a_newer_snapshot_is_switched_to_and_the_engine_in_use_goes_on(own_home: Path, encoder: Encoder) -> None:
    holder = Holder(own_home)
    old = holder.engine()
    build_snapshot(REPORTS[:1], encoder, own_home)
    new = holder.engine()
    assert list(new.snapshot.reports) == ["anlin-2019"]
    assert old.ask("“一河两岸”是什么意思?").answer == "安水河;东岸新城、西岸老城"


def test_a_damaged_newer_snapshot_is_left_out_once_with_a_warning(
    own_home: Path, encoder: Encoder, caplog: pytest.LogCaptureFixture
) -> None:
    holder = Holder(own_home)
    old = holder.engine()
    build_snapshot(REPORTS[:1], encoder, own_home)
    damage(own_home)
    with caplog.at_level(logging.WARNING), ThreadPoolExecutor(8) as threads:
        assert set(threads.map(lambda _: holder.engine(), range(16))) == {old}
    [told] = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert "left out" in told and "clauses.jsonl" in told


def test_a_whole_snapshot_after_a_damaged_one_is_switched_to(own_home: Path, encoder: Encoder) -> None:
    holder = Holder(own_home)
    holder.engine()
    build_snapshot(REPORTS[:1], encoder, own_home)
    damage(own_home)
    holder.engine()
    build_snapshot(REPORTS[1:], encoder, own_home)
    assert list(holder.engine().snapshot.reports) == ["anlin-2020", "beihe-2020"]


def test_a_damaged_only_snapshot_is_told_every_time(own_home: Path) -> None:
    damage(own_home)
    holder = Holder(own_home)
    for _ in range(2):
        with pytest.raises(SnapshotCorrupt, match=r"clauses\.jsonl"):
            holder.engine()


@pytest.mark.parametrize("pointer", [None, b"folder", b"\xff\xfe", b"20000101T000000Z-00000000\n"])
def test_a_pointer_that_is_gone_or_points_nowhere_does_not_end_the_service(own_home: Path, pointer: bytes | None) -> None:
    holder = Holder(own_home)
    old = holder.engine()
    (own_home / "CURRENT").unlink()
    if pointer == b"folder":
        (own_home / "CURRENT").mkdir()
    elif pointer is not None:
        (own_home / "CURRENT").write_bytes(pointer)
    assert holder.engine() is old
