"""Indexing and searching 1,000, 10,000 and 100,000 clauses of real text, step by step: `python -m eval.bench --data DIR`."""

from __future__ import annotations

import functools
import resource
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar
from unittest.mock import patch

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from eval.bench_corpus import made_corpus, written_questions
from indexer.build import build_snapshot
from indexer.encoders import open_encoder
from indexer.late import WordIndex
from indexer.lexical import LexicalIndex
from indexer.postings import Postings
from indexer.segment import words
from indexer.stores.faiss_store import FaissStore
from service import engine
from service.agreement import Agreement
from service.holder import Holder
from service.retrieve import Retriever

SIZES = (1_000, 10_000, 100_000)
STEPS: Mapping[str, tuple[Any, str]] = {
    "understand": (engine, "understand"),
    "filters": (Retriever, "_allowed"),
    "encode": (Retriever, "_encode"),
    "BM25": (LexicalIndex, "search"),
    "vectors": (FaissStore, "search"),
    "near words": (Postings, "search"),
    "nearest sentences": (Retriever, "_nearest_sentences"),
    "MaxSim": (WordIndex, "compare"),
    "years and facts": (Agreement, "of"),
    "best sentences": (WordIndex, "best_sentences"),
    "words marked": (engine, "marked_words"),
}
_REPEATED = 5  # a question, of which the quickest counts: what else the machine does is no part of it
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Measurement:
    """One number: what, on how many clauses, over how many repetitions."""

    name: str
    n_clauses: int
    n: int
    value: float
    unit: str


def measure_sizes(folder: Path, gold: Sequence[str], sizes: Sequence[int] = SIZES) -> Iterator[Measurement]:
    """`gold` and as many of the written questions are asked, spread over all of these."""
    written = [question.text for question in written_questions(folder)]
    questions = [*gold, *written[:: max(1, len(written) // len(gold))]]
    for size in sizes:
        reports = made_corpus(folder, size)
        with tempfile.TemporaryDirectory() as home:
            took_s: dict[str, float] = {}
            started = perf_counter()
            n_clauses = build_snapshot(reports, open_encoder(), Path(home), track=functools.partial(_timed, took_s)).n_clauses
            yield Measurement("index", n_clauses, 1, perf_counter() - started, "s")
            yield from (Measurement(f"  {title}", n_clauses, 1, seconds, "s") for title, seconds in took_s.items())
            yield Measurement("memory at most", n_clauses, 1, peak_mb(), "MB")
            yield from _searches(Path(home), questions, n_clauses)


def _searches(home: Path, questions: Sequence[str], n_clauses: int) -> Iterator[Measurement]:
    search = Holder(home).engine().search
    search(questions[0])  # loads what later calls find loaded
    with threadpool_limits(1):  # as a worker of the service computes
        took_ms = [min(_search_ms(search, question) for _ in range(_REPEATED)) for question in questions]
        for p in (50, 95):
            yield Measurement(f"search p{p}", n_clauses, len(questions), float(np.percentile(took_ms, p)), "ms")
        with _watched() as steps_ms:
            for question in questions:
                _search_ms(search, question)
    for step, spent_ms in steps_ms.items():
        yield Measurement(f"  {step}, mean", n_clauses, len(questions), sum(spent_ms) / len(questions), "ms")


def _search_ms(search: Callable[[str], object], question: str) -> float:
    words.cache_clear()  # every question is new
    started = perf_counter()
    search(question)
    return (perf_counter() - started) * 1000


@contextmanager
def _watched() -> Iterator[Mapping[str, list[float]]]:
    """What each of STEPS takes, in ms, call by call."""
    spent_ms: dict[str, list[float]] = defaultdict(list)
    with ExitStack() as stack:
        for step, (owner, name) in STEPS.items():
            stack.enter_context(patch.object(owner, name, _watch(getattr(owner, name), spent_ms[step])))
        yield spent_ms


def _watch(call: Callable[..., Any], spent_ms: list[float]) -> Callable[..., Any]:
    @functools.wraps(call)
    def watched(*arguments: Any, **options: Any) -> Any:
        started = perf_counter()
        try:
            return call(*arguments, **options)
        finally:
            spent_ms.append((perf_counter() - started) * 1000)

    return watched


def _timed(took_s: dict[str, float], steps: Sequence[T], title: str) -> Iterable[T]:
    started = perf_counter()
    yield from steps
    took_s[title] = took_s.get(title, 0) + perf_counter() - started


def peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3
