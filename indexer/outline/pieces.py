"""Pieces: one paragraph cut into what can be cited, at its lead phrases, its counted entries, or its sentence ends."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.outline.leads import Span, heads_paragraph, inner_leads, phrase_of
from indexer.outline.markers import Family, Marker, enumeration
from indexer.outline.sentences import STOPS, sentences, spans, trim

# A citation longer than this is a page to read; a piece shorter than SHORTEST says too little without its neighbour.
LONGEST = 400
SHORTEST = 60
# Counted entries of a paragraph up to this long are read at a glance, and stay together.
LONGEST_ENUMERATION = 300
MOST_EXTRA_CUTS = 4

_TERM = re.compile(r"(?:“(?P<quoted>[^”]{1,40})”|(?P<plain>[^。；，：:;,\n]{1,40}))\s*[：:]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A clause to be, or, where it has parts, a lead phrase that heads them.

    Invariant: start:end covers the piece with its lead phrase, and the parts, if any, follow the lead phrase in order.
    """

    start: int
    end: int
    lead: Span | None = None  # the lead phrase without its final punctuation
    parts: tuple[Piece, ...] = ()


def pieces(text: str, start: int, end: int, *, has_many_topics: bool) -> list[Piece]:
    """The pieces of the paragraph text[start:end], in order; they cover all that is not white space.

    has_many_topics: the paragraph is all there is of a section, so lead phrases are expected inside it. Elsewhere they
    are looked for only in a paragraph too long to be one clause whose first sentence names what a row of them names.
    """
    told = spans(text, start, end, stops=STOPS)
    if has_many_topics:
        rows = inner_leads(text, told)
        if rows[:2] == [0, 1]:  # the section's title stands above; this is its introduction
            rows = rows[1:]
        loose = _cut(text, told[0][0], told[rows[0] - 1][1] if rows else end) if rows[:1] != [0] else []
        return [*loose, *_topics(text, told, rows)]
    rows = inner_leads(text, told) if end - start > LONGEST else []
    if len(rows) > 2 and rows[:2] == [0, 1]:
        return [Piece(start, end, phrase_of(text, told[0]), tuple(_topics(text, told, rows[1:])))]
    if heads_paragraph(text, told):
        return list(_topics(text, told, [0]))
    return _cut(text, start, end)


def led(text: str, start: int, end: int, lead: Span, body_start: int) -> Piece:
    """One clause with its lead phrase; where that is too long to cite, the lead phrase over the clauses of its text."""
    if end - start <= LONGEST:
        return Piece(start, end, lead)
    parts = tuple(_cut(text, body_start, end))
    return Piece(start, end, lead, parts) if len(parts) > 1 else Piece(start, end, lead)


def entry(text: str, start: int, end: int, marker: Marker) -> list[Piece]:
    """The pieces of a paragraph that a marker opens: one clause, headed by its term or its first sentence if that is a title.

    A term is what stands before the colon of a numbered entry, without the quotes around the whole of it.
    """
    if end - start > LONGEST_ENUMERATION and len(enumeration(text, start, end)) > 1:
        return _cut(text, start, end)
    body = start + marker.length
    if marker.family in (Family.NUMBER, Family.PAREN_NUMBER) and (term := _TERM.match(text, body, end)):
        return [led(text, start, end, term.span("quoted" if term["quoted"] else "plain"), term.end())]
    told = spans(text, body, end, stops=STOPS)
    if heads_paragraph(text, told, is_marked=True):
        return [led(text, start, end, phrase_of(text, told[0]), told[0][1])]
    return _cut(text, start, end)


def _topics(text: str, told: Sequence[Span], rows: Sequence[int]) -> Iterator[Piece]:
    for row, following in pairwise([*rows, len(told)]):
        yield led(text, told[row][0], told[following - 1][1], phrase_of(text, told[row]), told[row][1])


def _cut(text: str, start: int, end: int) -> list[Piece]:
    start, end = trim(text, start, end)
    if end - start <= LONGEST_ENUMERATION:
        return [Piece(start, end)]
    entries = enumeration(text, start, end)
    bounds = [start, *(at for at in entries if at > start), end]
    parts = _with_short_joined([trim(text, *bound) for bound in pairwise(bounds)])
    return [Piece(*part) for long in parts for part in _balanced(text, *long)]


def _with_short_joined(parts: Sequence[Span]) -> list[Span]:
    """Neighbours so short that they are better read together, joined from the left."""
    joined: list[Span] = []
    for part in parts:
        if joined and min(joined[-1][1] - joined[-1][0], part[1] - part[0]) < SHORTEST and part[1] - joined[-1][0] <= LONGEST:
            joined[-1] = (joined[-1][0], part[1])
        else:
            joined.append(part)
    return joined


def _balanced(text: str, start: int, end: int) -> list[Span]:
    """The fewest stretches of about equal length that stay within LONGEST, cut at the ends of sentences.

    A single sentence that is longer is cut at its semicolons; without any it stays whole.
    """
    if end - start <= LONGEST:
        return [(start, end)]
    told = spans(text, start, end, stops=STOPS)
    if any(span[1] - span[0] > LONGEST for span in told):
        told = sentences(text, start, end)
    fewest = -(-(end - start) // LONGEST)
    candidates = [_split(told, n_parts) for n_parts in range(fewest, min(len(told), fewest + MOST_EXTRA_CUTS) + 1)]
    return min(candidates or [[(start, end)]], key=lambda parts: (_excess(parts), len(parts)))


def _split(told: Sequence[Span], n_parts: int) -> list[Span]:
    """The sentences in at most n_parts stretches, each cut at the sentence end nearest to an equal share."""
    start, end = told[0][0], told[-1][1]
    starts = [span[0] for span in told]
    cuts = set()
    for k in range(1, n_parts):
        wanted = start + (end - start) * k // n_parts
        row = bisect_left(starts, wanted)
        cuts.add(min((row - 1, row), key=lambda near: abs(starts[min(near, len(starts) - 1)] - wanted)))
    bounds = [0, *sorted(cuts & set(range(1, len(told)))), len(told)]
    return [(told[first][0], told[last - 1][1]) for first, last in pairwise(bounds)]


def _excess(parts: Sequence[Span]) -> int:
    return sum(part[1] - part[0] for part in parts if part[1] - part[0] > LONGEST)
