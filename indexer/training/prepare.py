"""Pairs of texts to arrays: every text a run of word ids, every word a run of feature rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer.encoders import features
from indexer.segment import fold, words
from indexer.training.pairs import Pair

Ints = npt.NDArray[np.int64]
MAX_WORDS = (40, 110)  # of a query, of a passage


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows of different length: row i is values[offsets[i]:offsets[i + 1]]."""

    values: Ints
    offsets: Ints

    @classmethod
    def of(cls, rows: list[list[int]]) -> Ragged:
        lengths = [len(row) for row in rows]
        values = np.fromiter((value for row in rows for value in row), np.int64, sum(lengths))
        return cls(values, np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64))

    def take(self, indices: Ints) -> Ragged:
        """The rows at `indices`, in that order."""
        lengths = self.offsets[indices + 1] - self.offsets[indices]
        offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        within = np.arange(offsets[-1]) - np.repeat(offsets[:-1], lengths)
        return Ragged(self.values[np.repeat(self.offsets[indices], lengths) + within], offsets)


@dataclass(frozen=True, slots=True)
class Prepared:
    kinds: npt.NDArray[np.str_]  # (n pairs,)
    queries: Ragged  # word ids
    passages: Ragged  # word ids
    vocabulary: Ragged  # word id -> feature rows; word 0 has only row 0
    sets: tuple[str, ...]  # what the pairs come from (`indexer.training.pairs.SETS`)

    def save(self, path: Path) -> None:
        arrays = {"kinds": self.kinds, "sets": np.array(self.sets)}
        for name in ("queries", "passages", "vocabulary"):
            ragged = getattr(self, name)
            arrays |= {name: ragged.values, f"{name}_offsets": ragged.offsets}
        np.savez(path, **arrays)  # type: ignore[arg-type]

    @classmethod
    def load(cls, path: Path) -> Prepared:
        with np.load(path) as arrays:
            queries, passages, vocabulary = (
                Ragged(arrays[name], arrays[f"{name}_offsets"]) for name in ("queries", "passages", "vocabulary")
            )
            return cls(arrays["kinds"], queries, passages, vocabulary, tuple(arrays["sets"].tolist()))


def _cut(pair: Pair) -> tuple[str, list[list[tuple[str, str]]]]:
    texts = zip((pair.query, pair.passage), MAX_WORDS, strict=True)
    return pair.kind, [[(word.text, word.script) for word in words(fold(text))[:limit]] for text, limit in texts]


def prepare(pairs: Iterable[Pair], sets: Sequence[str], *, processes: int = 2) -> Prepared:
    """Cut all pairs, which come from `sets`, into words; pairs with a text without words are dropped."""
    ids: dict[tuple[str, str], int] = {}
    rows: list[list[int]] = [[0]]
    kinds: list[str] = []
    sides: tuple[list[list[int]], list[list[int]]] = ([], [])
    with Pool(processes) as pool:
        for kind, cut in pool.imap(_cut, pairs, chunksize=2000):
            if not all(cut):
                continue
            kinds.append(kind)
            for side, text in zip(sides, cut, strict=True):
                for word in text:
                    if word not in ids:
                        ids[word] = len(rows)
                        rows.append(list(features.rows(*word)))
                side.append([ids[word] for word in text])
    return Prepared(np.array(kinds), Ragged.of(sides[0]), Ragged.of(sides[1]), Ragged.of(rows), tuple(sets))
