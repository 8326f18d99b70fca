"""What is named by its number and not counted: the month, the day, the class that a text says something is in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from indexer.numerals import read_number
from indexer.segment import fold

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
_CHINESE = "[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_LABEL = re.compile(rf"(?<![a-z\d.一二三四五六七八九十])(?P<n>{'|'.join(_ROMAN)}|\d{{1,2}}|{_CHINESE})(?P<of>月|日|类|季度)")


def labels(text: str) -> Mapping[str, Set[int]]:
    """The numbers that a text names, by what they are of: {"月": {7}}."""
    found: dict[str, set[int]] = {}
    for match in _LABEL.finditer(fold(text)):
        number = _ROMAN.get(match["n"]) or int(read_number(match["n"]))
        found.setdefault(match["of"], set()).add(number)
    return found
