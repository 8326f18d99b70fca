"""Where the last item of an enumeration ends: 东站、西站[两个站通车], by what speaks for and against each place (`WEIGHTS`)."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import numpy as np

from indexer.encoders.base import Floats
from indexer.outline.sentences import PAIRS
from indexer.segment import fold
from service.readers.cutting import cut
from service.readers.enumeration import Span
from service.readers.learned import weights
from service.readers.vocabulary import ADVERBS, FINITE, MEASURES, NUMERALS, PREDICATES, value

WEIGHTS = Path(__file__).with_name("endings.toml")
FEATURES = tuple(
    "length whole and_so_on counted named predicate finite asked_finite passed asked asked_of hangs alike crossed".split()
)
_AND_SO_ON = re.compile(r"等(?!级|于|待|候|额|温|值|闲)")
_COUNTED = re.compile(rf"(?:这|全部|共|等)?([{NUMERALS}]|\d{{1,2}})(?:{MEASURES})")
_NAMED = re.compile(rf"[“\"「]([{NUMERALS}]|\d{{1,2}})(?:[个大项张类种条座位支批]|[^”\"」\d]{{1,2}}[”\"」])")
_PREDICATE = re.compile(PREDICATES)
_FINITE = re.compile(rf"(?:{ADVERBS})*(?:{FINITE})了?")
_PASSED = re.compile(rf"(?:{ADVERBS})+|[均都为作被已之将].*")
_HANGING = "的等和及与"


@functools.lru_cache(maxsize=1024)  # several ways to read the lists of a question come upon the same parts
def ending(text: str, parts: tuple[Span, ...], question: str) -> int:
    """Where the last of the parts of an enumeration, at least one, ends; a folded question tells which words are no item."""
    places, chances = ending_chances(text, parts, question)
    return places[int(np.argmax(chances))]


def ending_chances(text: str, parts: Sequence[Span], question: str) -> tuple[list[int], Floats]:
    """Where the last part may end, and the chance of each place: softmax over its weighted features."""
    places, found = endings(text, parts, question)
    scores = found @ weights(WEIGHTS, FEATURES)
    chances = np.exp(scores - scores.max())
    return places, np.asarray(chances / chances.sum(), np.float32)


def told(text: str, parts: Sequence[Span]) -> int | None:
    """How many the words behind the items say they are, where they are as many, or one more joined to the last by 和."""
    start, end = parts[-1]
    found = (*_COUNTED.finditer(text, start + 1, end), *_NAMED.finditer(text, start + 1, end))
    return next((value(counted[1]) for counted in found if _sums_up(counted, text, parts)), None)


def endings(text: str, parts: Sequence[Span], question: str) -> tuple[list[int], Floats]:
    """Where the last part may end, and (n places, n features), in the order of FEATURES:

    length       how far the item's length is from that of the others, as a logarithm; `whole`: 1 if nothing is cut
    and_so_on    1 if 等 follows; `counted`: how many they are (3个); `named`: what so many are called (“三个清单”)
    predicate    1 if a word follows that says what became of them, and no other item has it; `finite`: a verb, `asked_finite`:
                 of the question; `passed`: an adverb, 均 or 为
    asked        1 if the question says what is cut; `asked_of`: with 的 before it
    hangs        1 if 的 or 和 would be the end; `alike`: of the others, what ends in the same character
    crossed      how many words that sum up stand before
    """
    start, end = parts[-1]
    others = [text[a:b] for a, b in parts[:-1]]
    length = median(map(len, others)) if others else end - start
    word_at = {word.start - (text[word.start - 1 : word.start] in PAIRS): word.text for word in cut(text).within(start, end)}
    begins = {*word_at, *(found.start() for found in _AND_SO_ON.finditer(text, start, end))}
    places = sorted({*(place for place in begins if place > start), end})
    rows, n_crossed = [], 0
    for place in places:
        word, rest = word_at.get(place, ""), fold(text[place:end])
        is_new = bool(word) and not any(word in other for other in others)
        counted = _COUNTED.match(text, place, end)
        is_finite = is_new and _FINITE.fullmatch(word) is not None
        is_asked = len(rest) > 1 and rest.lstrip("的等") in question
        sums_up = {
            "and_so_on": _AND_SO_ON.match(text, place, end) is not None,
            "counted": counted is not None and _sums_up(counted, text, parts),
            "named": _NAMED.match(text, place, end) is not None,
            "predicate": is_new and _PREDICATE.fullmatch(word) is not None,
        }
        row = sums_up | {
            "length": abs(math.log((place - start) / length)),
            "whole": place == end,
            "finite": is_finite,
            "asked_finite": is_finite and word in question,
            "passed": is_new and _PASSED.fullmatch(word) is not None,
            "asked": is_asked,
            "asked_of": is_asked and rest[0] == "的",
            "hangs": text[place - 1] in _HANGING,
            "alike": sum(text[place - 1] == other[-1] for other in others) / max(1, len(others)),
            "crossed": n_crossed,
        }
        rows.append([float(row[name]) for name in FEATURES])
        n_crossed += any(sums_up.values())
    return places, np.array(rows, np.float32)


def _sums_up(counted: re.Match[str], text: str, parts: Sequence[Span]) -> bool:
    """Whether a count is one of the parts, and not of what the last of them is: in 公厕6座、路灯2条 each has its number."""
    is_own = counted.end() == parts[-1][1] and any(character.isdigit() for a, b in parts[:-1] for character in text[a:b])
    return value(counted[1]) in (len(parts), len(parts) + 1) and not is_own
