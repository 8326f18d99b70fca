"""Which of the places that may tell what a shorthand sums up is believed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indexer.records import Clause
from service.glossary import terms
from service.readers.base import Draft, Place, Reading
from service.readers.codes.beside import FOLLOWING, are_kin, beside, defined, kinship
from service.readers.codes.elsewhere import elsewhere
from service.readers.codes.entries import read_entry
from service.readers.codes.field import asks_field, field_of
from service.readers.codes.shorthand import Asked, asked, asks_meaning, named
from service.readers.lists import written
from service.readers.series import headed
from service.readers.stops import SENTENCE_STOP, last
from service.records import Hit

_KINSHIP = 0.5  # weight beside the shape and the fit
_ALL = 0.1
_AROUND = 12  # characters behind a shorthand that say what it is of


class _Candidate(NamedTuple):
    shape: float
    items: tuple[Place, ...]
    around: str


def is_unexplained(reading: Reading) -> bool:
    """Whether the question asks no more than what a shorthand of the report means."""
    return asks_meaning(reading.query) and bool(asked(reading.query, _reports(reading)))


def read_code(reading: Reading) -> Draft | None:
    """What the question asks of a shorthand; None if it asks about none, or nothing tells.

    The glossary is believed first. Else as many items as the shorthand says that it sums up, where their shape, the words that
    they share with it, and how well what stands around them fits the question, together say most; of equal ones the first.
    """
    if draft := read_entry(reading):
        return draft
    if reading.query.kind == "definition" and any(
        term in reading.query.folded for hit in reading.hits for term in terms(hit.clause)
    ):
        return None
    if asks_field(reading.query.folded) and (draft := _field(reading)):
        return draft
    codes = asked(reading.query, _reports(reading))
    clauses = _clauses(reading) if codes else []
    candidates = [candidate for code in codes for candidate in _candidates(reading, code, clauses)]
    if not candidates:
        return _defined(reading, codes, clauses) if reading.query.kind == "definition" else None
    fits = reading.fits([candidate.around for candidate in candidates])
    chosen = max(range(len(candidates)), key=lambda row: candidates[row].shape + float(fits[row]))
    return _draft(reading, candidates[chosen].items, float(fits[chosen]))


def _reports(reading: Reading) -> list[str]:
    """The texts of the reports that were found, in lower case."""
    report_ids = dict.fromkeys(hit.clause.report_id for hit in reading.hits)
    return [reading.snapshot.reports[report_id].text.lower() for report_id in report_ids]


def _clauses(reading: Reading) -> list[tuple[Hit, Clause, str]]:
    """The clauses of the reports that were found, each with its hit, or the best one of its report, and its lower-case text."""
    hit_of = {hit.clause.clause_id: hit for hit in reading.hits}
    best_of = {hit.clause.report_id: hit for hit in reversed(reading.hits)}
    return [
        (hit_of.get(clause.clause_id, best), clause, reading.snapshot.text(clause).lower())
        for report_id, best in best_of.items()
        for clause in reading.snapshot.clauses_of(report_id)
    ]


def _occurrences(code: str, clauses: Sequence[tuple[Hit, Clause, str]]) -> Iterator[tuple[Hit, Clause, int, int]]:
    """Where the shorthand stands: its hit, clause, and offsets in the clause's text up to the closing quotation mark."""
    for hit, clause, text in clauses:
        at = text.find(code)
        while at >= 0:
            end = at + len(code)
            yield hit, clause, at, end + (text[end : end + 1] in ("”", '"', "」"))
            at = text.find(code, end)


def _candidates(reading: Reading, code: Asked, clauses: Sequence[tuple[Hit, Clause, str]]) -> Iterator[_Candidate]:
    snapshot = reading.snapshot
    for hit, clause, start, end in _occurrences(code.code, clauses) if code.counts else ():
        text = snapshot.text(clause)
        for told in beside(text, start, end, code, reading.query.folded):
            kin = kinship([text[a:b] for a, b in told.items], code.nouns)
            items = tuple(Place(hit, clause.start + a, clause.start + b, clause) for a, b in told.items)
            around = text[last(SENTENCE_STOP, text, 0, start) or 0 : end + _AROUND]
            is_all = len(items) == max(code.counts)  # 两进一送 are three, rather than two
            yield _Candidate(told.shape + _KINSHIP * kin + _ALL * is_all, items, around)
    for listing in headed(snapshot, reading.hits):
        titles = list(map(reading.text, listing.items))
        is_above = code.code in listing.topic.lower() or are_kin(titles, code)
        if len(titles) in code.counts and code.code in listing.around.lower() and is_above:
            yield _Candidate(FOLLOWING, listing.items, listing.around)
    for shape, items in elsewhere(snapshot, reading.hits[0], code, reading.query.folded) if code.parts else ():
        phrases = list(map(reading.text, items))
        yield _Candidate(shape + _KINSHIP * kinship(phrases, code.nouns), items, " ".join(phrases))


def _field(reading: Reading) -> Draft | None:
    """What the name that the question quotes is about, where it stands first."""
    for code in named(reading.query, _reports(reading)):
        for hit, clause, start, end in _occurrences(code.code, _clauses(reading)):
            if found := field_of(reading.snapshot.text(clause), start, end):
                place = Place(hit, clause.start + found[0], clause.start + found[1], clause)
                fit = float(reading.fits([reading.snapshot.text(clause)[found[0] : end]])[0])
                return Draft("span", reading.text(place), (place,), fit, is_asked_form=True)
    return None


def _defined(reading: Reading, codes: Sequence[Asked], clauses: Sequence[tuple[Hit, Clause, str]]) -> Draft | None:
    """What is said of a term that sums up nothing, where a place says so."""
    for code in codes:
        for hit, clause, _, end in _occurrences(code.code, clauses):
            if found := defined(reading.snapshot.text(clause), end):
                place = Place(hit, clause.start + found[0], clause.start + found[1], clause)
                fit = float(reading.fits([code.code])[0])
                return Draft("definition", reading.text(place).strip(), (place,), fit, is_asked_form=True)
    return None


def _draft(reading: Reading, places: tuple[Place, ...], fit: float) -> Draft:
    answer, items, held = written(reading, places)
    return Draft("list", answer, held, fit, is_asked_form=True, items=items)
