"""How fast it is: `python -m eval.bench`.

Cold start of `wenzheng ask`, indexing, searches in this process, and searches per second over HTTP; on the seed report, and on
about 1,000 clauses, which are the seed with other figures. With --data indexing and searches, step by step, on up to 100,000
clauses of the training data (its layout is in indexer/training/README.md).
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.table import Table
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from eval.bench_sizes import Measurement, measure_sizes
from eval.gold import SEED_GOLD, Question, load_gold
from eval.load import CHECKOUT, ProgramFailed, drive, search_calls, serve_home, served
from eval.run import connect
from indexer.build import build_snapshot
from indexer.corpus import load_corpus
from indexer.encoders import open_encoder
from indexer.home import open_current
from indexer.paths import CORPUS
from indexer.records import Report
from service.engine import Engine
from service.holder import Holder

ASK = "from service.cli.app import main; main()"
QUESTION = "2019年地区生产总值是多少?"
N_COPIES = 13  # of about 80 clauses: just above 1,000
WARM_UP_S = 3.0


def main(
    data: Annotated[Path | None, typer.Option(help="The training data: measure 1,000 to 100,000 clauses of it instead.")] = None,
    runs: Annotated[int, typer.Option(min=1, help="How often to start and to index.")] = 5,
    seconds: Annotated[float, typer.Option(min=0.1, help="How long to send requests.")] = 5.0,
    threads: Annotated[int, typer.Option(min=1, help="Clients at the same time.")] = 4,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure start, indexing, searching and serving on this machine."""
    questions = [question for question in load_gold(SEED_GOLD) if question.split == "dev"]
    queries = [question.text for question in questions]
    if data is not None:
        show(list(measure_sizes(data, queries)), as_json=as_json)
        return
    seed = load_corpus(CORPUS)
    larger = varied_copies(seed[0], N_COPIES)
    found: list[Measurement] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, reports in (("seed", seed), ("larger", larger)):
            home = Path(folder) / name
            n_clauses, index_s = index_times(reports, home, runs)
            found.append(Measurement("index", n_clauses, runs, statistics.median(index_s), "s"))
            if name == "seed":
                found.append(Measurement("cold start of ask", n_clauses, runs, cold_start_s(home, runs), "s"))
            found += engine_times(Holder(home).engine(), questions)
            found += http_ask_times(home, questions)
            found += _requests(home, queries, n_clauses, n_threads=threads, seconds=seconds)
    show(found, as_json=as_json)


def varied_copies(report: Report, n: int) -> list[Report]:
    """The report n times under ids of their own, each with other figures: digit d of copy i becomes d + i, modulo 10.

    The numbers that open a line stay, so that the copies have the clauses of the report.
    """
    copies = []
    for i in range(n):
        text = re.sub(r"(?m)^\d+\.|\d", partial(_shift, by=i), report.text)
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        copies.append(replace(report, report_id=f"{report.report_id}-{i}", text=text, sha256=sha256))
    return copies


def index_times(reports: Sequence[Report], home: Path, runs: int) -> tuple[int, list[float]]:
    """The number of clauses, and the seconds of each run; opening the encoder is no part of them."""
    encoder = open_encoder()
    took_s = [_seconds(lambda: build_snapshot(reports, encoder, home)) for _ in range(runs)]
    return open_current(home).manifest.n_clauses, took_s


def cold_start_s(home: Path, runs: int) -> float:
    """The median time from starting the command to its end, Python's own start included. Raises ProgramFailed."""
    env = {**os.environ, "PYTHONPATH": str(CHECKOUT), "WENZHENG_HOME": str(home)}
    command = [sys.executable, "-c", ASK, "ask", QUESTION]

    def ask() -> None:
        done = subprocess.run(command, env=env, capture_output=True, text=True)
        if done.returncode:
            raise ProgramFailed(f"{command}: exit status {done.returncode}, expected 0: {done.stderr[-500:]}")

    return statistics.median(_seconds(ask) for _ in range(runs))


def _shift(found: re.Match[str], by: int) -> str:
    return str((int(found[0]) + by) % 10) if found[0].isdigit() else found[0]


def engine_times(engine: Engine, questions: Sequence[Question]) -> Iterator[Measurement]:
    """Searches and answers one after the other in this process; answers by type of question too."""
    n_clauses = engine.snapshot.manifest.n_clauses
    for name, call in (("search", engine.search), ("ask", engine.ask)):
        call(questions[0].text)  # loads what later calls find loaded
        with threadpool_limits(1):  # as a worker of the service computes
            took_ms = np.array([_seconds(partial(call, question.text)) * 1000 for question in questions])
        for p in (50, 95):
            yield Measurement(f"{name} p{p}", n_clauses, len(questions), float(np.percentile(took_ms, p)), "ms")
    for type_ in dict.fromkeys(question.type for question in questions):
        of_type = took_ms[[question.type == type_ for question in questions]]
        yield Measurement(f"  {type_} p50", n_clauses, len(of_type), float(np.percentile(of_type, 50)), "ms")


def http_ask_times(home: Path, questions: Sequence[Question]) -> Iterator[Measurement]:
    """`POST /v1/ask` to a service in this process, all the way but for the socket, in processor time: what other programs of the
    machine do is no part of it.
    """
    took_ms = np.array(asyncio.run(_ask_each(home, [question.text for question in questions])))
    n_clauses = open_current(home).manifest.n_clauses
    for p in (50, 95):
        name = f"HTTP ask p{p}, processor time"
        yield Measurement(name, n_clauses, len(questions), float(np.percentile(took_ms, p)), "ms")


async def _ask_each(home: Path, questions: Sequence[str]) -> list[float]:
    """The ms that each takes, the quicker of two times."""
    async with connect(home, None) as client:

        async def ask_ms(question: str) -> float:
            started = process_time()
            (await client.post("/v1/ask", json={"question": question})).raise_for_status()
            return (process_time() - started) * 1000

        with threadpool_limits(1):
            return [min([await ask_ms(question), await ask_ms(question)]) for question in (questions[0], *questions)][1:]


def _requests(home: Path, queries: Sequence[str], n_clauses: int, *, n_threads: int, seconds: float) -> list[Measurement]:
    command, environ = serve_home(home)
    with served(command, **environ) as url:
        drive(url, search_calls(queries, k=10), n_threads=n_threads, seconds=WARM_UP_S)  # until all processes are up
        load = drive(url, search_calls(queries, k=10), n_threads=n_threads, seconds=seconds)
    of = f"HTTP search, {n_threads} clients"
    return [
        Measurement(of, n_clauses, load.n, load.per_s, "/s"),
        Measurement(f"{of}, p50", n_clauses, load.n, load.p50_ms, "ms"),
        Measurement(f"{of}, p95", n_clauses, load.n, load.p95_ms, "ms"),
    ]


def _seconds(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


def show(found: Sequence[Measurement], *, as_json: bool) -> None:
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    if as_json:
        body = {"format_version": 1, "machine": machine, "measurements": [asdict(measurement) for measurement in found]}
        typer.echo(json.dumps(body, ensure_ascii=False, indent=1))
        return
    table = Table("what", "clauses", "n", "found", title=machine, title_justify="left")
    for measurement in found:
        value = f"{measurement.value:,.2f} {measurement.unit}"
        table.add_row(measurement.name, str(measurement.n_clauses), str(measurement.n), value)
    Console().print(table)


if __name__ == "__main__":
    typer.run(main)
