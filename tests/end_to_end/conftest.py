"""The installed command, as a process of its own and inside this one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from indexer.build import build_snapshot
from indexer.encoders.base import Encoder
from service.cli.app import main
from tests.tiny import REPORTS

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from service.cli.app import main; main()"]
ENGLISH = {"LANG": "C", "LC_ALL": "", "LC_MESSAGES": "", "COLUMNS": "", "NO_COLOR": "", "FORCE_COLOR": ""}


@dataclass(frozen=True, slots=True)
class Ran:
    exit_code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(scope="session")
def tiny_home(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Path:
    folder = tmp_path_factory.mktemp("tiny")
    build_snapshot(REPORTS, encoder, folder)
    return folder


@pytest.fixture
def own_home(tmp_path: Path, tiny_home: Path) -> Path:
    """A copy of `tiny_home` that the test may change."""
    return Path(shutil.copytree(tiny_home, tmp_path / "home"))


def environment(home: Path, changed: Mapping[str, str]) -> dict[str, str]:
    wanted = (
        os.environ
        | ENGLISH
        | {"WENZHENG_HOME": str(home), "PYTHONPATH": str(ROOT), "XDG_STATE_HOME": f"{home}-state"}
        | dict(changed)
    )
    return {name: value for name, value in wanted.items() if value}


@pytest.fixture
def process(tiny_home: Path) -> Run:
    """process(*arguments, home=, env=): `wenzheng` as a process, its output into a pipe; it never shows a traceback."""

    def run(*arguments: str, home: Path = tiny_home, env: Mapping[str, str] | None = None) -> Ran:
        done = subprocess.run(
            [*COMMAND, *arguments],
            env=environment(home, env or {}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
        )
        out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        assert "Traceback" not in out + err
        return Ran(done.returncode, out, err)

    return run


@pytest.fixture
def wenzheng(tiny_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """wenzheng(*arguments, home=): the same entry point inside this process, which is quicker."""
    for name, value in ENGLISH.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.delenv("FORCE_COLOR")
    monkeypatch.delenv("COLUMNS")

    def run(*arguments: str, home: Path = tiny_home) -> Ran:
        monkeypatch.setenv("WENZHENG_HOME", str(home))
        monkeypatch.setattr(sys, "argv", ["wenzheng", *arguments])
        with pytest.raises(SystemExit) as done:
            main()
        out, err = capsys.readouterr()
        code = done.value.code
        return Ran(code if isinstance(code, int) else 0, out, err)

    return run
