"""Which measure a question asks for, money, a length, people, in any language, and which one a unit is of.

The words and the units stand in `measures.toml`.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

TABLE = Path(__file__).with_name("measures.toml")
_THINGS = "things"


def asked_measures(folded: str) -> frozenset[str]:
    """The measures that a folded question asks for; empty where it asks for none of the table."""
    found = frozenset(measure for measure, pattern in _patterns().items() if pattern.search(folded))
    return found - {_THINGS} or found


def measures_of(unit: str) -> frozenset[str]:
    """The measures that a unit without its scale is of; things for one that only counts (个, 家, 项)."""
    return _of_units().get(unit, frozenset((_THINGS,)))


@functools.cache
def _table() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@functools.cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    return {measure: re.compile("|".join(entry["words"])) for measure, entry in _table().items()}


@functools.cache
def _of_units() -> Mapping[str, frozenset[str]]:
    units = {unit for entry in _table().values() for unit in entry["units"]}
    return {unit: frozenset(measure for measure, entry in _table().items() if unit in entry["units"]) for unit in units}
