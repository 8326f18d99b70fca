"""The groups of provinces that a question may be asked of, by name: 东北三省, 长三角各地, 四个直辖市, the Yangtze River Delta.

They stand in `groups.toml`.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

TABLE = Path(__file__).with_name("groups.toml")

_COUNT = r"[两三四五六七八九十\d]+"
_PROVINCES = r"(?:省[份市区]*|市|自治区|地[方区]?)"
# What stands behind a name where its members are meant, each of them; 京津冀协同发展 and 长三角一体化 are topics.
_MEMBERS = (
    rf"(?:地区)?(?:的|这)?(?:{_COUNT}个?{_PROVINCES}[一二两三四]?市?|(?:[各每]个?|所有|哪[些个几]?){_PROVINCES}?|省[份市区]*(?!级|场)|"
    r"[之当]?[里中内]|(?=20\d\d|今年|去年|分别|谁))"
)
_EACH = rf"(?:哪[些个几]{{0,2}}|各个?|{_COUNT}[个大]|所有|每个|全部)"  # before a kind


class Group(NamedTuple):
    """Provinces that are asked about together."""

    name: str
    words: str  # of the folded question
    members: Sequence[str]  # without 省 or 市


def asked_group(folded: str) -> Group | None:
    """The group whose members a folded question asks about; of several the one that stands first, and of these the longest."""
    found = [(match, name) for name, pattern in _patterns() if (match := pattern.search(folded))]
    if not found:
        return None
    match, name = min(found, key=lambda each: (each[0].start(), -each[0].end()))
    return Group(name, match.group(), _table()[name]["members"].split())


@functools.cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@functools.cache
def _patterns() -> Sequence[tuple[str, re.Pattern[str]]]:
    return [(name, re.compile(_pattern(name, entry))) for name, entry in _table().items()]


def _pattern(name: str, entry: dict[str, Any]) -> str:
    chinese = "|".join([name, *entry.get("zh", ())])
    chinese = rf"{_EACH}{name}" if entry.get("is_kind") else rf"(?:{chinese}){_MEMBERS}"
    return "|".join(
        [chinese, *(rf"\b{re.escape(each)}\b(?! (?:\w+ )?(?:integration|development|strategy))" for each in entry.get("en", ()))]
    )
