"""Late interaction over tokens whose vectors depend on their text: one vector for each token of each clause.

score(q, c) = mean over the query's tokens i of max_j cos(q_i, c_j) (Khattab and Zaharia, SIGIR 2020, divided by the number
of query tokens). Vectors are too many for a scan, so only candidates are scored; `indexer.late` is for words that have one
vector wherever they stand.

token_vectors.f16   little-endian float16 (n tokens, dim), unit rows, clause after clause
token_starts.npy    int64 (n clauses + 1,) where the tokens of each clause begin; no clause is without one
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from indexer.encoders.base import Floats
from indexer.encoders.embedded import normalise
from indexer.late import ranges

VECTORS, STARTS = "token_vectors.f16", "token_starts.npy"


class ClauseTokens(NamedTuple):
    """The tokens of some clauses, clause after clause."""

    vectors: npt.NDArray[np.float16]  # (n tokens, dim), unit rows
    lengths: npt.NDArray[np.int64]  # (n clauses,) tokens of each, at least one

    @classmethod
    def of(cls, clauses: Sequence[Floats], dim: int) -> tuple[Self, Floats]:
        """From the tokens of each clause, (n tokens, dim); also the pooled vectors of the clauses, (n clauses, dim): the
        normalised means of their tokens.
        """
        vectors = np.vstack([np.zeros((0, dim), np.float32), *clauses]).astype(np.float16)
        means = np.array([tokens.mean(0) for tokens in clauses], np.float32).reshape(-1, dim)
        return cls(vectors, np.array([len(tokens) for tokens in clauses], np.int64)), normalise(means)


@dataclass(frozen=True, slots=True)
class TokenIndex:
    """Token vectors of all clauses. Invariant: starts rises and ends at len(vectors)."""

    vectors: npt.NDArray[np.float16]  # (n tokens, dim), mapped from the file
    starts: npt.NDArray[np.int64]  # (n clauses + 1,)

    @classmethod
    def load(cls, folder: Path, dim: int) -> TokenIndex:
        """Raises ValueError if the vectors are not of that dimension or not as many as the starts say."""
        starts = np.load(folder / STARTS)
        vectors = np.asarray(np.memmap(folder / VECTORS, "<f2", "r")).reshape(-1, dim)
        if starts[0] != 0 or starts[-1] != len(vectors) or (np.diff(starts) < 1).any():
            raise ValueError(f"{STARTS} ends at {starts[-1]}, {VECTORS} holds {len(vectors)} tokens")
        return cls(vectors, starts)

    def score(self, query: Floats, rows: npt.NDArray[np.intp]) -> Floats:
        """MaxSim of a query's tokens, (n query tokens, dim) unit rows, with the clauses at `rows`; (n rows,) in [-1, 1]."""
        if not len(rows):
            return np.zeros(0, np.float32)
        positions, begins = ranges(self.starts[rows], self.starts[rows + 1])
        cosines = np.asarray(self.vectors[positions], np.float32) @ query.T  # (n tokens, n query tokens)
        return np.asarray(np.clip(np.maximum.reduceat(cosines, begins, axis=0).mean(1), -1, 1), np.float32)
