"""Requests to an HTTP server from a few threads at once, and how fast they were answered."""

from __future__ import annotations

import http.client
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep
from urllib.parse import quote, urlsplit

import numpy as np

from indexer.errors import WenzhengError

SERVE = "from service.web.server import serve; from service.web.settings import Settings; serve(Settings())"
START_TIMEOUT_S = 60.0
CHECKOUT = Path(__file__).parents[1]


class ProgramFailed(WenzhengError):
    """A program that is to be measured does not start, or ends or answers with an error."""

    code = "program_failed"


@dataclass(frozen=True, slots=True)
class Call:
    """One request; a body is sent as JSON."""

    method: str
    path: str  # percent-encoded
    body: dict[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """What a server did. Every one of the n calls was answered with 200."""

    n: int
    per_s: float
    p50_ms: float
    p95_ms: float


def search_calls(queries: Sequence[str], k: int) -> list[Call]:
    return [Call("GET", f"/v1/search?q={quote(query, safe='')}&k={k}") for query in queries]


def drive(url: str, calls: Sequence[Call], *, n_threads: int, seconds: float) -> Load:
    """Send the calls round and round from n_threads at once, each its next when the last is answered, for so many seconds.

    Raises ProgramFailed at the first that is not answered with 200.
    """
    took_ms: list[list[float]] = [[] for _ in range(n_threads)]
    failed: list[ProgramFailed] = []
    until = perf_counter() + seconds
    threads = [
        threading.Thread(target=_send, args=(url, calls, row * len(calls) // n_threads, until, took_ms[row], failed))
        for row in range(n_threads)
    ]
    started = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed_s = perf_counter() - started
    if failed:
        raise failed[0]
    every = list(itertools.chain.from_iterable(took_ms))
    return Load(len(every), len(every) / elapsed_s, float(np.percentile(every, 50)), float(np.percentile(every, 95)))


@contextmanager
def served(command: Sequence[str], **environ: str) -> Iterator[str]:
    """Run a server that prints a line with its http:// address, give the address, and stop it. Raises ProgramFailed."""
    env = {**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONUNBUFFERED": "1", **environ}
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"  # a file and no pipe: a pipe that nobody empties stops the server when it is full
        with log.open("wb") as file, subprocess.Popen(command, env=env, stdout=file, stderr=file) as process:
            try:
                yield _address(process, log)
            finally:
                process.terminate()


def serve_home(home: Path) -> tuple[list[str], dict[str, str]]:
    """The command and environment that serve the index in `home` on a free port."""
    return [sys.executable, "-c", SERVE], {"WENZHENG_HOME": str(home), "WENZHENG_PORT": "0"}


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    until = perf_counter() + START_TIMEOUT_S
    while perf_counter() < until:
        has_ended = process.poll() is not None  # asked before the log is read, so that its last line is not missed
        said = log.read_text(encoding="utf8", errors="replace")
        if found := re.search(r"http://[\w.:\[\]-]+", said):
            return found[0]
        if has_ended:
            break
        sleep(0.05)
    raise ProgramFailed(f"{process.args!r}: did not say where it listens: {said[-500:]}")


def _send(url: str, calls: Sequence[Call], first: int, until: float, took_ms: list[float], failed: list[ProgramFailed]) -> None:
    """The work of one thread, over one connection. http.client, since a client that computes much would measure itself."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    try:
        for call in itertools.islice(itertools.cycle(calls), first, None):
            started = perf_counter()
            if started >= until or failed:
                break
            body = None if call.body is None else json.dumps(call.body).encode()
            connection.request(call.method, call.path, body, {"Content-Type": "application/json"} if body else {})
            response = connection.getresponse()
            text = response.read()
            took_ms.append((perf_counter() - started) * 1000)
            if response.status != 200:
                failed.append(ProgramFailed(f"{call.method} {url}{call.path}: {response.status} {text[:200]!r}, expected 200"))
    except (OSError, http.client.HTTPException) as error:
        failed.append(ProgramFailed(f"{url}: {error!r}"))
    finally:
        connection.close()
