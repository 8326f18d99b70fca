"""The list that a question asks for."""

from __future__ import annotations

import re

from service.readers.base import Draft, Reading
from service.readers.enumeration import enumerated, split
from service.readers.stops import LIST_STOP, STOP, last

_ITEM = re.compile(r"[、;；]")  # what makes a stretch a list
_LONGER_GAIN = 0.08  # what the words up to the full stop must add to be worth their length


def read_list(reading: Reading) -> Draft | None:
    """The stretch of the best clause that enumerates what is asked for; None if it enumerates nothing."""
    hit = reading.hits[0]
    text = hit.text
    sentences = reading.sentences(hit)
    narrow, wide = ([span for start, end in sentences for span in split(text, start, end, at)] for at in (STOP, LIST_STOP))
    listing = [(a, b) for a, b in dict.fromkeys((*narrow, *wide)) if _ITEM.search(text, a, b)]
    if not listing:
        return None
    fits = reading.fits([text[_list_head(text, a) : b] for a, b in listing]).tolist()
    gains = [fit if span in narrow else fit - _LONGER_GAIN for fit, span in zip(fits, listing, strict=True)]
    best = max(range(len(gains)), key=lambda i: (gains[i], -i))
    start, end = listing[best]
    items = enumerated(text, start, end)
    answer = text[items[0][0] : items[-1][1]]
    told = tuple(text[a:b] for a, b in items)
    return Draft("list", answer, (reading.place(hit, start, end),), fits[best], not reading.query.wants_date, told)


def _list_head(text: str, start: int) -> int:
    """Where the words begin that say what a list is of: before its colon, else with the list."""
    if not text[:start].rstrip().endswith((":", "：")):
        return start
    return last(re.compile("[;；。\n]"), text, 0, start - 1) or 0
