"""What is typed otherwise than it is written: spaces inside words (快递业务 量增 长多少 asks for 快递业务量增长), and the first
letters of the pinyin of an indicator (dqsczz asks for 地区生产总值).
"""

from __future__ import annotations

import re

from indexer.segment import cutter, words
from service.facts.indicators import by_initials

_HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
_LETTERS = re.compile(r"(?<![^\W\d_\u4e00-\u9fff])[a-z]{4,}(?![^\W\d_\u4e00-\u9fff])")  # as a word of their own
_SPACED = re.compile(rf"{_HAN}+(?: +{_HAN}+)+")


def close_gaps(folded: str) -> str:
    """A folded text without the spaces that words of the dictionary reach across; other spaces part keywords and stay."""
    return _SPACED.sub(lambda match: _closed(match.group()), folded)


def write_out_initials(folded: str) -> str:
    """A folded text with the names of the indicators that it has by their initials."""
    return _LETTERS.sub(lambda match: by_initials().get(match.group(), match.group()), folded)


def _closed(spaced: str) -> str:
    pieces = spaced.split()
    inside = {at for word in words("".join(pieces)) if word.text in cutter().FREQ for at in range(word.start + 1, word.end)}
    closed, at = pieces[0], len(pieces[0])
    for piece in pieces[1:]:
        closed += piece if at in inside else f" {piece}"
        at += len(piece)
    return closed
