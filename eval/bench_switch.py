"""Searches and answers while reports are added and removed: `python -m eval.bench_switch`.

Requests are sent at a fixed rate, whether or not those before were answered, and timed from when they were due. Every answer is
held against the snapshot that it names: the clauses that it cites are in it, with that text. And whoever asks after a change was
answered sees this change, whichever process answers.
"""

from __future__ import annotations

import http.client
import itertools
import json
import os
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from time import perf_counter, sleep
from typing import Annotated, Any
from urllib.parse import urlsplit

import httpx
import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from eval.bench import varied_copies
from eval.gold import SEED_GOLD, load_gold
from eval.load import Call, search_calls, serve_home, served
from indexer import library
from indexer.corpus import load_corpus
from indexer.home import open_current
from indexer.paths import CORPUS
from indexer.records import Report

KEY = "only-for-this-measurement"
N_CLIENTS = 16


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: when it was due and sent, in seconds of `perf_counter`, and what it cites as (clause id, start, end, text)."""

    due: float
    sent: float
    took_ms: float
    fault: str | None = None  # where it is none
    snapshot: str = ""
    places: tuple[tuple[str, int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """What was live from an answered change on, until the next one began."""

    since: float
    snapshot: str
    texts: Mapping[str, str]
    clause_ids: frozenset[str]


@dataclass(slots=True)
class Switching:
    """What was found. `faults` names every answer that failed, cites what its snapshot has not, or is older than a change."""

    n: int = 0
    n_snapshots: int = 0
    faults: list[str] = field(default_factory=list)
    p50_ms: float = 0.0
    p99_ms: float = 0.0
    max_ms: float = 0.0
    change_p50_s: float = 0.0
    change_max_s: float = 0.0


def main(
    n_reports: Annotated[int, typer.Option("--reports", min=1, help="How many to add, and to remove again.")] = 20,
    per_s: Annotated[float, typer.Option(min=1, help="Requests per second.")] = 50.0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Ask the service while reports are added and removed, and the same for as long without that."""
    with tempfile.TemporaryDirectory() as folder:
        found = {"quiet": measure(Path(folder) / "a", 0, per_s), "changing": measure(Path(folder) / "b", n_reports, per_s)}
    if as_json:
        typer.echo(json.dumps({"format_version": 1} | {name: asdict(each) for name, each in found.items()}, indent=1))
    else:
        table = Table("", *Switching.__dataclass_fields__)
        for name, each in found.items():
            told = [len(value) if isinstance(value, list) else value for value in asdict(each).values()]
            table.add_row(name, *(f"{value:,.1f}" if isinstance(value, float) else str(value) for value in told))
        Console().print(table)
        for fault in found["changing"].faults[:10]:
            typer.echo(fault)
    if any(each.faults for each in found.values()):
        raise typer.Exit(1)


def measure(home: Path, n_reports: int, per_s: float, *, quiet_s: float = 20.0) -> Switching:
    """Add so many reports and remove them again, under that load; without any, load alone for `quiet_s`."""
    library.reindex(home)
    questions = [question.text for question in load_gold(SEED_GOLD) if question.split == "dev"]
    searches = search_calls(questions, k=10)
    asked = [Call("POST", "/v1/ask", {"question": question}) for question in questions]
    calls = list(itertools.chain.from_iterable(zip(searches, asked, strict=True)))
    command, environ = serve_home(home)
    with served(command, **environ, WENZHENG_WRITE_KEY=KEY) as url:
        _send(url, calls, per_s, threading.Event(), for_s=5.0)  # until all processes are up
        over, replies = threading.Event(), list[Reply]()
        load = threading.Thread(target=lambda: replies.extend(_send(url, calls, per_s, over)))
        load.start()
        try:
            stages, took_s = _change(url, home, n_reports)
            sleep(quiet_s if not n_reports else 1.0)
        finally:
            over.set()
            load.join()
    times = [reply.took_ms for reply in replies]
    p50, p99 = (float(np.percentile(times, p)) for p in (50, 99))
    faults = [fault for reply in replies if (fault := fault_of(reply, stages))]
    changed = (float(np.median(took_s)), max(took_s)) if took_s else (0.0, 0.0)
    return Switching(len(replies), len({reply.snapshot for reply in replies}), faults, p50, p99, max(times), *changed)


def _change(url: str, home: Path, n_reports: int) -> tuple[list[Stage], list[float]]:
    """Add reports, then remove them, one after the other: what was live after each, and the seconds each took."""
    stages, took_s = [_stage(home)], []
    copies = varied_copies(load_corpus(CORPUS)[0], n_reports)
    reports = [replace(copy, text=f"{copy.text}\n第{n}份。") for n, copy in enumerate(copies)]  # figures alone come round again
    with httpx.Client(base_url=url, headers={"Authorization": f"Bearer {KEY}"}, timeout=60) as client:
        for send in (_add, _remove):
            for report in reports:
                started = perf_counter()
                _finish(client, send(client, report))
                took_s.append(perf_counter() - started)
                stages.append(_stage(home))
    return stages, took_s


def _add(client: httpx.Client, report: Report) -> httpx.Response:
    known = {name: str(getattr(report, name)) for name in ("report_id", "title", "region", "level", "year")}
    return client.post("/v1/reports", files={"file": (f"{report.report_id}.txt", report.text.encode())}, data=known)


def _remove(client: httpx.Client, report: Report) -> httpx.Response:
    return client.delete(f"/v1/reports/{report.report_id}")


def _finish(client: httpx.Client, answer: httpx.Response) -> None:
    """Wait for a change that takes longer."""
    while answer.raise_for_status().status_code == 202 or answer.json().get("finished", "") is None:
        place = answer.headers.get("location", answer.url.path)
        sleep(0.1)
        answer = client.get(place)


def _stage(home: Path) -> Stage:
    since, snapshot = perf_counter(), open_current(home)
    texts = {report_id: report.text for report_id, report in snapshot.reports.items()}
    return Stage(since, snapshot.snapshot_id, texts, frozenset(clause.clause_id for clause in snapshot.clauses))


def fault_of(reply: Reply, stages: Sequence[Stage]) -> str | None:
    """What is wrong with an answer."""
    if reply.fault:
        return reply.fault
    named = next((row for row, stage in enumerate(stages) if stage.snapshot == reply.snapshot), None)
    if named is None:
        return f"names {reply.snapshot}, which was never live"
    if named + 1 < len(stages) and reply.sent > (following := stages[named + 1]).since:
        return f"names {reply.snapshot}, sent {reply.sent - following.since:.3f} s after {following.snapshot} was live"
    stage = stages[named]
    for clause_id, start, end, text in reply.places:
        if clause_id not in stage.clause_ids or stage.texts[clause_id.partition("/")[0]][start:end] != text:
            return f"cites {clause_id} {start}-{end}, which {reply.snapshot} has not"
    return None


def _send(url: str, calls: Sequence[Call], per_s: float, over: threading.Event, *, for_s: float = float("inf")) -> list[Reply]:
    """Send the calls round and round at that rate from a few connections, until it is over."""
    began, replies = perf_counter(), list[Reply]()

    def client(first: int) -> None:
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        for row in itertools.count(first, N_CLIENTS):
            due = began + row / per_s
            if over.wait(max(0.0, due - perf_counter())) or due > began + for_s:
                break
            replies.append(_reply(connection, calls[row % len(calls)], due))
        connection.close()

    threads = [threading.Thread(target=client, args=(first,)) for first in range(N_CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return replies


def _reply(connection: http.client.HTTPConnection, call: Call, due: float) -> Reply:
    sent = perf_counter()
    try:
        body = None if call.body is None else json.dumps(call.body).encode()
        connection.request(call.method, call.path, body, {"Content-Type": "application/json"} if body else {})
        response = connection.getresponse()
        raw = response.read()
    except (OSError, http.client.HTTPException) as error:
        connection.close()
        return Reply(due, sent, (perf_counter() - due) * 1000, f"{call.path}: {error!r}")
    took_ms = (perf_counter() - due) * 1000
    if response.status != 200:
        return Reply(due, sent, took_ms, f"{call.path}: {response.status} {raw[:200]!r}")
    told: dict[str, Any] = json.loads(raw)
    cited = [*told.get("hits", ()), *told.get("citations", ()), *told.get("alternatives", ())]
    places = tuple((each["clause_id"], each["start"], each["end"], each.get("quote", each.get("text"))) for each in cited)
    return Reply(due, sent, took_ms, snapshot=told["snapshot"], places=places)


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    typer.run(main)
