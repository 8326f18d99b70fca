"""Clauses that explain a term: the entries of 名词解释 and their kin."""

from __future__ import annotations

import re

from indexer.records import Clause
from indexer.segment import fold

_GLOSSARY = re.compile(r"名词|名詞|词语|术语|用语|注释|註釋")
_ENTRY = re.compile(r"^\s*(?:\d+\s*[.．、]|[(（]\d+[)）])?\s*[^:：。]{2,40}[:：]\s*(?:(?:就?是指|指的是|指)[:：,，]?)?")
_AIM = re.compile(r"[,，;；](?:旨在|目的是|意在|以期)")
_QUOTED = re.compile(r"[“\"「]([^“”\"「」]{2,})[”\"」]")


def terms(clause: Clause) -> frozenset[str]:
    """How the term of a glossary entry may be named, folded: whole, and each part of it in quotes; empty for other clauses."""
    if clause.heading is None or not any(_GLOSSARY.search(heading) for heading in clause.path):
        return frozenset()
    heading = fold(clause.heading)
    return frozenset({heading.strip('“”"'), *_QUOTED.findall(heading)})


def body_start(text: str) -> int:
    """Where the explanation begins in the text of an entry, behind its number and its term; 0 if there is no colon."""
    entry = _ENTRY.match(text)
    return entry.end() if entry else 0


def body_end(text: str) -> int:
    """Where the explanation ends in the text of an entry: before what it is for, else before its last stop."""
    aim = _AIM.search(text, body_start(text))
    return aim.start() if aim else len(text.rstrip("。. \n"))
