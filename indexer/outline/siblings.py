"""Siblings: whether a marked paragraph holds all its text itself, or the paragraphs after it belong below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.outline.lines import Paragraph, closes_sections, is_titling
from indexer.outline.markers import Family


def self_contained(text: str, found: Sequence[Paragraph]) -> list[bool]:
    """For every paragraph, whether nothing of what follows it stands below it.

    The next marker of its own kind right after it says so. The last of a series has no such neighbour: what follows may
    be the text after the whole series, so it is taken to be built like the one before it.
    """
    has_below = [_has_below(text, found, row) for row in range(len(found))]
    is_last = _last_of_series(text, found)
    contained: list[bool] = []
    previous: dict[Family, bool] = {}
    for row, paragraph in enumerate(found):
        family = paragraph.marker.family if paragraph.marker else Family.TITLE
        is_contained = not has_below[row] or (is_last[row] and previous.get(family, False))
        contained.append(is_contained)
        if paragraph.marker is not None:
            previous = {outer: value for outer, value in previous.items() if outer < family} | {family: is_contained}
    return contained


def _has_below(text: str, found: Sequence[Paragraph], row: int) -> bool:
    if row + 1 == len(found):
        return False
    following, marker = found[row + 1], found[row].marker
    if following.marker is None:
        is_title_only = not re.search("[。！？；]", text[found[row].start : found[row].end])
        return is_title_only or not (is_titling(text, following) or closes_sections(text, following))
    # A count that goes on is one from above; only one that begins can stand below.
    return following.marker.number <= 1 and (marker is None or following.marker.family != marker.family)


def _last_of_series(text: str, found: Sequence[Paragraph]) -> list[bool]:
    """For every marked paragraph, whether the next marker that is not finer is of another kind, or there is none."""
    is_last = [False] * len(found)
    nearest: dict[Family, int] = {}
    for row in range(len(found) - 1, -1, -1):
        marker = found[row].marker
        family = marker.family if marker else Family.TITLE
        bounds = [nearest[outer] for outer in nearest if outer <= family]
        is_last[row] = marker is not None and (not bounds or nearest.get(family) != min(bounds))
        if marker is not None or is_titling(text, found[row]):
            nearest[family] = row
    return is_last
