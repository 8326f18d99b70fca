"""Reports prepared by several processes: as by one, whatever becomes of the processes. Real ones are killed."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.encoders.base import Encoder, Token
from indexer.encoders.embedded import EmbeddedEncoder
from indexer.errors import ReportUnreadable
from indexer.fill import fill
from indexer.home import current_id, open_current
from indexer.records import Report
from indexer.shelf import Shelf
from indexer.verify import verify_snapshot

ROOT = Path(__file__).parents[2]

FILLING = """
import os, sys
from pathlib import Path
from indexer.build import build_snapshot
from indexer.corpus import load_corpus
from indexer.encoders import open_encoder
from indexer.fill import fill
from indexer.home import build_lock
from indexer.paths import CORPUS
from indexer.shelf import Shelf
from dataclasses import replace
[report] = load_corpus(CORPUS)
reports = [replace(report, report_id=f"copy-{i}") for i in range(200)]
def track(reports, title):
    for each in reports:
        yield each
        print("one", flush=True)
home = Path(sys.argv[1])
with build_lock(home):
    fill(Shelf(home, open_encoder()), reports, track=track, n_processes=2)
"""


class Mortal(EmbeddedEncoder):
    """The embedded encoder, but every process other than the one that opened it dies of a word."""

    def __init__(self) -> None:
        super().__init__()
        self.home_pid = os.getpid()

    def words(self, text: str) -> list[Token]:
        if os.getpid() != self.home_pid:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().words(text)


@pytest.fixture
def many(towns: Sequence[Report]) -> list[Report]:
    return [replace(town, report_id=f"{town.report_id}-{i}") for i in range(4) for town in towns]


def kept(home: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (home / "prepared").iterdir()}


def test_two_processes_keep_what_one_does_and_tell_of_every_report(tmp_path: Path, many: list[Report], encoder: Encoder) -> None:
    told: list[str] = []

    def track(reports: Sequence[Report], title: str) -> Iterator[Report]:
        for report in reports:
            yield report
            told.append(report.report_id)

    fill(Shelf(tmp_path / "one", encoder), many, n_processes=1)
    fill(Shelf(tmp_path / "two", encoder), many, track=track, n_processes=2)
    assert kept(tmp_path / "two") == kept(tmp_path / "one")
    assert told == [report.report_id for report in many]


def test_what_is_kept_is_not_prepared_again(tmp_path: Path, many: list[Report], encoder: Encoder) -> None:
    told: list[Sequence[Report]] = []

    def track(reports: Sequence[Report], title: str) -> Sequence[Report]:
        told.append(reports)
        return reports

    for sources in (many[:3], many, many):
        fill(Shelf(tmp_path, encoder), sources, track=track, n_processes=1)
    assert told == [many[:3], many[3:], []]


def test_an_error_in_one_of_the_processes_is_told_here(tmp_path: Path, many: list[Report], encoder: Encoder) -> None:
    many[7] = replace(many[7], text=" \n")
    with pytest.raises(ReportUnreadable, match=many[7].report_id):
        fill(Shelf(tmp_path, encoder), many, n_processes=2)


def test_a_process_that_is_killed_leaves_its_reports_to_this_one(
    tmp_path: Path, many: list[Report], encoder: Encoder, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        fill(Shelf(tmp_path / "mortal", Mortal()), many, n_processes=2)
    assert "a process that prepares reports was killed" in caplog.text
    fill(Shelf(tmp_path / "alone", encoder), many, n_processes=1)
    assert kept(tmp_path / "mortal") == kept(tmp_path / "alone")


def test_the_processes_end_with_the_one_that_waits_for_them(own_home: Path) -> None:
    live = current_id(own_home)
    command = [sys.executable, "-c", FILLING, str(own_home)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as waiting:
        assert waiting.stdout is not None
        assert waiting.stdout.readline() == "one\n"
        waiting.kill()
        # The others write to the same pipe: its end comes when the last of them is gone.
        out, _ = waiting.communicate(timeout=60)
    assert len(out.splitlines()) < 199, "not all were prepared"
    assert current_id(own_home) == live
    verify_snapshot(open_current(own_home))
