"""A real snapshot of the packaged corpus, built once a run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from indexer.build import build_snapshot
from indexer.corpus import load_corpus
from indexer.encoders import open_encoder
from indexer.encoders.base import Encoder
from indexer.paths import CORPUS
from indexer.records import Report
from service.engine import Engine
from service.holder import Holder


@pytest.fixture(scope="session")
def reports() -> Sequence[Report]:
    return load_corpus(CORPUS)


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return open_encoder()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, reports: Sequence[Report], encoder: Encoder) -> Path:
    folder = tmp_path_factory.mktemp("home")
    build_snapshot(reports, encoder, folder)
    return folder


@pytest.fixture
def holder(home: Path) -> Holder:
    return Holder(home)


@pytest.fixture(scope="session")
def engine(home: Path) -> Engine:
    return Holder(home).engine()
