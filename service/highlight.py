"""Which words of a clause answered the query, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.segment import fold, words
from indexer.snapshot import Snapshot
from service.records import Match
from service.retrieve import Candidates

SAME_ENOUGH = 0.55  # cosine of two words from which the clause's word is marked
_WEIGHT_FLOOR = 0.04  # of a query word's share: particles (的, 是, the) are not marked


def matches(candidates: Candidates, i: int, snapshot: Snapshot) -> tuple[Match, ...]:
    """Of candidate i, one a query word, heaviest first; empty without word vectors."""
    late, index = candidates.late, snapshot.word_index
    if late is None or index is None:
        return ()
    found = [
        Match(word.text, index.words[word_id], float(cosine), float(weight))
        for word, word_id, cosine, weight in zip(
            candidates.query_words, late.best_words[i], late.cosines[i], late.weights, strict=True
        )
    ]
    return tuple(sorted(found, key=lambda match: -match.weight))


def highlight(text: str, found: Sequence[Match], folded_query: str) -> list[tuple[int, int]]:
    """Spans of `text` to mark, in order and apart: words that answered, or, without word vectors, the query's own."""
    if found:
        marked = {match.clause_word for match in found if match.cosine >= SAME_ENOUGH and match.weight >= _WEIGHT_FLOOR}
    else:
        marked = {word.text for word in words(folded_query) if word.end - word.start > 1}
    folded, origins = _fold_with_origins(text)
    spans = []
    for word in marked:
        start = folded.find(word) if word else -1
        while start >= 0:
            spans.append((origins[start], origins[start + len(word) - 1] + 1))
            start = folded.find(word, start + len(word))
    return _merge(sorted(spans))


def _fold_with_origins(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its characters the position in `text` that it came from."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded, range(len(text))
    # A character that folds to several (㎡ to m2): fold one by one and keep count.
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
