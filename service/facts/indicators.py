"""What an indicator is called: GDP, 地区生产总值 and "gross regional product" are one, 工业投资 and 固定资产投资 are two.

The names stand in `indicators.toml`.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from indexer.segment import fold, words

TABLE = Path(__file__).with_name("indicators.toml")

_BETWEEN = re.compile(r"[\s“”\"'‘’「」『』《》]+|(?<=[a-zà-ÿ])-+(?=[a-zà-ÿ])")
_SAME_WORDS = (
    ("规模以上", "规上"),
    ("研究与试验发展", "r&d"),
    ("国内生产总值", "生产总值"),
    ("地区生产总值", "生产总值"),
    ("gdp", "生产总值"),
)
_GROWTH = re.compile(r"(?:的)?(?:同比)?(?:增速|增幅|涨幅|降幅|增长率|增长速度|增长|达到?|预计)$|\sgrowth(?: rate)?$")
_LETTER = "[^\\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"  # of a script that parts words by spaces
_SPACELESS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # of scripts that write words together, or with particles
_NEAR = 0.5  # of two names: twice the characters they share over those they have


@dataclass(frozen=True, slots=True)
class Indicator:
    """Invariant: `names` are folded and hold `key`; no other indicator of the table has one of them."""

    key: str
    name: str  # as the table lists it, or as it was asked for where it is not in the table
    names: frozenset[str]
    is_ceiling: bool = False  # less is better, where a target does not say so
    called: Mapping[str, str] = field(default_factory=dict, compare=False)  # its name by language, where the table has one


@functools.lru_cache(maxsize=1 << 14)
def fold_name(name: str) -> str:
    """A name without what tells no indicators apart: case, spaces, quotes, traditional characters, 规模以上 for 规上, 增速."""
    folded = fold(name).strip()
    shorter = _GROWTH.sub("", folded)
    kept = _BETWEEN.sub("", shorter if len(shorter) > 1 else folded)
    for long, short in _SAME_WORDS:
        kept = kept.replace(long, short)
    return kept


def find_indicator(name: str) -> Indicator:
    """The indicator of that name; one that the table does not have is called what it was asked for."""
    key = fold_name(name)
    return _table().get(key) or Indicator(key, name, frozenset((key,)))


def is_indicator(name: str) -> bool:
    """Whether the table has it."""
    return fold_name(name) in _table()


def similarity(asked: Indicator, name: str) -> float | None:
    """1 for the same indicator; for a name that holds the words asked for, their share of its characters; else None."""
    found = find_indicator(name)
    if found.key == asked.key:
        return 1.0
    folded = fold_name(name)
    shares = [len(one) / len(folded) for one in asked.names if len(one) > 1 and one in folded]
    if not shares and len(asked.names) == 1:  # no names are known: its words may stand apart
        sought = _words(asked.name)
        shares = [sum(map(len, sought)) / len(folded)] if sought and all(word in folded for word in sought) else []
    return min(max(shares), 0.99) if shares else None


def mentioned(text: str) -> Indicator | None:
    """The indicator of the table that a text names, of several the one with the longest name; names in letters as whole words."""
    spaced, squeezed = fold(text), fold_name(text)
    found = [
        name
        for name, (_, is_spaced) in _spellings().items()
        if (name in spaced and _whole(name).search(spaced) if is_spaced else name in squeezed)
    ]
    return _spellings()[max(found, key=lambda name: (len(name), name))][0] if found else None


@functools.lru_cache(maxsize=1 << 12)
def _whole(name: str) -> re.Pattern[str]:
    """A name as a word of its own; compiled when it is needed, for all of them take seconds."""
    return re.compile(rf"(?<!{_LETTER}){re.escape(name)}(?!{_LETTER})")


def near_names(asked: Indicator, known: Iterable[str], *, n: int = 5) -> list[str]:
    """The n known names of which a name is most like the one asked for, best first, equal ones by name."""
    scored = []
    for name in sorted(set(known)):
        names = find_indicator(name).names
        score = max(SequenceMatcher(None, asked.key, each, autojunk=False).ratio() for each in names)
        if score >= _NEAR or any(len(word) > 1 and word in fold_name(name) for word in _words(asked.name)):
            scored.append((-score, name))
    return [name for _, name in sorted(scored)[:n]]


@functools.cache
def _table() -> Mapping[str, Indicator]:
    """Folded name -> indicator."""
    return {folded: indicator for indicator, _ in _listed() for folded in indicator.names}


@functools.cache
def _spellings() -> Mapping[str, tuple[Indicator, bool]]:
    """A name as `mentioned` looks for it -> indicator, and whether its script parts words by spaces."""
    found: dict[str, tuple[Indicator, bool]] = {}
    for indicator, names in _listed():
        for each in names:
            is_spaced = _SPACELESS.search(each) is None
            found[fold(each) if is_spaced else fold_name(each)] = indicator, is_spaced
    return found


@functools.cache
def _listed() -> Sequence[tuple[Indicator, Sequence[str]]]:
    """The indicators of the table with their names as it has them."""
    found = []
    for name, entry in tomllib.loads(TABLE.read_text(encoding="utf-8")).items():
        languages = {"zh": [name, *entry.get("zh", ())], "en": entry.get("en", ()), **entry.get("other", {})}
        names = [each for listed in languages.values() for each in listed]
        called = {language: listed[0] for language, listed in languages.items() if listed}
        folded = frozenset(map(fold_name, names))
        found.append((Indicator(fold_name(name), name, folded, entry.get("ceiling", False), called), names))
    return found


def _words(name: str) -> list[str]:
    return [word.text for word in words(fold(name))]
