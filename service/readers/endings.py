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
from service.readers.spans.neighbours import beside, beside_marks
from service.readers.spans.speech import Speech, one_hot, speech
from service.readers.vocabulary import ADVERBS, FINITE, MEASURES, NUMERALS, PREDICATES, value

WEIGHTS = Path(__file__).with_name("endings.toml")
_OF_WORDS = tuple(
    "longer shorter even whole and_so_on counted named predicate finite asked_finite passed asked asked_of asked_words "
    "asked_share asked_kept hangs of joins joined_lost alike same same_speech quote number verbs_kept verbs_lost crossed "
    "dropped ends begun tied bound tied_others bound_others".split()
)
FEATURES = (*_OF_WORDS, *(f"at_{of.name}" for of in Speech), *(f"before_{of.name}" for of in Speech))
_SMOOTH = 3  # characters: one more or less of a short item says little
_AND_SO_ON = re.compile(r"等(?!级|于|待|候|额|温|值|闲)")
_COUNTED = re.compile(rf"(?:这|全部|共|等)?([{NUMERALS}]|\d{{1,2}})(?:{MEASURES})")
_NAMED = re.compile(rf"[“\"「]([{NUMERALS}]|\d{{1,2}})(?:[个大项张类种条座位支批]|[^”\"」\d]{{1,2}}[”\"」])")
_PREDICATE = re.compile(PREDICATES)
_FINITE = re.compile(rf"(?:{ADVERBS})*(?:{FINITE})了?")
_PASSED = re.compile(rf"(?:{ADVERBS})+|[均都为作被已之将].*")
_JOINTS = ("和", "以及", "及", "与", "或", "或者")
_NOUNS = (Speech.NOUN, Speech.ACTION, Speech.PLACE, Speech.BODY, Speech.PHRASE)
_HANGING = "的等和及与"
_CLOSING = frozenset(PAIRS.values())
_FIGURE = re.compile(r"\d")
_LONGEST_FIGURE = 6  # characters, of what stands behind its first digit


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


def joint(text: str, start: int, end: int) -> Span | None:
    """Where the word stands that joins the last two items."""
    inner = [word for word in cut(text).within(start, end) if start < word.start and word.end < end]
    for joining in _JOINTS:
        for word in inner:
            if word.text == joining:
                return word.start, word.end
    return None


def told(text: str, parts: Sequence[Span]) -> int | None:
    """How many the words behind the items say they are, where they are as many, or one more joined to the last by 和."""
    start, end = parts[-1]
    found = (*_COUNTED.finditer(text, start + 1, end), *_NAMED.finditer(text, start + 1, end))
    return next((value(counted[1]) for counted in found if _sums_up(counted, text, parts)), None)


def endings(text: str, parts: Sequence[Span], question: str) -> tuple[list[int], Floats]:
    """Where the last part may end, and (n places, n features), in the order of FEATURES:

    longer       how far the item's length is above that of the others, as a logarithm; `shorter`: below; `even`: 1 if all are as
                 long, `whole`: if nothing is cut
    and_so_on    1 if 等 follows; `counted`: how many they are (3个); `named`: what so many are called (“三个清单”)
    predicate    1 if a word follows that says what became of them, and no other item has it; `finite`: a verb, `asked_finite`:
                 of the question; `passed`: an adverb, 均 or 为
    asked        1 if the question says what is cut; `asked_of`: with 的 before it; `asked_share`: of the words that are cut, what
                 it says, `asked_words`: logarithm of how many; `asked_kept`: of those that are not
    hangs        1 if 的 or 和 would be the end; `of`: if 的 follows; `joins`: if a word does that joins a last item,
                 `joined_lost`: if it is cut
    alike        of the others, what ends in the same character; `same`: word; `same_speech`: in a noun, or in none
    quote        how far it is from the others in ending with a quote or bracket; `number`: with a figure
    verbs_kept   how many verbs more than in the others it has; `verbs_lost`: fewer
    crossed      how many words that sum up stand before; `dropped`: logarithm of how many words are cut
    ends         how often the last word ends a phrase in reports; `begun`: the word that follows begins one
    tied         how often the one follows the other, `bound`: the other the one; `tied_others`, `bound_others`: the others' last
                 words
    at_…, before_…   1 if the last word, or the one that follows, is of that part of speech
    """
    start, end = parts[-1]
    others = [text[a:b] for a, b in parts[:-1]]
    length = median(map(len, others)) if others else end - start
    inner = cut(text).within(start, end)
    row_of = {word.start - (text[word.start - 1 : word.start] in PAIRS): row for row, word in enumerate(inner)}
    begins = {*row_of, *(found.start() for found in _AND_SO_ON.finditer(text, start, end))}
    places = sorted({*(place for place in begins if place > start), end})
    last_words = [[word.text for word in cut(text).within(a, b)][-1:] or [""] for a, b in parts[:-1]]
    closing, n_others = [word for [word] in last_words], max(1, len(others))
    n_verbs = sum(speech(word.text) is Speech.VERB for a, b in parts[:-1] for word in cut(text).within(a, b)) / n_others
    both = None if any(joint(text, a, b) for a, b in parts[:-1]) else joint(text, start, end)
    rows, n_crossed = [], 0
    for place in places:
        begin = both[1] if both and place > both[1] else start  # of what is joined to the last item
        kept = [word.text for word in inner if begin <= word.start and word.end <= place]
        lost = [word.text for word in inner if word.end > place]
        last, word, rest = kept[-1] if kept else "", inner[row_of[place]].text if place in row_of else "", fold(text[place:end])
        verbs = sum(speech(each) is Speech.VERB for each in kept) - n_verbs
        is_new = bool(word) and not any(word in other for other in others)
        counted = _COUNTED.match(text, place, end)
        is_finite = is_new and _FINITE.fullmatch(word) is not None
        is_asked = len(rest) > 1 and rest.lstrip("的等") in question
        n_asked = sum(each in question for each in lost if len(each) > 1)
        ties = beside(last, word) if last and word else (0.0, 0.0)
        of_others = [beside(other, word) for other in closing] if word else []
        ratio = math.log((place - begin + _SMOOTH) / (length + _SMOOTH))
        sums_up = {
            "and_so_on": _AND_SO_ON.match(text, place, end) is not None,
            "counted": counted is not None and _sums_up(counted, text, parts),
            "named": _NAMED.match(text, place, end) is not None,
            "predicate": is_new and _PREDICATE.fullmatch(word) is not None,
        }
        row = sums_up | {
            "longer": max(0.0, ratio),
            "shorter": max(0.0, -ratio),
            "even": all(len(other) == place - begin for other in others),
            "whole": place == end,
            "finite": is_finite,
            "asked_finite": is_finite and word in question,
            "passed": is_new and _PASSED.fullmatch(word) is not None,
            "asked": is_asked,
            "asked_of": is_asked and rest[0] == "的",
            "asked_words": math.log1p(n_asked),
            "asked_share": n_asked / max(1, sum(len(each) > 1 for each in lost)),
            "asked_kept": sum(each in question for each in kept if len(each) > 1) / max(1, sum(len(each) > 1 for each in kept)),
            "hangs": text[place - 1] in _HANGING,
            "of": word == "的",
            "joins": word in _JOINTS,
            "joined_lost": both is not None and place <= both[0],
            "alike": sum(text[place - 1] == other[-1] for other in others) / n_others,
            "same": sum(last == other for other in closing) / n_others,
            "same_speech": sum(_is_noun(last) is _is_noun(other) for other in closing) / n_others,
            "quote": abs((text[place - 1] in _CLOSING) - sum(other[-1] in _CLOSING for other in others) / n_others),
            "number": abs(_has_figure(text[begin:place]) - sum(map(_has_figure, others)) / n_others),
            "verbs_kept": max(0.0, verbs),
            "verbs_lost": max(0.0, -verbs),
            "crossed": n_crossed,
            "dropped": math.log1p(len(lost)),
            "ends": beside_marks(last)[0] if last else 0,
            "begun": beside_marks(word)[1] if word else 0,
            "tied": ties[0],
            "bound": ties[1],
            "tied_others": sum(tied for tied, _ in of_others) / n_others,
            "bound_others": sum(bound for _, bound in of_others) / n_others,
        }
        rows.append([*(float(row[name]) for name in _OF_WORDS), *one_hot(last), *one_hot(word)])
        n_crossed += any(sums_up.values())
    return places, np.array(rows, np.float32)


def _is_noun(word: str) -> bool:
    return speech(word) in _NOUNS


def _has_figure(text: str) -> bool:
    """Whether a text ends with a figure and its unit."""
    return _FIGURE.search(text[-_LONGEST_FIGURE:]) is not None


def _sums_up(counted: re.Match[str], text: str, parts: Sequence[Span]) -> bool:
    """Whether a count is one of the parts, and not of what the last of them is: in 公厕6座、路灯2条 each has its number."""
    is_own = counted.end() == parts[-1][1] and any(character.isdigit() for a, b in parts[:-1] for character in text[a:b])
    return value(counted[1]) in (len(parts), len(parts) + 1) and not is_own
