"""The likeliest ways to read the items of an enumeration, by where the first may begin and the last may end.

引导外资更多投向[先进制造业、节能环保产业和中西部地区]: what leads in may be part of the first item, what follows of the last, and
which of both it is a question often tells only where it is held against all lists.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from indexer.encoders.base import Floats
from service.readers import beginnings, endings
from service.readers.borders import without_lead
from service.readers.endings import joint
from service.readers.enumeration import Span
from service.readers.learned import weights

_FIGURE = re.compile(r"\d")
_MOST = 3  # ways to begin, and to end
_LEAST = -3.0  # log of the chance of both


@dataclass(frozen=True, slots=True)
class Frame:
    """Invariant: at least two items, in the order of the text, none empty."""

    items: tuple[Span, ...]
    begins: float  # log of the chance that the first begins there
    ends: float  # log of the chance that the last ends there
    is_split: bool  # whether a word joins the last two


@functools.lru_cache(maxsize=1024)  # several questions come upon the same parts
def frames(text: str, parts: tuple[Span, ...], question: str) -> tuple[Frame, ...]:
    """Those of the parts of an enumeration, the likeliest first; a folded question tells which words are no item."""
    found = [frame for is_split, of in _splits(text, parts) for frame in _framed(text, of, question, is_split)]
    return tuple(sorted(found, key=lambda frame: -frame.begins - frame.ends))


def _splits(text: str, parts: tuple[Span, ...]) -> Iterator[tuple[bool, tuple[Span, ...]]]:
    """The parts, and with the last one apart where a word joins two in it; where names stand before figures (货运量、货运值分别
    增长41%、67%), those of each."""
    parts = tuple(without_lead(text, parts))
    have = [_FIGURE.search(text, *part) is not None for part in parts]
    at = have.index(True) if True in have else 0
    halves = (parts[: at + 1], parts[at:]) if at and all(have[at:]) else ()
    for of in (parts, *(half for half in halves if 1 < len(half) < len(parts))):
        *others, (begin, end) = of
        if others:
            yield False, of
        if both := joint(text, begin, end):
            yield True, (*others, (begin, both[0]), (both[1], end))


def _framed(text: str, parts: tuple[Span, ...], question: str, is_split: bool) -> Iterator[Frame]:
    first, *between, last = parts
    begins = _likeliest(
        *beginnings.beginnings(text, first, parts[1:], question), weights(beginnings.WEIGHTS, beginnings.FEATURES)
    )
    ends = _likeliest(*endings.endings(text, parts, question), weights(endings.WEIGHTS, endings.FEATURES))
    for (begin, of_begin), (end, of_end) in product(begins, ends):
        if of_begin + of_end > _LEAST:
            yield Frame(((begin, first[1]), *between, (last[0], end)), of_begin, of_end, is_split)


def _likeliest(places: Sequence[int], found: Floats, of: Floats) -> list[tuple[int, float]]:
    """The best places with the logarithms of their chances."""
    scores = found @ of
    chances = scores - scores.max() - np.log(np.exp(scores - scores.max()).sum())
    return [(places[row], float(chances[row])) for row in np.argsort(-chances, kind="stable")[:_MOST].tolist()]
