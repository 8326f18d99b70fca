"""What each figure of a sentence belongs to, with what it inherits across commas, lists and 分别."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from indexer.facts.phrases import COUNTING_LEAD, ONLY_COUNTING, Name, became, is_dependent, noun_after, phrase, tidy
from indexer.facts.quantities import Quantity
from indexer.facts.units import is_counted, is_rate

_STOP = re.compile(r"[，；：:;。！？!?]|,(?!\d{3}(?!\d))")
_JOINT = re.compile(r"[\s、]|和|及|与|以及|并")
_EACH = re.compile("分别|依次|各自")
_ADDED = re.compile("(?<=..)(?:净增加?|新增|增加)$")
_BETWEEN = re.compile(
    r"[\s、，,；;]*(?:和|及|与|以及)?(?:增长|下降|提高|达到|达|增加|减少|上升|为|超过|突破|超|近|约|到|同比|新增|实现|完成|提高到|增至)*"
)
# What one thing of a list can share with the others: 城镇和农村居民人均可支配收入.
_HEAD = re.compile(
    "(?:居民)?(?:人均)?(?:可支配|纯|生活费)收入$|(?:居民)?人均消费支出$|(?:年均)?(?:增加值|销售收入|营业收入|总产值|产值|总产量|产量|销售额|销量|成交额|交易额|总额|余额|合格率|"
    "达标率|覆盖率|普及率|利用率|入园率|巩固率|满意率|比例|比重|占比|支出|总量|数量|吞吐量|周转量|客运量|货运量|里程|面积|能耗|排放量|浓度|标准|用电量|用水量|发电量|装机容量|装机|投资)$"
)
_INVESTED = re.compile("(?<=、)总?投资$|^总?投资$")
# 城乡居民人均可支配收入分别增长5%、6.5%; also without 分别
_BOTH = re.compile("城乡(?=(?:常住)?居民|低保|最低生活|特困|困难)")
_AND = re.compile("[、和与及]")
_SPLIT = re.compile("、|以及|和|及|与|，")
_VERB_END = re.compile(rf"(?:{COUNTING_LEAD.pattern}|有|达到|超过)$")


class Named(NamedTuple):
    """A quantity with the phrase that names it, the words just before it, and where the quote of both lies."""

    quantity: Quantity
    indicator: str
    left: str
    start: int
    end: int


def named(text: str, start: int, end: int, stated: Sequence[Quantity], fallback: Name | None) -> list[Named]:
    """Each of the quantities of the sentence text[start:end] with what it belongs to, in order.

    Offsets of the quantities are those of the text. `fallback` names what the sentence itself does not.
    """
    told = _told_apart(text, start, end, stated)
    found: list[Named] = []
    last, whole, verb = fallback, fallback, None  # `whole`: with the share or speed that was told of `last`
    for row, quantity in enumerate(stated):
        stop = _last_stop(text, start, quantity.start)
        before = max(stated[row - 1].end, min(found[-1].end, quantity.start)) if row else start
        begin = max(stop, before)
        own_left = text[begin : quantity.start]
        is_joined = row > 0 and before >= stop and bool(_JOINT.match(own_left))
        goes_on = row > 0 and not own_left.strip("、和及与，, ") and quantity.before not in ("达", "达到")
        is_of_same = row in told and row - 1 in told
        is_rate_too = is_joined and is_rate(quantity.measure) and is_rate(stated[row - 1].measure)
        fell = quantity.before if quantity.before in ("减少", "下降") else ""
        left = found[-1].left if goes_on and (is_of_same or is_rate_too) and not fell else own_left + fell
        after = stated[row + 1].start if row + 1 < len(stated) else end
        name = told.get(row) or _own(text, begin, quantity, after)
        quote_start, quote_end = quantity.start, quantity.end
        is_part = False
        if name is None:
            name = (whole if quantity.measure in ("个百分点", "百分点") else last) or _anything(text, start, quantity)
            if name is not None and quantity.before:  # 净增98万户、突破1900万户: of all there are
                name = name._replace(text=_ADDED.sub("", name.text))
        elif row not in told:
            lead = COUNTING_LEAD.match(name.text)
            is_verb = ONLY_COUNTING.fullmatch(name.text) is not None
            if is_verb and last is not None and last.start >= start and not is_rate(quantity.measure):
                named_before = last.text[lead.end() :] if (lead := COUNTING_LEAD.match(last.text)) else last.text
                name = Name(name.text + named_before, min(last.start, name.start), name.end)
            elif is_dependent(name.text) and last is not None:
                name, is_part = Name(_head(last.text) + name.text, last.start, name.end), True
                verb = None
            elif is_joined and verb is not None and lead is None and not is_rate(quantity.measure):
                name = Name(verb.text + name.text, verb.start, name.end)
            else:
                verb = Name(lead[0].rstrip("了"), name.start, name.end) if lead else (verb if is_joined else None)
        if name is not None and name.start >= start:
            quote_start, quote_end = min(quote_start, name.start), max(quote_end, min(name.end, end))
        if name is not None and not (row in told and row + 1 in told):
            last, whole = last if is_part else name, name
        found.append(Named(quantity, name.text if name else "", left, quote_start, quote_end))
    return found


def _last_stop(text: str, start: int, end: int) -> int:
    stops = [match.end() for match in _STOP.finditer(text, start, end)]
    return stops[-1] if stops else start


def _head(words: str) -> str:
    """What a share, a speed or an output is of: the phrase before it without one, or an area, of its own."""
    return re.sub("(?<=..)(?:占比|比重|增速|增幅|总量|总额|(?:播种|种植)面积|投入)$", "", words)


def _own(text: str, begin: int, quantity: Quantity, after: int) -> Name | None:
    """The phrase before the figure in its part of the sentence, with the noun behind a counted one."""
    name = phrase(text, begin, quantity.start)
    is_counted_thing = is_counted(quantity.measure) or not quantity.measure
    is_bare = name is None or ONLY_COUNTING.fullmatch(name.text) is not None or _VERB_END.search(name.text) is not None
    heads = not text[begin : quantity.start].strip("、和及，, ")  # 八成以上财政资金
    if is_rate(quantity.measure) and (name is not None or not (heads or text.startswith("的", quantity.end))):
        return name
    is_invested = name is not None and _INVESTED.search(name.text) and text.startswith("的", quantity.end)
    if not is_counted_thing and not is_bare and not is_invested:
        return name
    noun = noun_after(text, quantity.end, after)
    if noun is None:
        return name
    counted = tidy(text[slice(*noun)])
    if name is not None and quantity.unit.endswith("元") and (invested := _INVESTED.search(name.text)):
        return Name(counted + invested[0], name.start, noun[1])
    if is_counted_thing and (name is None or name.text.endswith("等")):
        did = became(text, noun[1], noun[1] + 48)
        if did or name is None:
            return Name(did + counted, min(quantity.start, noun[0]), noun[1])
    if name is None:
        return Name(counted, min(quantity.start, noun[0]), noun[1])
    if _VERB_END.search(name.text) or ONLY_COUNTING.fullmatch(name.text):
        return Name(name.text + counted, name.start, noun[1])
    return Name(name.text + counted, name.start, noun[1]) if text[noun[0] - 1] != "的" else name


def _anything(text: str, start: int, quantity: Quantity) -> Name | None:
    """The nearest part of the sentence before the figure that has words."""
    end = quantity.start
    while end > start:
        begin = _last_stop(text, start, end - 1)
        if name := phrase(text, begin, end):
            return Name(name.text[-20:], name.start, name.end)
        end = begin
    return None


def _told_apart(text: str, start: int, end: int, stated: Sequence[Quantity]) -> dict[int, Name]:
    """Names by row where A、B、C分别 tells a figure for each: in order, with what stands after 分别."""
    found: dict[int, Name] = {}
    listed: list[Name] = []
    row = 0
    while row < len(stated):
        quantity, before = stated[row], stated[row - 1].end if row else start
        each = [match for match in _EACH.finditer(text, before, quantity.start)]
        group = _group(text, stated, row)
        items, rest = listed, None
        if each:
            stop = max(_last_stop(text, start, each[-1].start()), before)
            items = _items(text, stop, each[-1].start(), len(group)) or listed
            rest = phrase(text, each[-1].end(), quantity.start)
        elif both := _of_town_and_country(text, max(_last_stop(text, start, quantity.start), before), [stated[i] for i in group]):
            items = both
        elif len(group) != len(listed) or phrase(text, before, quantity.start) is not None:
            items = []  # a further group without a name of its own is of the same items
        if len(items) > 1 and len(group) >= len(items):
            listed = items
            for item, member in zip(items, group, strict=False):
                found[member] = Name(item.text + (rest.text if rest else ""), item.start, item.end)
            row += len(items)
        else:
            row += 1
    return found


def _of_town_and_country(text: str, start: int, group: Sequence[Quantity]) -> list[Name]:
    """The two names of 城乡低保标准提高到740元和485元, where the words from `start` to the first figure are such; else none."""
    if len(group) != 2 or group[0].measure != group[1].measure or not _AND.fullmatch(text, group[0].end, group[1].start):
        return []
    whole = phrase(text, start, group[0].start)
    return _both(whole) if whole else []


def _both(whole: Name) -> list[Name]:
    both = _BOTH.match(whole.text)
    return [Name(place + whole.text[both.end() :], whole.start, whole.end) for place in ("城镇", "农村")] if both else []


def _group(text: str, stated: Sequence[Quantity], row: int) -> list[int]:
    """The row and those after it that stand in one list with it."""
    group = [row]
    while group[-1] + 1 < len(stated):
        one, other = stated[group[-1]], stated[group[-1] + 1]
        if not _BETWEEN.fullmatch(text, one.end, other.start):
            break
        group.append(group[-1] + 1)
    return group


def _items(text: str, start: int, end: int, wanted: int) -> list[Name]:
    """What is listed before 分别; what the last one says of all of them is said of each (食品、药品合格率)."""
    whole = phrase(text, start, end)
    if whole is None:
        return []
    found, at = [], whole.start
    split = re.compile("、") if text.count("、", whole.start, whole.end) + 1 == wanted > 1 else _SPLIT
    for match in [*split.finditer(text, whole.start, whole.end), None]:
        stop = match.start() if match else whole.end
        if text[at:stop].strip():
            found.append(Name(text[at:stop].strip(), at, stop))
        at = match.end() if match else whole.end
    if len(found) < 2:
        return wanted == 2 and _both(whole) or found
    last = found[-1].text
    if all(len(item.text) == 1 for item in found[:-1]) and len(last) > 2:  # 一、二、三产业
        return [Name(item.text + last[1:], item.start, item.end) for item in found[:-1]] + found[-1:]
    head = _HEAD.search(last)
    if head is None or head.start() < 2 or any(_HEAD.search(item.text) for item in found[:-1]):
        return found
    return [Name(item.text + head[0], item.start, item.end) for item in found[:-1]] + found[-1:]
