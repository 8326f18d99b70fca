"""The words of a question by what they do in it: when, where, what is asked for, and which words only ask.

The words that only ask stand in `followup.toml`.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.records import Report
from indexer.segment import Word, fold, words
from service.many.scope import region_names
from service.query import understand

TABLE = Path(__file__).with_name("followup.toml")
_LONGEST_ENTRY = 4  # words
_HEADS_NAME = ("数字", "数据")  # words that only ask, but for the names that begin with them
_YEAR = re.compile(r"(?:19|20)\d\d")
_OPENING, _CLOSING = "“‘\"'《「『(（", "”’\"'》」』)）"
_KIND_OF_PLACE = r"(?:省|市|县|区|州)?"


@dataclass(frozen=True, slots=True)
class Part:
    """Words in a row that do one thing. Invariant: `text` of the question is question[start:end].

    `role` is a class of `followup.toml`, or number, or content: what the question is about.
    """

    role: str
    text: str
    start: int
    end: int

    @property
    def is_content(self) -> bool:
        return self.role in ("content", "verb", "place")


@dataclass(frozen=True, slots=True)
class Known:
    """What the indexed reports are of: their regions, and the years that they only plan or only look back on."""

    regions: frozenset[str] = frozenset()
    planned: frozenset[int] = frozenset()
    reviewed: frozenset[int] = frozenset()

    @classmethod
    def of(cls, reports: Iterable[Report]) -> Known:
        of_all = [(report.region, report.year, report.reviewed_year) for report in reports]
        planned, reviewed = {year for _, year, _ in of_all}, {year for _, _, year in of_all}
        return cls(frozenset(region for region, _, _ in of_all), frozenset(planned - reviewed), frozenset(reviewed - planned))


NOTHING = Known()


def offsets_kept(question: str) -> str:
    """The question, or its folded form where folding moves its characters (㎡ becomes m2): offsets of words fit the result."""
    folded = fold(question)
    return question if len(folded) == len(question) else folded


def parts_of(question: str, known: Known = NOTHING) -> list[Part]:
    """The parts of a text of `offsets_kept`, in order, without the punctuation between them.

    Raises QueryInvalid as `understand` does.
    """
    folded = fold(question)
    found = words(folded)
    places = list(_places(folded, known.regions))
    parts: list[Part] = []
    i = 0
    while i < len(found):
        role, n_words = _role(folded, found[i:], parts[-1] if parts else None, places)
        start, end = found[i].start, found[i + n_words - 1].end
        last = parts[-1] if parts else None
        if last and role == last.role and role in ("content", "place", "time") and not folded[last.end : start].strip():
            start = parts.pop().start
        parts.append(Part(role, question[start:end], start, end))
        i += n_words
    return parts


def with_quotes(question: str, start: int, end: int) -> tuple[int, int]:
    """The stretch with the quotation marks and brackets that stand around its words or were cut off from it."""
    while start and question[start - 1] in _OPENING:
        start -= 1
    while end < len(question) and question[end] in _CLOSING:
        end += 1
    return start, end


def is_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text) and not re.search(r"[\u3040-\u30ff]", text)


def _role(folded: str, ahead: Sequence[Word], last: Part | None, places: Sequence[tuple[int, int]]) -> tuple[str, int]:
    """The role of the words that come first, and how many they are."""
    first = ahead[0]
    if any(start <= first.start and first.end <= end for start, end in places):
        return "place", 1
    if _YEAR.fullmatch(first.text):
        return "time", 2 if len(ahead) > 1 and ahead[1].text == "年" and ahead[1].start == first.end else 1
    if first.script == "number":
        return "number", 1
    for n_words in range(min(_LONGEST_ENTRY, len(ahead)), 0, -1):
        role = _classes().get(folded[first.start : ahead[n_words - 1].end])
        if role == "unit" and not (last and last.role in ("number", "ask") and last.end == first.start):
            continue
        if role and not (first.text in _HEADS_NAME and _is_named(first, ahead[n_words:])):
            return role, n_words
    return "content", 1


def _is_named(first: Word, behind: Sequence[Word]) -> bool:
    """Whether a thing's name goes on directly behind the word: 数字经济, and not 数字是多少."""
    return bool(behind) and behind[0].start == first.end and behind[0].script == "han" and behind[0].text not in _classes()


def _places(folded: str, regions: Collection[str]) -> Iterator[tuple[int, int]]:
    named = {name for region in regions for name in region_names(region) if name in folded} | understand(folded).places
    for name in named:
        for found in re.finditer(re.escape(name) + _KIND_OF_PLACE, folded):
            yield found.span()


@functools.cache
def _classes() -> Mapping[str, str]:
    """Word -> role."""
    tables = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {
        word: role
        for language, table in tables.items()
        for role, listed in table.items()
        for word in (listed.split() if language == "zh" else re.split(r"\s*,\s+", listed.strip()))
    }
