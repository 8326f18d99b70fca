"""A question in English with what a follow-up says: "did it fall?", "and the target?", "what about industrial investment?"."""

from __future__ import annotations

import re

from service.conversation.asked import Asked, Span
from service.conversation.followup import FollowUp
from service.conversation.slots import parts_of
from service.facts.indicators import is_indicator

_PLACE = re.compile(r"(?<=\bin |\bof )(?:[A-Z][\w'-]*)(?: [A-Z][\w'-]*)*(?:'s)?")
_ASKING_HOW_MUCH = ("what", "how much", "how many", "by how much", "how fast")


def predicate_in_english(said: FollowUp, asked: Asked) -> str | None:
    """The follow-up with what it refers to, at the time of the earlier question; None where that has no subject."""
    if asked.topic is None or not said.text.isascii():
        return None
    subject, when = _subject(asked, asked.topic), _when(asked)
    if any(part.role == "ask" for part in said.predicate):
        referring = next((part for part in parts_of(said.text) if part.role == "pronoun"), None)
        if referring is None:
            return _what_is(said, asked, asked.topic)
        end = max(said.predicate[-1].end, referring.end, said.time.end if said.time else 0)
        told = said.text[: referring.start] + subject + said.text[referring.end : end]
        return told + ("" if said.time else when) + said.text[end:]
    return _what_is(said, asked, asked.topic)


def topic_in_english(topic: str, asked: Asked, span: Span) -> str:
    """Another thing asked about; a name that is none of an indicator is that of a place, and an indicator is not counted."""
    name = topic.removesuffix("'s")
    if name.isascii() and name[0].isupper() and not is_indicator(name):
        place = name.removeprefix("In ")
        if _PLACE.search(asked.text):
            return _PLACE.sub(place, asked.text, count=1)
        return f"{asked.text[: asked.end]} in {place}{asked.text[asked.end :]}"
    if is_indicator(topic) and _asks(asked) == "how many":
        return f"What is the {topic}{_when(asked)}?"
    return asked.text[: span[0]] + topic + asked.text[span[1] :]


def target_in_english(asked: Asked) -> str | None:
    """The question for the target of an indicator; None where it asks about something else."""
    if asked.topic is None or not is_indicator(asked.text[slice(*asked.topic)]):
        return None
    return _of(asked, asked.topic, "target")


def _what_is(said: FollowUp, asked: Asked, topic: Span) -> str | None:
    """Of a follow-up without a subject, what it names: the target, the growth rate."""
    named = " ".join(part.text for part in said.predicate if part.role in ("planned", "done", "change"))
    return _of(asked, topic, named) if named and _asks(asked) in _ASKING_HOW_MUCH else None


def _of(asked: Asked, topic: Span, named: str) -> str:
    words = asked.text[slice(*topic)].removeprefix("the ").removesuffix(f" {named.split()[-1]}")
    return f"What is the {words} {named}{_when(asked).replace(' in ', ' for ', 1)}?"


def _subject(asked: Asked, topic: Span) -> str:
    """What it refers to, with a target that is asked for: the GDP growth target."""
    end = max((part.end for part in asked.parts if part.role == "planned" and part.start == topic[1] + 1), default=topic[1])
    words = asked.text[topic[0] : end]
    return words if words.lower().startswith("the ") else f"the {words}"


def _asks(asked: Asked) -> str | None:
    return next((part.text.lower() for part in asked.parts if part.role == "ask"), None)


def _when(asked: Asked) -> str:
    if len(asked.times) != 1:
        return ""
    time = asked.times[0].text
    return f" in {time}" if time.isdigit() else f" {time}"
