"""What the question asks of a shorthand: the likeliest of all that may be what it sums up."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.encoders.base import Floats
from indexer.records import Clause
from service.glossary import body_end, body_start, terms
from service.readers.base import Draft, Place, Reading
from service.readers.codes.beside import defined
from service.readers.codes.candidates import candidates
from service.readers.codes.features import Way, shares, ways
from service.readers.codes.field import asks_field, asks_kind, field_of, says_what
from service.readers.codes.kinship import are_kin
from service.readers.codes.names import short_names, whole_name
from service.readers.codes.occurrences import Searched, clauses, occurrences, reports
from service.readers.codes.one import asks_one, one_of
from service.readers.codes.shorthand import ASKING, QUOTED, Asked, asked, asks_meaning, named, parts_of
from service.readers.enumeration import Span
from service.readers.lists import written
from service.records import Hit, Kind


def is_unexplained(reading: Reading) -> bool:
    """Whether the question asks no more than what a shorthand of the report means, or which things one is that it quotes."""
    codes = asked(reading.query, reports(reading))
    return bool(codes) and (asks_meaning(reading.query) or bool(_quoted(reading, codes)))


def may_sum_up(reading: Reading, draft: Draft) -> bool:
    """Whether a list that stands elsewhere may be what the shorthand that the question quotes sums up: as many, of its noun or
    in its glossary entry.
    """
    codes = _quoted(reading, asked(reading.query, reports(reading)))
    explained = frozenset[str]().union(*(terms(place.clause) for place in draft.places))
    fitting = [code for code in codes if len(draft.items) in code.counts]
    return any(code.code in explained or are_kin(draft.items, code) for code in fitting)


def _quoted(reading: Reading, codes: Sequence[Asked]) -> list[Asked]:
    """Those in quotation marks that count something themselves, all of which is asked for behind them."""
    folded = reading.query.folded
    quoted = [match[1] for match in QUOTED.finditer(folded) if ASKING.search(folded, match.end())]
    return [code for code in codes if code.code in quoted and parts_of(code.code) and _counts_all(code)]


def _counts_all(code: Asked) -> bool:
    """Whether as many are asked for as all parts of a shorthand say."""
    return code.part is None and bool(code.whole.counts) and code.n_told in (None, *code.whole.counts)


def read_code(reading: Reading) -> Draft | None:
    """What the question asks of a shorthand; None if it asks about none, or nothing tells.

    Of all that may be what it sums up, or its part, the likeliest; its glossary entry is believed before other places.
    """
    codes = asked(reading.query, reports(reading))
    is_of_part = any(code.part for code in codes)
    is_definition = reading.query.kind == "definition" and not is_of_part
    if is_definition and any(term in reading.query.folded for hit in reading.hits for term in terms(hit.clause)):
        return None
    if not is_of_part and (draft := _whole_name(reading)):
        return draft
    if not is_of_part and asks_field(reading.query.folded) and (draft := _field(reading)):
        return draft
    read, found = ways_of(reading)
    if not read:
        return _as_a_whole(reading, codes)
    best = read[int(np.argmax(shares(found)))]
    way = max((way for way in read if _span(way) == _span(best)), key=lambda way: len(way.items))  # that says the same
    answer, items, held = answer_of(reading, way)
    kind: Kind = "list" if len(items) > 1 else "definition" if way.candidate.in_entry else "span"
    fit = float(reading.fits([way.candidate.around])[0])
    return Draft(kind, answer, held, fit, is_asked_form=True, items=items if len(items) > 1 else ())


def ways_of(reading: Reading) -> tuple[list[Way], Floats]:
    """Every way to read what the shorthands that are asked about sum up, and its features: in glossary entries, where there are
    any.
    """
    codes = asked(reading.query, reports(reading))
    searched = clauses(reading) if codes else []
    entries = _entries(searched, codes)
    return ways(reading, [each for code in codes for each in candidates(reading, code, entries or searched)])


def answer_of(reading: Reading, way: Way) -> tuple[str, tuple[str, ...], tuple[Place, ...]]:
    """The answer that a way gives, its items, and the places that hold them: of several the one that is asked for."""
    places = way.items
    if len(places) > 1 and asks_one(reading.query.folded):
        places = (one_of(reading, places, way.candidate.code.code),)
    return written(reading, places)


def _entries(searched: Sequence[Searched], codes: Sequence[Asked]) -> list[Searched]:
    return [each for each in searched if any(code.code in terms(each[1]) for code in codes)]


def _span(way: Way) -> Span:
    return way.items[0].start, way.items[-1].end


def _as_a_whole(reading: Reading, codes: Sequence[Asked]) -> Draft | None:
    """What is said of a shorthand that sums up nothing: its glossary entry, what stands behind it, or what it is of; None where
    a part is asked for, or so many.
    """
    if not all(code.part is None and code.n_told is None for code in codes) or len(QUOTED.findall(reading.query.folded)) > 1:
        return None
    searched = clauses(reading) if codes else []
    if entries := _entries(searched, codes):
        return _explained(reading, *entries[0])
    if draft := _defined(reading, codes, searched):
        return draft
    is_of_field = asks_kind(reading.query.folded) or asks_meaning(reading.query)
    field = _field(reading) if is_of_field else None
    return field if field and says_what(field.answer) else None


def _whole_name(reading: Reading) -> Draft | None:
    """What the name in short that the question has stands for, where the reports say so first."""
    names = short_names(reading.query.folded)
    searched = clauses(reading) if names else []
    for name in names:
        for hit, clause, start, end in occurrences(name, searched):
            if found := whole_name(reading.snapshot.text(clause), start, end):
                return _draft(reading, "span", hit, clause, found, name)
    return None


def _field(reading: Reading) -> Draft | None:
    """What the name that the question quotes is about, where it stands first."""
    codes = named(reading.query, reports(reading))
    searched = clauses(reading) if codes else []
    for code in codes:
        for hit, clause, start, end in occurrences(code.code, searched):
            text = reading.snapshot.text(clause)
            if found := field_of(text, start, end):
                return _draft(reading, "span", hit, clause, found, text[found[0] : end])
    return None


def _explained(reading: Reading, hit: Hit, clause: Clause, text: str) -> Draft | None:
    """The glossary entry of a shorthand, its name left out."""
    start = body_start(text)
    return _draft(reading, "definition", hit, clause, (start, body_end(text)), text[:start]) if start else None


def _defined(reading: Reading, codes: Sequence[Asked], searched: Sequence[Searched]) -> Draft | None:
    """What is said of a term that sums up nothing, where a place says so."""
    for code in codes:
        for hit, clause, _, end in occurrences(code.code, searched):
            if found := defined(reading.snapshot.text(clause), end):
                return _draft(reading, "definition", hit, clause, found, code.code)
    return None


def _draft(reading: Reading, kind: Kind, hit: Hit, clause: Clause, found: Span, around: str) -> Draft:
    place = Place(hit, clause.start + found[0], clause.start + found[1], clause)
    return Draft(kind, reading.text(place).strip(), (place,), float(reading.fits([around])[0]), is_asked_form=True)
