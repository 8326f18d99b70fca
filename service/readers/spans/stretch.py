"""The stretch between stops that answers a question: for encoders whose words have no vectors of their own."""

from __future__ import annotations

import re

from service.query import Query
from service.readers.base import Draft, Reading
from service.readers.enumeration import split
from service.readers.stops import PHRASE_STOP

_DATE = re.compile(r"\d\s?[年月日]|年[初中底末]|月底|季度|[上下]半年|[明今去]年")
_LIST_NUMBER = re.compile(r"^\s*(?:\d+\s*[.．、]|[(（]\d+[)）])\s*")
_SECOND_PART_GAIN = 0.08  # what a further stretch must add to be worth its length


def read_stretch(reading: Reading) -> Draft:
    """The stretch of the best clause's best sentence, between stops, that fits best; two stretches if both are needed."""
    query, hit = reading.query, reading.hits[0]
    text, base = hit.text, hit.clause.start
    start, end = hit.sentence[0] - base, hit.sentence[1] - base
    number = _LIST_NUMBER.match(text)
    begin = max(start, number.end() if number else 0)
    parts = split(text, begin, end, PHRASE_STOP) or [(start, end)]
    pairs = [(a, b) for (a, _), (_, b) in zip(parts, parts[1:], strict=False)]
    fits = reading.fits([text[a:b] for a, b in (*parts, *pairs)]).tolist()
    gains = [*fits[: len(parts)], *(fit - _SECOND_PART_GAIN for fit in fits[len(parts) :])]
    best = max(range(len(gains)), key=lambda i: (gains[i], -i))
    a, b = (*parts, *pairs)[best]
    return Draft("span", text[a:b], (reading.place(hit, start, end),), fits[best], is_asked_form(query, text[a:b]))


def is_asked_form(query: Query, phrase: str) -> bool:
    """Whether a phrase is of the form that a question asks for: with a date in it, where it asks for one."""
    return bool(_DATE.search(phrase)) if query.wants_date else query.kind not in ("value", "definition")
