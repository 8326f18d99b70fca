"""Where the first item of an enumeration begins: 加快建设[东站]、西站, by what speaks for and against each place (`WEIGHTS`)."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import numpy as np

from indexer.encoders.base import Floats
from indexer.outline.sentences import PAIRS
from service.readers.cutting import cut
from service.readers.enumeration import Span
from service.readers.spans.neighbours import beside, beside_marks
from service.readers.spans.speech import Speech, one_hot, speech
from service.readers.vocabulary import ADVERBS, FINITE, PREPOSITIONS, VERBS

WEIGHTS = Path(__file__).with_name("beginnings.toml")
_OF_WORDS = tuple(
    "longer shorter whole led finite led_by_adverb led_by_preposition of cuts_verb begins_verb begin_verbs alike same "
    "same_speech quote number asked asked_words asked_kept verbs_kept verbs_lost crossed dropped begins ended tied bound "
    "tied_others".split()
)
FEATURES = (*_OF_WORDS, *(f"at_{of.name}" for of in Speech), *(f"after_{of.name}" for of in Speech))
_LED_BY = re.compile(rf"(?:{ADVERBS})*(?:{VERBS})(?:好|了|出|起|到)?(?:的是)?")
_SMOOTH = 3  # characters: one more or less of a short item says little
_ADVERBS = re.compile(rf"(?:{ADVERBS})+")
_PREPOSITION = re.compile(PREPOSITIONS)
_FINITE = re.compile(rf"(?:{ADVERBS})*(?:{FINITE})了?")


def led_by(text: str, start: int) -> int:
    """Where the verb ends, with its adverbs, that stands at `start`; 0 where none does or part of a word."""
    found = _LED_BY.match(text, start)
    return found.end() if found and cut(text).is_border(found.end()) else 0


def beginnings(text: str, first: Span, others: Sequence[Span], question: str) -> tuple[list[int], Floats]:
    """Where the first part may begin, and (n places, n features), in the order of FEATURES:

    longer, shorter    how far the item's length is from that of the others, as a logarithm; `whole`: 1 if nothing is cut
    led                1 if a verb ends there, `finite`: that is hardly ever a noun; `led_by_adverb`; `led_by_preposition`;
                       `of`: 的; `cuts_verb`: 1 if it stands within a verb and its adverbs
    begins_verb        1 if a verb stands there, less `begin_verbs`, the share of the others that begin so
    alike              share of the others with the same first character; `same`: word; `same_speech`: part of speech
    quote, number      how far it is from the others in beginning with a quote or bracket, with a digit
    asked              of the words that are cut off, what the question says; `asked_words`: logarithm of how many;
                       `asked_kept`: of those that are not
    after_…, at_…      1 if the word before, or there, is of that part of speech
    verbs_kept         how many verbs more than in the others it has; `verbs_lost`: fewer
    crossed            logarithm of how many words stand between it and the verb or preposition before; `dropped`: in all
    begins, ended      how often the word there begins a phrase in reports, and the one before it ends one; `tied`: how often
                       the one follows the other, `bound`: the other the one; `tied_others`: the others' first words it
    """
    start, end = first
    of_others = [text[a:b] for a, b in others]
    length = median(map(len, of_others))
    inner = cut(text).within(start, end)
    begun = [words[0].text if (words := cut(text).within(a, b)) else "" for a, b in others]
    speech_of = [speech(word.text) for word in inner]
    n_verbs = sum(speech(word.text) is Speech.VERB for a, b in others for word in cut(text).within(a, b)) / len(others)
    n_led = sum(led_by(text, a) > 0 for a, _ in others) / len(others)
    governors: dict[int, int] = {}  # where what governs an item ends, and where it began
    for word in inner:
        reach = led_by(text, word.start) or (word.end if _PREPOSITION.fullmatch(word.text) else 0)
        governors.setdefault(reach, word.start)
    rows, places, last = [], [], start
    within = {at for reach, begun_at in governors.items() for at in range(begun_at + 1, reach)}
    for i, word in enumerate(inner):
        at, before = word.start, inner[i - 1] if i else None
        place = opened(text, start, at)
        if at in governors:
            last = at
        governor = text[governors[at] : at] if at in governors else ""
        adverbs = before is not None and _ADVERBS.fullmatch(before.text) is not None
        kept = [other.text for other in inner[i:] if len(other.text) > 1]
        lost = [other.text for other in inner[:i] if len(other.text) > 1]
        verbs = sum(of is Speech.VERB for of in speech_of[i:]) - n_verbs
        ties = beside(before.text, word.text) if before else (0.0, 0.0)
        ratio = math.log((end - place + _SMOOTH) / (length + _SMOOTH))
        row = {
            "longer": max(0.0, ratio),
            "shorter": max(0.0, -ratio),
            "whole": place == start,
            "led": bool(governor) and not _PREPOSITION.fullmatch(governor),
            "finite": _FINITE.fullmatch(governor) is not None,
            "led_by_adverb": adverbs and not governor,
            "led_by_preposition": _PREPOSITION.fullmatch(governor) is not None,
            "of": before is not None and before.text == "的",
            "cuts_verb": at in within,
            "begins_verb": led_by(text, at) > 0,
            "begin_verbs": n_led * (led_by(text, at) > 0),
            "alike": sum(other[0] == text[place] for other in of_others) / len(others),
            "same": sum(other == word.text for other in begun) / len(others),
            "same_speech": sum(speech(other) == speech_of[i] for other in begun) / len(others),
            "quote": abs((text[place] in PAIRS) - sum(other[0] in PAIRS for other in of_others) / len(others)),
            "number": abs(text[place].isdigit() - sum(other[0].isdigit() for other in of_others) / len(others)),
            "asked": sum(other in question for other in lost) / max(1, len(lost)),
            "asked_words": math.log1p(sum(other in question for other in lost)),
            "asked_kept": sum(other in question for other in kept) / max(1, len(kept)),
            "verbs_kept": max(0.0, verbs),
            "verbs_lost": max(0.0, -verbs),
            "crossed": math.log1p(sum(last <= other.start < at for other in inner)),
            "dropped": math.log1p(i),
            "begins": beside_marks(word.text)[1],
            "ended": beside_marks(before.text)[0] if before else 0,
            "tied": ties[0],
            "bound": ties[1],
            "tied_others": sum(beside(before.text, other)[0] for other in begun) / len(begun) if before else 0,
        }
        places.append(place)
        rows.append([*(float(row[name]) for name in _OF_WORDS), *one_hot(word.text), *one_hot(before.text if before else "")])
    if not places or places[0] != start:
        places.insert(0, start)  # a number, or a word that the borders of the stretch cut through
        rows.insert(0, [float(name == "whole") for name in FEATURES])
    return places, np.array(rows, np.float32)


def opened(text: str, start: int, at: int) -> int:
    """`at`, or where the quote or bracket opens that stands before it."""
    while at > start and text[at - 1] in PAIRS:
        at -= 1
    return at
