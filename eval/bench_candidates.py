"""Which ways of finding clauses find what scoring every clause would put first: `python -m eval.bench_candidates --data DIR`.

Written questions on the reports held out of training, and those of dev, each over all text of the size, regions that they name
left out of account: once with every clause scored, and once for each set of ways, which share the same number of candidates.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.table import Table

from eval.bench_corpus import made_corpus, written_questions
from eval.gold import SEED_GOLD, load_gold
from indexer.build import build_snapshot
from indexer.encoders import open_encoder
from indexer.encoders.base import Floats
from indexer.encoders.embedded import EmbeddedEncoder, normalise
from indexer.home import open_current
from indexer.lexical import tokens
from indexer.snapshot import Snapshot
from service.query import understand
from service.rank import fuse, weights
from service.retrieve import EACH_WITH_WORDS, Retriever

SIZES = (1_000, 10_000, 100_000)
WAYS = ("clauses", "sentences", "BM25", "near words")
SETS = (WAYS[:3], (WAYS[0], *WAYS[2:]), WAYS[1:], (WAYS[1], WAYS[3]), WAYS)
N_WRITTEN, N_DEV = 200, 60
N_CANDIDATES = 3 * EACH_WITH_WORDS  # shared by the ways of a set

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: the ten clauses that score best of all, those of them that are right, and what each way finds, best first."""

    kind: str  # "written" or "dev"
    best: Rows
    right: Rows
    found: Mapping[str, Rows]


def ask(snapshot: Snapshot, folder: Path) -> list[Asked]:
    """The questions of the folder and of dev, each over the whole snapshot."""
    encoder = EmbeddedEncoder()
    every_clause = Retriever(snapshot, encoder, all_up_to=len(snapshot.clauses))
    asked = []
    for kind, text, right in _questions(snapshot, folder):
        parts = every_clause.find(understand(text), list(snapshot.reports.values())).parts
        scores = fuse(parts, weights("hybrid", parts))
        best = np.argsort(-scores, kind="stable")[:10]
        asked.append(Asked(kind, best, np.intersect1d(best, right), _found(snapshot, encoder, text)))
    return asked


def _questions(snapshot: Snapshot, folder: Path) -> list[tuple[str, str, list[int]]]:
    """(kind, text, rows of the clauses that answer)"""
    written = written_questions(folder)
    rows_of: dict[str, list[int]] = {question.report_id: [] for question in written}
    for row, clause in enumerate(snapshot.clauses):
        rows_of.get(clause.report_id, []).append(row)
    questions = []
    for question in written[:: max(1, len(written) // N_WRITTEN)][:N_WRITTEN]:
        clauses = ((row, snapshot.clauses[row]) for row in rows_of[question.report_id])
        right = [row for row, clause in clauses if clause.start < question.end and question.start < clause.end]
        questions.append(("written", question.text, right))
    dev = [question for question in load_gold(SEED_GOLD) if question.split == "dev" and question.clause_ids]
    for gold in dev[:: max(1, len(dev) // N_DEV)][:N_DEV]:
        questions.append(("dev", gold.text, [snapshot.row_of[clause_id] for clause_id in gold.clause_ids]))
    return questions


def _found(snapshot: Snapshot, encoder: EmbeddedEncoder, text: str) -> Mapping[str, Rows]:
    vectors = encoder.word_vectors(encoder.words(text))
    vector = normalise(vectors.sum(0, keepdims=True))[0]
    sentences = [row for row, _ in snapshot.sentence_store.search(vector, k=N_CANDIDATES)]
    found = (
        _best(np.asarray(snapshot.clause_vectors, np.float32) @ vector),
        snapshot.sentences[sentences, 0].astype(np.intp),
        _best(snapshot.lexical.search(tokens(text))),
        _best(snapshot.postings.search(vectors)) if snapshot.postings is not None else np.zeros(0, np.intp),
    )
    return dict(zip(WAYS, found, strict=True))


def _best(scores: Floats) -> Rows:
    best = np.argsort(-scores, kind="stable")[:N_CANDIDATES]
    return best[scores[best] > 0]


def _add_rows(table: Table, asked: Sequence[Asked], n_clauses: int) -> None:
    """A row for each set of ways."""
    for ways in SETS:
        k = N_CANDIDATES // len(ways)
        cells = [f"{n_clauses:,}", ", ".join(ways)]
        for kind in ("written", "dev"):
            chosen = [question for question in asked if question.kind == kind]
            union = [np.unique(np.concatenate([question.found[way][:k] for way in ways])) for question in chosen]
            same = np.mean([np.isin(question.best, rows).mean() for question, rows in zip(chosen, union, strict=True)])
            answered = [(question.right, rows) for question, rows in zip(chosen, union, strict=True) if len(question.right)]
            n_missed = sum(not np.isin(right, rows).any() for right, rows in answered)
            cells += [f"{same:.3f}", f"{n_missed} of {len(answered)}", f"{np.mean([len(rows) for rows in union]):.0f}"]
        table.add_row(*cells)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m eval.bench_candidates", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    options = parser.parse_args()
    columns = [
        f"{kind}: {what}" for kind in ("written", "dev") for what in ("of the best ten", "right ones missed", "candidates")
    ]
    table = Table("clauses", "ways", *columns)
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as home:
            build_snapshot(made_corpus(options.data, size), open_encoder(), Path(home))
            snapshot = open_current(Path(home))
            _add_rows(table, ask(snapshot, options.data), len(snapshot.clauses))
    Console(width=180).print(table)


if __name__ == "__main__":
    main()
