"""Which way something went: up or down."""

from __future__ import annotations

import re
from enum import Enum


class Direction(Enum):
    UP = "up"
    DOWN = "down"


WAYS = re.compile(
    r"(?P<down>(?:负增长|下降|减少|降低|回落|下滑|下跌|减产|下调|下浮|缩减|压减|缩小|收窄|降幅|跌|往下[走掉]|走低|变[少低慢小差]|缩水|缩短|砍掉?|放缓|趋缓|减了|[低慢小]了|(?<=[慢降掉少落减])下来|掉了?(?=$|[,，。])|滑落|后退|(?<!投)[降减]了?(?!碳|排|税|费|灾)|少了|"
    r"\b(?:cut|shorte\w*|fewer|decreas\w*|(?:mov|go|gone|went)\w* down|fell|fall\w*|declin\w*|drop\w*|shr[aiu]nk\w*|reduc\w*)\b))"
    r"|(?P<up>(?:增长(?![率点极])|增加(?!值)|上升|上涨|增产|上调|上浮|加速|加快(?!推)|往上冲|翻了?[一两]?番|[又再]?加一倍|拉大|延长|调高|提高|提升|扩大|回升|攀升|增速|增幅|涨幅|涨|往[上前][走挪移提涨调升]|前移|进位|上去|走高|变[多高快大好]|[高快大]了|多了|(?<![新倍])增(?!加值|值|量|收|设|强|持|进|殖|产)|"
    r"\b(?:longer|rais\w*|increas\w*|(?:mov|go|gone|went)\w* up|climb\w*|grow\w*|grew|r[io]se\w*|growth)\b))"
)
_TO = re.compile("了?[到至]")


def direction_of(text: str, *, to_a_level: bool = False) -> Direction | None:
    """The way that the last such word of a text tells; None if it tells none. `to_a_level`: also one that reaches it (增加到)."""
    found = [way for way in WAYS.finditer(text) if to_a_level or not _TO.match(text, way.end())]
    if not found:
        return None
    return Direction.DOWN if found[-1]["down"] else Direction.UP
