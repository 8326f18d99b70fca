"""Encoders and ways of finding beside each other: `wenzheng eval --encoder A --encoder B --mode lexical --mode hybrid`.

Each encoder gets an index of the packaged corpus, in a folder that is removed afterwards.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from time import perf_counter

import numpy as np
from rich.table import Table

from eval.gold import Question
from eval.metrics import retrieval_values, scores_by_type
from eval.records import Score
from eval.run import check_served, connect, run_searches
from indexer.build import build_snapshot
from indexer.corpus import load_corpus
from indexer.encoders import open_encoder
from indexer.home import open_current
from indexer.paths import CORPUS

FORMAT_VERSION = 1
METRICS = ("nDCG@10", "hit@1", "hit@5")
LEXICAL = "lexical"  # the mode that no encoder has a part in
_N_TIMED = 256  # clauses


@dataclass(frozen=True, slots=True)
class Cost:
    """What an encoder takes; None for BM25, which has none."""

    clause_ms: float | None  # to encode a clause with its headings, of many at once
    query_ms: float | None  # to encode a question, one at a time, p50
    dim: int | None
    index_bytes: int  # of the whole snapshot; for BM25 of its own files


@dataclass(frozen=True, slots=True)
class Column:
    """One way of finding with one encoder: how well it finds, by type of question, and what it takes."""

    encoder: str  # as it was named; "BM25" in the mode "lexical"
    fingerprint: str | None
    mode: str
    cost: Cost
    search_ms: float  # p50, as the service measured it
    scores: tuple[Score, ...]


def side_by_side(
    encoders: Sequence[str], modes: Sequence[str], questions: Sequence[Question], *, progress: Callable[[str], None]
) -> tuple[Column, ...]:
    """A column for each encoder and mode; "lexical" comes once, first, since it is the same for all.

    `questions` are answerable, at least one. `progress` is told what is under way. Raises what opening an encoder and
    building an index raise.
    """
    columns: list[Column] = []
    for encoder in dict.fromkeys(encoders):
        chosen = [mode for mode in dict.fromkeys(modes) if mode != LEXICAL or not columns]
        if chosen:
            columns += _columns(encoder, chosen, questions, progress)
    return tuple(sorted(columns, key=lambda column: column.mode != LEXICAL))


def to_json(columns: Sequence[Column], *, split: str) -> str:
    """The columns as a JSON document; n counts the answerable questions."""
    body = {
        "format_version": FORMAT_VERSION,
        "split": split,
        "n": columns[0].scores[0].n,
        "columns": [asdict(column) for column in columns],
    }
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def to_table(columns: Sequence[Column], *, split: str) -> Table:
    """Metrics by type of question, then what each column takes."""
    table = Table(title=f"{split}, n={columns[0].scores[0].n} answerable", title_justify="left", box=None, padding=(0, 1, 0, 0))
    table.add_column("type", no_wrap=True)
    table.add_column("n", justify="right")
    table.add_column("metric", no_wrap=True)
    for column in columns:
        mode = "" if column.mode == LEXICAL else column.mode
        table.add_column(f"{Path(column.encoder).name}\n{mode}", justify="right", overflow="fold")
    for row in (*_score_rows(columns), *_cost_rows(columns)):
        table.add_row(*row)
    return table


def _columns(name: str, modes: Sequence[str], questions: Sequence[Question], progress: Callable[[str], None]) -> list[Column]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        progress(f"{name}: building an index")
        fingerprint, cost = _build(name, home, questions)
        found = asyncio.run(_searched(home, modes, questions, lambda mode: progress(f"{name}: {mode}")))
        lexical = sum(path.stat().st_size for path in home.glob("snapshots/*/term_*.npy"))
    columns = []
    for mode, (rankings, took_ms) in zip(modes, found, strict=True):
        scores = scores_by_type(questions, retrieval_values(questions, rankings))
        column = Column(
            name, fingerprint, mode, cost, float(np.median(took_ms)), tuple(score for score in scores if score.metric in METRICS)
        )
        if mode == LEXICAL:
            column = replace(column, encoder="BM25", fingerprint=None, cost=Cost(None, None, None, lexical))
        columns.append(column)
    return columns


def _build(name: str, home: Path, questions: Sequence[Question]) -> tuple[str, Cost]:
    """An index in `home`, and the fingerprint and the cost of the encoder that made it."""
    encoder = open_encoder(name)
    manifest = build_snapshot(load_corpus(CORPUS), encoder, home, encoder_name=name)
    snapshot = open_current(home)
    texts = ["\n".join((*clause.path, snapshot.text(clause))) for clause in snapshot.clauses[:_N_TIMED]]
    encoder.encode_queries([texts[0][:100]])  # what the first call loads is not measured
    clauses_ms = _took_ms(lambda: encoder.encode_passages(texts))
    queries_ms = [_took_ms(lambda text=question.text: encoder.encode_queries([text])) for question in questions]  # type: ignore[misc]
    index_bytes = sum(entry["size_bytes"] for entry in manifest.files.values())
    return encoder.fingerprint, Cost(clauses_ms / len(texts), float(np.median(queries_ms)), encoder.dim, index_bytes)


def _took_ms(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return (perf_counter() - started) * 1e3


async def _searched(
    home: Path, modes: Sequence[str], questions: Sequence[Question], progress: Callable[[str], None]
) -> list[tuple[dict[str, tuple[str, ...]], list[float]]]:
    """For each mode the clause ids found for each question, best first, and the milliseconds that each search took."""
    found = []
    async with connect(home, None) as client:
        await check_served(client, questions)
        for mode in modes:
            progress(mode)
            found.append(await run_searches(client, questions, mode=mode))
    return found


def _score_rows(columns: Sequence[Column]) -> Iterator[list[str]]:
    """Three lines for each type of question, its name and count on the first."""
    of = [{(score.type, score.metric): score for score in column.scores} for column in columns]
    for type_ in dict.fromkeys(type_ for type_, _ in of[0]):
        for metric in METRICS:
            is_first = metric == METRICS[0]
            named = [type_, str(of[0][type_, metric].n)] if is_first else ["", ""]
            yield [*named, metric, *(f"{scores[type_, metric].mean:.3f}" for scores in of)]


def _cost_rows(columns: Sequence[Column]) -> Iterator[list[str]]:
    rows = {
        ("encode a clause", "ms"): [_number(column.cost.clause_ms, 2) for column in columns],
        ("encode a question", "ms, p50"): [_number(column.cost.query_ms, 2) for column in columns],
        ("search", "ms, p50"): [_number(column.search_ms, 2) for column in columns],
        ("vector", "numbers"): [_number(column.cost.dim, 0) for column in columns],
        ("index", "MB"): [_number(column.cost.index_bytes / 1e6, 2) for column in columns],
    }
    for (name, unit), cells in rows.items():
        yield [name, "", unit, *cells]


def _number(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"
