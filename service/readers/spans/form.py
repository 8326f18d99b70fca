"""What a phrase looks like, and whether it is of the kind that is asked for."""

from __future__ import annotations

import numpy as np

from service.readers.spans.able import are_dated
from service.readers.spans.layout import Bools, Column, Ints, Laid, Question
from service.readers.spans.runs import OPEN, Runs
from service.readers.spans.speech import Speech

_LONGEST_HEAD = 12  # characters
_OPEN = frozenset(OPEN)
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_ENDS_PLACE = frozenset("省市县区州镇乡村国港湾")
_DATE_WORDS = frozenset("年 月 日 号 底 初 末 月底 年底 年初 年末 第 季度 上半年 下半年 起 之前 前".split())


def form(laid: Laid, runs: Runs, question: Question) -> dict[str, Column]:
    """What each run looks like, and whether it is of the kind that is asked for."""
    sought, left, right = question.sought, runs.left, runs.right
    lengths = right - left
    n_characters = laid.ends[right - 1] - laid.starts[left]
    of = laid.kinds
    gaps = laid.gaps[1:-1]

    follow = np.minimum(_prefixes(laid, question.follows)[right - 1], n_characters)
    goes_on = _going_on(laid, question.follows)[right - 1]
    suffix, is_cut = _suffixes(laid, question.head)
    suffix = np.minimum(suffix[right - 1], n_characters)
    n_head = len(question.head)
    dated = are_dated(laid, runs)
    is_date = (of == Speech.TIME) | np.array([word.isdigit() or word in _DATE_WORDS for word in laid.words])
    only_date = dated & ~runs.hold((~is_date).tolist())
    has_verb = runs.hold((of == Speech.VERB).tolist())
    has_quotes = runs.hold([not _OPEN.isdisjoint(gap) for gap in gaps], gap=True) | (laid.starts[left] > runs.starts)
    logs = np.log(lengths)
    is_short = (n_characters >= 2) & (n_characters <= 4)
    surnamed = np.array([word[0] in _SURNAMES for word in laid.words])[left] & is_short & (lengths <= 2)
    dotted = runs.hold(["·" in gap for gap in gaps], gap=True)
    of_places = ~runs.hold((of != Speech.PLACE).tolist())
    led = _leading(laid, question.precedes)[left]
    return {
        "surname": surnamed,
        "surname_person": surnamed & sought.wants_person,
        "dotted_person": dotted & sought.wants_person,
        "of_places": of_places,
        "of_places_asked": of_places & sought.wants_place,
        "led_1": led >= 1,
        "led_2": led >= 2,
        "asks_foreign": np.full(len(left), question.is_foreign),
        "quoted_foreign": runs.is_quoted & question.is_foreign,
        "suffix_1": suffix >= 1,
        "suffix_2": suffix >= 2,
        "suffix_whole": (suffix > 0) & (suffix == n_head),
        "is_head": (suffix == n_head) & (n_characters == n_head),
        "asked_1": follow >= 1,
        "asked_2": follow >= 2,
        "asked_4": follow >= 4,
        "asked_all": (follow > 0) & (follow == n_characters),
        "cut_1": goes_on >= 1,
        "cut_2": goes_on >= 2,
        "head_follows": is_cut[right - 1],
        "length": logs,
        "one_word": lengths == 1,
        "two_words": lengths == 2,
        "long": np.maximum(lengths - 6, 0) / 6,
        "very_long": np.maximum(lengths - 10, 0) / 6,
        **{f"characters_{n}": n_characters == n for n in (1, 2, 3)},
        "quoted": runs.is_quoted,
        "quoted_name": runs.is_quoted & sought.wants_name,
        "has_quotes": has_quotes,
        "has_quotes_name": has_quotes & sought.wants_name,
        "list": runs.hold(["、" in gap for gap in gaps], gap=True),
        "digit": runs.hold([word[0].isdigit() for word in laid.words]) & (not sought.wants_date),
        "date": dated & sought.wants_date,
        "only_date": only_date & sought.wants_date,
        "no_date": ~dated & sought.wants_date,
        "date_unasked": dated & (not sought.wants_date),
        "verb": has_verb,
        "verb_way": has_verb & sought.wants_way,
        "verb_first_way": (of[left] == Speech.VERB) & sought.wants_way,
        "length_way": logs * sought.wants_way,
        "length_no_head": logs * (not question.head),
        "length_name": logs * sought.wants_name,
        "short_person": is_short & sought.wants_person,
        "words_person": (lengths <= 2) & sought.wants_person,
        "de": runs.hold([word == "的" for word in laid.words]),
        "particle": runs.hold((of == Speech.PARTICLE).tolist()),
        "whole": (runs.stretch_of[left] != runs.stretch_of[left - 1]) & (runs.is_stop[right]),
        "asks_name": np.full(len(left), sought.wants_name),
        "asks_place": np.full(len(left), sought.wants_place),
        "asks_person": np.full(len(left), sought.wants_person),
        "asks_way": np.full(len(left), sought.wants_way),
        "asks_date": np.full(len(left), sought.wants_date),
        "asks_head": np.full(len(left), bool(question.head)),
    }


def is_like_name(text: str) -> bool:
    """Whether a text may be what a person is called: a surname and one or two characters, or parts with a dot between them."""
    return "·" in text or (2 <= len(text) <= 3 and text[0] in _SURNAMES and text[-1] not in _ENDS_PLACE)


def _suffixes(laid: Laid, head: str) -> tuple[Ints, Bools]:
    """How many characters at the end of `head` the text up to each word ends in, and whether `head` follows it; (n words,)."""
    text = "".join(laid.words)
    ends = np.cumsum([len(word) for word in laid.words]).tolist()
    common = [next((n for n in range(len(head), 0, -1) if text.endswith(head[-n:], 0, end)), 0) for end in ends]
    return np.array(common), np.array([bool(head) and text.startswith(head, end) for end in ends])


def _prefixes(laid: Laid, follows: str) -> Ints:
    """The longest beginning of `follows`, in characters, that the text up to each word ends in; (n words,)."""
    text = "".join(laid.words)
    ends = np.cumsum([len(word) for word in laid.words]).tolist()
    lengths = range(min(len(follows), _LONGEST_HEAD), 0, -1)
    return np.array([next((n for n in lengths if text.endswith(follows[:n], 0, end)), 0) for end in ends])


def _going_on(laid: Laid, follows: str) -> Ints:
    """How many characters after each word are those that `follows` begins with, up to two; (n words,)."""
    text = "".join(laid.words)
    ends = np.cumsum([len(word) for word in laid.words]).tolist()
    wanted = follows.removeprefix("的")[:2]
    return np.array([next((n for n in (2, 1) if wanted[:n] and text.startswith(wanted[:n], end)), 0) for end in ends])


def _leading(laid: Laid, precedes: str) -> Ints:
    """How many characters before each word are those that `precedes` ends in, up to two; (n words,)."""
    text = "".join(laid.words)
    starts = np.cumsum([0, *(len(word) for word in laid.words[:-1])]).tolist()
    ends = [(n, precedes[-n:]) for n in (2, 1) if precedes]
    return np.array([next((n for n, end in ends if text.endswith(end, 0, start)), 0) for start in starts])
