"""The items of a list in prose: 开展A、B和C等行动 lists A, B and C."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"[、;；]")
_BEFORE_FIRST = re.compile(r"[,，]|分别[为是]|包括")
_LAST_TWO = re.compile(r"以及|(?<!饱)和(?!平|谐|解)|及(?!时|其|格)")
_AND_SO_ON = re.compile(r"等(?!级|于|待|候)")
_NUMERALS = "两三四五六七八九十"  # from two on
_COUNTED = re.compile(rf"([{_NUMERALS}])(?:个|类|项|种|大|家|所|条|张|名|座|处)")
# What leads to the first item and is no part of it: an adverb, then a verb of these reports or a copula.
_LEAD = re.compile(
    r"(?:\d+[.．])?(?:重点|主要|继续|进一步|积极|加快|加强|全力|全面|着力|扎实|深入|大力|切实|不断|持续|统筹)*"
    r"(?:开展|成立|设立|增设|做好|抓好|推进|推动|引进|招引|构建|建立|建设|建成|创建|完成|启动|实施|聚焦|围绕|结合|包括|分别为|分别是|"
    r"发展|谋划|开建|竣工投用|投用|培育|打造|提升|支持|明确|发布|获批|荣获|举办|覆盖|指|为|是|与|将|对)(?:了|是指)?(?=\S)"
)


def enumerated(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The items of text[start:end], half-open, in order; at least one. What leads in and what sums up is left out."""
    items = split(text, start, end, _BETWEEN)
    first, last = items[0][0], items[-1][1]
    before = [match.end() for match in _BEFORE_FIRST.finditer(text, first, items[0][1] - 1)]
    first = before[-1] if before else first
    lead = _LEAD.match(text, first, items[0][1] - 1)
    items[0] = (lead.end() if lead else first, items[0][1])
    final = items[-1][0]
    if (tail := _AND_SO_ON.search(text, final + 1, last)) and len(items) > 1:
        items[-1] = (final, tail.start())
    if len(items) > 1 and (joint := _LAST_TWO.search(text, final + 1, items[-1][1] - 1)):
        items[-1:] = [(final, joint.start()), (joint.end(), items[-1][1])]
    counted = _COUNTED.search(text, items[-1][0] + 1, items[-1][1])
    if counted and _NUMERALS.find(counted[1]) + 2 == len(items):  # 东站、西站两个站: it says how many there are
        items[-1] = (items[-1][0], counted.start())
    return items


def split(text: str, start: int, end: int, at: re.Pattern[str]) -> list[tuple[int, int]]:
    """text[start:end] cut at `at`, blank parts dropped, white space at the borders left out."""
    borders = [start, *(match.end() for match in at.finditer(text, start, end)), end]
    parts = []
    for a, b in zip(borders, borders[1:], strict=False):
        part = at.sub("", text[a:b])
        if stripped := part.strip():
            a += text[a:b].index(stripped)
            parts.append((a, a + len(stripped)))
    return parts
