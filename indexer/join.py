"""Prepared reports to the files of a snapshot. Each is looked at once, and of what is large nothing is held: it is written as
it comes. What has to be numbered anew, terms and words, is gathered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.encoders.base import Floats, Ints
from indexer.late import WordIndex
from indexer.lexical import ClauseTerms, LexicalIndex
from indexer.lines import Lines
from indexer.postings import Postings
from indexer.prepare import Prepared
from indexer.records import Clause
from indexer.stores.faiss_store import FaissStore
from indexer.token_index import STARTS, VECTORS
from indexer.told import Told

_LINES = {"reports": "report", "clauses": "clauses", "facts": "facts"}  # file -> the lines of a prepared report that go there
Append = Callable[[npt.NDArray[Any]], None]


def join(prepared: Iterable[Prepared], folder: Path, dim: int, centres: Floats | None) -> Ints:
    """Write all files but the manifest; (n clauses,) what the encoder does not read of each.

    `centres` are those of the lists of an earlier vocabulary. Raises OSError.
    """
    terms, words, tokens_cut, token_lengths = _Terms(), _Words(), [], [np.zeros(1, np.int64)]
    first_clauses, n_facts, told = [0], [np.zeros(1, np.int32)], list[Told]()
    with ExitStack() as stack:
        lines = [stack.enter_context((folder / f"{name}.jsonl").open("w", encoding="utf-8", newline="\n")) for name in _LINES]
        sentences = stack.enter_context(_rows(folder / "sentences.npy", np.int32, 3))
        sentence_vectors = stack.enter_context(_rows(folder / "sentence_vectors.npy", np.float16, dim))
        clause_vectors = stack.enter_context(_rows(folder / "clause_vectors.npy", np.float16, dim))
        tokens = None
        for each in prepared:
            for name, file in zip(_LINES, lines, strict=True):
                file.write(getattr(each, _LINES[name]))
            sentences(each.sentences + np.array((first_clauses[-1], 0, 0), np.int32))
            sentence_vectors(each.sentence_vectors)
            clause_vectors(each.clause_vectors)
            terms.add(each.terms)
            tokens_cut.append(each.tokens_cut)
            first_clauses.append(first_clauses[-1] + len(each.clause_vectors))
            n_facts.append(each.n_facts)
            told.append(each.told)
            if each.words is not None:
                words.add(each.words)
            if each.tokens is not None:
                tokens = tokens or stack.enter_context((folder / VECTORS).open("wb"))
                tokens.write(each.tokens.vectors.astype("<f2").tobytes())
                token_lengths.append(each.tokens.lengths)
    np.save(folder / "first_clauses.npy", np.array(first_clauses, np.int32))
    np.save(folder / "first_facts.npy", np.cumsum(np.concatenate(n_facts), dtype=np.int32))
    np.save(folder / "id_places.npy", _places(Lines(folder / "clauses.jsonl", Clause).column("clause_id")))
    Told.joined(told).save(folder)
    if tokens is not None:
        np.save(folder / STARTS, np.cumsum(np.concatenate(token_lengths)))
    LexicalIndex.of(terms.joined()).save(folder)
    del terms
    if words.ids:
        index = words.joined()
        index.save(folder)
        Postings.build(index, centres).save(folder)
    for name in ("sentence",) if words.ids else ("sentence", "clause"):
        FaissStore.build(np.load(folder / f"{name}_vectors.npy", mmap_mode="r")).save(folder / f"{name}s.faiss")
    return np.concatenate(tokens_cut)


def _places(ids: Sequence[str]) -> npt.NDArray[np.int32]:
    """(n ids,) the place of each among all of them in order, from 0."""
    places = np.empty(len(ids), np.int32)
    places[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    return places


@contextmanager
def _rows(path: Path, dtype: npt.DTypeLike, width: int) -> Iterator[Append]:
    """Takes rows as they come; in the end the file is what `np.save` makes of all of them."""
    n_rows = 0
    with path.open("wb") as file:

        def head() -> None:
            """As long for any number of rows: numpy leaves room for it to grow."""
            described = {"descr": np.dtype(dtype).str, "fortran_order": False, "shape": (n_rows, width)}
            np.lib.format.write_array_header_1_0(file, described)

        def append(rows: npt.NDArray[Any]) -> None:
            nonlocal n_rows
            file.write(np.ascontiguousarray(rows, dtype).tobytes())
            n_rows += len(rows)

        head()
        yield append
        file.seek(0)
        head()


def _numbered() -> defaultdict[str, int]:
    """Text -> the next number; thrice as fast as setdefault, and there are a million terms in 100 reports."""
    ids: defaultdict[str, int] = defaultdict()
    ids.default_factory = ids.__len__
    return ids


class _Terms:
    """The terms of one report after the other, numbered together."""

    def __init__(self) -> None:
        self._columns: tuple[list[npt.NDArray[Any]], ...] = ([], [], [], [], [])
        self._n_terms = self._n_clauses = 0

    def add(self, part: ClauseTerms) -> None:
        ids = part.ids + np.int32(self._n_terms)
        rows = part.rows + np.int32(self._n_clauses)
        found: tuple[npt.NDArray[Any], ...] = (part.keys, rows, ids, part.counts, part.lengths)
        for column, values in zip(self._columns, found, strict=True):
            column.append(values)
        self._n_terms += len(part.keys)
        self._n_clauses += len(part.lengths)

    def joined(self) -> ClauseTerms:
        keys, rows, ids, *counted = (np.concatenate(column) for column in self._columns)
        distinct, renamed = np.unique(keys, return_inverse=True)
        return ClauseTerms(distinct, rows, renamed.astype(np.int32)[ids], *counted)


class _Words:
    """The words of one report after the other, over one vocabulary. A word is told by its text."""

    def __init__(self) -> None:
        self.ids = _numbered()
        self._columns: tuple[list[npt.NDArray[Any]], ...] = ([], [], [], [], [])

    def add(self, part: WordIndex) -> None:
        n_known = len(self.ids)
        renamed = np.fromiter(map(self.ids.__getitem__, part.words), np.int32, len(part.words))
        is_new = renamed >= n_known
        lengths, n_segments = np.diff(part.segment_starts), np.diff(part.clause_segments)
        found: tuple[npt.NDArray[Any], ...] = (
            part.vocabulary[is_new],
            part.scales[is_new],
            renamed[part.word_ids],
            lengths,
            n_segments,
        )
        for column, values in zip(self._columns, found, strict=True):
            column.append(values)

    def joined(self) -> WordIndex:
        vocabulary, scales, word_ids, lengths, n_segments = (np.concatenate(column) for column in self._columns)
        starts, segments = (np.cumsum([0, *each], dtype=np.int32) for each in (lengths, n_segments))
        return WordIndex(vocabulary, scales, word_ids, starts, segments, list(self.ids))
