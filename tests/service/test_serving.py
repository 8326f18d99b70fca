"""A change is told as made when every process of the service serves it."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.build import build_snapshot
from indexer.encoders.base import Encoder
from indexer.home import current_id
from service.engine import Engine
from service.holder import Holder
from service.serving import Serving
from tests.tiny import REPORTS


@pytest.fixture
def own_home(tmp_path: Path, tiny_home: Path) -> Path:
    """A copy of `tiny_home` that the test may change."""
    return Path(shutil.copytree(tiny_home, tmp_path / "home"))


def live_ns(home: Path) -> int:
    return (home / "CURRENT").stat().st_mtime_ns


def until(holds: Callable[[], bool]) -> bool:
    """Whether it holds in time."""
    end = time.monotonic() + 20.0
    while not (found := holds()) and time.monotonic() < end:
        time.sleep(0.01)
    return found


def test_the_slowest_process_is_waited_for(tmp_path: Path) -> None:
    serving = Serving(tmp_path)
    assert serving.all_at(5)
    with serving.joined() as first, serving.joined() as second:
        first(5)
        assert not serving.all_at(5)
        second(4)
        assert (serving.all_at(4), serving.all_at(5)) == (True, False)
        second(6)
        assert serving.all_at(5)
        first(3)
    assert serving.all_at(5)


def test_a_process_that_was_killed_is_not_waited_for(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        with Serving(tmp_path).joined():
            os.write(writing, b"joined")
            signal.pause()
    os.read(reading, 6)
    assert not Serving(tmp_path).all_at(1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert Serving(tmp_path).all_at(1)
    assert list((tmp_path / "serving").iterdir()) == []
    os.close(reading)
    os.close(writing)


def test_requests_go_on_with_the_old_snapshot_while_the_new_one_is_opened_and_warmed(own_home: Path, encoder: Encoder) -> None:
    holder, serving = Holder(own_home), Serving(own_home)
    old, warming, go_on = holder.engine(), threading.Event(), threading.Event()

    def warm(engine: Engine) -> None:
        warming.set()
        go_on.wait(20.0)

    with holder.watched(warm):
        assert until(lambda: serving.all_at(live_ns(own_home)))
        build_snapshot(REPORTS[:1], encoder, own_home)
        assert warming.wait(20.0)
        assert holder.engine() is old
        assert not serving.all_at(live_ns(own_home))
        go_on.set()
        assert until(lambda: serving.all_at(live_ns(own_home)))
        assert holder.engine().snapshot.snapshot_id == current_id(own_home)


def test_a_damaged_newer_snapshot_is_not_waited_for(own_home: Path, encoder: Encoder) -> None:
    holder = Holder(own_home)
    old = holder.engine()
    build_snapshot(REPORTS[:1], encoder, own_home)
    (own_home / "snapshots" / current_id(own_home) / "clauses.jsonl").write_text("", encoding="utf-8")
    with holder.watched(lambda engine: None):
        assert until(lambda: Serving(own_home).all_at(live_ns(own_home)))
        assert holder.engine() is old


def test_a_home_that_only_others_write_to_is_served(own_home: Path) -> None:
    (own_home / "serving").write_text("no folder can be made here", encoding="utf-8")
    with Serving(own_home).joined() as tell:
        tell(1)
    assert Serving(own_home).all_at(1)
