"""FAISS on one machine: exhaustive below `FLAT_BELOW` rows, a graph above (Malkov and Yashunin, HNSW, TPAMI 2018).

Vectors are kept in half precision, which is faster than single and loses no recall (`python -m eval.bench_engines`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Self

import faiss
import numpy as np

from indexer.encoders.base import Floats
from indexer.errors import StoreMismatch
from indexer.stores.base import Mask

FLAT_BELOW = 250_000  # rows; where the scan takes about 5 ms and the graph is worth minutes of building, see eval/README.md
_LINKS, _BUILD_BREADTH, _SEARCH_BREADTH = 32, 120, 256


class FaissStore:
    """See `indexer.stores.base.Store`. Recall@10 of the graph is at least 0.95; the scan is exact."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index
        self._is_graph = isinstance(index, faiss.IndexHNSW)
        self._rows = faiss.downcast_index(index.storage) if self._is_graph else index  # what a scan goes through
        self.dim = int(index.d)

    @classmethod
    def build(cls, vectors: Floats) -> Self:
        n_rows, dim = vectors.shape
        half, inner_product = faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        if n_rows < FLAT_BELOW:
            index = faiss.IndexScalarQuantizer(dim, half, inner_product)
        else:
            index = faiss.IndexHNSWSQ(dim, half, _LINKS, inner_product)
            index.hnsw.efConstruction = _BUILD_BREADTH
        index.train(vectors)
        index.add(vectors)
        return cls(index)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, query: Floats, *, k: int, allowed: Mask | None = None) -> list[tuple[int, float]]:
        if k < 1:
            raise ValueError(f"k is {k}, expected at least 1")
        if query.shape != (self.dim,):
            raise StoreMismatch(f"the query has shape {query.shape}, expected ({self.dim},); index again with this encoder")
        if allowed is not None and allowed.shape != (len(self),):
            raise StoreMismatch(f"`allowed` has shape {allowed.shape}, expected ({len(self)},), one for each row")
        n_allowed = len(self) if allowed is None else int(allowed.sum())
        k = min(k, n_allowed)
        if not k:
            return []
        selector = {} if allowed is None else {"sel": faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))}
        if self._is_graph and (allowed is None or n_allowed >= FLAT_BELOW):
            breadth = faiss.SearchParametersHNSW(efSearch=max(_SEARCH_BREADTH, 2 * k), **selector)
            found = _nearest(self._index, query, k, breadth)
            if len(found) == k:
                return found  # else too few of the rows that it went by are allowed
        return self._scan(query, k, n_allowed, faiss.SearchParameters(**selector))

    def _scan(self, query: Floats, k: int, n_allowed: int, parameters: faiss.SearchParameters) -> list[tuple[int, float]]:
        """Of rows that score as the k-th does FAISS keeps any, so more are asked for until one scores less."""
        n_asked = min(k + 1, n_allowed)
        while True:
            found = _nearest(self._rows, query, n_asked, parameters)
            if n_asked == n_allowed or found[k - 1][1] > found[-1][1]:
                return found[:k]
            n_asked = min(4 * n_asked, n_allowed)

    def save(self, path: Path) -> None:
        path.write_bytes(faiss.serialize_index(self._index))  # faiss.write_index tells a full disk as RuntimeError, or not at all

    @classmethod
    def load(cls, path: Path) -> Self:
        return cls(faiss.read_index(str(path)))


def _nearest(index: faiss.Index, query: Floats, k: int, parameters: faiss.SearchParameters) -> list[tuple[int, float]]:
    """(row, score), best first, equal scores by row."""
    scores, rows = index.search(query[None], k, params=parameters)
    n_found = int((rows[0] >= 0).sum())  # the places that were not filled come last, as -1
    order = np.lexsort((rows[0, :n_found], -scores[0, :n_found]))
    return list(zip(rows[0][order].tolist(), scores[0][order].tolist(), strict=True))
