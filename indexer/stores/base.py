"""What a vector store is to the rest of the project."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt

from indexer.encoders.base import Floats

Mask = npt.NDArray[np.bool_]


class Store(Protocol):
    """Finds the rows nearest to a query by inner product, which for unit rows is the cosine: higher is better."""

    dim: int

    @classmethod
    def build(cls, vectors: Floats) -> Self:
        """From (n, dim) float32 unit rows; row numbers are positions in `vectors`."""
        ...

    def __len__(self) -> int: ...

    def search(self, query: Floats, *, k: int, allowed: Mask | None = None) -> list[tuple[int, float]]:
        """(row, score) of at most k rows, best first, equal scores by row; `allowed`, (n,), leaves rows out.

        Raises StoreMismatch if the query's dimension is not the store's, ValueError if k < 1.
        """
        ...

    def save(self, path: Path) -> None: ...

    @classmethod
    def load(cls, path: Path) -> Self: ...
