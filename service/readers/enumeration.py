"""A text cut into the parts that it enumerates."""

from __future__ import annotations

import re

from indexer.outline.sentences import LONGEST_PAIR, PAIRS

Span = tuple[int, int]  # offsets into a text, half-open

BETWEEN = re.compile(r"、|(?<=[》”])(?=[《“])")  # two items of an enumeration
QUOTE = re.compile(r"[“\"「]([^“”\"「」]+)[”\"」]")
PAIR = re.compile("|".join(f"{re.escape(a)}[^{re.escape(a + b)}]{{0,{LONGEST_PAIR}}}{re.escape(b)}" for a, b in PAIRS.items()))


def split(text: str, start: int, end: int, at: re.Pattern[str]) -> list[Span]:
    """text[start:end] cut at `at`, blank parts dropped, white space at the borders left out."""
    return _parts(text, start, end, [match.span() for match in at.finditer(text, start, end)])


def split_outside(text: str, start: int, end: int, at: re.Pattern[str]) -> list[Span]:
    """As `split`, but whole where `at` stands inside quotes or brackets."""
    pairs = [match.span() for match in PAIR.finditer(text, start, end)]
    cuts = (match.span() for match in at.finditer(text, start, end))
    return _parts(text, start, end, [(a, b) for a, b in cuts if not any(first < a and b < last for first, last in pairs)])


def _parts(text: str, start: int, end: int, cuts: list[Span]) -> list[Span]:
    parts, begin = [], start
    for cut_start, cut_end in [*cuts, (end, end)]:
        if part := text[begin:cut_start].strip():
            first = text.index(part, begin)
            parts.append((first, first + len(part)))
        begin = cut_end
    return parts
