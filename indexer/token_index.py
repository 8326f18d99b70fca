"""Late interaction over tokens whose vectors depend on their text: one vector for each token of each clause.

score(q, c) = mean over the query's tokens i of max_j cos(q_i, c_j) (Khattab and Zaharia, SIGIR 2020, divided by the number
of query tokens). Vectors are too many for a scan, so only candidates are scored; `indexer.late` is for words that have one
vector wherever they stand.

token_vectors.f16   little-endian float16 (n tokens, dim), unit rows, clause after clause
token_starts.npy    int64 (n clauses + 1,) where the tokens of each clause begin; no clause is without one
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer.encoders.base import Floats
from indexer.encoders.embedded import normalise
from indexer.late import ranges

_VECTORS, _STARTS = "token_vectors.f16", "token_starts.npy"


@dataclass(frozen=True, slots=True)
class TokenIndex:
    """Token vectors of all clauses. Invariant: starts rises and ends at len(vectors)."""

    vectors: npt.NDArray[np.float16]  # (n tokens, dim), mapped from the file
    starts: npt.NDArray[np.int64]  # (n clauses + 1,)

    @staticmethod
    def write(clauses: Iterable[Floats], dim: int, folder: Path) -> Floats:
        """Write the tokens of each clause, (n tokens, dim), as they come, so that memory need not hold them.

        Returns the pooled vectors of the clauses, (n clauses, dim): the normalised means of their tokens.
        """
        lengths, means = [0], []
        with (folder / _VECTORS).open("wb") as file:
            for tokens in clauses:
                file.write(tokens.astype("<f2").tobytes())
                lengths.append(len(tokens))
                means.append(tokens.mean(0))
        np.save(folder / _STARTS, np.cumsum(lengths, dtype=np.int64))
        return normalise(np.array(means, np.float32).reshape(-1, dim))

    @classmethod
    def load(cls, folder: Path, dim: int) -> TokenIndex:
        """Raises ValueError if the vectors are not of that dimension or not as many as the starts say."""
        starts = np.load(folder / _STARTS)
        vectors = np.asarray(np.memmap(folder / _VECTORS, "<f2", "r")).reshape(-1, dim)
        if starts[0] != 0 or starts[-1] != len(vectors) or (np.diff(starts) < 1).any():
            raise ValueError(f"{_STARTS} ends at {starts[-1]}, {_VECTORS} holds {len(vectors)} tokens")
        return cls(vectors, starts)

    def score(self, query: Floats, rows: npt.NDArray[np.intp]) -> Floats:
        """MaxSim of a query's tokens, (n query tokens, dim) unit rows, with the clauses at `rows`; (n rows,) in [-1, 1]."""
        if not len(rows):
            return np.zeros(0, np.float32)
        positions, begins = ranges(self.starts[rows], self.starts[rows + 1])
        cosines = np.asarray(self.vectors[positions], np.float32) @ query.T  # (n tokens, n query tokens)
        return np.asarray(np.clip(np.maximum.reduceat(cosines, begins, axis=0).mean(1), -1, 1), np.float32)
