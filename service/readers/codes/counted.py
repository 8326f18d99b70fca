"""A stretch of a text cut into as many items as a shorthand counts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, islice

from service.readers.borders import items_between
from service.readers.cutting import cut
from service.readers.endings import joint
from service.readers.enumeration import BETWEEN, Span, split_outside
from service.readers.spans.speech import Speech, speech
from service.readers.vocabulary import VERBS

_VERB = re.compile(VERBS)
_NO_NOUNS = (Speech.VERB, Speech.ACTION, Speech.QUALITY, Speech.PARTICLE)
_MOST_WAYS = 64  # to choose the words that join items: those of the last items come first
_EVEN = 0.4  # of the length of the first of two, what the second has at least


def counted(
    text: str, start: int, end: int, counts: Collection[int], question: str, *, has_tail: bool = True
) -> Iterator[list[Span]]:
    """The items of the enumeration text[start:end], without the verb that leads in, in each way that gives a count.

    Where 、 parts fewer, a word that joins does it too, the last first: 甲和乙、[丙和丁] of three. What sums the items up behind
    the last is left out, where there may be any.
    """
    parts = split_outside(text, start, end, BETWEEN)
    if not parts:
        return
    for items in _enumerated(text, parts, question, has_tail):
        for cuts in _joints_cut(text, items, counts):
            if len(cuts) in counts and (len(parts) > 1 or _are_even(text, cuts)):
                yield cuts


def after_verb(text: str, start: int, end: int) -> int:
    """Where the object begins of the verb that opens text[start:end]: 打造[绿色转型区]; the start where none does."""
    for word in cut(text).within(start, end):
        is_verb = speech(word.text) in (Speech.VERB, Speech.ACTION) or _VERB.fullmatch(word.text)
        if is_verb and word.end < end:
            return word.end + (text[word.end] == "了")
        if speech(word.text) not in (Speech.PARTICLE, Speech.QUALITY):
            break
    return start


def _enumerated(text: str, parts: Sequence[Span], question: str, has_tail: bool) -> Iterator[list[Span]]:
    if items := items_between(text, parts, question):
        (start, end), *others = items
        is_alike = len(others) > 1 and {b - a for a, b in others} == {end - start}  # 需求收缩、供给冲击、预期转弱
        while not is_alike and _opens_with_verb(text, start, end) and not any(_opens_with_verb(text, a, b) for a, b in others):
            if (start := after_verb(text, start, end)) == items[0][0]:
                break
            items = [(start, end), *others]
        items[0] = _as_long_as(text, items[0], others)
        is_of = text.startswith("的", items[-1][1])  # 铁路、公路[的融合]
        if has_tail or is_of:
            yield items
        if not is_of:
            yield [(items[0][0], parts[0][1]), *parts[1:]]  # with what may only seem to sum them up


def _as_long_as(text: str, first: Span, others: Sequence[Span]) -> Span:
    """The end of the first item that is as long as all others are, behind what is no noun: 明确[稳定]、发展、强边."""
    lengths = {b - a for a, b in others}
    start = first[1] - min(lengths, default=0)
    before = cut(text).within(first[0], start)
    is_whole = before and before[-1].end == start and all(speech(word.text) in _NO_NOUNS for word in before)
    return (start, first[1]) if len(others) > 1 and len(lengths) == 1 and is_whole else first


def _joints_cut(text: str, items: Sequence[Span], counts: Collection[int]) -> Iterator[list[Span]]:
    yield list(items)
    joints = [(row, both) for row, item in reversed(list(enumerate(items))) if (both := joint(text, *item))]
    for n_cuts in sorted({n - len(items) for n in counts}):
        for chosen in islice(combinations(joints, n_cuts), _MOST_WAYS) if n_cuts > 0 else ():
            at = dict(chosen)
            yield [
                span
                for row, (a, b) in enumerate(items)
                for span in ([(a, at[row][0]), (at[row][1], b)] if row in at else [(a, b)])
            ]


def _are_even(text: str, items: Sequence[Span]) -> bool:
    """Whether what 和 joins are two things: not 坚持和落实[“两个…”], nor 高职提质工程和中职[“双优计划”]."""
    lengths = [end - start for start, end in items]
    return lengths[-1] >= _EVEN * lengths[0] and not all(_VERB.fullmatch(text, *item) for item in items)


def _opens_with_verb(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] opens with a verb and more, adverbs aside."""
    for word in cut(text).within(start, end):
        if speech(word.text) is Speech.VERB or (speech(word.text) is Speech.ACTION and _VERB.fullmatch(word.text)):
            return word.end < end
        if speech(word.text) is not Speech.PARTICLE:
            break
    return False
