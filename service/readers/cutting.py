"""The words of a clause, cut once for all that is asked of stretches of it."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.segment import Word, fold, lower, words


@dataclass(frozen=True, slots=True)
class Cut:
    """The words of a text with their offsets in it. Invariant: as long as `words` are `starts` and `ends`, in order."""

    words: Sequence[Word]
    starts: Sequence[int]
    ends: Sequence[int]

    def within(self, start: int, end: int) -> Sequence[Word]:
        """The words of text[start:end] that it does not cut through."""
        return self.words[bisect.bisect_left(self.starts, start) : bisect.bisect_right(self.ends, end)]

    def is_border(self, at: int) -> bool:
        """Whether a word ends there."""
        place = bisect.bisect_left(self.ends, at)
        return place < len(self.ends) and self.ends[place] == at


@functools.lru_cache(maxsize=1024)  # clauses, which many questions come upon
def cut(text: str) -> Cut:
    folded = fold(text)
    found = words(folded if len(folded) == len(text) else lower(text))  # folding may change the length: ㎡ is m2
    return Cut(found, [word.start for word in found], [word.end for word in found])
