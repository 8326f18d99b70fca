"""The glossary entry of the term that a question asks about."""

from __future__ import annotations

from service.glossary import body_end, body_start, terms
from service.readers.base import Draft, Reading


def read_definition(reading: Reading) -> Draft | None:
    """The glossary entry of the term that is asked for, its name left out; None if no entry of a term that it names was found."""
    for hit in reading.hits:
        is_named = any(term in reading.query.folded for term in terms(hit.clause))
        start = body_start(hit.text) if is_named else 0
        if start:
            fit = float(reading.fits([hit.clause.heading or hit.text])[0])
            told = hit.text[start : body_end(hit.text)].strip()
            return Draft("definition", told, (reading.place(hit, 0, len(hit.text)),), fit, is_asked_form=True)
    return None
