"""Things that each have the word of the shorthand, one behind another: 两个“务必”, “三个增收”.

[务必谦虚谨慎]，[务必艰苦奋斗]; [工资增收]、[经营增收]、[财产增收]; [收入稳居上游]、[产值稳居上游]
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from service.readers.borders import items_between
from service.readers.cutting import cut
from service.readers.enumeration import BETWEEN, Span, split_outside
from service.readers.spans.speech import Speech, speech
from service.readers.stops import FULL_STOP, PART, PART_STOP, SENTENCE_STOP, STOP

_STOPS = (PART, PART_STOP, SENTENCE_STOP, FULL_STOP)  # each parts more than the next
_LEADS_IN = (Speech.PARTICLE, Speech.VERB, Speech.TIME)


def repeated(text: str, noun: str, counts: Collection[int], question: str) -> Iterator[list[Span]]:
    """As many things as are counted that open with a noun of two characters or more, or end alike behind it."""
    if text.count(noun) < min(counts, default=len(text)):
        return
    for sentence in split_outside(text, 0, len(text), FULL_STOP):
        if len(items := _opened(text, *sentence, noun)) in counts:
            yield items
    for start, end in split_outside(text, 0, len(text), STOP):
        if text.count(noun, start, end) in counts and len(items := _closed(text, start, end, noun, question)) in counts:
            yield items


def _opened(text: str, start: int, end: int, noun: str) -> list[Span]:
    """What opens with the noun in text[start:end]; the first may be led in: 即[严防甲]、[严防乙]."""
    found = [match.start() for match in re.finditer(re.escape(noun), text[:end]) if match.start() >= start]
    opening = [at for at in found if at == start or PART.match(text, at - 1)]
    led_in = [at for at in found if opening and at < opening[0] and not PART.search(text, at, opening[0] - 1)]
    starts = sorted({*opening, *(at for at in led_in if speech(text[at - 1]) is Speech.PARTICLE)})
    if len(starts) < 2:
        return []
    stop = next((stop for stop in _STOPS if len(split_outside(text, starts[0], starts[-1], stop)) == len(starts) - 1), FULL_STOP)
    last = stop.search(text, starts[-1], end)
    ends = [*starts[1:], last.start() if last else end]
    return [split_outside(text, a, b, stop)[0] for a, b in zip(starts, ends, strict=True)]


def _closed(text: str, start: int, end: int, noun: str, question: str) -> list[Span]:
    """The items of the enumeration text[start:end] that end in the noun, or behind it alike."""
    parts = split_outside(text, start, end, BETWEEN)
    if len(parts) < 2 or not all(noun in text[a:b] for a, b in parts):
        return []
    behind = [text[text.rfind(noun, a, b) + len(noun) : b] for a, b in parts]
    *others, tail = behind
    last = parts[-1][1] - len(tail) + len(others[0])
    if len({*others}) > 1 or not tail.startswith(others[0]) or not cut(text).is_border(last):
        return []
    first = _led_in(text, *parts[0]) if speech(noun) is Speech.PHRASE else items_between(text, parts, question)[0][0]
    return [(first, parts[0][1]), *parts[1:-1], (parts[-1][0], last)]


def _led_in(text: str, start: int, end: int) -> int:
    """Where a clause begins behind the words that lead it in: 但[收入前所未有], 让[劳动者多得]."""
    return next((word.start for word in cut(text).within(start, end) if speech(word.text) not in _LEADS_IN), start)
