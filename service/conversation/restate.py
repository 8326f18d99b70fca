"""An earlier question with what a follow-up says in place of some of it: another year, another indicator, a target."""

from __future__ import annotations

import re
from collections.abc import Iterable

from service.conversation.asked import HOW_MANY, Asked
from service.conversation.followup import FollowUp
from service.conversation.restate_english import predicate_in_english, target_in_english, topic_in_english
from service.conversation.slots import NOTHING, Known, Part
from service.facts.indicators import is_indicator
from service.query import MAX_CHARACTERS

_YEAR = re.compile(r"(?:19|20)\d\d")
_MEASURES = ("率", "速", "幅", "速度", "幅度", "变化", "同比", "环比")  # of a change, as nouns
_COUNTED = re.compile(r"(?:多少|几)(?:[亿万]?美?元|[亿万]?[个家项户人名所座处台件条次套亩部吨])")  # 多少亿元, 几家
_SUMMING_UP = ("共", "一共", "总共", "合计", "全年", "当年")
_BEFORE_A_YEAR = ("in", "for", "during", "by")
_NOT_YET = {"was": "is", "were": "are", "did": "does", "had": "has"}


def restate(said: FollowUp, earlier: str, known: Known = NOTHING) -> str | None:
    """The earlier question, a whole one, with what the follow-up says in its place; None where it has no such place, or would be
    over 500 characters.

    Of a year that the reports only plan, what was done is asked as a plan, and of one that they only look back on, what was
    planned as done: the same words would ask for what no report can say.
    """
    text = earlier
    for step in (_verb, _topic, _predicate, _remark, _place, _time):
        replaced = step(said, Asked.of(text, known))
        if replaced is None or len(replaced) > MAX_CHARACTERS:
            return None
        text = replaced
    if said.time and not (said.verb or said.predicate or said.remark):
        text = _at_that_time(Asked.of(_undone(text), known), known)
    return text


def _verb(said: FollowUp, asked: Asked) -> str | None:
    """Another tense of the same doing: 计划引进 for 引进了."""
    if said.verb is None:
        return asked.text
    at = next((i for i, part in enumerate(asked.parts) if part.role == "verb" and part.text in said.verb), None)
    if at is None:  # nothing was done before that this does again: 什么时候建成
        subject = _subject(asked)
        return subject and subject + _joined(part for part in said.predicate if part is not said.time) + asked.text[asked.end :]
    first, last = at, at
    while first and asked.parts[first - 1].role in ("planned", "done", "filler"):
        first -= 1
    while last + 1 < len(asked.parts) and asked.parts[last + 1].text == "了":
        last += 1
    return asked.text[: asked.parts[first].start] + said.verb + asked.text[asked.parts[last].end :]


def _topic(said: FollowUp, asked: Asked) -> str | None:
    """Another thing asked about, maybe counted otherwise: 几家 and 多少个 become 多少. An indicator is not built or opened."""
    if said.topic is None:
        return asked.text
    if asked.topic is None:
        return None
    if asked.is_chinese and asked.has("verb") and is_indicator(said.topic):
        return _joined((*asked.times[:1], *asked.places[:1])) + said.topic + "是多少"
    if not asked.is_chinese:
        return topic_in_english(said.topic, asked, asked.topic)
    start, end = asked.topic
    before, after = asked.text[:start], asked.text[end:]
    first = Asked.of(said.topic).parts[0]
    verb = next((part for part in reversed(asked.parts) if part.role == "verb" and part.end <= start), None)
    if first.role == "verb" and verb:  # 新建学校 after 改造了多少小区
        before, topic = before[: verb.start] + first.text + before[verb.end :], said.topic[first.end :]
    else:
        topic = said.topic
    return _COUNTED.sub("多少", before) + topic + _COUNTED.sub("多少", after)


def _predicate(said: FollowUp, asked: Asked) -> str | None:
    """Another thing asked of the same: 目标是多少 for 完成了多少."""
    if not said.predicate or said.verb or said.remark is not None:
        return asked.text
    if not asked.is_chinese:
        return predicate_in_english(said, asked)
    roles = {part.role for part in said.predicate}
    if said.text.isascii() and "ask" in roles:
        return None
    if "planned" in roles and "done" not in roles:
        asked = _without(asked, "done")
    elif "done" in roles and "planned" not in roles:
        asked = _without(asked, "planned")
    if not roles & {"ask", "change"} and asked.has("verb"):
        return _meant(asked, "计划" if "planned" in roles else "实际")
    subject = _subject(asked)
    return None if subject is None else subject + _asking(said, asked) + asked.text[asked.end :]


def _without(asked: Asked, role: str) -> Asked:
    """Without the words of that role, of a whole 的计划是 too, and without those that sum up a year that is over."""
    text = asked.text
    for part in reversed([part for part in asked.parts if part.role == role or part.text in _SUMMING_UP]):
        before, after = text[: part.start], text[part.end :]
        if before.endswith("的") and after.startswith("是"):
            before, after = before[:-1], after[1:]
        text = before + after.removeprefix("了")
    return Asked.of(text)


def _meant(asked: Asked, word: str) -> str:
    """计划 or 实际 before what is done or has changed, or what is asked of an indicator as its target or its outcome."""
    verb = next((part for part in asked.parts if part.role in ("verb", "done")), None)
    tail = [
        part for part in asked.parts if asked.tail and part.start >= asked.tail[0] and part.text != "的" and part.role != "time"
    ]
    if verb:
        at = verb.start
    elif any(part.role == "change" for part in tail):
        at = tail[0].start
    elif asked.tail and any(HOW_MANY.fullmatch(part.text) for part in tail):
        return asked.text[: asked.tail[0]] + ("的目标是多少" if word == "计划" else "实际完成多少") + asked.text[asked.end :]
    else:
        return asked.text
    return asked.text[:at] + word + asked.text[at:]


def _asking(said: FollowUp, asked: Asked) -> str:
    """What is asked, in full: 目标 is 目标是多少, 增长 is 增长了多少."""
    roles = {part.role for part in said.predicate}
    text = _joined(said.predicate)
    if said.text.isascii():
        text = "目标" if "planned" in roles else "增速"
    if "ask" in roles:
        return text
    if roles & {"planned", "done"} and "change" not in roles and asked.tail:
        tail = [part for part in asked.parts if part.start >= asked.tail[0]]
        text = _joined(part for part in tail if part.role == "change") + text
    if "planned" in roles or text.endswith(_MEASURES):
        return text + "是多少"
    return text + ("了多少" if "change" in roles else "完成多少" if text.endswith(("实际", "实绩")) else "多少")


def _remark(said: FollowUp, asked: Asked) -> str | None:
    """What is asked of it, of the noun among its words, or of a part of it: 工业投资|占全国的比重是多少."""
    if said.remark is None:
        return asked.text
    subject = _subject(asked)
    if subject is None:
        return None
    if said.noun:
        if asked.topic is None or said.noun not in asked.text[slice(*asked.topic)]:
            return None
        subject = subject[: subject.rindex(said.noun) + len(said.noun)]
    return subject + ("中" if said.is_part else "") + said.remark


def _subject(asked: Asked) -> str | None:
    """The question without its asking words: 2019年引进产业项目 for 2019年引进了多少个产业项目. None where it asks which."""
    if asked.tail:
        return asked.text[: asked.tail[0]]
    if asked.topic is None or not asked.is_chinese:
        return None
    before = [part for part in asked.parts if part.end <= asked.topic[0]]
    asking = next(i for i, part in enumerate(before) if part.role == "ask")
    while asking and before[asking - 1].role in ("filler", "done"):
        asking -= 1
    last = [part for part in asked.parts if part.is_content][-1]
    return asked.text[: before[asking].start] + asked.text[asked.topic[0] : max(last.end, asked.topic[1])]


def _place(said: FollowUp, asked: Asked) -> str | None:
    if said.place is None:
        return asked.text
    places = asked.places
    if len(places) > 1:
        return None
    if places:
        return asked.text[: places[0].start] + said.place + asked.text[places[0].end :]
    if asked.is_chinese:
        at = asked.times[0].end if asked.times and asked.times[0] is asked.parts[0] else 0
        return asked.text[:at] + said.place + asked.text[at:]
    return f"{asked.text[: asked.end]} in {said.place}{asked.text[asked.end :]}"


def _time(said: FollowUp, asked: Asked) -> str | None:
    """Another time."""
    if said.time is None:
        return asked.text
    if len(asked.times) > 1:
        return None
    then = asked.times[0] if asked.times else None
    now = _now(said.time, then, asked)
    if now is None:
        return None
    if then is None and asked.is_chinese:
        text = now + asked.text
    elif then is None:
        text = f"{asked.text[: asked.end]} {now}{asked.text[asked.end :]}"
    else:
        start = then.start
        before = [part for part in asked.parts if part.end <= then.start]
        if not asked.is_chinese and before and before[-1].text.lower() in _BEFORE_A_YEAR and not now[0].isdigit():
            start = before[-1].start
        text = asked.text[:start] + now + asked.text[then.end :]
    return text


def _now(time: Part, then: Part | None, asked: Asked) -> str | None:
    """The time as the earlier question would name it. None for the year before or after one that it does not name."""
    if time.role in ("previous", "next"):
        year = _YEAR.search(then.text) if then else None
        if then is None or year is None:
            return None
        return then.text.replace(year[0], str(int(year[0]) + (1 if time.role == "next" else -1)))
    year = _YEAR.search(time.text)
    if year is None:
        return time.text
    if then and _YEAR.search(then.text):
        return _YEAR.sub(year[0], then.text)
    return f"{year[0]}年" if asked.is_chinese else f"in {year[0]}" if asked.has("ask") else year[0]


def _at_that_time(asked: Asked, known: Known) -> str:
    years = {int(year[0]) for part in asked.times if (year := _YEAR.search(part.text))}
    if years and years <= known.planned and not asked.has("planned"):
        if asked.is_chinese:
            return _meant(_without(asked, "done") if asked.tail else asked, "计划")
        return target_in_english(asked) or asked.text
    if years and years <= known.reviewed and asked.is_chinese and asked.has("planned"):
        return _meant(_without(asked, "planned"), "实际")
    return asked.text


def _undone(text: str) -> str:
    """Another time may be one to come, so that 引进了多少 becomes 引进多少."""
    parts = Asked.of(text).parts
    for part in reversed(parts):
        if part.text in ("了", "已", "已经"):
            text = text[: part.start] + text[part.end :]
        elif (now := _NOT_YET.get(part.text.lower())) is not None:
            text = text[: part.start] + (now.capitalize() if part.text[0].isupper() else now) + text[part.end :]
    return text


def _joined(parts: Iterable[Part]) -> str:
    return "".join(part.text for part in parts)
