"""Where the first of what a shorthand sums up may begin and the last end: 严把[土地、信贷], [事故起数、死亡人数]保持“双下降”."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.outline.sentences import PAIRS
from service.readers.codes.beside import Told
from service.readers.cutting import cut
from service.readers.enumeration import Span

_N_STARTS, _N_ENDS, _N_BEFORE = 16, 10, 5
_CLOSING = frozenset(PAIRS.values())


def starts(text: str, told: Told) -> list[int]:
    """Every word of the first item, and of what stands before it in the stretch, that it may begin with."""
    begin, first = (told.stretch or told.items[0])[0], told.items[0]
    found = [word.start - (text[word.start - 1 : word.start] in PAIRS) for word in cut(text).within(begin, first[1])]
    return [first[0]] if told.stretch is None else sorted({begin, *(at for at in found if at >= begin)})[-_N_STARTS:]


def ends(text: str, told: Told) -> list[int]:
    """Every word of the last item, and of what stands behind it in the stretch, that it may end with."""
    last = told.items[-1]
    if told.stretch is None or told.is_ended:
        return [last[1]]
    end = max(told.stretch[1], last[1])
    found = {word.end + (text[word.end : word.end + 1] in _CLOSING) for word in cut(text).within(last[0], end)}
    n_kept = _N_BEFORE if told.form == "before" else _N_ENDS
    return sorted({*sorted(at for at in found if at <= end)[-n_kept:], end})


def varied(items: Sequence[Span], start: int, end: int) -> list[Span]:
    """The items, the first from `start` and the last to `end`."""
    (_, first_end), *_ = items
    if len(items) == 1:
        return [(start, end)]
    return [(start, first_end), *items[1:-1], (items[-1][0], end)]
