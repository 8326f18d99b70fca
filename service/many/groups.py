"""The groups of provinces that a question may be asked of, by name: 东北三省, 长三角各地, 四个直辖市, the Yangtze River Delta.

They stand in `groups.toml`.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Sequence
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
_AND = r"\s*(?:和|与|及|以及|跟|、|,|，|and)\s*(?:the )?"
# Before a kind; without such a word a question opens with it and asks for each.
_EACH = rf"(?:哪[些个几]{{0,2}}|各个?|{_COUNT}[个大]|所有|每个|全部|(?:^|(?<=[年,，]))(?=.*(?:分别|各[是为自]|谁)))"
_IS_TOPIC = re.compile(
    r"(?:(?:mention|discuss)\w*|about|refer\w* to|(?:integration|development|protection|revitali[sz]ation) of)(?: the)? $"
)
_OF_TOPIC = r"(?! (?:sea|plain|normal|(?:\w+ )?(?:integration|development|strategy))\b)"


class Group(NamedTuple):
    """Provinces that are asked about together."""

    name: str
    words: str  # of the folded question
    members: Sequence[str]  # without 省 or 市


def asked_group(folded: str) -> Group | None:
    """The group whose members a folded question asks about, or of several all of theirs; its words are those of the first, and
    of those that are joined to it.
    """
    found = [match for match in _pattern().finditer(folded) if not _IS_TOPIC.search(folded, 0, match.start())]
    if not found:
        return None
    last = found[0]
    for match in found[1:]:
        if not re.fullmatch(_AND, folded[last.end() : match.start()]):
            break
        last = match
    called = _called(is_kind=True) | _called(is_kind=False)
    names = dict.fromkeys(called[each] for match in found for each in _names(match))
    members = dict.fromkeys(member for name in names for member in _table()[name]["members"].split())
    return Group("、".join(names), folded[found[0].start() : last.end()], list(members))


@functools.cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@functools.cache
def _called(*, is_kind: bool) -> dict[str, str]:
    """What the kinds, or the other groups, are called -> their name; English names stand with the others."""
    called: dict[str, str] = {}
    for name, entry in _table().items():
        if is_kind == entry.get("is_kind", False):
            called |= dict.fromkeys((name, *entry.get("zh", ())), name)
        if not is_kind:
            called |= dict.fromkeys(entry.get("en", ()), name)
    return called


def _names(match: re.Match[str]) -> Sequence[str]:
    """The names of groups in a match, of kinds where it is one of kinds."""
    return re.findall(_any(_called(is_kind=match["kinds"] is not None)), match.group())


def _any(names: Iterable[str]) -> str:
    """A pattern for any of these names, the longest first."""
    return f"(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})"


@functools.cache
def _pattern() -> re.Pattern[str]:
    chinese, kinds = _any(each for each in _called(is_kind=False) if not each.isascii()), _any(_called(is_kind=True))
    english = _any(each for each in _called(is_kind=False) if each.isascii())
    return re.compile(
        rf"(?:{chinese}(?:地区)?{_AND})*{chinese}{_MEMBERS}|(?P<kinds>{_EACH}{kinds}(?:{_AND}{kinds})*)|\b{english}\b{_OF_TOPIC}"
    )
