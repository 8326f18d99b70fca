"""A question that only makes sense after another: 「那2020年呢?」, 「工业投资呢?」, 「下降了吗」, "and in 2020?".

What has words of its own that are neither hung on by 那, 呢 or "what about" nor refer back is a whole question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.segment import fold, words
from service.conversation.slots import NOTHING, Known, Part, offsets_kept, parts_of, with_quotes
from service.facts.indicators import is_indicator

_LONGEST_TOPIC = 24  # characters of Chinese; other writing takes more for a word
_LONGEST_TOPIC_IN_WORDS = 6
_THEN = re.compile(r"那么?(?![年个些边里种时会几次])[\s,，]*")  # else 那规上工业增加值 would be cut as 那规|上
_CLAUSE_ENDS = re.compile(r"[,，;；。:：!！?？\n]")
_OPEN_WORDS = frozenset("什么 啥 哪些 怎么 怎样 怎么样 如何 咋样".split())  # with them 今年的目标 may be all of it
_COMPARED_WITH = ("比", "较", "与", "和", "than", "compared with", "compared to")
_REFERENCES_WITH_A_NOUN = frozenset("该 这个 这项 这些".split())


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What such a question says itself; all that is None or empty stays as the earlier question has it."""

    time: Part | None = None
    place: str | None = None
    topic: str | None = None
    verb: str | None = None  # with what stands before it: 计划引进
    predicate: tuple[Part, ...] = ()  # what is asked: 目标, 增长, 下降了吗
    noun: str | None = None  # that it refers to: 项目 of 该项目
    remark: str | None = None  # what it asks about that which it refers to
    is_part: bool = False  # 其中: of a part of it
    text: str = ""


def read_follow_up(question: str, known: Known = NOTHING) -> FollowUp | None:
    """What a question says that hangs on another; None for a whole one."""
    text = offsets_kept(question)
    then = _THEN.match(text)
    text = text[then.end() :] if then else text
    parts = parts_of(text, known)
    body = [part for part in parts if part.role != "lead"]
    leads = [part for part in parts if part.role == "lead"]
    if not body or any(body[0].start < lead.start < body[-1].start for lead in leads):
        return None
    is_hung_on = bool(then or leads)
    contents = [part for part in body if part.is_content]
    asks = any(part.role == "ask" for part in body)
    if not contents:
        return _of_asking_words(text, body, is_hung_on=is_hung_on)
    if _CLAUSE_ENDS.search(text, body[0].start, body[-1].end):
        return None
    if body[0].role in ("pronoun", "within") and (asks or is_hung_on):
        return _referring(text, body, is_hung_on=is_hung_on)
    if is_hung_on and not asks:
        return _of_something_else(text, body)
    if asks and all(part.role == "verb" for part in contents):
        return _of_what_was_done(text, body, contents[-1])
    if asks and {part.role for part in body} <= {"place", "ask", "filler"}:  # 全国是多少, but not 上海去年涨了多少
        return FollowUp(place=contents[-1].text, predicate=_predicate(body), text=text)
    return None


def _of_asking_words(text: str, body: Sequence[Part], *, is_hung_on: bool) -> FollowUp | None:
    roles = {part.role for part in body}
    if roles <= {"filler", "number", "unit"}:
        return None
    is_open = any(part.text.lower() in _OPEN_WORDS for part in body)
    if is_open and not is_hung_on and "pronoun" not in roles and roles & {"time", "planned", "done"}:
        return None
    return FollowUp(time=_time(body), predicate=_predicate(body), text=text)


def _of_something_else(text: str, body: Sequence[Part]) -> FollowUp | None:
    """那工业投资呢, 上海呢, 那2020年工业投资的目标呢: another subject, another place."""
    contents = [part for part in body if part.is_content]
    places = [part for part in contents if part.role == "place"]
    named = contents[len(places) :] if contents[: len(places)] == places else contents
    place = places[-1].text if places and len(named) < len(contents) else None
    topic = None
    if named:
        start, end = with_quotes(text, named[0].start, named[-1].end)
        topic = text[start:end]
        if not _is_named(topic, is_asked_after="呢" in text[end:]):
            return None
    outside = [part for part in body if not named or part.end <= named[0].start or part.start >= named[-1].end]
    return FollowUp(time=_time(outside), place=place, topic=topic, predicate=_predicate(outside), text=text)


def _is_named(topic: str, *, is_asked_after: bool) -> bool:
    """Whether the words name something, and do not say something: 那场大寿过得热闹不."""
    if topic.isascii():
        return len(topic.split()) <= _LONGEST_TOPIC_IN_WORDS
    return is_indicator(topic) or is_asked_after and len(topic) <= _LONGEST_TOPIC


def _of_what_was_done(text: str, body: Sequence[Part], verb: Part) -> FollowUp:
    """2020年计划引进几个: another time or another tense of the same doing."""
    time = _time(body)
    start = min(part.start for part in body if part.role != "time" and (time is None or part.start >= time.end))
    end = verb.end + (1 if text[verb.end : verb.end + 1] == "了" else 0)
    return FollowUp(time=time, verb=text[start:end], predicate=tuple(body), text=text)


def _referring(text: str, body: Sequence[Part], *, is_hung_on: bool) -> FollowUp | None:
    """它占全国的比重是多少, 该项目什么时候建成, 其中工业投资是多少."""
    first, rest = body[0], body[1:]
    if first.role == "within" and is_hung_on:
        return _of_something_else(text, rest)
    time, noun, start = _time(rest), None, rest[0].start
    if first.text in _REFERENCES_WITH_A_NOUN:
        noun = next(word.text for word in words(fold(text)) if word.start >= first.end)
        if len(noun) < 2 or rest[0].role != "content":
            return None
        start += len(noun)
    elif not first.text.startswith(("它", "其")):  # 这 and 那些 mostly point at what everybody knows: 这五年
        return None
    remark = text[start:] if time is None else text[start : time.start] + text[time.end :]
    return FollowUp(time=time, noun=noun, remark=remark, is_part=first.role == "within", text=text)


def _time(body: Sequence[Part]) -> Part | None:
    """Not one that is compared with: 比2019年多吗."""
    compared = {part.start for before, part in pairwise(body) if before.text.lower() in _COMPARED_WITH}
    times = (part for part in body if part.role in ("time", "previous", "next") and part.start not in compared)
    return next(times, None)


def _predicate(body: Sequence[Part]) -> tuple[Part, ...]:
    time = _time(body)
    asking = [part for part in body if part is not time and part.role != "pronoun" and not part.is_content]
    while asking and asking[0].text in ("的", "在", "in", "the", "of", "for"):
        asking = asking[1:]
    return tuple(asking) if any(part.role not in ("filler", "unit", "number") for part in asking) else ()
