"""Late interaction over static word vectors: clauses stored as word ids, scored by MaxSim.

clause(q, c) = sum_i w_i max_j cos(q_i, c_j) (Khattab and Zaharia, SIGIR 2020); window(q, c) is the best of that over any
WINDOW words of c that stand side by side, for a long clause speaks of many things and words far apart answer nothing together.

w_i = |q_i|^1/2 log((n + 1) / (d_i + 1/2)), over their sum: |q_i| is what training gave the word, d_i = sum_c max(0, max_j
cos(q_i, c_j))^4 over the n clauses compared is its document frequency (Spärck Jones, 1972) softened to words that mean the
same. A word that every candidate answers does not tell them apart.

The vector of a clause's word never depends on its neighbours, so one vocabulary matrix serves all clauses; of a query nothing
is taken for granted but its vectors, and nothing is kept from one query to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.encoders.base import Floats, Ints, Token, WordEncoder
from indexer.encoders.embedded import normalise

WINDOW = 8  # words, a power of two: about a phrase between commas
_BLOCK = 256  # words multiplied at a time, so that they stay in the processor's cache from one step to the next
_FILES = ("vocabulary", "scales", "word_ids", "segment_starts", "clause_segments")


class ClauseWords(NamedTuple):
    """The words of one clause: those of the headings above it, then those of each of its sentences."""

    headings: Sequence[Token]
    sentences: Sequence[Sequence[Token]]


class Answering(NamedTuple):
    """Which word of each clause answers each word of the query, and how well."""

    word_ids: Ints  # (n clauses, n query words)
    cosines: Floats  # (n clauses, n query words)


@dataclass(frozen=True, slots=True)
class Compared:
    """The words of one query beside those of some clauses."""

    words: Sequence[Token]
    weights: Floats  # (n query words,) adding up to 1
    vector: Floats  # (dim,) the query's unit vector with these weights
    clauses: Floats  # (n clauses,) MaxSim with each clause, headings included, in [-1, 1]
    windows: Floats  # (n clauses,) MaxSim with the best window of each
    cosines: Floats  # (n query words, n distinct words of the clauses)
    columns: Ints  # (n vocabulary,) where in `cosines` a word stands; of words of other clauses any number


@dataclass(frozen=True, slots=True)
class WordIndex:
    """Word ids of all clauses. A clause is a run of segments: its headings, then its sentences; none is empty."""

    # (n words, dim) of 8 bits; word 0 is a row of zeros, for a segment without words
    vocabulary: npt.NDArray[np.int8]
    scales: Floats  # (n words,) what makes each row of the vocabulary a unit vector
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
        index = cls(*_in_8_bits(vectors), word_ids, starts, clause_segments, words)
        pooled = np.add.reduceat(sums, clause_segments[:-1], axis=0) if len(clauses) else sums
        return index, normalise(pooled), normalise(sums[~is_heading])

    def save(self, folder: Path) -> None:
        for name in _FILES:
            np.save(folder / f"{name}.npy", getattr(self, name))
        (folder / "words.txt").write_text("\n".join(self.words), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> WordIndex:
        # As plain arrays over the mapped files: every slice of a memmap costs its bookkeeping.
        vocabulary, scales, *places = (np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in _FILES)
        word_ids, starts, segments = places
        words = (folder / "words.txt").read_text(encoding="utf-8").split("\n")
        return cls(vocabulary, scales, word_ids, starts, segments, words)

    def unit_vectors(self) -> Floats:
        """(n words, dim) of the whole vocabulary; word 0 is a row of zeros."""
        return self.vocabulary.astype(np.float32) * self.scales[:, None]

    def compare(self, words: Sequence[Token], vectors: Floats, rows: npt.NDArray[np.intp]) -> Compared:
        """The words of a query, at least one, with those of the clauses at `rows`.

        `vectors`, (n words, dim), are as `WordEncoder.word_vectors` gives them: the norm of a word is its weight.
        """
        units = normalise(vectors)
        word_ids, starts = self._words(rows, apart=WINDOW - 1)
        is_there = np.zeros(len(self.vocabulary), bool)
        is_there[word_ids] = True
        distinct = np.flatnonzero(is_there)
        columns = np.empty(len(self.vocabulary), np.int32)
        columns[distinct] = np.arange(len(distinct))
        cosines = self._cosines(units, distinct)
        best, reached = _best(cosines, columns[word_ids], starts)
        weights = _weights(np.linalg.norm(vectors, axis=1), best)
        windows = np.maximum.reduceat(_weighted(weights, reached), starts)
        vector = normalise((weights @ units)[None])[0]
        return Compared(words, weights, vector, _weighted(weights, best), windows, cosines, columns)

    def best_sentences(self, compared: Compared, rows: npt.NDArray[np.intp]) -> Ints:
        """Which sentence of each clause at `rows`, of those compared, scores best with its headings, from 0; the first of equals.

        (n rows,)
        """
        segments, first_segments = ranges(self.clause_segments[rows], self.clause_segments[rows + 1])
        positions, first_positions = ranges(self.segment_starts[segments], self.segment_starts[segments + 1])
        cosines = _columns(compared.cosines, compared.columns[self.word_ids[positions]])
        best = np.maximum.reduceat(cosines, first_positions, axis=1)  # (n query words, n segments)
        lengths = np.diff([*first_segments, len(segments)])
        headings = np.repeat(best[:, first_segments], lengths, axis=1)
        per_segment = _weighted(compared.weights, np.maximum(best, headings))
        per_segment[first_segments] = -np.inf  # headings are no sentence
        return _first_argmax(per_segment, first_segments, lengths) - 1

    def answering(self, compared: Compared, rows: npt.NDArray[np.intp]) -> Answering:
        """The words behind the scores of the clauses at `rows`, of those compared; of equally good words the one with the
        lowest id.
        """
        words, starts = self._words(rows)
        cosines = _columns(compared.cosines, compared.columns[words])
        best = np.maximum.reduceat(cosines, starts, axis=1)
        reached = cosines == np.repeat(best, np.diff([*starts, len(words)]), axis=1)
        ids = np.minimum.reduceat(np.where(reached, words, np.iinfo(np.int32).max), starts, axis=1)
        return Answering(np.asarray(ids.T, np.int32), best.T)

    def _words(self, rows: npt.NDArray[np.intp], *, apart: int = 0) -> tuple[Ints, npt.NDArray[np.intp]]:
        """The word ids of the clauses at `rows`, one clause after the other, each with so many zeros before it, and where each
        begins, zeros included.
        """
        first, last = self.segment_starts[self.clause_segments[rows]], self.segment_starts[self.clause_segments[rows + 1]]
        positions, starts = ranges(first, last)
        if not apart:
            return self.word_ids[positions], starts
        gaps = np.arange(len(rows)) * apart
        spaced = np.zeros(len(positions) + len(rows) * apart, np.int32)
        spaced[np.arange(len(positions)) + np.repeat(gaps + apart, last - first)] = self.word_ids[positions]
        return spaced, starts + gaps

    def _cosines(self, units: Floats, word_ids: npt.NDArray[np.intp]) -> Floats:
        """(n units, n word_ids) with unit vectors. Word 0 is no word: it answers nothing, -1."""
        products = np.empty((len(word_ids), len(units)), np.float32)
        for first in range(0, len(word_ids), _BLOCK):
            block = slice(first, first + _BLOCK)
            # In this order, and turned round after: twice as fast as units @ chosen.T, which BLAS takes word by word.
            np.matmul(self.vocabulary.take(word_ids[block], axis=0).astype(np.float32), units.T, out=products[block])
        cosines = np.ascontiguousarray(products.T)
        cosines *= self.scales[word_ids]
        cosines[:, word_ids == 0] = -1
        return np.clip(cosines, -1, 1, out=cosines)  # rounding may go past 1


def _segment_sums(vectors: Floats, word_ids: Ints, starts: Ints, *, block: int = 4096) -> Floats:
    """Sum of the word vectors of each segment, (n segments, dim), a block of segments at a time to bound memory."""
    sums = np.zeros((len(starts) - 1, vectors.shape[1]), np.float32)
    for first in range(0, len(sums), block):
        bounds = starts[first : first + block + 1]
        sums[first : first + block] = np.add.reduceat(vectors[word_ids[bounds[0] : bounds[-1]]], bounds[:-1] - bounds[0], axis=0)
    return sums


def _in_8_bits(vectors: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """Rows of whole numbers from -127 to 127 in the direction of each vector, and what makes each a unit vector; 0 for zeros."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    rows = np.rint(vectors / np.where(largest == 0, 1, largest) * 127).astype(np.int8)
    lengths = np.linalg.norm(rows.astype(np.float32), axis=1)
    return rows, np.divide(1, lengths, out=np.zeros_like(lengths), where=lengths > 0)


def _columns(cosines: Floats, columns: Ints) -> Floats:
    return cosines.take(columns, axis=1, mode="clip")  # without a check of bounds: twice as fast


def _weights(norms: Floats, best: Floats) -> Floats:
    """Weights of query words, adding up to 1, from their norms, (n words,), and best cosines, (n words, n clauses)."""
    frequencies = (np.maximum(best, 0) ** 4).sum(1)
    weights = np.sqrt(norms) * np.log((best.shape[1] + 1) / (frequencies + 0.5))
    return np.asarray(weights / weights.sum(), np.float32)


def _best(cosines: Floats, columns: Ints, starts: npt.NDArray[np.intp]) -> tuple[Floats, Floats]:
    """The best cosine of each query word in each run of columns, (n words, n starts), and in each window of them,
    (n words, n columns - WINDOW + 1).

    A word at a time, so that what is worked on stays in the processor's cache: twice as fast as all at once.
    """
    best = np.empty((len(cosines), len(starts)), np.float32)
    windows = np.empty((len(cosines), max(0, len(columns) - WINDOW + 1)), np.float32)
    for row, of_word in enumerate(cosines):
        reached = of_word.take(columns, mode="clip")
        best[row] = np.maximum.reduceat(reached, starts)
        width = 1
        while width < WINDOW:
            reached = np.maximum(reached[:-width], reached[width:])
            width *= 2
        windows[row] = reached
    return best, windows


def _weighted(weights: Floats, values: Floats) -> Floats:
    """weights @ values, every column added up in the same order, so that the same words score the same wherever they stand."""
    total = np.zeros(values.shape[1], np.float32)
    for weight, of_word in zip(weights, values, strict=True):
        total += weight * of_word
    return total


def ranges(starts: npt.NDArray[np.integer], ends: npt.NDArray[np.integer]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """All positions of the ranges start:end, one after the other, and where each range begins among them."""
    lengths = ends - starts
    begins = np.cumsum(lengths) - lengths
    positions = np.arange(lengths.sum()) + np.repeat(starts - begins, lengths)
    return positions.astype(np.intp, copy=False), begins.astype(np.intp, copy=False)


def _first_argmax(values: Floats, begins: npt.NDArray[np.intp], lengths: npt.NDArray[np.intp]) -> Ints:
    """Position, within each run, of its first largest value."""
    largest = np.repeat(np.maximum.reduceat(values, begins), lengths)
    within = np.arange(len(values)) - np.repeat(begins, lengths)
    return np.asarray(np.minimum.reduceat(np.where(values == largest, within, len(values)), begins), np.int32)
