"""How words of reports stand beside each other: whether a phrase ends where it is cut, or goes on.

neighbours.marisa is a marisa RecordTrie "<BB" of roots of shares, 255 for 1, counted over many reports
(`python -m eval.fit_neighbours`): of a word how often a mark follows it, and how often one precedes it; of two words with a
space between them how often the second follows the first, of all times that the first stands, and of all that the second does.
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import marisa_trie

from indexer.segment import Word

NEIGHBOURS = Path(__file__).with_name("neighbours.marisa")
_LEAST, _LEAST_TOGETHER = 5, 4  # times that a word, and that two, must stand in the reports
_FULL = 255
_UNSEEN = (0.5, 0.5)  # roots of the shares of a word that is not there: about the mean

Shares = tuple[float, float]


@functools.lru_cache(maxsize=1 << 14)
def beside_marks(word: str) -> Shares:
    """Roots of the shares of a folded word that a mark follows, and that one precedes."""
    found = _trie().get(word)
    return (found[0][0] / _FULL, found[0][1] / _FULL) if found else _UNSEEN


@functools.lru_cache(maxsize=1 << 15)
def beside(first: str, second: str) -> Shares:
    """Roots of the shares of `first` that `second` follows, and of `second` that `first` precedes."""
    found = _trie().get(f"{first} {second}")
    return (found[0][0] / _FULL, found[0][1] / _FULL) if found else (0.0, 0.0)


@functools.cache
def _trie() -> marisa_trie.RecordTrie:
    return marisa_trie.RecordTrie("<BB").mmap(str(NEIGHBOURS))


def build_table(texts: Iterable[tuple[str, Sequence[Word]]], path: Path) -> None:
    """Write the table of texts, each with its words by their offsets in it."""
    times: Counter[str] = Counter()
    ended: Counter[str] = Counter()
    begun: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for text, found in texts:
        times.update(word.text for word in found)
        for first, second in pairwise(found):
            if text[first.end : second.start].strip(" \u3000"):
                ended[first.text] += 1
                begun[second.text] += 1
            else:
                together[first.text, second.text] += 1
    records = [(word, (_root(ended[word], n), _root(begun[word], n))) for word, n in times.items() if n >= _LEAST]
    records += [
        (f"{first} {second}", (_root(n, times[first]), _root(n, times[second])))
        for (first, second), n in together.items()
        if n >= _LEAST_TOGETHER
    ]
    marisa_trie.RecordTrie("<BB", records).save(str(path))


def _root(n: int, of: int) -> int:
    return round(_FULL * math.sqrt(n / of))
