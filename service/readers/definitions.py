"""The glossary entry of the term that a question asks about."""

from __future__ import annotations

import re

from indexer.segment import fold
from service.glossary import body_start, terms
from service.readers.base import Draft, Reading
from service.readers.enumeration import split
from service.readers.stops import LIST_STOP

_QUOTED = re.compile(r"[“\"「]([^“”\"「」]+)[”\"」]")


def read_definition(reading: Reading) -> Draft | None:
    """The glossary entry of the term that is asked for, its name left out; None if no entry is among the hits.

    A part of the term that the question quotes too (“1335X”里的“X”) is answered by the stretch that explains it.
    """
    for hit in reading.hits:
        start = body_start(hit.text) if terms(hit.clause) else 0
        if not start:
            continue
        end = len(hit.text.rstrip("。."))
        quoted = set(_QUOTED.findall(reading.query.folded)) - terms(hit.clause)
        parts = split(hit.text, start, end, LIST_STOP)
        stretches = [(a, b) for a, b in parts if any(f"“{part}”" in fold(hit.text[a:b]) for part in quoted)]
        a, b = stretches[0] if stretches else (start, end)
        fit = reading.fits([hit.clause.heading or hit.text])[0]
        place = reading.place(hit, 0, len(hit.text))
        return Draft("definition", hit.text[a:b].strip(), (place,), float(fit), is_asked_form=True)
    return None
