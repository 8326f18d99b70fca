"""An app on a real snapshot, and a way to call it without a socket."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from indexer.build import build_snapshot
from indexer.encoders.base import Encoder
from indexer.home import open_current
from service.engine import Engine
from service.facts.finder import FactFinder
from service.holder import Holder
from service.web.api import create_app
from tests.service import figures
from tests.tiny import REPORTS

Call = Callable[..., httpx.Response]


def caller(app: FastAPI) -> Call:
    """call(method, url, **options of httpx); an error of the app is answered, as a server would."""

    async def send(method: str, url: str, options: dict[str, Any]) -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://wenzheng") as client:
            return await client.request(method, url, **options)

    return lambda method, url, **options: asyncio.run(send(method, url, options))


def problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The problem details, after a check of what all of them have."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    found: dict[str, Any] = answer.json()
    assert (found["status"], found["code"], found["type"]) == (status, code, f"urn:wenzheng:{code}")
    assert found["title"] and found["detail"]
    assert "Traceback" not in answer.text
    return found


def refused_fields(answer: httpx.Response) -> list[str]:
    return [each["field"] for each in problem(answer, 422, "invalid")["errors"]]


@pytest.fixture
def app(holder: Holder) -> FastAPI:
    return create_app(holder)


@pytest.fixture
def call(app: FastAPI) -> Call:
    return caller(app)


@pytest.fixture(scope="session")
def tiny_home(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Path:
    folder = tmp_path_factory.mktemp("tiny")
    build_snapshot(REPORTS, encoder, folder)
    return folder


@pytest.fixture(scope="session")
def tiny(tiny_home: Path) -> Engine:
    """The engine over the three reports of `tests.tiny`."""
    return Holder(tiny_home).engine()


@pytest.fixture(scope="session")
def figures_home(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Path:
    folder = tmp_path_factory.mktemp("figures")
    build_snapshot(figures.REPORTS, encoder, folder)
    return folder


@pytest.fixture(scope="session")
def finder(figures_home: Path) -> FactFinder:
    """Over the four reports of `tests.service.figures`."""
    return FactFinder(open_current(figures_home))
