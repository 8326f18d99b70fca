"""What a figure says of its indicator (growth, share, count, level), and how it is bounded."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from indexer.facts.quantities import Quantity
from indexer.facts.units import is_counted, is_rate

Change = Literal["growth", "share", "count", "level"]
Qualifier = Literal["以上", "以下", "约", "超", "达"]

_MOST_DOUBLINGS = Decimal(50)  # which a Decimal has all digits of
_UP = "增长|增加|提高|上升|上涨|提升|扩大|回升|攀升|加快|多增|增产|涨|(?<!新)增(?!加值|值|量|收)|(?<!飙)升(?!级)"
_DOWN = "下降|减少|降低|回落|下滑|下跌|缩减|压减|压缩|负增长|减排|削减|收窄|跌|(?<!空)降|减(?!排放)|缩短"
_GROWTH = re.compile(f"(?P<down>{_DOWN})|(?P<up>{_UP})")
_RATE_OF_GROWTH = re.compile("增速|增幅|增长率|增长速度|涨幅|递增|(?P<down>降幅|跌幅|降低率)|涨幅|年均增长")
_TO = re.compile("了?(?:到|至)")
_LEADS_UP = re.compile(
    "(?:了|幅度|速度|率|约|近|将近|超|超过|也|均|都|分别|不到|不足|高达|达到?|又|仅|只|为|是|左右|[\\s、，和]|[\u4e00-\u9fff]{1,6}(?<!贡献)(?<!占比)(?<!比重)(?<!占))*"
)
_SHARE = re.compile("占|率(?:稳定|保持|控制)?在?$|比例|比重|贡献")
_OF_WHOLE = re.compile("(?:总量|总数|总额|工程量|工作量|任务量)的$")  # 完成总工程量的12%
SHARES = re.compile("率|比重|比例|占|度$|面$")  # what is told in % of a whole
_LOWEST = re.compile("以上|之上")
_HIGHEST = re.compile("以下|以内|之内")
_BOUND_BELOW = ("不少于", "不低于", "至少", "不得低于", "不得少于", "最低")
_BOUND_ABOVE = ("不超过", "不高于", "低于", "至多", "最多", "不得超过", "小于", "少于", "最长", "最高")
_OVER = ("超过", "超出", "突破", "超", "高于", "逾", "多于", "大于")
_ABOUT = ("约", "近", "将近", "接近", "大约", "约为", "大概")


def qualifier_of(quantity: Quantity) -> Qualifier | None:
    """The words around a number, reduced; a bound beats 达."""
    before, after = quantity.before, quantity.after
    if _LOWEST.search(after) or before in _BOUND_BELOW:
        return "以上"
    if _HIGHEST.search(after) or before in _BOUND_ABOVE:
        return "以下"
    if before in _OVER or after in ("余", "多"):
        return "超"
    if before in _ABOUT or after in ("左右", "上下", "来"):
        return "约"
    return "达" if before in ("达到", "达", "力争") else None


def change_of(quantity: Quantity, left: str, indicator: str) -> tuple[Change, int]:
    """What the figure says, and the sign of a growth; `left` is what stands between the stop or figure before it and it."""
    if not is_rate(quantity.measure):
        return ("count" if is_counted(quantity.measure) else "level"), 1
    if quantity.measure in ("个百分点", "百分点", "个千分点", "番", "零增长"):
        return "growth", -1 if _is_down(left) else 1
    if _OF_WHOLE.search(left):
        return "share", 1
    found = list(_GROWTH.finditer(left))
    rest = left[found[-1].end() :] if found else ""
    if found and not _TO.match(rest) and _LEADS_UP.fullmatch(rest) and not _SHARE.search(rest):
        return "growth", -1 if found[-1]["down"] else 1
    named = None if "分别" in left else _RATE_OF_GROWTH.search(left)
    if rate := (named or _RATE_OF_GROWTH.search(indicator)):
        return "growth", -1 if rate["down"] else 1
    return ("level" if quantity.measure == "倍" else "share"), 1


def _is_down(left: str) -> bool:
    found = list(_GROWTH.finditer(left))
    return bool(found) and found[-1]["down"] is not None


def stated_value(value: Decimal, quantity: Quantity, change: Change, sign: int) -> Decimal:
    """The value, in percent where it is told in 成, 倍 or 番 (九成 is 90, 增长2倍 200, 翻一番 100); negative where it fell."""
    if quantity.measure == "成":
        value *= 10
    elif quantity.measure == "番":
        value = doubled(value)
    elif quantity.measure == "倍" and change == "growth":
        value *= 100
    if value == value.to_integral_value() and quantity.measure in ("成", "番", "倍"):
        value = value.quantize(Decimal(1))
    return sign * value if change == "growth" else value


def doubled(times: Decimal) -> Decimal:
    """What doubling so many times adds, in percent: 翻两番 is 300. More than _MOST_DOUBLINGS are as many as these."""
    return (Decimal(2) ** min(times, _MOST_DOUBLINGS) - 1) * 100


def stated_unit(quantity: Quantity, change: Change) -> str:
    """The unit that goes with `stated_value`."""
    if quantity.measure in ("成", "番", "分之") or (quantity.measure == "倍" and change == "growth"):
        return "%"
    return quantity.unit
