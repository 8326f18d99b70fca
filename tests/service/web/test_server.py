"""The server: a real process on a real port."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from indexer.errors import AddressInvalid, PortInUse
from service.web.server import listen, serve
from service.web.settings import Settings

ROOT = Path(__file__).parents[3]
SERVE = "from service.web.server import serve; from service.web.settings import Settings; serve(Settings())"


@pytest.fixture(scope="module", params=["1", "2"], ids=["one process", "two processes"])
def server(home: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a server that is up; it is told to stop at the end, and must stop by itself."""
    env = os.environ | {"WENZHENG_HOME": str(home), "WENZHENG_PORT": "0", "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    env["WENZHENG_N_PROCESSES"] = request.param
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE], cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    )
    with process:
        assert process.stdout is not None
        address = re.search(r"http://[^/]+", process.stdout.readline())
        assert address is not None
        yield address.group()
        process.send_signal(signal.SIGTERM)
        # One process is ended by the signal in the end; one that looks after others ends well.
        assert process.wait(timeout=20) == (-signal.SIGTERM if request.param == "1" else 0)


def test_the_first_request_is_answered(server: str) -> None:
    answer = httpx.post(f"{server}/v1/ask", json={"question": "2019年地区生产总值是多少?"}, timeout=60)
    assert answer.json()["status"] == "answered"


def test_the_server_is_ready_when_it_answers(server: str) -> None:
    assert httpx.get(f"{server}/readyz", timeout=60).json()["status"] == "ready"


def test_a_caller_who_sends_ten_megabytes_reads_why_not(server: str) -> None:
    answer = httpx.post(f"{server}/v1/ask", content=b" " * 10_000_000, headers={"content-type": "application/json"}, timeout=60)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_head_over_a_connection_leaves_it_usable(server: str) -> None:
    with httpx.Client(base_url=server, timeout=60) as client:
        for _ in range(3):
            assert client.head("/v1/reports").status_code == 200
            assert client.get("/healthz").json() == {"status": "alive"}


def test_every_request_is_counted_whichever_process_answers(server: str) -> None:
    def counted() -> float:
        line = re.search(
            r'requests_total{method="GET",route="/v1/reports",status="200"} (.+)', httpx.get(f"{server}/metrics").text
        )
        return float(line[1]) if line else 0.0

    before = counted()
    for _ in range(8):
        httpx.get(f"{server}/v1/reports", timeout=60)
    assert counted() == before + 8


def test_a_port_that_is_taken_is_refused_by_name_before_anything_is_loaded(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortInUse, match=f"port {port} on 127.0.0.1 is in use"):
            serve(Settings(home=tmp_path, port=port))


def test_an_address_of_another_machine_is_refused_by_name() -> None:
    with pytest.raises(AddressInvalid, match="192.0.2.1"):
        listen("192.0.2.1", 0)


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WENZHENG_HOME", str(tmp_path))
    monkeypatch.setenv("WENZHENG_PORT", "9000")
    settings = Settings()
    assert (settings.home, settings.host, settings.port) == (tmp_path, "127.0.0.1", 9000)


@pytest.mark.parametrize(("name", "value"), [("WENZHENG_PORT", "65536"), ("WENZHENG_PORT", "http"), ("WENZHENG_N_WORKERS", "0")])
def test_a_setting_out_of_range_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValueError, match=name.removeprefix("WENZHENG_").lower()):
        Settings()
