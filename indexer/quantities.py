"""Where quantities stand in a text: number, unit, and the word that qualifies them (不少于48600个批次, 7%以上, 2000余人次).

Not quantities: years and dates, list numbers, codes and names with digits (“14+2+N”, 12号路, 220kv), ordinals (第一).
"""

from __future__ import annotations

import re
from typing import NamedTuple

# Longest first within a stem, since the first alternative that fits is taken.
_UNITS = (
    "个百分点 百分点 % ‰ 亿美元 万美元 美元 港元 欧元 元 人次 人 名 位 户次 户 套 家 个批次 批次 个小时 小时 个月 个工作日 个 "
    "所 项 件 条 处 座 宗 亩 公顷 平方公里 平方千米 平方米 立方米 万方 方 公里 千米 米 吨标准煤 吨 万吨 辆 部 台套 台 张 "
    "场次 场 次 届 幢 栋 间 期 天 分钟 批 册 千瓦时 度 千瓦 兆瓦 类 种 对 支 只 头 株 颗 起 篇 倍 成 门 艘 架 列 班 片 份 本 枚 "
    "大 号楼 层 级 星"
).split()
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_CHINESE = r"[二两三四五六七八九十][一二三四五六七八九十百千]*"
_COUNTED = "|".join(re.escape(unit) for unit in _UNITS)
_BEFORE = "不少于|不低于|不超过|不高于|超过|超|至少|至多|最多|最短|最长|近|约|突破|高于|低于|减少|下降"
_QUANTITY = re.compile(
    rf"(?P<before>{_BEFORE})?"
    rf"(?P<number>{_NUMBER}|{_CHINESE}(?=个|家|所|大|成|张|项|条|名|座|处|倍|类|种|批|届|部|场))\s?"
    rf"(?P<scale>[万亿千百]{{0,2}})(?P<more>[余多])?\s?"
    rf"(?P<unit>{_COUNTED})"
    rf"(?P<after>以上|以下|以内|左右|(?<=[倍成年])多)?"
)
# What shows that the digits belong to something else: a code, a list number, an ordinal.
_NO_QUANTITY_BEFORE = re.compile(r"(?:(?<![A-Za-z])[A-Za-z]|[+×/第“]|\d[.-])$")


class Quantity(NamedTuple):
    """Half-open offsets into the text; `number_start` leaves the qualifier in front out."""

    start: int
    end: int
    number_start: int
    unit: str


def quantities(text: str) -> list[Quantity]:
    """The quantities of a text in order."""
    found = []
    for match in _QUANTITY.finditer(text):
        start = match.start("number")
        if _NO_QUANTITY_BEFORE.search(text[max(0, start - 2) : start]):
            continue
        found.append(Quantity(match.start(), match.end(), start, match["unit"]))
    return found
