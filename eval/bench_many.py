"""Thousands of reports: `python -m eval.bench_many --data DIR --n 2000`.

The packaged report, those below DIR/reports, and these again for other regions and years (`eval.varied`): how long they take to
index and in how much memory, how long a service takes to start on them, and how long a question.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from eval.bench import engine_times, http_ask_times, show
from eval.bench_sizes import Measurement, peak_mb
from eval.collection import load_collection
from eval.gold import SEED_GOLD, load_gold
from eval.load import ProgramFailed
from eval.varied import varied
from indexer.build import build_snapshot
from indexer.corpus import load_corpus
from indexer.encoders import open_encoder
from indexer.paths import CORPUS
from service.holder import Holder

_START = "from pathlib import Path; from service.holder import Holder; Holder(Path({home!r})).engine()"


def measure(home: Path, data: Path, n: int) -> Iterator[Measurement]:
    """Index n reports in `home`, open them and ask."""
    reports = [*load_corpus(CORPUS), *load_collection(data)]
    reports += varied(reports[1:], n - len(reports))
    started = perf_counter()
    n_clauses = build_snapshot(reports[:n], open_encoder(), home).n_clauses
    yield Measurement("index", n_clauses, 1, perf_counter() - started, "s")
    yield Measurement("memory of indexing, at most", n_clauses, 1, peak_mb(), "MB")
    del reports
    yield Measurement("start", n_clauses, 1, _start_s(home), "s")
    questions = [question for question in load_gold(SEED_GOLD) if question.split == "dev"]
    yield from engine_times(Holder(home).engine(), questions)
    yield from http_ask_times(home, questions)


def _start_s(home: Path) -> float:
    """A process of its own, from its start until the engine is there. Raises ProgramFailed."""
    started = perf_counter()
    done = subprocess.run([sys.executable, "-c", _START.format(home=str(home))], capture_output=True, text=True)
    if done.returncode:
        raise ProgramFailed(f"the engine did not open: {done.stderr[-500:]}")
    return perf_counter() - started


def main(
    data: Annotated[Path, typer.Option(help="The folder with reports/.")],
    n: Annotated[int, typer.Option(min=1, help="How many reports.")] = 2_000,
    home: Annotated[Path | None, typer.Option(help="Keep the index there; one that is there is built on.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure indexing, start and questions over many reports on this machine."""
    with tempfile.TemporaryDirectory() as folder:
        show(list(measure(home or Path(folder), data, n)), as_json=as_json)


if __name__ == "__main__":
    typer.run(main)
