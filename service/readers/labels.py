"""What is named by its number and not counted: the month, the day, the class that a text says something is in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from indexer.numerals import ORDINAL, read_number
from indexer.segment import fold

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
_LABEL = re.compile(
    rf"(?<![a-z\d.一二三四五六七八九十百])(?P<n>{'|'.join(_ROMAN)}|\d{{1,2}}|{ORDINAL})(?P<of>月|日|类|季度|等(?=奖|的|[?？。，,]|$)|星级|级(?=$|[的以，,?？])|期(?=$|[的，,?？工])|(?<![a-z])a)"
)
_ORDINAL = re.compile(rf"第(?P<n>{ORDINAL}|\d{{1,3}})(?P<of>[届批])")


def labels(text: str) -> Mapping[str, Set[int]]:
    """The numbers that a text names, by what they are of: {"月": {7}}."""
    found: dict[str, set[int]] = {}
    for match in _LABEL.finditer(fold(text)):
        number = _ROMAN.get(match["n"]) or int(read_number(match["n"]))
        found.setdefault(match["of"], set()).add(number)
    return found


def ordinals(text: str) -> Set[tuple[int, str]]:
    """Which ones of a series a text names: {(20, "届")} of 第二十届."""
    return {(int(read_number(match["n"])), match["of"]) for match in _ORDINAL.finditer(fold(text))}
