"""Whether something is said of all of a kind, or of a part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.records import Fact

_ALL = re.compile(
    r"所有|全部|全面|全覆盖|全都|均|都|100[%％]|百分之百|最后一[个批家户座条]|清零|各[市县区乡村州]|每[个一]|[市县乡村]{2}通|无一"
)
_SOME = re.compile(r"部分|试点|多数|大多|半数|一批|首批|若干|基本(?!医|养|公共|民生|农田|保)|(?<!\d)\d{1,2}(?:\.\d+)?[%％]")


def is_whole(text: str, facts: Sequence[Fact]) -> bool | None:
    """True if the text says it of all, False if of a part: in words, or by two counts of one kind of which the second is less.

    None if it says neither.
    """
    if _ALL.search(text):
        return True
    if _SOME.search(text):
        return False
    counts = [fact for fact in facts if fact.change == "count"]
    for whole, part in zip(counts, counts[1:], strict=False):
        if whole.unit_base == part.unit_base and whole.value_base > part.value_base:
            return False
    return None
