"""Late interaction over static word vectors: clauses stored as word ids, scored by MaxSim.

score(q, c) = sum_i w_i max_j cos(q_i, c_j) (Khattab and Zaharia, SIGIR 2020), w_i the norm of query word i over the sum
of the norms. A word's vector never depends on its neighbours, so one vocabulary matrix serves all clauses.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.encoders.base import Floats, Ints, Token, WordEncoder
from indexer.encoders.embedded import normalise

# Up to so many words the whole vocabulary is multiplied, in single precision; above, only the words of the candidates.
WHOLE_VOCABULARY = 20_000
KNOWN_BYTES = 128 * 1024 * 1024
_FILES = ("vocabulary", "word_ids", "segment_starts", "clause_segments")


class ClauseWords(NamedTuple):
    """The words of one clause: those of the headings above it, then those of each of its sentences."""

    headings: Sequence[Token]
    sentences: Sequence[Sequence[Token]]


class Answering(NamedTuple):
    """Which word of each clause answers each word of the query, and how well."""

    word_ids: Ints  # (n clauses, n query words)
    cosines: Floats  # (n clauses, n query words)


@dataclass(frozen=True, slots=True)
class WordIndex:
    """Word ids of all clauses. A clause is a run of segments: its headings, then its sentences; none is empty."""

    # (n words, dim), unit rows; word 0 is a row of zeros, for a segment without words
    vocabulary: npt.NDArray[np.float16] | Floats
    word_ids: Ints  # of all segments, one after the other
    segment_starts: Ints  # (n segments + 1,) into word_ids
    clause_segments: Ints  # (n clauses + 1,) into segment_starts
    words: Sequence[str]  # (n words,) folded text of each vocabulary row

    @classmethod
    def build(cls, clauses: Sequence[ClauseWords], encoder: WordEncoder) -> tuple[WordIndex, Floats, Floats]:
        """The index, and the pooled vectors of clauses, headings included, and of sentences: (n, dim) float32 unit rows."""
        ids: dict[Token, int] = {}
        segments = [segment for clause in clauses for segment in (clause.headings, *clause.sentences)]
        rows = [[ids.setdefault(word, len(ids) + 1) for word in segment] or [0] for segment in segments]
        vectors = np.vstack([np.zeros((1, encoder.dim), np.float32), encoder.word_vectors(list(ids))])
        word_ids = np.fromiter((word_id for row in rows for word_id in row), np.int32)
        starts = np.cumsum([0, *map(len, rows)], dtype=np.int32)
        clause_segments = np.cumsum([0, *(1 + len(clause.sentences) for clause in clauses)], dtype=np.int32)
        sums = _segment_sums(vectors, word_ids, starts)
        is_heading = np.zeros(len(sums), bool)
        is_heading[clause_segments[:-1]] = True
        words = ["", *(word.text for word in ids)]
        index = cls(normalise(vectors).astype(np.float16), word_ids, starts, clause_segments, words)
        pooled = np.add.reduceat(sums, clause_segments[:-1], axis=0) if len(clauses) else sums
        return index, normalise(pooled), normalise(sums[~is_heading])

    def save(self, folder: Path) -> None:
        for name in _FILES:
            np.save(folder / f"{name}.npy", getattr(self, name))
        (folder / "words.txt").write_text("\n".join(self.words), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> WordIndex:
        # As plain arrays over the mapped files: every slice of a memmap costs its bookkeeping.
        vocabulary, word_ids, starts, segments = (np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in _FILES)
        if len(vocabulary) <= WHOLE_VOCABULARY:
            vocabulary = vocabulary.astype(np.float32)
        words = (folder / "words.txt").read_text(encoding="utf-8").split("\n")
        return cls(vocabulary, word_ids, starts, segments, words)

    def query(self, words: Sequence[Token], vectors: Floats, known: KnownWords) -> QueryWords:
        """The words of a query with their vectors, (n words, dim) as `WordEncoder.word_vectors` gives them.

        `known` keeps what was worked out for a word from one query to the next.
        """
        norms = np.linalg.norm(vectors, axis=1)
        weights, units = (norms / norms.sum()).astype(np.float32), normalise(vectors)
        if len(self.vocabulary) > WHOLE_VOCABULARY:
            return QueryWords(words, weights, units, None)
        cosines = known.get(words)
        missing = {word: row for row, word in enumerate(words) if word not in cosines}
        if missing:
            found = dict(zip(missing, self._cosines(units[list(missing.values())]), strict=True))
            known.add(found)
            cosines |= found
        return QueryWords(words, weights, units, np.stack([cosines[word] for word in words]))

    def score(self, query: QueryWords, rows: npt.NDArray[np.intp]) -> Floats:
        """MaxSim of a query with the clauses at `rows`, headings included, (n rows,) in [-1, 1]."""
        words, starts = self._words(rows)
        return _weighted(query.weights, np.maximum.reduceat(self._of_query(query, words), starts, axis=1))

    def best_sentences(self, query: QueryWords, rows: npt.NDArray[np.intp]) -> Ints:
        """Which sentence of each clause at `rows` scores best with its headings, (n rows,), from 0; the first of equals."""
        segments, first_segments = ranges(self.clause_segments[rows], self.clause_segments[rows + 1])
        positions, first_positions = ranges(self.segment_starts[segments], self.segment_starts[segments + 1])
        cosines = self._of_query(query, self.word_ids[positions])
        best = np.maximum.reduceat(cosines, first_positions, axis=1)  # (n query words, n segments)
        lengths = np.diff([*first_segments, len(segments)])
        headings = np.repeat(best[:, first_segments], lengths, axis=1)
        per_segment = _weighted(query.weights, np.maximum(best, headings))
        per_segment[first_segments] = -np.inf  # headings are no sentence
        return _first_argmax(per_segment, first_segments, lengths) - 1

    def answering(self, query: QueryWords, rows: npt.NDArray[np.intp]) -> Answering:
        """The words behind the scores of the clauses at `rows`; of equally good words the one with the lowest id."""
        words, starts = self._words(rows)
        cosines = self._of_query(query, words)
        best = np.maximum.reduceat(cosines, starts, axis=1)
        reached = cosines == np.repeat(best, np.diff([*starts, len(words)]), axis=1)
        ids = np.minimum.reduceat(np.where(reached, words, np.iinfo(np.int32).max), starts, axis=1)
        return Answering(np.asarray(ids.T, np.int32), best.T)

    def _words(self, rows: npt.NDArray[np.intp]) -> tuple[Ints, npt.NDArray[np.intp]]:
        """The word ids of the clauses at `rows`, one clause after the other, and where each begins."""
        first, last = self.clause_segments[rows], self.clause_segments[rows + 1]
        positions, starts = ranges(self.segment_starts[first], self.segment_starts[last])
        return self.word_ids[positions], starts

    def _of_query(self, query: QueryWords, word_ids: Ints) -> Floats:
        """Cosines of the words of a query with those of word_ids, (n query words, n ids)."""
        if query.cosines is not None:
            return query.cosines.take(word_ids, axis=1, mode="clip")  # without a check of bounds: twice as fast
        distinct, inverse = np.unique(word_ids, return_inverse=True)
        return self._cosines(query.vectors, distinct)[:, inverse]

    def _cosines(self, vectors: Floats, word_ids: Ints | None = None) -> Floats:
        """(n vectors, n word_ids), by default of the whole vocabulary. Word 0 is no word: it answers nothing, -1."""
        chosen = self.vocabulary if word_ids is None else self.vocabulary[word_ids]
        # In this order, and turned round after: twice as fast as vectors @ chosen.T, which BLAS takes word by word.
        cosines = np.ascontiguousarray((np.asarray(chosen, np.float32) @ vectors.T).T)
        cosines[:, np.arange(len(chosen))[:1] if word_ids is None else word_ids == 0] = -1
        return np.clip(cosines, -1, 1, out=cosines)  # half precision may go past 1 by a thousandth


class KnownWords:
    """The cosines of words of earlier queries with the whole vocabulary, the newest up to KNOWN_BYTES; safe between threads."""

    def __init__(self) -> None:
        self._cosines: dict[Token, Floats] = {}
        self._lock = threading.Lock()

    def get(self, words: Sequence[Token]) -> dict[Token, Floats]:
        """Those of the words that are known."""
        with self._lock:
            return {word: self._cosines[word] for word in words if word in self._cosines}

    def add(self, found: Mapping[Token, Floats]) -> None:
        """Keep these; the oldest go where there is no room."""
        with self._lock:
            self._cosines |= found
            n_kept = KNOWN_BYTES // next(iter(found.values())).nbytes
            for word in list(self._cosines)[: max(0, len(self._cosines) - n_kept)]:
                del self._cosines[word]


@dataclass(frozen=True, slots=True)
class QueryWords:
    """The words of one query, ready to be compared with those of clauses."""

    words: Sequence[Token]
    weights: Floats  # (n words,) adding up to 1
    vectors: Floats  # (n words, dim), unit rows
    cosines: Floats | None  # (n words, n vocabulary), None where the vocabulary is too large for it


def _segment_sums(vectors: Floats, word_ids: Ints, starts: Ints, *, block: int = 4096) -> Floats:
    """Sum of the word vectors of each segment, (n segments, dim), a block of segments at a time to bound memory."""
    sums = np.zeros((len(starts) - 1, vectors.shape[1]), np.float32)
    for first in range(0, len(sums), block):
        bounds = starts[first : first + block + 1]
        sums[first : first + block] = np.add.reduceat(vectors[word_ids[bounds[0] : bounds[-1]]], bounds[:-1] - bounds[0], axis=0)
    return sums


def _weighted(weights: Floats, values: Floats) -> Floats:
    """weights @ values, every column added up in the same order, so that the same words score the same wherever they stand."""
    return np.asarray((weights[:, None] * values).sum(0), np.float32)


def ranges(starts: npt.NDArray[np.integer], ends: npt.NDArray[np.integer]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """All positions of the ranges start:end, one after the other, and where each range begins among them."""
    lengths = ends - starts
    begins = np.cumsum(lengths) - lengths
    positions = np.arange(lengths.sum()) + np.repeat(starts - begins, lengths)
    return positions.astype(np.intp), begins.astype(np.intp)


def _first_argmax(values: Floats, begins: npt.NDArray[np.intp], lengths: npt.NDArray[np.intp]) -> Ints:
    """Position, within each run, of its first largest value."""
    largest = np.repeat(np.maximum.reduceat(values, begins), lengths)
    within = np.arange(len(values)) - np.repeat(begins, lengths)
    return np.asarray(np.minimum.reduceat(np.where(values == largest, within, len(values)), begins), np.int32)
