"""Searches per second over HTTP beside txtai's API: `python -m eval.bench_peers --txtai-python PYTHON`.

The same texts, the same encoder, the same client and queries, on one machine in one run. The servers take turns, so that what
else the machine does falls on each alike; the median round counts. txtai is no dependency: PYTHON is one that has txtai[api] as
well as this project's own dependencies.
"""

from __future__ import annotations

import json
import statistics
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from eval.bench import N_COPIES, varied_copies
from eval.gold import SEED_GOLD, load_gold
from eval.load import Call, Load, drive, search_calls, serve_home, served
from indexer.build import build_snapshot
from indexer.corpus import load_corpus
from indexer.encoders import open_encoder
from indexer.home import open_current
from indexer.paths import CORPUS

K = 10
TXTAI_MODES = ("dense", "hybrid")


@dataclass(frozen=True, slots=True)
class Peer:
    """A server under test: where it is, and its calls, one per query."""

    name: str
    url: str
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """The medians over all rounds of a peer; n is the number of its requests."""

    name: str
    n: int
    per_s: float
    p50_ms: float
    p95_ms: float


def main(
    txtai_python: Annotated[Path, typer.Option(help="A Python with txtai[api] and this project's dependencies.")],
    rounds: Annotated[int, typer.Option(min=1)] = 5,
    seconds: Annotated[float, typer.Option(min=0.1, help="How long a round of one server is.")] = 3.0,
    threads: Annotated[int, typer.Option(min=1, help="Clients at the same time.")] = 4,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Serve the same 1,000 or so clauses with this project and with txtai, and search both in turns."""
    queries = [question.text for question in load_gold(SEED_GOLD) if question.split == "dev"]
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        home, texts = Path(folder) / "home", Path(folder) / "texts.json"
        n_clauses = _index(home, texts)
        command, environ = serve_home(home)
        peers = [Peer("wenzheng hybrid", stack.enter_context(served(command, **environ)), tuple(search_calls(queries, K)))]
        for mode in TXTAI_MODES:
            url = stack.enter_context(served([str(txtai_python), "-m", "eval.peer_txtai", str(texts), mode]))
            peers.append(Peer(f"txtai {mode}", url, tuple(_txtai_calls(queries))))
        standings = _take_turns(peers, rounds=rounds, seconds=seconds, n_threads=threads)
    if as_json:
        body = {"format_version": 1, "n_clauses": n_clauses, "threads": threads, "peers": [asdict(found) for found in standings]}
        typer.echo(json.dumps(body, ensure_ascii=False, indent=1))
        return
    table = Table("server", "requests", "per second", "p50 ms", "p95 ms", title=f"{n_clauses} clauses, {threads} clients, k={K}")
    for found in standings:
        table.add_row(found.name, str(found.n), f"{found.per_s:.1f}", f"{found.p50_ms:.1f}", f"{found.p95_ms:.1f}")
    Console().print(table)


def _index(home: Path, texts: Path) -> int:
    """Index copies of the seed in `home`, and write what was indexed of each clause to `texts`, its headings before it."""
    build_snapshot(varied_copies(load_corpus(CORPUS)[0], N_COPIES), open_encoder(), home)
    snapshot = open_current(home)
    indexed = ["\n".join((*clause.path, snapshot.text(clause))) for clause in snapshot.clauses]
    texts.write_text(json.dumps(indexed, ensure_ascii=False), encoding="utf8")
    return len(indexed)


def _txtai_calls(queries: Sequence[str]) -> list[Call]:
    return [Call("GET", f"/search?query={quote(query, safe='')}&limit={K}") for query in queries]


def _take_turns(peers: Sequence[Peer], *, rounds: int, seconds: float, n_threads: int) -> list[Standing]:
    """One short round each first, unmeasured: it loads what later ones find loaded."""
    loads: dict[str, list[Load]] = {peer.name: [] for peer in peers}
    for peer in peers:
        drive(peer.url, peer.calls, n_threads=n_threads, seconds=seconds / 3)
    for _ in track(range(rounds), description="rounds", console=Console(stderr=True), transient=True):
        for peer in peers:
            loads[peer.name].append(drive(peer.url, peer.calls, n_threads=n_threads, seconds=seconds))
    return [_standing(name, found) for name, found in loads.items()]


def _standing(name: str, loads: Sequence[Load]) -> Standing:
    per_s, p50_ms, p95_ms = (
        statistics.median(values) for values in zip(*((load.per_s, load.p50_ms, load.p95_ms) for load in loads), strict=True)
    )
    return Standing(name, sum(load.n for load in loads), per_s, p50_ms, p95_ms)


if __name__ == "__main__":
    typer.run(main)
