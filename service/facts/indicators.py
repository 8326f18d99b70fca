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

_BETWEEN = re.compile(r"[\s“”\"'‘’「」『』《》_（）()]+|(?<=[a-zà-ÿ])-+(?=[a-zà-ÿ])")
_SAME_WORDS = (
    ("规模以上", "规上"),
    ("研究与试验发展", "r&d"),
    ("国内生产总值", "生产总值"),
    ("地区生产总值", "生产总值"),
    ("gdp", "生产总值"),
    ("相当于", "占"),
    ("的比重", "比重"),
    ("的比例", "比重"),
    ("比例", "比重"),
)
# What stands around the name of an indicator where a report prints it: 全疆地区生产总值, 经济增长速度的调控目标定.
_BEFORE_NAME = re.compile(
    "(?:的|其中|今年|当年|全年|年末|年底|全(?:省|市|区|县|州|疆|域|社会)|我[省市区县]|预计|初步|统计|实现|完成|继续|拟|计划|安排|力争|确保|保持|稳定)+"
)
_BEHIND_NAME = re.compile(
    "(?<=..)(?:连[跨续上]|跃[上升居]|迈[上过入]|站上|跨[上越过]|突破|再上|首[次破]|位居|全[国省]第|居(?!民|住|家)|从(?!业)|由).*$"
    "|(?:的|预期|预计|调控|控制|目标|拟|定|为|达到?|保持|稳定|在|均值|平均|平均值|年均值|增速|增幅|涨幅|增长|增长率|速度|数量|总数)+$"
)
_ASIDE = re.compile("的|目标|预期|计划|全年|分别|各自|都")  # words that may stand within the name where it is asked for
# Parts of the economy, which do not grow as the whole does.
_PART_OF_ECONOMY = re.compile(
    "(?:民营|个体|私营|数字|海洋|县域|低空|集体|平台|循环|绿色|国有|林下|夜间|银发|首发|临[空港]|[世]界|全球)经济"
)
_GROWTH = re.compile(r"(?:的)?(?:同比)?(?:增速|增幅|涨幅|降幅|增长率|增长速度|增长|达到?|预计)$|\sgrowth(?: rate)?$")
_LETTER = "[^\\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"  # of a script that parts words by spaces
_NOT_PER = "(?<!占)(?<!占[全本我].)(?<!单位)(?<!人均)(?<!万元)"  # GDP is no indicator of its own in 占GDP比重, 单位GDP建设用地
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
    return _squeezed(shorter if len(shorter) > 1 else folded)


def _squeezed(folded: str) -> str:
    kept = _BETWEEN.sub("", folded)
    for long, short in _SAME_WORDS:
        kept = kept.replace(long, short)
    return kept


def find_indicator(name: str) -> Indicator:
    """The indicator of that name; one that the table does not have is called what it was asked for."""
    key = fold_name(name)
    return _listed_as(key) or Indicator(key, name, frozenset((key,)))


def is_indicator(name: str) -> bool:
    """Whether the table has it."""
    return _listed_as(fold_name(name)) is not None


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
    spaced = fold(text)
    squeezed = _squeezed(_PART_OF_ECONOMY.sub("；", spaced))
    squeezed += "；" + _ASIDE.sub("", squeezed)
    found = [
        name
        for initial in {*spaced, *squeezed}
        for name, is_spaced in _by_first_character().get(initial, ())
        if (name in spaced and _whole(name).search(spaced) if is_spaced else name in squeezed and _apart(name).search(squeezed))
    ]
    return _spellings()[max(found, key=lambda name: (len(name), name))][0] if found else None


@functools.lru_cache(maxsize=1 << 12)
def _whole(name: str) -> re.Pattern[str]:
    """A name as a word of its own; compiled when it is needed, for all of them take seconds."""
    return re.compile(rf"{_NOT_PER}(?<!{_LETTER}){re.escape(name)}(?!{_LETTER})")


@functools.lru_cache(maxsize=1 << 12)
def _apart(name: str) -> re.Pattern[str]:
    """A name in a text without spaces."""
    return re.compile(_NOT_PER + re.escape(name))


def near_names(asked: Indicator, known: Iterable[str], *, n: int = 5) -> list[str]:
    """The n known names of which a name is most like the one asked for, best first, equal ones by name."""
    scored = []
    for name in sorted(set(known)):
        names = find_indicator(name).names
        score = max(SequenceMatcher(None, asked.key, each, autojunk=False).ratio() for each in names)
        if score >= _NEAR or any(len(word) > 1 and word in fold_name(name) for word in _words(asked.name)):
            scored.append((-score, name))
    return [name for _, name in sorted(scored)[:n]]


def _listed_as(key: str) -> Indicator | None:
    """The indicator of the table with that name, or with what is left of it without the words around a printed name."""
    table = _table()
    if (found := table.get(key)) is not None:
        return found
    return table.get(core_of(key))


def core_of(key: str) -> str:
    """A folded name without the words around it where it is printed."""
    return _BEHIND_NAME.sub("", _BEFORE_NAME.sub("", key, count=1)) or key


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
            found[fold(each) if is_spaced else _squeezed(fold(each))] = indicator, is_spaced
    return found


@functools.cache
def _by_first_character() -> Mapping[str, Sequence[tuple[str, bool]]]:
    """The names of `_spellings`, each with whether it is spaced, by what a text must have of them."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for name, (_, is_spaced) in _spellings().items():
        found.setdefault(name[0], []).append((name, is_spaced))
    return found


@functools.cache
def by_initials() -> Mapping[str, str]:
    """The first letters of the pinyin of a name -> the indicator's name; the commonest ones have them."""
    entries = tomllib.loads(TABLE.read_text(encoding="utf-8")).items()
    return {initials: name for name, entry in entries for initials in entry.get("initials", ())}


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
