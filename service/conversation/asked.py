"""A whole question taken apart: when and where, what it asks about, and how it asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.conversation.slots import NOTHING, Known, Part, is_chinese, offsets_kept, parts_of, with_quotes
from service.facts.indicators import is_indicator

HOW_MANY = re.compile(r"多少|几.?|百分之.+")
_CLAUSE_ENDS = re.compile(r"[,，;；。:：]")
_JOINED = frozenset(("of", "and", "the", "的", "和", "与"))  # within a name
_BOUNDS = ("以上", "以下")
_LONGEST_NAME = 8  # words

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """Invariant: `parts` are those of `text`. `topic` is None where it asks which or who: its answer would be the topic."""

    text: str
    parts: Sequence[Part]
    topic: Span | None  # what it asks about, without place and time: 工业投资
    tail: Span | None  # the words at its end that only ask: 增长了多少

    @classmethod
    def of(cls, question: str, known: Known = NOTHING) -> Asked:
        """Raises QueryInvalid as `understand` does."""
        text = offsets_kept(question)
        parts = parts_of(text, known)
        if is_chinese(text):
            return cls(text, parts, *_in_chinese(text, parts))
        return cls(text, parts, _in_english(text, parts), None)

    @property
    def is_chinese(self) -> bool:
        return is_chinese(self.text)

    @property
    def times(self) -> list[Part]:
        return [part for part in self.parts if part.role == "time"]

    @property
    def places(self) -> list[Part]:
        return [part for part in self.parts if part.role == "place"]

    @property
    def end(self) -> int:
        """Where its last word ends, or the mark that closes behind it."""
        return with_quotes(self.text, self.parts[-1].start, self.parts[-1].end)[1]

    def has(self, role: str) -> bool:
        return any(part.role == role for part in self.parts)


def _in_chinese(text: str, parts: Sequence[Part]) -> tuple[Span | None, Span | None]:
    """Topic and tail: 工业投资|增长了多少, 引进了多少个|产业项目."""
    contents = [i for i, part in enumerate(parts) if part.is_content]
    asks = [i for i, part in enumerate(parts) if part.role == "ask"]
    if not contents:
        return None, None
    if asks and asks[0] < contents[-1]:
        if not HOW_MANY.fullmatch(parts[asks[0]].text) and not text[: parts[asks[0]].start].endswith("有"):
            return None, None  # 哪家企业上市了; but 有哪些项目 asks about all that stands behind
        return _named(text, parts, first=asks[0] + 1), None
    tail = parts[contents[-1] + 1 :]
    start = with_quotes(text, parts[contents[-1]].start, parts[contents[-1]].end)[1]
    return _named(text, parts, first=0), (start, tail[-1].end if tail else start)


def _named(text: str, parts: Sequence[Part], *, first: int) -> Span | None:
    """From the first to the last of the words from `first` on that are neither place nor doing, of the last clause that has any,
    with the numbers before them: 10亿元以上产业项目."""
    named = [i for i in range(first, len(parts)) if parts[i].role == "content"]
    if not named:
        return None
    for i in range(len(named) - 1, 0, -1):
        if _CLAUSE_ENDS.search(text, parts[named[i - 1]].end, parts[named[i]].start):
            named = named[i:]
            break
    begin = named[0]
    for i in range(begin - 1, first - 1, -1):
        if parts[i].role == "number":
            begin = i
        elif parts[i].role != "unit" and parts[i].text not in _BOUNDS:
            break
    return with_quotes(text, parts[begin].start, parts[named[-1]].end)


def _in_english(text: str, parts: Sequence[Part]) -> Span | None:
    """The longest name of an indicator in it, else the first words that a how, what, did or is leads to."""
    if known := _indicator(text, parts):
        return known
    start = next((i for i, part in enumerate(parts) if part.role == "content"), None)
    if start is None or not any(part.role == "ask" for part in parts[:start]):
        return None
    end = start + 1
    while end < len(parts) and (parts[end].role == "content" or parts[end].text in _JOINED):
        end += 1
    while parts[end - 1].role != "content":
        end -= 1
    return parts[start].start, parts[end - 1].end


def _indicator(text: str, parts: Sequence[Part]) -> Span | None:
    spans = (
        (parts[i].start, parts[j - 1].end)
        for i in range(len(parts))
        for j in range(i + 1, min(len(parts), i + _LONGEST_NAME) + 1)
    )
    return max((span for span in spans if is_indicator(text[slice(*span)])), key=lambda span: span[1] - span[0], default=None)
