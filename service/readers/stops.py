"""Where a stretch of a sentence ends."""

from __future__ import annotations

import re

COMMA = r",(?!(?<=\d,)\d{3}(?!\d))|，"  # but not the one in 48,600
STOP = re.compile(rf"{COMMA}|[;；:：。!！?？\n]")
PHRASE_STOP = re.compile(rf"{COMMA}|[;；。!！?？\n]")  # what stands before a colon is no answer without what follows
PART = re.compile(rf"{COMMA}|[、;；:：。!！?？\n]")
PART_STOP = re.compile(rf"{COMMA}|[;；]")
SEMICOLON = re.compile(r"[;；]")
COLON = re.compile(r"[:：]")
SENTENCE_STOP = re.compile(r"[。!！?？;；\n]")
FULL_STOP = re.compile(r"[。!！?？]|(?<![:：\n])\n")  # what a colon leads to may begin on a new line


def last(pattern: re.Pattern[str], text: str, start: int, end: int) -> int | None:
    """Where the last match in text[start:end] ends."""
    ends = [match.end() for match in pattern.finditer(text, start, end)]
    return ends[-1] if ends else None
