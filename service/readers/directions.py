"""Which way something went: up or down."""

from __future__ import annotations

import re
from enum import Enum


class Direction(Enum):
    UP = "up"
    DOWN = "down"


WAYS = re.compile(
    r"(?P<down>(?:负增长|下降|减少|降低|回落|下滑|下跌|缩减|压减|缩小|收窄|降幅|跌|往下走|走低|变少|(?<!投)[降减]了?(?!碳|排|税|费|灾)|少了|"
    r"\b(?:decreas\w*|fell|fall\w*|declin\w*|drop\w*|shr[aiu]nk\w*|reduc\w*)\b)(?!了?[到至]))"
    r"|(?P<up>(?:增长|增加(?!值)|上升|上涨|提高|提升|扩大|回升|攀升|增速|增幅|涨幅|涨|往上走|走高|变多|多了|(?<![新倍])增(?!加值|值|量|收|设|强|持|进|殖|产)|"
    r"\b(?:increas\w*|grow\w*|grew|r[io]se\w*|growth)\b)(?!了?[到至]))"
)


def direction_of(text: str) -> Direction | None:
    """The way that the last such word of a text tells; None if it tells none, or a level that is reached (增加到)."""
    found = list(WAYS.finditer(text))
    if not found:
        return None
    return Direction.DOWN if found[-1]["down"] else Direction.UP
