"""Where the items of an enumeration begin and end: what leads in, what sums up, and which words join the last two.

加快谋划[高铁站、进线、通道]; 做好[残疾人、低保家庭]等群体的救助; [东站、西站]两个站通车; [茶饮、竹木]和[民宿]
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from statistics import median

from service.readers.beginnings import led_by, opened
from service.readers.cutting import cut
from service.readers.endings import ending, joint, told
from service.readers.enumeration import Span
from service.readers.vocabulary import ADVERBS, FINITE, PREDICATES, PREPOSITIONS

_ADVERBS = re.compile(rf"(?:{ADVERBS})+")
_PREPOSITION = re.compile(PREPOSITIONS)
_FINITE = re.compile(rf"(?:{ADVERBS})*(?:{FINITE})了?")
_WHAT_KIND = frozenset("更好 更高 更大 更优 新 新的 一批 一系列 的 等 各种".split())
_NUMBER = re.compile(r"\s*\d+\s*[.．、]\s*")
_SAID = re.compile(f"{PREDICATES}|[向由均都]|[被每].*")
_FIGURE = re.compile(r"\d")
_LONGEST_BEGUN = 24  # characters of a stretch that begins a list which goes on after a comma


def items_between(text: str, parts: Sequence[Span], question: str) -> list[Span]:
    """The items of the parts of an enumeration in order, at least one; a folded question tells which words are no item."""
    parts = without_lead(text, parts)
    if told(text, parts) == len(parts) > 1 and (both := joint(text, *parts[0])):
        parts[0] = (both[1], parts[0][1])  # 沈白高铁和京哈、本桓2条高速: of another list
    first, *others = without_tail(text, parts, question)
    first = (_begin(text, first, others, question), first[1])
    return [span for span in (first, *others) if span[0] < span[1]]


def without_tail(text: str, parts: Sequence[Span], question: str) -> list[Span]:
    """The parts without what sums them up, the last two apart where a word joins them."""
    *others, (begin, _) = parts
    end = ending(text, tuple(parts), question)
    are_pairs = any(joint(text, *other) for other in others)  # 粮食和食品加工、文化和旅游
    both = joint(text, begin, end) if not are_pairs and told(text, parts) != len(parts) else None
    if both and _has_figure(text, begin, both[0]) == _has_figure(text, both[1], end):
        return [*others, (begin, both[0]), (both[1], end)]
    return [*others, (begin, end)]


def without_lead(text: str, parts: Sequence[Span]) -> list[Span]:
    """The parts without the first ones that are only a verb, 修复好、利用好老街巷, and 以 before 为, which words may not cut off:
    以信创、新能源为重点."""
    at = next((row for row, (start, end) in enumerate(parts[:-1]) if led_by(text, start) != end), len(parts) - 1)
    (start, end), *others = parts[at:]
    is_with = text[start] == "以" and "为" in text[slice(*parts[-1])] and end - start > 1
    return [(start + is_with, end), *others]


def goes_on(text: str, before: Span, start: int) -> bool:
    """Whether what begins at `start` goes on with the list before the comma: 投用220kv东变,110kv西变、南变."""
    is_governed = led_by(text, start) or _PREPOSITION.match(text, start)
    return not is_governed and led_by(text, before[0]) > 0 and before[1] - before[0] <= _LONGEST_BEGUN


def leads(text: str, start: int) -> bool:
    """Whether a verb stands at `start` that leads in what follows: not one of a single character."""
    return led_by(text, start) - start > 1


def subject_end(text: str, start: int, end: int) -> int:
    """Where what is said of the subject text[start:end] begins: 工业增加值[增长8%]; `end` where nothing is."""
    said = (word.start for word in cut(text).within(start, end)[1:] if _SAID.fullmatch(word.text))
    return next(said, end)


def _begin(text: str, first: Span, others: Sequence[Span], question: str) -> int:
    """Where the first item begins: after the verb that governs all of them, where it is most like the others."""
    start, end = first
    if number := _NUMBER.match(text, start, end):
        start = number.end()
    alike = [text[a:b] for a, b in others if a < b]
    if not alike or start == end:
        return start
    length = median(map(len, alike))
    is_led = sum(led_by(text, a) > 0 for a, b in others if a < b) * 2 > len(alike)
    shared = alike[0][0] if len(alike) > 1 and len({other[0] for other in alike}) == 1 else None
    cut_up = cut(text).within(start, end)
    is_within_word = not any(word.start == start for word in cut_up[:1])
    best, best_score = start, -0.7 * abs(math.log((end - start) / length)) if is_within_word else -math.inf
    governed, n_crossed, is_open = 0.0, 0, False
    past = start  # what a verb or its adverbs reach to
    for word in cut_up:
        if word.start < past:
            continue
        led_to = led_by(text, word.start)
        score = governed - 0.7 * abs(math.log((end - word.start) / length)) - 1.2 * bool(n_crossed)
        score += (1.5 if is_led else -1.5 * (governed < 2)) * (led_to > 0) + 6 * (word.text[0] == shared)
        score -= 2.0 * (word.text == "的" or _PREPOSITION.fullmatch(word.text) is not None)
        if score > best_score:
            best, best_score = opened(text, start, word.start), score
        past = led_to or word.end
        if led_to or _PREPOSITION.fullmatch(word.text):
            governed = (0.5 if is_led else 2.0) + (_FINITE.fullmatch(text, word.start, past) is not None)
            is_open = True
        elif word.text in _WHAT_KIND or (governed >= 1 and _is_asked(word.text, question, alike)):
            continue
        elif (adverbs := _ADVERBS.match(text, word.start)) and cut(text).is_border(adverbs.end()):
            governed, past = 0.5, adverbs.end()
        else:
            governed, n_crossed = -1.0, n_crossed + is_open
    return best


def _is_asked(word: str, question: str, others: Sequence[str]) -> bool:
    """Whether the question says the word and the other items do not: 新区 of 新区残联、侨联."""
    return len(word) > 1 and word in question and not any(word in other for other in others)


def _has_figure(text: str, start: int, end: int) -> bool:
    return _FIGURE.search(text, start, end) is not None
