"""The whole name of what a report names in short: 区域合作协定（RCA）, “青山行动计划”（以下简称“青山计划”）."""

from __future__ import annotations

import re

from service.readers.codes.field import field_of
from service.readers.codes.shorthand import QUOTED
from service.readers.cutting import cut
from service.readers.enumeration import Span
from service.readers.spans.speech import Speech, speech
from service.readers.stops import PART, last
from service.readers.vocabulary import FINITE

_ASKS = re.compile(
    r"全[称名写]|(?:中文|正式|完整)(?:的)?(?:名|叫|说法|写法)|缩写|简称|什么(?:意思|的)|指的?是?(?:什么|啥)|"
    r"\bstands? for|full name|\bmeans?\b|refers? to|what is"
)
_ASKS_WHOLE = re.compile("全[称名]|简称|缩写")
_LATIN = re.compile(r"(?<![a-z0-9+\-.])[a-z][a-z&\-]+[a-z](?![a-z0-9+\-.])")
_BEFORE = re.compile(r"\s*[（(](?:以?下?[简又合]称|英文(?:简称|缩写)?)?[:：]?[“\"「]?$")
_BEHIND = re.compile(r"\s*[（(](即|全称|是)?[:：]?([^（）()]{4,40})[）)]")
_NO_NAME = re.compile(r"不?含|见|.*\d")  # RCEP（今年一月起生效）; a name may be of actions: 采购经理指数
_FINITE = re.compile(FINITE)
_IN_NAMES = frozenset("和与及的对")
_SHORT_FOR = re.compile(r"[^。；;]{0,6}?是[“\"「《]([^“”\"「」《》]+)[”\"」》]的(?:简称|缩写)")
_TITLE = re.compile("[《“]([^《》“”]+)[》”]$")
_LEAST = 4  # characters of a name
_CHINESE = re.compile("[\u4e00-\u9fff]")


def short_names(folded: str) -> list[str]:
    """The names whose whole form a folded question asks for: abbreviations in Latin letters, what it quotes."""
    quoted = QUOTED.findall(folded) if _ASKS_WHOLE.search(folded) else []
    return quoted + (_LATIN.findall(folded) if _ASKS.search(folded) and _CHINESE.search(folded) else [])


def whole_name(text: str, start: int, end: int) -> Span | None:
    """The whole name of the abbreviation text[start:end]: before it where it stands in brackets, else in brackets behind it."""
    if before := _BEFORE.search(text, 0, start):
        if title := _TITLE.search(text, 0, before.start()):
            return title.span(1)
        found = field_of(text, before.start(), before.start())
        begin = max(found[0] if found else 0, last(PART, text, 0, before.start()) or 0)
        for word in cut(text).within(begin, before.start()):  # 推动[加入]
            if speech(word.text) is not Speech.VERB:
                break
            begin = word.end
        return (begin, before.start()) if before.start() - begin >= _LEAST else None
    if short_for := _SHORT_FOR.match(text, end):
        return short_for.span(1)
    if (behind := _BEHIND.match(text, end)) and _CHINESE.search(behind[2]) and (behind[1] or _is_name(text, *behind.span(2))):
        return behind.span(2)
    return None


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] may be a name: no figure, no time and nothing that is said of something."""
    return not _NO_NAME.match(text, start, end) and not any(
        speech(word.text) is Speech.TIME
        or (speech(word.text) is Speech.PARTICLE and word.text not in _IN_NAMES)
        or _FINITE.fullmatch(word.text)
        for word in cut(text).within(start, end)
    )
