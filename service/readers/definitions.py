"""The glossary entry of the term that a question asks about."""

from __future__ import annotations

from service.glossary import body_start, terms
from service.readers.base import Draft, Reading


def read_definition(reading: Reading) -> Draft | None:
    """The glossary entry of the term that is asked for, its name left out; None if no entry is among the hits."""
    for hit in reading.hits:
        start = body_start(hit.text) if terms(hit.clause) else 0
        if start:
            fit = float(reading.fits([hit.clause.heading or hit.text])[0])
            told = hit.text[start:].rstrip("。.").strip()
            return Draft("definition", told, (reading.place(hit, 0, len(hit.text)),), fit, is_asked_form=True)
    return None
