"""Which of the places that may tell what a shorthand sums up is believed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indexer.records import Clause
from service.glossary import body_end, body_start, terms
from service.readers.base import Draft, Place, Reading
from service.readers.codes.beside import AMONG, ELSEWHERE, FOLLOWING, TOLD, Told, beside, defined
from service.readers.codes.elsewhere import elsewhere
from service.readers.codes.entries import read_entry
from service.readers.codes.field import asks_field, asks_kind, field_of, says_what
from service.readers.codes.kinship import are_kin, kinship
from service.readers.codes.names import short_names, whole_name
from service.readers.codes.occurrences import Searched, clauses, occurrences, reports
from service.readers.codes.one import asks_one, one_of
from service.readers.codes.quoted import continued, enumerated, signs
from service.readers.codes.shorthand import ASKING, QUOTED, Asked, asked, asks_meaning, named, parts_of
from service.readers.enumeration import Span
from service.readers.lists import written
from service.readers.series import headed
from service.readers.stops import SENTENCE_STOP, last
from service.records import Hit, Kind

_KINSHIP = 0.5  # weight beside the shape and the fit
_ALL = 0.1
_AROUND = 12  # characters behind a shorthand that say what it is of


class _Candidate(NamedTuple):
    score: float
    items: tuple[Place, ...]
    around: str


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

    The glossary is believed first. Else as many items as the shorthand says that it sums up, where their shape, the words that
    they share with it, and how well what stands around them fits the question, together say most; of equal ones the first.
    """
    if draft := read_entry(reading):
        return draft
    is_definition = reading.query.kind == "definition"
    if is_definition and any(term in reading.query.folded for hit in reading.hits for term in terms(hit.clause)):
        return None
    if draft := _whole_name(reading):
        return draft
    if asks_field(reading.query.folded) and (draft := _field(reading)):
        return draft
    codes = asked(reading.query, reports(reading))
    searched = clauses(reading) if codes else []
    entries = [each for each in searched if any(code.code in terms(each[1]) for code in codes)]
    candidates = [candidate for code in codes for candidate in _candidates(reading, code, entries or searched)]
    is_whole = all(code.part is None and code.n_told is None for code in codes) and len(QUOTED.findall(reading.query.folded)) < 2
    if not candidates:
        return _as_a_whole(reading, codes, searched, entries) if is_whole else None
    fits = reading.fits([candidate.around for candidate in candidates])
    chosen = max(range(len(candidates)), key=lambda row: candidates[row].score + float(fits[row]))
    places = candidates[chosen].items
    if asks_one(reading.query.folded):
        places = (one_of(reading, places, codes[0].code),)
    answer, items, held = written(reading, places)
    kind: Kind = "list" if len(items) > 1 else "span"
    return Draft(kind, answer, held, float(fits[chosen]), is_asked_form=True, items=items if len(items) > 1 else ())


def _as_a_whole(
    reading: Reading, codes: Sequence[Asked], searched: Sequence[Searched], entries: Sequence[Searched]
) -> Draft | None:
    """What is said of a shorthand that sums up nothing: its glossary entry, what stands behind it, or what it is of."""
    if entries:
        return _explained(reading, *entries[0])
    if draft := _defined(reading, codes, searched):
        return draft
    is_of_field = asks_kind(reading.query.folded) or asks_meaning(reading.query)
    field = _field(reading) if is_of_field else None
    return field if field and says_what(field.answer) else None


def _candidates(reading: Reading, code: Asked, searched: Sequence[Searched]) -> Iterator[_Candidate]:
    snapshot = reading.snapshot
    for hit, clause, start, end in occurrences(code.code, searched):
        text = snapshot.text(clause)
        around = text[last(SENTENCE_STOP, text, 0, start) or 0 : end + _AROUND]
        for told in _told(text, start, end, code, reading.query.folded):
            yield _candidate(hit, clause, text, told, code, around)
    for hit, clause, text in searched:
        if items := continued(text, code) if reading.query.kind != "definition" else []:
            yield _candidate(hit, clause, text, Told(TOLD, items), code, text)
        for items in enumerated(text, code):
            yield _candidate(hit, clause, text, Told(ELSEWHERE, items), code, text)
    for listing in headed(snapshot, reading.hits):
        titles = list(map(reading.text, listing.items))
        is_above = code.code in listing.topic.lower() or are_kin(titles, code)
        if len(titles) in code.counts and code.code in listing.around.lower() and is_above:
            yield _Candidate(FOLLOWING, listing.items, listing.around)
    for shape, places in elsewhere(snapshot, reading.hits[0], code, reading.query.folded) if code.parts else ():
        phrases = list(map(reading.text, places))
        yield _Candidate(shape + _KINSHIP * kinship(phrases, code.nouns), places, " ".join(phrases))


def _candidate(hit: Hit, clause: Clause, text: str, told: Told, code: Asked, around: str) -> _Candidate:
    items = tuple(Place(hit, clause.start + a, clause.start + b, clause) for a, b in told.items)
    kin = kinship([text[a:b] for a, b in told.items], code.nouns)
    is_all = len(items) == max(code.counts, default=0)  # 两进一送 are three, rather than two
    return _Candidate(told.shape + _KINSHIP * kin + _ALL * is_all, items, around)


def _told(text: str, start: int, end: int, code: Asked, question: str) -> Iterator[Told]:
    """What tells beside text[start:end] of what is asked for, alone or among all parts."""
    yield from beside(text, start, end, code, question)
    if code.part:
        told = ((code.own(whole.items), whole.shape) for whole in beside(text, start, end, code.whole, question))
        yield from (Told(AMONG + shape - TOLD, items) for items, shape in told if items)
    if found := signs(text, start, code):
        yield Told(AMONG, [found])


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
