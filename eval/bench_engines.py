"""What stands behind the choices for BM25 and of vector index: `python -m eval.bench_engines`.

BM25 as it is here beside tantivy (where it is installed), and FAISS's scan in single and half precision beside lists and a
graph, each at 1,000, 10,000 and 100,000 clauses that are three sentences of the corpus drawn at random, or of the reports
(.txt) under --data.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from rich.console import Console
from rich.table import Table

from indexer.encoders.base import Floats
from indexer.encoders.embedded import EmbeddedEncoder
from indexer.lexical import LexicalIndex, tokens
from indexer.outline import sentences
from indexer.paths import CORPUS

SIZES = (1_000, 10_000, 100_000)
N_QUERIES = 200
N_BEST = 100
_HALF, _INNER = faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT

Search = Callable[[Any], object]


def made_clauses(folder: Path, n: int) -> list[str]:
    """n clauses of three sentences each from the .txt files below `folder`."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.txt"))]
    pool = [text[start:end] for text in texts for start, end in sentences(text, 0, len(text)) if end - start > 20]
    rng = random.Random(0)
    return ["".join(rng.choices(pool, k=3)) for _ in range(n)]


def tantivy_search(rows: Sequence[Sequence[str]], folder: str) -> Search:
    """An index of terms made beforehand, cut at white space."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("terms", tokenizer_name="whitespace")
    builder.add_integer_field("row", stored=True)
    schema = builder.build()
    index = tantivy.Index(schema, path=folder)
    writer = index.writer(heap_size=100_000_000, num_threads=1)
    for row, terms in enumerate(rows):
        writer.add_document(tantivy.Document(terms=" ".join(terms), row=row))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(terms: Sequence[str]) -> list[int]:
        wanted = [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "terms", term)) for term in set(terms)]
        return [
            searcher.doc(address)["row"][0] for _, address in searcher.search(tantivy.Query.boolean_query(wanted), N_BEST).hits
        ]

    return search


def own_search(rows: Sequence[Sequence[str]]) -> Search:
    """A score for every clause, then the best."""
    index = LexicalIndex.build(rows)
    return lambda terms: np.argpartition(-index.search(terms), N_BEST)[:N_BEST]


def vector_searches(vectors: Floats) -> dict[str, Callable[[], faiss.Index]]:
    """Indexes by name, built when called."""
    dim = vectors.shape[1]

    def filled(index: faiss.Index) -> faiss.Index:
        index.train(vectors)
        index.add(vectors)
        return index

    def graph() -> faiss.Index:
        index = faiss.IndexHNSWSQ(dim, _HALF, 32, _INNER)
        index.hnsw.efConstruction, index.hnsw.efSearch = 120, 256
        return filled(index)

    def lists() -> faiss.Index:
        n_lists = min(4 * math.isqrt(len(vectors)), len(vectors) // 4)
        index = faiss.IndexIVFScalarQuantizer(faiss.IndexFlatIP(dim), dim, n_lists, _HALF, _INNER, False)
        index.cp.min_points_per_centroid, index.cp.max_points_per_centroid, index.cp.niter = 1, 48, 8
        index.nprobe = max(32, n_lists // 8)
        return filled(index)

    return {
        "scan, float32": lambda: filled(faiss.IndexFlatIP(dim)),
        "scan, float16": lambda: filled(faiss.IndexScalarQuantizer(dim, _HALF, _INNER)),
        "lists, float16": lists,
        "HNSW, float16": graph,
    }


def p50_ms(search: Search, queries: Sequence[Any]) -> float:
    took = []
    for query in queries:
        started = time.perf_counter()
        search(query)
        took.append(time.perf_counter() - started)
    return float(np.median(took) * 1e3)


def recall(found: Sequence[Sequence[int]], exact: Sequence[Sequence[int]]) -> float:
    """Share of the exact ten nearest that were found, ten a query."""
    return float(np.mean([len(set(a[:10]) & set(b[:10])) / 10 for a, b in zip(found, exact, strict=True)]))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m eval.bench_engines", description=__doc__)
    parser.add_argument("--data", type=Path, default=CORPUS, help="a folder with reports as .txt")
    folder = parser.parse_args().data
    faiss.omp_set_num_threads(1)
    encoder = EmbeddedEncoder()
    lexical, dense = Table("clauses", "BM25", "build s", "p50 ms"), Table("clauses", "vectors", "build s", "p50 ms", "recall@10")
    for size in SIZES:
        clauses = made_clauses(folder, size)
        questions = [clause[:15] for clause in clauses[:: max(1, size // N_QUERIES)][:N_QUERIES]]
        _lexical(lexical, size, [tokens(clause) for clause in clauses], [tokens(question) for question in questions])
        _dense(dense, size, encoder.encode_passages(clauses), encoder.encode_queries(questions))
    console = Console()
    console.print(lexical)
    console.print(dense)


def _lexical(table: Table, size: int, rows: Sequence[Sequence[str]], queries: Sequence[Sequence[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ways: dict[str, Callable[[], Search]] = {"here": lambda: own_search(rows)}
        if importlib.util.find_spec("tantivy"):
            ways["tantivy"] = lambda: tantivy_search(rows, folder)
        for name, build in ways.items():
            started = time.perf_counter()
            search = build()
            built = time.perf_counter() - started
            table.add_row(f"{size:,}", name, f"{built:.2f}", f"{p50_ms(search, queries):.2f}")


def _dense(table: Table, size: int, vectors: Floats, queries: Floats) -> None:
    exact: list[list[int]] = []
    for name, build in vector_searches(vectors).items():
        started = time.perf_counter()
        index = build()
        built = time.perf_counter() - started
        found = index.search(queries, 10)[1].tolist()
        exact = exact or found
        took = p50_ms(lambda query, index=index: index.search(query[None], N_BEST), list(queries))  # type: ignore[misc]
        table.add_row(f"{size:,}", name, f"{built:.2f}", f"{took:.2f}", f"{recall(found, exact):.3f}")


if __name__ == "__main__":
    main()
