"""What stands in quotation marks beside a shorthand, or begins with it, and is what it sums up.

实施“净水、护老、强体”专项行动: “3个专项行动”; “粮油果蔬茶药”六大产业; “直播+电商、直播+文旅”: “直播+”
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.readers.codes.counted import after_verb
from service.readers.codes.shorthand import Asked
from service.readers.enumeration import BETWEEN, QUOTE, Span, split
from service.readers.stops import STOP, last

_SIGNS = re.compile("[\u4e00-\u9fff]+")
_LEAST = 5  # signs in quotation marks that stand for one thing each: of fewer words are made too
_OF_SIGNS = re.compile("位一体|[级方]")  # what is counted where each is named by one sign
_OPENS = "“\"「‘'"
_GOES_ON = r"[^“”\"「」、，,。；;：:（）()和与及等\s]+"


def enumerated(text: str, asked: Asked) -> Iterator[list[Span]]:
    """As many items in quotation marks as the shorthand says, before one of its nouns of two characters or more."""
    for quote in QUOTE.finditer(text):
        items = split(text, quote.start(1), quote.end(1), BETWEEN)
        if len(items) in asked.counts and any(len(noun) > 1 and text.startswith(noun, quote.end()) for noun in asked.nouns):
            yield items


def signs(text: str, start: int, asked: Asked) -> Span | None:
    """What stands before the shorthand at `start`, for each thing that it counts a sign, or a word like the others.

    “粮油果蔬茶药”六大产业; 省市县乡“四级”; 学业就业创业“三业”
    """
    quote = next((quote for quote in QUOTE.finditer(text, 0, start) if quote.end() == start), None)
    if quote:
        is_told = _SIGNS.fullmatch(quote[1]) and len(quote[1]) in asked.counts and len(quote[1]) >= _LEAST
        return quote.span(1) if is_told else None
    end = start - (text[start - 1 : start] in tuple(_OPENS))
    begin = after_verb(text, last(STOP, text, 0, end) or 0, end)
    before = text[begin:end]
    is_each = len(before) in asked.counts and _OF_SIGNS.search(asked.code)
    is_word = any(_are_words(before, n) for n in asked.counts)
    return (begin, end) if _SIGNS.fullmatch(before) and (is_each or is_word) else None


def _are_words(text: str, n: int) -> bool:
    """Whether a text is of n words of two signs or more, of one length, that all end alike or all begin alike."""
    length = len(text) // n
    words = [text[at : at + length] for at in range(0, len(text), length)] if length > 1 else []
    return len(words) == n and (len({word[0] for word in words}) == 1 or len({word[-1] for word in words}) == 1)


def continued(text: str, asked: Asked) -> list[Span]:
    """What goes on with a shorthand that ends in +, each once."""
    first: dict[str, Span] = {}
    for found in re.finditer(re.escape(asked.code) + _GOES_ON, text) if asked.code.endswith("+") else ():
        first.setdefault(found.group(), found.span())
    return list(first.values())
