"""Markers: the numbering that opens a part, a section or an entry, such as 一、 （三） 第二， 四是 5. ——."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum

_CN = "[一二三四五六七八九十]{1,3}"
_AR = r"[0-9０-９]{1,3}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


class Family(IntEnum):
    """Kinds of markers; the value orders them from the outermost to the innermost, as most reports nest them."""

    TITLE = 0  # a line without a marker that names what follows
    DIVISION = 1  # 第一部分
    PART = 2  # 一、
    SECTION = 3  # （一）
    ORDINAL = 4  # 第一，
    COUNTED = 5  # 一是
    NUMBER = 6  # 1.
    PAREN_NUMBER = 7  # （1） ① ［1］
    DASH = 8  # ——


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker at the beginning of a paragraph. Invariant: it is `length` code points long, number >= 0 (0: not counted)."""

    family: Family
    number: int
    length: int


_PATTERNS = (
    (Family.DIVISION, re.compile(rf"第({_CN})(?:部分|编|章)[：:、，\s]*")),
    (Family.PART, re.compile(rf"({_CN})(?:、|．|\.)\s*|({_CN})\Z")),
    (Family.SECTION, re.compile(rf"[（(]\s*({_CN})\s*[）)]、?\s*")),
    (Family.ORDINAL, re.compile(rf"第({_CN})(?:，|,|、|：|:|是)\s*")),
    (Family.COUNTED, re.compile(rf"({_CN})(?:是要|是|要)\s*")),
    # "3.5亿元" is a figure: a full stop counts as a marker only before something else than a digit.
    (Family.NUMBER, re.compile(rf"({_AR})(?:、|．|\.(?![0-9]|\Z)|\.(?=20[0-9]{{2}}年))\s*")),
    (Family.PAREN_NUMBER, re.compile(rf"[（(［\[]({_AR})[）)］\]]\s*|([{_CIRCLED}])\s*")),
    (Family.DASH, re.compile(r"(?:[—－―─]{1,4}|-{2,4})\s*")),
)
_FIRST_SIGNS = frozenset("第一二三四五六七八九十（(［[0123456789０１２３４５６７８９—－―─-" + _CIRCLED)
_INLINE = re.compile(
    r"(?<=[。！？；：，,;:])\s?"
    rf"(?={_CN}(?:是|要)|第{_CN}[，,、是]|{_AR}[、．.]|[（(]{_AR}[）)]|[{_CIRCLED}])"
)
_DIGITS = {sign: value for value, sign in enumerate("一二三四五六七八九", start=1)}


def parse_marker(text: str, start: int, end: int) -> Marker | None:
    """The marker with which text[start:end] opens, or None."""
    if start >= end or text[start] not in _FIRST_SIGNS:
        return None
    for family, pattern in _PATTERNS:
        if match := pattern.match(text, start, end):
            printed = next((group for group in match.groups() if group), "")
            return Marker(family, read_number(printed), match.end() - start)
    return None


def read_number(printed: str) -> int:
    """The value of a marker's number (十二, １２, ⑫); 0 where there is none."""
    if not printed:
        return 0
    if printed[0] in "十一二三四五六七八九":
        tens, ten, ones = printed.rpartition("十")
        if not ten:
            return _DIGITS[printed] if len(printed) == 1 else 0
        return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)
    return int(unicodedata.normalize("NFKC", printed))


def enumeration(text: str, start: int, end: int) -> list[int]:
    """Offsets of the longest run 一是…二是…三是… (or 第一，… 1.… （1）… ①…) inside a paragraph.

    A run counts 1, 2, 3 in one family and each entry follows punctuation, so that 「一是一」 inside a sentence is not one.
    Returns [] where fewer than two are counted.
    """
    runs: dict[Family, list[int]] = {}
    openings = [start, *(match.end() for match in _INLINE.finditer(text, start, end))]
    for at in openings:
        marker = parse_marker(text, at, end)
        if marker is None or marker.family in (Family.DASH, Family.SECTION):
            continue
        run = runs.setdefault(marker.family, [])
        if marker.number == len(run) + 1:
            run.append(at)
    best = max(runs.values(), key=len, default=[])
    return best if len(best) > 1 else []
