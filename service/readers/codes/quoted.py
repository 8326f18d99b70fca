"""What stands in quotation marks beside a shorthand, or begins with it, and is what it sums up.

实施“净水、护老、强体”专项行动: “3个专项行动”; “粮油果蔬茶药”六大产业; “直播+电商、直播+文旅”: “直播+”
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.readers.codes.shorthand import Asked
from service.readers.enumeration import BETWEEN, QUOTE, Span, split

_SIGNS = re.compile("[\u4e00-\u9fff]+")
_LEAST = 5  # signs that stand for one thing each: of fewer words are made too
_GOES_ON = r"[^“”\"「」、，,。；;：:（）()和与及等\s]+"


def enumerated(text: str, asked: Asked) -> Iterator[list[Span]]:
    """As many items in quotation marks as the shorthand says, before one of its nouns of two characters or more."""
    for quote in QUOTE.finditer(text):
        items = split(text, quote.start(1), quote.end(1), BETWEEN)
        if len(items) in asked.counts and any(len(noun) > 1 and text.startswith(noun, quote.end()) for noun in asked.nouns):
            yield items


def signs(text: str, start: int, asked: Asked) -> Span | None:
    """What stands in quotation marks before the shorthand at `start`, a sign for each thing that it counts."""
    quote = next((quote for quote in QUOTE.finditer(text, 0, start) if quote.end() == start), None)
    is_told = quote and _SIGNS.fullmatch(quote[1]) and len(quote[1]) in asked.counts and len(quote[1]) >= _LEAST
    return quote.span(1) if quote and is_told else None


def continued(text: str, asked: Asked) -> list[Span]:
    """What goes on with a shorthand that ends in +, each once."""
    first: dict[str, Span] = {}
    for found in re.finditer(re.escape(asked.code) + _GOES_ON, text) if asked.code.endswith("+") else ():
        first.setdefault(found.group(), found.span())
    return list(first.values())
