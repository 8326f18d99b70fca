"""Whether a question holds a figure of one year against that of the year before: 下调了增长目标, raised its target, 比上年高."""

from __future__ import annotations

import re
from enum import Enum

from service.many.wanted import names_aim


class Move(Enum):
    """What became of a figure since the earlier of two years."""

    UP = "up"
    DOWN = "down"
    NONE = "none"


_SETS = re.compile(
    r"[上下]调|调[高低升降]|[提降压][高低](?!了?多少)|\b(?:rais|lower|cut|reduc|increas)\w*"
)  # an aim: it was another
_LAST = re.compile(r"[比较跟与和同于](?:上一?年|前一年|去年)")
_AGAINST = re.compile(
    rf"{_LAST.pattern}|[比较跟与和同于](?:前年|(?:19|20)\d\d年?)|相比|than|compared|没有?(?:调整|变化|变动)|持平|没变|不变|"
    r"unchanged|\bsame as"
)
_NOT = r"(?P<not>(?<!有)没有?(?:再|能|有所)?|未能?|不(?:再)?|\b(?:not|never) |n['’]t )?"
_END = "$|[?？。了]"
_SAME = re.compile(r"持平|[不没]变|没有?(?:变化|调整|变动)|一样|相同|原地|unchanged|\bsame\b")
_UP = rf"上调|调[高升]|提高|[得更]高|高于|[高快](?=的|{_END})|多于|加码|\brais\w*|\bincreas\w*|\bhigher|\bmore\b"
_DOWN = rf"下调|调[低降]|降低|压低|[得更]低|低于|保守|[低慢](?=的|{_END})|少于|\blower\w*|\bcut|\breduc\w*|\bless\b"
_WAYS = tuple((move, re.compile(rf"{_NOT}(?:{ways})(?!了?多少)")) for move, ways in ((Move.UP, _UP), (Move.DOWN, _DOWN)))
_N_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def asked_moves(folded: str) -> frozenset[Move]:
    """The moves that a folded question asks for, of a target or between two years that it names: 没有上调 asks for the two
    others. None where it holds no year against another.
    """
    years = set(_N_YEARS.findall(folded))
    is_against = len(years) == 2 and _AGAINST.search(folded) is not None
    if not is_against and not (names_aim(folded) and (_SETS.search(folded) or _AGAINST.search(folded))):
        return frozenset()
    if _SAME.search(folded):
        return frozenset((Move.NONE,))
    for move, pattern in _WAYS:
        if match := pattern.search(folded):
            return frozenset(Move) - {move} if match["not"] else frozenset((move,))
    return frozenset()


def is_against_last(folded: str) -> bool:
    """Whether the year before is named, as that which a figure is held against."""
    return _LAST.search(folded) is not None
