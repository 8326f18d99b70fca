from __future__ import annotations

import functools
import shutil
from pathlib import Path

import pytest

from service.holder import Holder
from service.web import library_routes
from service.web.api import create_app
from tests.service.changes.calls import BEARER, KEY
from tests.service.conftest import Call, caller


@pytest.fixture
def library(home: Path, tmp_path: Path) -> Path:
    """A home with the packaged report, that the test may change."""
    return Path(shutil.copytree(home, tmp_path / "home"))


@pytest.fixture
def call(library: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setattr(library_routes, "WAIT_S", 60.0)  # the machine of a test may be slow
    return functools.partial(caller(create_app(Holder(library), write_key=KEY)), headers=BEARER)
