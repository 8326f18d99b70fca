"""Which words of a clause answered the query, and where they stand."""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence

import numpy as np

from indexer.segment import fold, folds_one_for_one, words
from indexer.snapshot import Snapshot
from service.records import Match
from service.retrieve import Candidates

SAME_ENOUGH = 0.55  # cosine of two words from which the clause's word is marked
_WEIGHT_FLOOR = 0.04  # of a query word's share: particles (的, 是, the) are not marked


def matches(candidates: Candidates, chosen: Sequence[int], snapshot: Snapshot) -> list[tuple[Match, ...]]:
    """Of the chosen candidates, one match a query word, heaviest first; empty without word vectors."""
    compared, index = candidates.compared, snapshot.word_index
    if compared is None or index is None or not chosen:
        return [() for _ in chosen]
    answering = index.answering(compared, candidates.rows[list(chosen)])
    heaviest = np.argsort(-compared.weights, kind="stable").tolist()
    weights = compared.weights.tolist()
    return [
        tuple(Match(compared.words[i].text, index.words[ids[i]], cosines[i], weights[i]) for i in heaviest)
        for ids, cosines in zip(answering.word_ids.tolist(), answering.cosines.tolist(), strict=True)
    ]


def marked_words(candidates: Candidates, chosen: Sequence[int], snapshot: Snapshot, folded_query: str) -> list[set[str]]:
    """Of the chosen candidates, the words to mark: those that answered, or, without word vectors, the query's own.

    A single character (年, 个) stands everywhere and shows nothing.
    """
    compared, index = candidates.compared, snapshot.word_index
    if compared is None or index is None or not chosen:
        return [{word.text for word in words(folded_query) if word.end - word.start > 1} for _ in chosen]
    answering = index.answering(compared, candidates.rows[list(chosen)])
    is_marked = (answering.cosines >= SAME_ENOUGH) & (compared.weights >= _WEIGHT_FLOOR)
    return [
        {word for word_id in ids[kept].tolist() if len(word := index.words[word_id]) > 1}
        for ids, kept in zip(answering.word_ids, is_marked, strict=True)
    ]


def highlight(text: str, marked: Collection[str]) -> list[tuple[int, int]]:
    """Where the marked words stand in `text`, in order and apart."""
    folded, origins = fold_with_origins(text)
    spans = []
    for word in marked:
        start = folded.find(word) if word else -1
        while start >= 0:
            spans.append((origins[start], origins[start + len(word) - 1] + 1))
            start = folded.find(word, start + len(word))
    return _merge(sorted(spans))


@functools.lru_cache(maxsize=4096)  # clauses come back from one query to the next
def fold_with_origins(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its characters the position in `text` that it came from."""
    folded = fold(text)
    if folds_one_for_one(text):
        return folded, range(len(text))
    # A character that folds to several (㎡ to m2), or several to one (e and an accent): fold one by one and keep count.
    pieces = [fold(character) for character in text]
    return "".join(pieces), [i for i, piece in enumerate(pieces) for _ in piece]


def _merge(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
