"""What a name is about that sums up nothing: 鼓励民间投资[“新36条”], [“七环网、五通道”]电力主网架."""

from __future__ import annotations

import re

from service.readers.codes.counted import after_verb
from service.readers.cutting import cut
from service.readers.enumeration import Span
from service.readers.spans.speech import Speech, speech
from service.readers.stops import STOP, last
from service.readers.vocabulary import ADVERBS, PREDICATES, VERBS

_ASKS = re.compile(
    r"关于|(?:哪|什么)(?:个|些|一)?(?:方面|领域)|什么(?:东西|事情?)?的|(?:指|是)的?是?(?:哪里|哪儿|什么地方)|针对(?:什么|谁|哪)"
)
_ASKS_KIND = re.compile("(?:什么|怎么?|啥)样的?.*[才算叫是]")
_ABOUT = re.compile("关于")
_OPENS = "“\"「‘'"
_ENDS = (Speech.VERB, Speech.PARTICLE, Speech.PHRASE)
_LED_BY = re.compile(rf"(?:{ADVERBS}|{VERBS})*(?:{VERBS})")
_PREDICATE = re.compile(PREDICATES)
_TELLING = 4  # characters that say more than 行动 or 工作
_NAMES_OTHER = re.compile(r"[“”\"「」《》]|(?<=[^\d.])\d+(?:[^\d.]{1,2})?$")  # something else in quotation marks, or a count
_LONGEST = 12  # characters of what stands behind a name


def asks_field(folded: str) -> bool:
    """Whether a folded question asks what something is about."""
    return _ASKS.search(folded) is not None


def asks_kind(folded: str) -> bool:
    """Whether a folded question asks of what kind something is that it names: 什么样的房子才算“好房子”."""
    return _ASKS_KIND.search(folded) is not None


def says_what(field: str) -> bool:
    """Whether what a name is about tells what it means: 出海通道, 干净、明亮, not 行动, 企业2家, nor 在4所学校开展."""
    words = cut(field).words
    is_whole = bool(words) and speech(words[0].text) is not Speech.PARTICLE and speech(words[-1].text) not in _ENDS
    return is_whole and len(field) >= _TELLING and _NAMES_OTHER.search(field) is None


def field_of(text: str, start: int, end: int) -> Span | None:
    """What stands before the name text[start:end] in its stretch, without the verb that leads in, else the noun behind it."""
    start -= text[start - 1 : start] in tuple(_OPENS)
    begin = last(STOP, text, 0, start) or 0
    led_by = _LED_BY.match(text, begin, start)
    begin = last(_ABOUT, text, begin, start) or max(after_verb(text, begin, start), led_by.end() if led_by else begin)
    before = text[begin:start].rstrip("的")
    if len(before.strip()) > 1:
        return begin, begin + len(before)
    behind = end
    words = cut(text).within(end, min(end + _LONGEST, len(text)))
    for word, following in zip(words, [*words[1:], None], strict=False):
        is_of_noun = word.start == end and following is not None and speech(following.text) is Speech.NOUN  # 出海[通道]
        is_end = speech(word.text) in _ENDS or _PREDICATE.fullmatch(word.text)
        if not word.text[0].isalnum() or (is_end and not is_of_noun):
            break
        behind = word.end
    return (end, behind) if behind > end else None
