"""BM25 over jieba words and character bigrams.

What each term adds to the score of each clause is counted when it is indexed (bm25s, Lù, 2024), so that a query adds up columns
of memory-mapped arrays and every clause has a score, those found by meaning too; `eval/README.md` has it measured beside tantivy.

A term is known by 64 bits of its hash: terms of many reports are numbered together as numbers, not as texts, and nothing is read
to look one up. Of a million terms any two fall together with a chance of 3 in 10^8.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from indexer.encoders.base import Floats, Ints
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


Keys = npt.NDArray[np.uint64]
_FILES = ("keys", "starts", "rows", "scores")
_K1, _B = 1.5, 0.75


class ClauseTerms(NamedTuple):
    """Which term stands how often in which clause; rows, ids and counts are one each for a term of a clause, by clause."""

    keys: Keys  # of distinct terms, ascending; a term's place is its id
    rows: Ints
    ids: Ints
    counts: Ints
    lengths: Ints  # (n clauses,) terms of each, repeats included

    @classmethod
    def of(cls, texts: Iterable[Sequence[str]]) -> Self:
        """From the terms of each clause, in row order."""
        ids: dict[str, int] = {}
        counted = [Counter(ids.setdefault(term, len(ids)) for term in text) for text in texts]
        keys, places = np.unique(_keys(ids), return_inverse=True)
        return cls(
            keys,
            np.repeat(np.arange(len(counted), dtype=np.int32), [len(each) for each in counted]),
            places.astype(np.int32)[[term for each in counted for term in each]],
            np.fromiter((count for each in counted for count in each.values()), np.int32),
            np.fromiter((each.total() for each in counted), np.int32),
        )


@dataclass(frozen=True)
class LexicalIndex:
    """BM25 (Robertson et al., TREC-3, in Lucene's form, k1 = 1.5, b = 0.75) of every clause; row = clause row."""

    keys: Keys  # (n terms,) ascending
    starts: npt.NDArray[np.int64]  # (n terms + 1,) into rows and scores
    rows: Ints  # of the clauses that hold each term
    scores: Floats  # what it adds to theirs
    n_clauses: int

    @classmethod
    def build(cls, texts: Iterable[Sequence[str]]) -> Self:
        """From the terms of each clause, in row order."""
        return cls.of(ClauseTerms.of(texts))

    @classmethod
    def of(cls, found: ClauseTerms) -> Self:
        n_clauses = len(found.lengths)
        order = np.argsort(found.ids, kind="stable")  # the rows of each ascend as they are
        ids, rows, counts = found.ids[order], found.rows[order], found.counts[order]
        n_with = np.bincount(ids, minlength=len(found.keys))
        lengths = _B * found.lengths[rows] / (found.lengths.sum() / max(1, n_clauses))
        weights = counts / (_K1 * (1 - _B + lengths) + counts)
        scores = (_idf(n_clauses, n_with)[ids] * weights).astype(np.float32)
        return cls(found.keys, np.cumsum(np.append(0, n_with)), rows, scores, n_clauses)

    def save(self, folder: Path) -> None:
        for name in _FILES:
            np.save(folder / f"term_{name}.npy", getattr(self, name))

    @classmethod
    def load(cls, folder: Path, n_clauses: int) -> Self:
        # As plain arrays over the mapped files: every slice of a memmap costs its bookkeeping.
        keys, starts, rows, scores = (np.asarray(np.load(folder / f"term_{name}.npy", mmap_mode="r")) for name in _FILES)
        return cls(keys, starts, rows, scores, n_clauses)

    def search(self, terms: Sequence[str]) -> Floats:
        """Score of every clause, (n clauses,), between 0 and 1: BM25 over its least upper bound, the sum of the idf of all
        terms of the query, those that no clause holds included. So a query in another language scores near 0 everywhere
        instead of being decided by the one number that it shares with a clause.
        """
        first, last = self._columns(dict.fromkeys(terms))
        total = np.zeros(self.n_clauses, np.float32)
        for start, end in zip(first.tolist(), last.tolist(), strict=True):
            if end - start > self.n_clauses / 2:
                total += self._common[start]  # a tenth of the time, and these terms are most of what is added up
            else:
                np.add.at(total, self.rows[start:end], self.scores[start:end])  # a third of the time of total[...] += ...
        bound = sum(_idf(self.n_clauses, last - first).tolist())
        if bound:
            total /= bound
        return total

    def n_with(self, terms: Iterable[str]) -> Ints:
        """(n terms,) how many clauses hold each."""
        first, last = self._columns(terms)
        return np.asarray(last - first, np.int32)

    def _columns(self, terms: Iterable[str]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Where the rows of each term begin and end."""
        keys = _keys(terms)
        return self.starts[np.searchsorted(self.keys, keys)], self.starts[np.searchsorted(self.keys, keys, side="right")]

    @functools.cached_property
    def _common(self) -> Mapping[int, Floats]:
        """Of the terms of most clauses, by where they start, what each adds to the score of every clause."""
        found = {}
        for term in np.flatnonzero(np.diff(self.starts) > self.n_clauses / 2).tolist():
            start, end = self.starts[term : term + 2].tolist()
            found[start] = np.zeros(self.n_clauses, np.float32)
            found[start][self.rows[start:end]] = self.scores[start:end]
        return found


def _keys(terms: Iterable[str]) -> Keys:
    """The first 64 bits of each one's BLAKE2b."""
    encoded = (term.encode("utf-8", "surrogatepass") for term in terms)
    return np.frombuffer(b"".join(hashlib.blake2b(each, digest_size=8).digest() for each in encoded), np.uint64)


def _idf(n_clauses: int, counts: npt.NDArray[np.integer]) -> npt.NDArray[np.float64]:
    """Of terms that stand in so many clauses, as Lucene has it."""
    return np.asarray(np.log1p((n_clauses - counts + 0.5) / (counts + 0.5)), np.float64)
