"""FAISS on one machine: exhaustive below `FLAT_BELOW` rows, a graph above (Malkov and Yashunin, HNSW, TPAMI 2018).

Vectors are kept in half precision, which is faster than single and loses no recall (`python -m eval.bench_stores`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Self

import faiss
import numpy as np

from indexer.encoders.base import Floats
from indexer.errors import StoreMismatch
from indexer.stores.base import Mask

FLAT_BELOW = 50_000  # rows; where the graph's query becomes cheaper than the scan, see eval/README.md
_LINKS, _BUILD_BREADTH, _SEARCH_BREADTH = 32, 120, 256


class FaissStore:
    """See `indexer.stores.base.Store`. Recall@10 of the graph is at least 0.95; the scan is exact."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index
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
        found, n_asked = [], min(k, len(self))
        while n_asked:
            found = self._nearest(query, n_asked, allowed)
            if not self._may_miss_ties(found, k, n_asked):
                break
            n_asked = min(4 * n_asked, len(self))
        return found[:k]

    def _nearest(self, query: Floats, k: int, allowed: Mask | None) -> list[tuple[int, float]]:
        scores, rows = self._index.search(query[None], k, params=self._parameters(k, allowed))
        found = [(int(row), float(score)) for row, score in zip(rows[0], scores[0], strict=True) if row >= 0]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def _may_miss_ties(self, found: list[tuple[int, float]], k: int, n_asked: int) -> bool:
        """Whether rows that score as the k-th does may be among those that were not given: FAISS keeps any of them."""
        is_exact = not isinstance(self._index, faiss.IndexHNSW)
        return is_exact and len(found) == n_asked < len(self) and found[k - 1][1] == found[-1][1]

    def _parameters(self, k: int, allowed: Mask | None) -> faiss.SearchParameters:
        selector = {} if allowed is None else {"sel": faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))}
        if isinstance(self._index, faiss.IndexHNSW):
            return faiss.SearchParametersHNSW(efSearch=max(_SEARCH_BREADTH, 2 * k), **selector)
        return faiss.SearchParameters(**selector)

    def save(self, path: Path) -> None:
        path.write_bytes(faiss.serialize_index(self._index))  # faiss.write_index tells a full disk as RuntimeError, or not at all

    @classmethod
    def load(cls, path: Path) -> Self:
        return cls(faiss.read_index(str(path)))
