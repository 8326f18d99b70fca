"""The provinces and large cities of China that a question names, in any language, and what a language calls them.

The names stand in `places.toml`.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from indexer.segment import fold

TABLE = Path(__file__).with_name("places.toml")

_LATIN = frozenset(("en", "de", "fr", "es", "pt"))
_ENDING = re.compile("[айьяы]$")  # of a Russian name, changed by its case


def large_places() -> frozenset[str]:
    """Their Chinese names."""
    return frozenset(_table())


@functools.lru_cache(maxsize=64)  # a question is looked at for its scope too
def named_abroad(folded: str) -> Mapping[str, tuple[int, int]]:
    """The Chinese names of the places that a folded text names in another language, each with where that stands in it."""
    names, beginning = _names()
    said = sorted(each for character in set(folded) for each in beginning.get(character, ()) if each[1] in folded)
    found = ((place, pattern.search(folded)) for place, pattern in (names[name] for _, name in said))
    return {place: match.span() for place, match in found if match}


def called(place: str, language: str) -> str | None:
    """What a language calls the place of that Chinese name; None where the table has no name of it."""
    names = _table().get(place, {})
    latin = names.get("la", [])
    return latin[0] if latin and language in _LATIN else names.get(language)


@functools.cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@functools.cache
def _names() -> tuple[Mapping[str, tuple[str, re.Pattern[str]]], Mapping[str, Sequence[tuple[int, str]]]]:
    """What a folded text must hold of a name -> its place, and the pattern that the name has in a text of its language; and
    these by what they begin with, each with its number in the table.
    """
    found = {}
    for place, names in _table().items():
        for language, listed in names.items():
            for each in [listed] if isinstance(listed, str) else listed:
                name = fold(each)
                name = _ENDING.sub("", name) if language == "ru" else name
                found[name] = place, re.compile(_pattern(re.escape(name), language))
    beginning = defaultdict(list)
    for order, name in enumerate(found):
        beginning[name[0]].append((order, name))
    return found, beginning


def _pattern(name: str, language: str) -> str:
    if language == "ko":  # particles follow without a space
        return name
    before = "[وبلفك]?" if language == "ar" else ""  # and, in, to
    after = r"\w{0,3}" if language == "ru" else ""
    return rf"(?<!\w){before}{name}{after}(?!\w)"
