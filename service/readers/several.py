"""Two or more figures that one question asks for: 事故起数和死亡人数各降了多少."""

from __future__ import annotations

import re
from collections.abc import Sequence
from os.path import commonprefix

from indexer.records import Fact
from indexer.segment import fold
from service.query import Query, understand
from service.readers.base import Draft, Reading
from service.readers.directions import direction_of
from service.readers.relations import TIME, completed
from service.readers.stated import Stated, find_stated, places_of

_HOW_MUCH = "(?:多少|几(?!乎|何)|how (?:many|much))"
_JOINT = r"(?<!饱)和(?!平|谐|解)|以及|及(?!时|其|格)|与|、"
_EACH = re.compile(rf"^(?P<before>.+?)(?P<after>(?:分别|各(?!级|类|项|地|种|界|族|方|市|县|区)).*?{_HOW_MUCH}.*)$")
_TWICE = re.compile(rf"^(?P<a>.*?{_HOW_MUCH}[^,，;；]*?)(?:[,，;；、]|{_JOINT}|\band\b)(?P<b>.*?{_HOW_MUCH}.*)$")
_ASKING = re.compile(rf"分别|各|{_HOW_MUCH}|[?？]")
_LIST = re.compile("哪些|什么")  # 有哪些、各多少 asks for a list
_HEAD = re.compile(r"[,，的]")  # what stands before it may be said of all that is listed after it


def read_several(reading: Reading) -> Draft | None:
    """Every figure that the question asks for, in its order, each cited; None if it asks for one, or one is not stated."""
    parts = asked_parts(reading.query.folded)
    told: list[Stated | None] = []
    for part in parts:
        told.append(_find(reading, part, [each.fact for each in told if each]))
    found = [each or _beside(reading, told, name) for each, name in zip(told, _apart_in(parts), strict=True)]
    known = [each for each in found if each]
    if not known or len(known) < len(parts):
        return None
    answer = "、".join(each.quoted for each in known)
    return Draft("value", answer, places_of(known), min(each.fit for each in known), is_asked_form=True)


def asked_parts(folded: str) -> list[str]:
    """The question cut into one for each figure; empty if it asks for one only."""
    if match := _TWICE.match(folded):
        return list(completed(match["a"], match["b"]))
    match = _EACH.match(folded)
    if match is None or _LIST.search(folded):
        return []
    before = match["before"]
    for head in (*(cut.end() for cut in reversed(list(_HEAD.finditer(before)))), 0):  # what is listed begins as late as it can
        shared, names = before[:head], [name for name in re.split(_JOINT, before[head:]) if name.strip()]
        if len(names) > 1:
            return [f"{part}{match['after']}" for part in _apart(shared, names)]
    return []


def _apart(shared: str, names: list[str]) -> list[str]:
    """Each name with what is said of all: what stands before them, a year, the measure behind the last."""
    if not all(TIME.fullmatch(name.strip()) for name in names):  # 去年和今年 are what is asked for
        shared += "".join(TIME.findall("".join(names)))
        names = [TIME.sub("", name) for name in names]
    names = [*(completed(name, names[-1])[0] for name in names[:-1]), names[-1]]
    return [f"{shared}{name}" for name in names]


def _find(reading: Reading, part: str, taken: Sequence[Fact]) -> Stated | None:
    query = understand(part)
    return find_stated(reading, _ASKING.sub(" ", part), query, admits=lambda fact: fact not in taken and _is_kind(query, fact))


def _apart_in(parts: Sequence[str]) -> list[str]:
    """What each part has that the others have not: 粮食 and 油料作物 of 今年粮食各种多少亩, 今年油料作物各种多少亩."""
    start, end = (len(commonprefix(list(each))) for each in (parts, [part[::-1] for part in parts]))
    return [part[start : max(start, len(part) - end)] for part in parts]


def _beside(reading: Reading, told: Sequence[Stated | None], name: str) -> Stated | None:
    """The fact of that name in a sentence that states another of what is asked for, alike in unit and kind."""
    taken = [each.fact for each in told if each]
    for each in told:
        if each is None or len(name) < 2:
            continue
        for fact in reading.snapshot.facts_of(each.place.clause.clause_id):
            is_in_sentence = each.place.start <= fact.value_start < each.place.end
            is_alike = (fact.unit, fact.change, fact.kind) == (each.fact.unit, each.fact.change, each.fact.kind)
            if is_in_sentence and is_alike and fact not in taken and name in fold(fact.indicator):
                return Stated(fact, each.place, each.fit)
    return None


def _is_kind(query: Query, fact: Fact) -> bool:
    """Whether a fact is of the unit, or the growth, that is asked for."""
    if query.unit:
        return fold(fact.unit).endswith(query.unit) or query.unit.endswith(fold(fact.unit))
    return direction_of(query.folded) is None or fact.change == "growth"
