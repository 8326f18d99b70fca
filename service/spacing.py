"""Spaces that stand inside the words of a question: 快递业务 量增 长多少 asks for 快递业务量增长."""

from __future__ import annotations

import re

from indexer.segment import cutter, words

_HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
_SPACED = re.compile(rf"{_HAN}+(?: +{_HAN}+)+")


def close_gaps(folded: str) -> str:
    """A folded text without the spaces that words of the dictionary reach across; other spaces part keywords and stay."""
    return _SPACED.sub(lambda match: _closed(match.group()), folded)


def _closed(spaced: str) -> str:
    pieces = spaced.split()
    inside = {at for word in words("".join(pieces)) if word.text in cutter().FREQ for at in range(word.start + 1, word.end)}
    closed, at = pieces[0], len(pieces[0])
    for piece in pieces[1:]:
        closed += piece if at in inside else f" {piece}"
        at += len(piece)
    return closed
