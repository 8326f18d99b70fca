"""A question in a conversation: one that hangs on those before it is completed, so that search and readers get a plain one."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.segment import fold, words
from service.conversation.followup import read_follow_up
from service.conversation.restate import restate
from service.conversation.slots import NOTHING, Known

MAX_CONTEXT = 16  # earlier questions


def complete(question: str, context: Sequence[str], known: Known = NOTHING) -> str | None:
    """The question as it would be asked alone, after the questions of `context`, oldest first, as they were typed.

    None where it is whole, where there is none before it, or where that one has no place for what it says.

    Raises QueryInvalid as `understand` does.
    """
    before: str | None = None
    for earlier in context:
        if words(fold(earlier)):
            before = _after(earlier, before, known) or earlier
    return _after(question, before, known)


def _after(question: str, before: str | None, known: Known) -> str | None:
    if before is None:
        return None
    follow_up = read_follow_up(question, known)
    return restate(follow_up, before, known) if follow_up else None
