"""What a follow-up in English asks of the subject of the question before it: "did it fall?", "and the target?"."""

from __future__ import annotations

from service.asked import Asked, Span
from service.followup import FollowUp
from service.indicators import is_indicator
from service.slots import parts_of

_ASKING_HOW_MUCH = ("what", "how much", "how many", "by how much", "how fast")


def predicate_in_english(said: FollowUp, asked: Asked) -> str | None:
    """The follow-up with what it refers to, at the time of the earlier question; None where that has no subject."""
    if asked.topic is None or not said.text.isascii():
        return None
    subject, when = _subject(asked, asked.topic), _when(asked)
    if any(part.role == "ask" for part in said.predicate):
        referring = next((part for part in parts_of(said.text) if part.role == "pronoun"), None)
        if referring is None:
            return _what_is(said, asked, subject, when)
        end = max(said.predicate[-1].end, referring.end, said.time.end if said.time else 0)
        told = said.text[: referring.start] + subject + said.text[referring.end : end]
        return told + ("" if said.time else when) + said.text[end:]
    return _what_is(said, asked, subject, when)


def target_in_english(asked: Asked) -> str | None:
    """The question for the target of an indicator; None where it asks about something else."""
    if asked.topic is None or not is_indicator(asked.text[slice(*asked.topic)]):
        return None
    return f"What is the target for {_subject(asked, asked.topic)}{_when(asked)}?"


def _subject(asked: Asked, topic: Span) -> str:
    words = asked.text[slice(*topic)]
    return words if words.lower().startswith("the ") else f"the {words}"


def _what_is(said: FollowUp, asked: Asked, subject: str, when: str) -> str | None:
    """Of a follow-up without a subject, what it names: the target, the growth rate."""
    if next((part.text.lower() for part in asked.parts if part.role == "ask"), None) not in _ASKING_HOW_MUCH:
        return None
    named = [part.text for part in said.predicate if part.role in ("planned", "done", "change")]
    return f"What is the {' '.join(named)} for {subject}{when}?" if named else None


def _when(asked: Asked) -> str:
    if len(asked.times) != 1:
        return ""
    time = asked.times[0].text
    return f" in {time}" if time.isdigit() else f" {time}"
