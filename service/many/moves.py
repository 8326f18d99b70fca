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
_AGAINST = re.compile(
    r"[比较跟与和同](?:上一?年|前一年|去年|前年|(?:19|20)\d\d年?)|相比|than|compared|没有?调整|持平|没变|不变|unchanged|\bsame as"
)
_WAYS = (
    (Move.NONE, re.compile(r"持平|[不没]变|没有?(?:变化|调整|变动)|一样|相同|原地|unchanged|\bsame\b")),
    (
        Move.UP,
        re.compile(
            r"上调|调[高升]|提高|[得更]高|高于|[高快](?=的|$|[?？。了])|多于|加码|\brais\w*|\bincreas\w*|\bhigher|\bmore\b"
        ),
    ),
    (
        Move.DOWN,
        re.compile(
            r"下调|调[低降]|降低|压低|[得更]低|低于|保守|[低慢](?=的|$|[?？。了])|少于|\blower\w*|\bcut|\breduc\w*|\bless\b"
        ),
    ),
)
_N_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def asked_move(folded: str) -> Move | None:
    """The move that a folded question asks for, of a target or between two years that it names; None where it holds no year
    against another.
    """
    years = set(_N_YEARS.findall(folded))
    is_against = len(years) == 2 and _AGAINST.search(folded) is not None
    if not is_against and not (names_aim(folded) and (_SETS.search(folded) or _AGAINST.search(folded))):
        return None
    ways = [move for move, pattern in _WAYS if pattern.search(folded)]
    return ways[0] if ways else None
