"""Clauses that explain a term: the entries of 名词解释 and their kin."""

from __future__ import annotations

import re

from indexer.records import Clause
from indexer.segment import cutter, fold, words
from indexer.told import is_entry

_ENTRY = re.compile(r"^\s*(?:\d+\s*[.．、]|[(（]\d+[)）])?\s*[^:：。]{2,40}[:：]\s*")
_COPULA = re.compile(r"(就?是指|指的是|指)[:：,，]?")
_LONGEST_WORD = 6  # characters
_AIM = re.compile(r"[,，;；](?:旨在|目的是|意在|以期)[^。!！?？]*[。!！?？]?\s*$")
_QUOTED = re.compile(r"[“\"「]([^“”\"「」]{2,})[”\"」]")


def terms(clause: Clause) -> frozenset[str]:
    """How the term of a glossary entry may be named, folded: whole, and each part of it in quotes; empty for other clauses."""
    if clause.heading is None or not is_entry(clause):
        return frozenset()
    heading = fold(clause.heading)
    return frozenset({heading.strip('“”"'), *_QUOTED.findall(heading)})


def body_start(text: str) -> int:
    """Where the explanation begins in the text of an entry, behind its number, its term and 是指; 0 if there is no colon."""
    entry = _ENTRY.match(text)
    if entry is None:
        return 0
    copula = _COPULA.match(text, entry.end())
    return copula.end() if copula and not begins_word(text, copula.end(1) - 1) else entry.end()


def body_end(text: str) -> int:
    """Where the explanation ends in the text of an entry: before what it is for where it ends with that, else before its last
    stop.
    """
    aim = _AIM.search(text, body_start(text))
    return aim.start() if aim else len(text.rstrip("。. \n"))


def begins_word(text: str, at: int) -> bool:
    """Whether a known word of two characters or more begins there: 指标, 即时, 是非."""
    first = next(iter(words(fold(text[at : at + _LONGEST_WORD]))), None)
    return first is not None and first.start == 0 and len(first.text) > 1 and first.text in cutter().FREQ
