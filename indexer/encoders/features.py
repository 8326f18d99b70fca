"""Hashed features of a word: the rows of the embedded encoder's table that add up to its vector.

A Chinese word is itself, its characters and, from three characters on, its bigrams; a run of kana or hangul its 1- to
3-grams; a word in letters itself and its 4-grams with borders; a number itself and its length. Feature names are hashed
with CRC-32 (ISO 3309) into rows 1 .. N_ROWS - 1; row `NO_WORDS` stands for a text without words.
"""

from __future__ import annotations

import functools
import zlib

N_ROWS = 1 << 19
NO_WORDS = 0  # the row of a text without words
MAX_FEATURES = 24  # a longer word (a Sanskrit compound, a URL) is told apart by its first ones


def _grams(text: str, n: int) -> list[str]:
    return [text[i : i + n] for i in range(len(text) - n + 1)]


def names(text: str, script: str) -> list[str]:
    """Feature names of a folded word, without repeats, most specific first."""
    if script == "han":
        found = ["w" + text, *("w" + gram for gram in _grams(text, 2) if len(text) > 2), *("w" + char for char in text)]
    elif script == "kana":
        found = ["k" + gram for n in (1, 2, 3) for gram in _grams(text, n)]
    elif script == "number":
        found = ["n" + text, f"N{len(text)}"]
    else:
        found = ["e" + text, *("g" + gram for gram in _grams(f"<{text}>", 4) if len(text) > 3)]
    return list(dict.fromkeys(found))[:MAX_FEATURES]


@functools.lru_cache(maxsize=1 << 16)  # words come back: a report's vocabulary is a tenth of its words
def rows(text: str, script: str) -> tuple[int, ...]:
    """Row numbers of a folded word, at least one, in 1 .. N_ROWS - 1."""
    return tuple(zlib.crc32(name.encode()) % (N_ROWS - 1) + 1 for name in names(text, script))
