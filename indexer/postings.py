"""A soft inverted index: which clauses hold a word like those of a query.

Late interaction (`indexer.late`) scores clauses that were found otherwise; this finds clauses for it. Of each query word the
nearest words of the vocabulary are looked up, and of these the clauses, so that a clause is found by words that mean the
same. What it costs and finds is in eval/README.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer.encoders.base import Floats, Ints
from indexer.encoders.embedded import normalise
from indexer.late import WordIndex
from indexer.stores.faiss_store import FaissStore

WORDS = "words.faiss"  # the vocabulary
N_NEAR = 64  # words of the vocabulary looked up for each query word
LEAST_COSINE = 0.3
COMMON = 0.1  # a word of a larger share of the clauses tells none from another
_N_LISTS = 8  # of the vocabulary that are looked through
_WEIGHT, _MOST_WORDS = 0.9, 32  # so much of a query's weight, its heaviest words first, and so many words at most


@dataclass(frozen=True, slots=True)
class Postings:
    """The clauses of every word that is not common."""

    starts: Ints  # (n vocabulary + 1,) into rows
    rows: Ints  # of the clauses, ascending for each word
    vocabulary: FaissStore  # row = word id
    n_clauses: int

    @classmethod
    def build(cls, index: WordIndex, centres: Floats | None = None) -> Postings:
        """`centres` of an earlier vocabulary are taken while it is about as large: finding them is most of the work."""
        vocabulary = FaissStore.build(index.unit_vectors(), flat_below=0, centres=centres)
        return cls(*_inverted(index), vocabulary, len(index.clause_segments) - 1)

    def fits(self, index: WordIndex) -> bool:
        """Whether these are the postings of that index."""
        wanted = _inverted(index)
        same = all(np.array_equal(a, b) for a, b in zip(wanted, (self.starts, self.rows), strict=True))
        return same and len(self.vocabulary) == len(index.vocabulary)

    def search(self, vectors: Floats, possible: npt.NDArray[np.intp] | None = None) -> Floats:
        """About MaxSim of a query with every clause, or with those that are possible, by row, ascending: (n clauses,) or
        (n possible,). A word that no near and rare word answers counts 0.

        `vectors`, (n words, dim), are those of its words, the norm of each its weight.
        """
        norms = np.linalg.norm(vectors, axis=1)
        weights = (norms / norms.sum()).astype(np.float32)
        heaviest = np.argsort(-weights, kind="stable")[:_MOST_WORDS]
        heaviest = heaviest[np.cumsum(weights[heaviest]) - weights[heaviest] < _WEIGHT]
        cosines, near = self.vocabulary.nearest(normalise(vectors[heaviest]), k=N_NEAR, n_lists=_N_LISTS)
        query_word, at = np.nonzero((cosines >= LEAST_COSINE) & (near >= 0))
        found, near = cosines[query_word, at], near[query_word, at]
        # The nearest last: of several words of a clause that answer the same word it is what stays.
        order = np.argsort(found, kind="stable")
        query_word, found, near = query_word[order], found[order], near[order]
        first, last = self.starts[near], self.starts[near + 1]
        rows = np.concatenate(
            [self.rows[start:end] for start, end in zip(first.tolist(), last.tolist(), strict=True)] or [self.rows[:0]]
        )
        if possible is None:
            n_rows, found = self.n_clauses, np.repeat(found, last - first)
            places = rows + np.repeat(query_word * n_rows, last - first)
        else:
            n_rows, is_possible = len(possible), np.zeros(self.n_clauses, bool)
            is_possible[possible] = True
            kept = np.flatnonzero(is_possible.take(rows, mode="clip"))  # without a check of bounds: in half the time
            place = np.empty(self.n_clauses, np.int32)
            place[possible] = np.arange(n_rows)
            posting = np.searchsorted(np.cumsum(last - first), kept, side="right")
            places, found = place[rows[kept]] + (query_word * n_rows)[posting], found[posting]
        best = np.zeros((len(heaviest), n_rows), np.float32)
        best.reshape(-1)[places] = found
        return np.asarray(weights[heaviest] @ best, np.float32)

    def save(self, folder: Path) -> None:
        np.save(folder / "posting_starts.npy", self.starts)
        np.save(folder / "posting_rows.npy", self.rows)
        self.vocabulary.save(folder / WORDS)

    @classmethod
    def load(cls, folder: Path, n_clauses: int) -> Postings:
        starts, rows = (np.asarray(np.load(folder / f"posting_{name}.npy", mmap_mode="r")) for name in ("starts", "rows"))
        return cls(starts, rows, FaissStore.load(folder / WORDS), n_clauses)


def _inverted(index: WordIndex) -> tuple[Ints, Ints]:
    """`Postings.starts` and `Postings.rows`."""
    n_words, n_clauses = len(index.vocabulary), len(index.clause_segments) - 1
    lengths = np.diff(index.segment_starts[index.clause_segments])
    clause_of = np.repeat(np.arange(n_clauses), lengths)
    pairs = np.sort(index.word_ids.astype(np.int64) * n_clauses + clause_of)  # np.unique hashes first, eight times as slow
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    words, rows = np.divmod(pairs, max(1, n_clauses))
    counts = np.bincount(words, minlength=n_words)
    is_kept = counts <= COMMON * n_clauses
    is_kept[0] = False  # no word
    starts = np.cumsum([0, *np.where(is_kept, counts, 0)], dtype=np.int32)
    return starts, rows[is_kept[words]].astype(np.int32)
