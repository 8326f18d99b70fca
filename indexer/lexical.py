"""BM25 over jieba words and character bigrams.

bm25s (Lù, 2024) scores every clause at once from memory-mapped arrays, so that clauses found by meaning get a lexical
score too; `eval/README.md` has it measured beside tantivy.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, Self

import bm25s
import numpy as np
import numpy.typing as npt

from indexer.encoders.base import Ints
from indexer.segment import fold, words

# Kept whole: “14+2+N” and other codes, percentages, a quoted shorthand.
_WHOLE = re.compile(r"[0-9a-z]+(?:\+[0-9a-z]+)+|\d+(?:\.\d+)?[%‰]|(?<=[“\"])[^“”\"\s]{2,12}(?=[”\"])")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,}")


def tokens(text: str) -> list[str]:
    """Terms of a text: its words, the bigrams of its Chinese runs that are no words, and what is kept whole."""
    folded = fold(text)
    found = words(folded)
    two_long = {(word.start, word.end) for word in found if word.end - word.start == 2}
    terms = [word.text for word in found]
    for run in _HAN.finditer(folded):
        terms += [folded[i : i + 2] for i in range(run.start(), run.end() - 1) if (i, i + 2) not in two_long]
    return terms + [whole.group() for whole in _WHOLE.finditer(folded)]


class ClauseTerms(NamedTuple):
    """Which term stands how often in which clause; rows, ids and counts are one each for a term of a clause, by clause."""

    terms: Sequence[str]  # distinct, by first appearance; a term's place is its id
    rows: Ints
    ids: Ints
    counts: Ints
    lengths: Ints  # (n clauses,) terms of each, repeats included

    @classmethod
    def of(cls, texts: Iterable[Sequence[str]]) -> Self:
        """From the terms of each clause, in row order."""
        ids: dict[str, int] = {}
        counted = [Counter(ids.setdefault(term, len(ids)) for term in text) for text in texts]
        return cls(
            list(ids),
            np.repeat(np.arange(len(counted), dtype=np.int32), [len(each) for each in counted]),
            np.fromiter((term for each in counted for term in each), np.int32),
            np.fromiter((count for each in counted for count in each.values()), np.int32),
            np.fromiter((each.total() for each in counted), np.int32),
        )


class LexicalIndex:
    """BM25 (Robertson et al., TREC-3, in Lucene's form, k1 = 1.5, b = 0.75) of every clause; row = clause row."""

    def __init__(self, retriever: bm25s.BM25, n_clauses: int) -> None:
        self._retriever = retriever
        self._n_clauses = n_clauses
        counts = np.diff(retriever.scores["indptr"])
        self._idf = _idf(n_clauses, counts)
        self._idf_unknown = math.log1p((n_clauses + 0.5) / 0.5)

    @classmethod
    def build(cls, texts: Iterable[Sequence[str]]) -> Self:
        """From the terms of each clause, in row order."""
        return cls.of(ClauseTerms.of(texts))

    @classmethod
    def of(cls, found: ClauseTerms) -> Self:
        """The scores that bm25s would count clause by clause, all at once: a tenth of the time at 10,000 clauses."""
        n_clauses = len(found.lengths)
        order = np.argsort(found.ids, kind="stable")
        ids, rows, counts = found.ids[order], found.rows[order], found.counts[order]
        frequencies = np.bincount(ids, minlength=len(found.terms) + 1)  # and one for "": bm25s needs at least one term
        retriever = bm25s.BM25(method="lucene")
        lengths = retriever.b * found.lengths[rows] / (found.lengths.sum() / max(1, n_clauses))
        weights = counts / (retriever.k1 * (1 - retriever.b + lengths) + counts)
        retriever.scores = {
            "data": (_idf(n_clauses, frequencies)[ids] * weights).astype(np.float32),
            "indices": rows,
            "indptr": np.cumsum([0, *frequencies]),
            "num_docs": max(n_clauses, 1),
        }
        retriever.vocab_dict = {term: i for i, term in enumerate([*found.terms, ""])}
        retriever.nonoccurrence_array = None  # other forms of BM25 have one
        retriever.unique_token_ids_set = set(retriever.vocab_dict.values())
        return cls(retriever, n_clauses)

    def save(self, folder: Path) -> None:
        self._retriever.save(folder, show_progress=False)

    @classmethod
    def load(cls, folder: Path, n_clauses: int) -> LexicalIndex:
        """Raises ValueError if it was built from another number of clauses."""
        retriever = bm25s.BM25.load(folder, mmap=True, load_corpus=False)
        if retriever.scores["num_docs"] != max(n_clauses, 1):
            raise ValueError(f"{folder}: scores of {retriever.scores['num_docs']} clauses, expected {n_clauses}")
        # As plain arrays over the mapped files: every slice of a memmap costs its bookkeeping.
        retriever.scores = {
            name: np.asarray(value) if isinstance(value, np.memmap) else value for name, value in retriever.scores.items()
        }
        return cls(retriever, n_clauses)

    def search(self, terms: Sequence[str]) -> npt.NDArray[np.float32]:
        """Score of every clause, (n clauses,), between 0 and 1: BM25 over its least upper bound, the sum of the idf of all
        terms of the query, those that no clause holds included. So a query in another language scores near 0 everywhere
        instead of being decided by the one number that it shares with a clause.
        """
        distinct = list(dict.fromkeys(terms))
        ids = self._retriever.vocab_dict
        bound = sum(float(self._idf[ids[term]]) if term in ids else self._idf_unknown for term in distinct)
        known = [term for term in distinct if term in ids]
        if not known:
            return np.zeros(self._n_clauses, np.float32)
        return np.asarray(self._retriever.get_scores(known) / bound, np.float32)


def _idf(n_clauses: int, counts: npt.NDArray[np.integer]) -> npt.NDArray[np.float64]:
    """Of terms that stand in so many clauses, as Lucene has it."""
    return np.asarray(np.log1p((n_clauses - counts + 0.5) / (counts + 0.5)), np.float64)
