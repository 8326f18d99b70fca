"""FAISS on one machine: exhaustive below `FLAT_BELOW` rows; above, rows in lists around centres, of which the nearest are
looked through (Sivic and Zisserman, ICCV 2003; in FAISS, IVF), more of them where a filter leaves few rows.

Vectors are kept in half precision, which is faster than single and loses no recall (`python -m eval.bench_engines`).
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Self

import faiss
import numpy as np
import numpy.typing as npt

from indexer.encoders.base import Floats
from indexer.errors import StoreMismatch
from indexer.stores.base import Mask

FLAT_BELOW = 50_000  # rows; where the scan takes a millisecond, see eval/README.md
_ONE_IN, _AT_LEAST, _AT_MOST = 8, 32, 256  # of the lists are looked through
_FEW = 1_000  # rows: so many are looked at, whatever is allowed; of less all
_AS_MANY = 0.1  # of the lists wanted, more or less: so long the vocabulary has grown or shrunk by less than a fifth
_BLOCK = 1 << 14  # rows added at a time
_SAMPLE, _ROUNDS = 48, 8  # rows a list that the centres are found from, and how often they are moved


class FaissStore:
    """See `indexer.stores.base.Store`. Recall@10 of the lists is at least 0.95; a scan, of few rows or for a filter that leaves
    few, is exact.
    """

    def __init__(self, index: faiss.Index) -> None:
        self._index = index
        self._n_lists = int(index.nlist) if isinstance(index, faiss.IndexIVF) else 0
        self.dim = int(index.d)

    @classmethod
    def build(cls, vectors: npt.NDArray[np.floating], *, flat_below: int | None = None, centres: Floats | None = None) -> Self:
        """Lists from `flat_below` rows on, by default FLAT_BELOW; around these centres, if they are about as many.

        Vectors may be of half precision and mapped; a stretch of them is read at a time.
        """
        n_rows, dim = vectors.shape
        half, inner_product = faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        if n_rows < (FLAT_BELOW if flat_below is None else flat_below) or not n_rows:
            index = faiss.IndexScalarQuantizer(dim, half, inner_product)
        else:
            n_lists = max(1, min(4 * math.isqrt(n_rows), n_rows // 4))
            quantizer = faiss.IndexFlatIP(dim)
            if centres is not None and abs(len(centres) - n_lists) <= _AS_MANY * n_lists:
                quantizer.add(centres)  # training keeps what is there
                n_lists = len(centres)
            index = faiss.IndexIVFScalarQuantizer(quantizer, dim, n_lists, half, inner_product, False)
            index.cp.min_points_per_centroid, index.cp.max_points_per_centroid, index.cp.niter = 1, _SAMPLE, _ROUNDS
            index.train(np.asarray(vectors[:: max(1, n_rows // (_SAMPLE * n_lists))], np.float32))
        for first in range(0, n_rows, _BLOCK):
            index.add(np.asarray(vectors[first : first + _BLOCK], np.float32))
        return cls(index)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def centres(self) -> Floats | None:
        """(n lists, dim) what the lists are around; None without lists."""
        return np.asarray(self._index.quantizer.reconstruct_n(0, self._n_lists), np.float32) if self._n_lists else None

    def search(self, query: Floats, *, k: int, allowed: Mask | None = None) -> list[tuple[int, float]]:
        if k < 1:
            raise ValueError(f"k is {k}, expected at least 1")
        if query.shape != (self.dim,):
            raise StoreMismatch(f"the query has shape {query.shape}, expected ({self.dim},); index again with this encoder")
        if allowed is not None and allowed.shape != (len(self),):
            raise StoreMismatch(f"`allowed` has shape {allowed.shape}, expected ({len(self)},), one for each row")
        n_allowed = len(self) if allowed is None else int(np.count_nonzero(allowed))
        k = min(k, n_allowed)
        if not k:
            return []
        selector = None if allowed is None else faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))
        if self._n_lists and n_allowed > _FEW:
            n_lists = max(_AT_LEAST, min(self._n_lists // _ONE_IN, _AT_MOST), self._n_lists * _FEW // n_allowed)
            found = self._nearest(query, k, n_lists, selector)
            if len(found) == k:
                return found  # else too few rows of these lists are allowed
        return self._scan(query, k, n_allowed, selector)

    def nearest(self, queries: Floats, *, k: int, n_lists: int) -> tuple[Floats, npt.NDArray[np.int64]]:
        """Scores and rows, each (n queries, k), best first, of what `n_lists` lists hold, or of all without lists.

        Places that nothing fills have score -inf or row -1.
        """
        scores, rows = self._index.search(queries, k, params=self._parameters(n_lists, None))
        return scores, rows

    def _scan(self, query: Floats, k: int, n_allowed: int, selector: faiss.IDSelector | None) -> list[tuple[int, float]]:
        """Of rows that score as the k-th does FAISS keeps any, so more are asked for until one scores less."""
        n_asked = min(k + 1, n_allowed)
        while True:
            found = self._nearest(query, n_asked, self._n_lists, selector)
            if n_asked == n_allowed or found[k - 1][1] > found[-1][1]:
                return found[:k]
            n_asked = min(4 * n_asked, n_allowed)

    def _nearest(self, query: Floats, k: int, n_lists: int, selector: faiss.IDSelector | None) -> list[tuple[int, float]]:
        """(row, score), best first, equal scores by row."""
        scores, rows = self._index.search(query[None], k, params=self._parameters(n_lists, selector))
        n_found = int((rows[0] >= 0).sum())  # the places that were not filled come last, as -1
        order = np.lexsort((rows[0, :n_found], -scores[0, :n_found]))
        return list(zip(rows[0][order].tolist(), scores[0][order].tolist(), strict=True))

    def _parameters(self, n_lists: int, selector: faiss.IDSelector | None) -> faiss.SearchParameters:
        selected = {} if selector is None else {"sel": selector}
        return faiss.SearchParametersIVF(nprobe=n_lists, **selected) if self._n_lists else faiss.SearchParameters(**selected)

    def save(self, path: Path) -> None:
        path.write_bytes(faiss.serialize_index(self._index))  # faiss.write_index tells a full disk as RuntimeError, or not at all

    @classmethod
    def load(cls, path: Path) -> Self:
        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))  # mapped: no copy of what may be hundreds of megabytes
