"""Where quantities stand in a text: number, unit, and the words that qualify them (不少于48600个批次, 7%以上, 2000余人次, 5%-7%).

Not quantities: years and dates, list numbers, codes and names with digits (“14+2+N”, 12号路, 220kv), ordinals (第一, 三期).
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from indexer.facts.speech import is_speech
from indexer.facts.units import RATES, UNIT
from indexer.numerals import CHINESE, DIGITS, SCALE, read_number, scale_of

_BEFORE = (
    "不少于|不低于|不高于|不超过|不得低于|不得超过|不得少于|低于|高于|多于|大于|小于|少于|超过|超出|突破|至少|至多|最多|最高|最低|最短|最长|"
    "将近|接近|大约|约为|大概|达到|力争|超|近|约|逾|达|减少|下降"
)
_AFTER = "(?:及?以上|以下|以内|之内|之上|左右|上下)|(?<=[倍成番%])多|(?<=[元人户家个万亿里吨亩])多(?=[，。；、,;])"
_POINT = "零点[零一二三四五六七八九]+"
_FRACTION = (
    rf"(?:百|千|万|[二三四五六七八九十]+)分之(?:{CHINESE}|{DIGITS}|{_POINT})(?:[到至－—\-–](?:{CHINESE}|{DIGITS}|{_POINT}))?"
)
_PRINTED_FRACTION = r"(?<![\d/])[1-9]/[1-9]\d?(?![\d/])(?=以上|左右|[，。；、的])"
_DOUBLED = rf"翻(?:了|两|一)?(?:近|约)?(?P<double>[一两二三四五六]|{DIGITS})番|翻番"
_HALF = "(?<=[近过占达约有的])一半(?!是)|一半(?=以上|左右)"
_SPAN = r"[-－—–―~～〜至到]{1,2}"
_NUMBER = rf"(?:{DIGITS}(?:亿(?=\d)(?:{DIGITS})(?=[千百]?万))?|{CHINESE})"
_UNIT = rf"{UNIT}(?:[/／](?:{UNIT}|人|年|日|月|户|站)){{0,2}}(?:每(?:立方米|平方公里|平方米|升|公顷|亩|吨|人|年))?"


def _counted(of: str) -> str:
    """What follows a number: scale and unit, with 余 or 多 between; `of` begins the names of its groups."""
    return rf"(?P<{of}more>[余多来]?)\s?(?P<{of}scale>{SCALE}?)(?P<{of}more_in>[余多]?)\s?(?P<{of}unit>{_UNIT}|(?<=[万亿]))"


_RANGE = rf"(?P<low>{_NUMBER})\s?(?P<low_scale>{SCALE}?)(?P<low_unit>{UNIT}?)\s?{_SPAN}\s?(?P<high>{_NUMBER}){_counted('range_')}"
_SINGLE = rf"(?P<number>{_NUMBER}){_counted('one_')}"
_ANY = re.compile(
    rf"(?P<before>{_BEFORE})?(?:了|在)?\s?"
    rf"(?P<value>(?P<fraction>{_FRACTION}|{_PRINTED_FRACTION})|(?P<doubling>{_DOUBLED})|(?P<half>{_HALF})|(?P<zero>零增长)|{_RANGE}|{_SINGLE})"
    rf"(?P<after>{_AFTER})?"
)
_ONE = re.compile(rf"(?P<before>{_BEFORE})?(?:了|在)?\s?(?P<value>{_SINGLE})(?P<after>{_AFTER})?")
_TRAILING = re.compile("(?P<number>.*?)(?P<scale>(?:万亿|[万亿])?)")
_TURNS = re.compile("[由从自][^，,。；;：、]{0,14}$")

# What shows that a number belongs to something else: a code, an ordinal, a list number, a ratio.
_NO_QUANTITY_BEFORE = re.compile(
    r"(?:(?<![A-Za-z])[A-Za-z]|[A-Za-z]-|[+×/第“‘—]|[\d∶:][.∶:-]|\d|[零〇一二两三四五六七八九十百千第]|[每前])\s?$"
)
_NUMERALS = frozenset("一二两三四五六七八九十")
_NO_NUMERAL_BEFORE = re.compile("[之初统唯专万周同逐某这那哪]")  # 统一, 同一, 这三
_NAME_AFTER = re.compile(r"级|[+×]|[∶:]\d|[^，。；、]{0,6}?(?<=圈)(?!定|出)|强(?!化|劲|大|调|力|降)|型(?!材)|路(?!灯)")
_MASKED = re.compile(
    r"\d{2,4}(?:[-－—–至到~～]\d{2,4})?\s?年(?!以上|以内)|[一二][八九〇零][零〇一二三四五六七八九]{2}年|[二三四五六七八九]十年代"
    r"|[1-9]0年代|第[一二三四五六七八九十百\d]+[^\s，。；、]?|前[一二三四五六七八九十\d]+(?:个月|季度|位|名|列|强)"
    r"|(?:十[一二三四五]|一|二|三|四|五|六|七|八|九)五(?=[”时期规计以开末])|24小时(?=自助|不|服务|运|营|通|在线|值|热|受)"
    r"|7[×*x]24小时|“[^“”\n]{1,14}”|‘[^‘’\n]{1,14}’|《[^《》\n]{1,60}》|连续[一二两三四五六七八九十\d]+(?:多|余)?(?:个)?[年月天]"
    r"|[一二两三四五六七八九十\d]+(?:多|余)?(?:个)?年(?:来|间|内|级)|[一二]次(?=性|供水|创业|能源|加压|开发|分配|装修|污染|利用)|[二两三四五六七八九]个(?=\d)|\d{1,2}月\d{1,2}日|\d{1,2}日"
)
_REACHED = ("达到", "达", "力争")  # they qualify a figure and are no part of it
_PERCENT = re.compile(r"[%％‰]|(?:最多|至多|最长|不超过|至少|不少于)\d|个百分点|分之")
_LASTS = re.compile(r"(?:缩短|提前|延长|延续|期限|不少于|不低于|最长|寿命|超过|推迟|使用)(?:了|至|到|为)?$")
_HUNDRED = Decimal(100)


class Quantity(NamedTuple):
    """Half-open offsets into the text: with the words that bound it, and of the number with its unit alone.

    `value` (and `value_to`, the high end of a range) is in `unit`, as printed with its scale; `measure` is the unit
    without the scale.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: Decimal
    value_to: Decimal | None
    unit: str
    measure: str
    before: str  # the qualifier in front, as printed
    after: str  # the one behind or inside


def quantities(text: str) -> list[Quantity]:
    """The quantities of a text in order."""
    masked = [match.span() for match in _MASKED.finditer(text) if not (text[match.start()] in "“‘" and _PERCENT.search(match[0]))]
    found: list[Quantity] = []
    at, row = 0, 0
    while match := _ANY.search(text, at):
        if match["low"] and (match["low_unit"] or text[match.end("low") : match.start("high")][-1:] in "到至"):
            match = (_TURNS.search(text, 0, match.start("value")) and _ONE.search(text, match.start())) or match
        start, end = match.span("value")
        while row < len(masked) and masked[row][1] <= start:
            row += 1
        if row < len(masked) and masked[row][0] < end and start < masked[row][1]:
            inside = masked[row][0] <= start
            at = masked[row][1] if inside else max(match.start() + 1, masked[row][0])
            at = at if at > match.start() else match.start() + 1
            continue
        quantity = _read(text, match)
        if quantity is None:
            at = start + 1
            continue
        found.append(quantity)
        at = match.end()
    return found


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    """What the match says; None where it is a code, an ordinal, a name."""
    start, end = match.span("value")
    groups = match.groupdict()
    if _NO_QUANTITY_BEFORE.search(text, max(0, start - 3), start) and not groups.get("doubling") and not groups.get("half"):
        return None
    if text[start] in _NUMERALS and _NO_NUMERAL_BEFORE.search(text, max(0, start - 1), start) and groups["one_unit"]:
        return None
    if text[start] == "十" and text[start - 1 : start] in ("几", "数"):  # 几十万: no one knows how many
        return None
    if _NAME_AFTER.match(text, match.end()):
        return None
    try:
        value, value_to, unit, measure, more = _value(groups)
    except ValueError:
        return None
    if measure == "年" and not _LASTS.search(text, max(0, match.start("value") - 6), start) and groups["after"] != "以上":
        return None
    is_plain = groups["one_unit"] is not None and measure == unit
    is_worded = is_plain and measure not in RATES and not any(character.isdigit() for character in match["value"])
    if is_worded and is_speech(text, start, end, measure, value):
        return None
    before = match["before"] or ""
    begin = match.start("before") if before and before not in _REACHED else start
    return Quantity(begin, match.end(), start, end, value, value_to, unit, measure, before, match["after"] or more)


def _value(groups: dict[str, str | None]) -> tuple[Decimal, Decimal | None, str, str, str]:
    """(value, high end, unit, measure, inner qualifier). Raises ValueError where the words are no number."""
    if fraction := groups.get("fraction"):
        return (*_fraction(fraction), "")
    if groups.get("doubling"):
        return read_number(groups.get("double") or "一"), None, "番", "番", ""
    if groups.get("half"):
        return Decimal(50), None, "%", "%", ""
    if groups.get("zero"):
        return Decimal(0), None, "%", "零增长", ""
    is_range = groups.get("low") is not None
    of = "range_" if is_range else "one_"
    more, outer = groups[f"{of}more"] or groups[f"{of}more_in"] or "", groups[f"{of}scale"] or ""
    measure = unicodedata.normalize("NFKC", groups[f"{of}unit"] or "").replace("每", "/")
    number = groups["high" if is_range else "number"] or ""
    inner = _TRAILING.fullmatch(number)
    is_inner = inner is not None and inner["scale"] and inner["number"] and not (number[0].isdigit() and outer)
    scale = (inner["scale"] if inner and is_inner else "") + outer
    value, unit = _in_scale(number, scale, outer), scale + measure
    if not is_range:
        return value, None, unit, measure, more
    first = str(groups["low"])
    low = read_number(first + (groups["low_scale"] or ""))
    if groups["low_scale"] or groups["low_unit"] or re.search("[万亿]", first):  # 3万至5万人, not 30至40万人
        low = low / scale_of(scale)
    if low > value:
        raise ValueError("a range begins with its low end")
    return low, value, unit, measure, more


def _in_scale(number: str, scale: str, outer: str) -> Decimal:
    """The number in its printed scale: 一百二十万 in 万 is 120."""
    total = read_number(number + outer)
    value = total / scale_of(scale)
    return value if value != value.to_integral_value() or "." in number else Decimal(int(value))


def _fraction(words: str) -> tuple[Decimal, Decimal | None, str, str]:
    if "/" in words:
        over, _, under = words.partition("/")
        part = _HUNDRED * Decimal(over) / Decimal(under)
        return _rounded(part), None, "%", "分之"
    base, _, rest = words.partition("分之")
    first, *second = re.split(r"[到至－—\-–]", rest)
    unit = {"百": "%", "千": "‰"}.get(base)
    if unit is not None:
        return read_number(first), read_number(second[0]) if second else None, unit, unit
    whole = Decimal(10_000) if base == "万" else read_number(base)
    return _rounded(_HUNDRED * read_number(first) / whole), None, "%", "分之"


def _rounded(share: Decimal) -> Decimal:
    return share.quantize(Decimal(1) if share == share.to_integral_value() else Decimal("0.01"))
