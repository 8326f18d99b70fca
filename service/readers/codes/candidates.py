"""What may be what a shorthand, or its part, sums up: every enumeration, stretch and series that could tell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.records import Clause
from service.glossary import body_start, terms
from service.readers.base import Place, Reading
from service.readers.codes.beside import Form, Told, beside
from service.readers.codes.elsewhere import elsewhere
from service.readers.codes.kinship import are_kin
from service.readers.codes.occurrences import Searched, occurrences
from service.readers.codes.places import in_place, summed, within
from service.readers.codes.quoted import continued, enumerated, signs
from service.readers.codes.shorthand import Asked
from service.readers.series import headed
from service.readers.stops import SENTENCE_STOP, last
from service.records import Hit

_AROUND = 12  # characters behind a shorthand that say what it is of


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a shorthand may sum up: `told` by offsets in the clause's text, or `places` over several clauses.

    `at` is where the shorthand, or its part, stands in the text; None where it does not.
    """

    code: Asked
    hit: Hit
    clause: Clause
    text: str
    told: Told
    around: str
    at: tuple[int, int] | None = None
    is_of_part: bool = False  # whether what stands at `at` is the part alone
    places: tuple[Place, ...] = ()

    @property
    def in_entry(self) -> bool:
        return self.code.code in terms(self.clause)


def candidates(reading: Reading, code: Asked, searched: Sequence[Searched]) -> Iterator[Candidate]:
    """All of them, in the order of the text within each way of telling."""
    question = reading.query.folded
    for hit, clause, start, end in occurrences(code.code, searched):
        yield from _at(reading, code, hit, clause, start, end, is_of_part=False)
    if code.part:
        having = [each for each in searched if code.code in each[2].replace(" ", "")]
        for hit, clause, start, end in occurrences(code.part.text, having):
            yield from _at(reading, code, hit, clause, start, end, is_of_part=True)
    for hit, clause, text in searched:
        if code.code in text and code.code not in terms(clause):
            for told in summed(text, code, question):
                yield Candidate(code, hit, clause, text, told, text)
        if code.code in terms(clause) and (start := body_start(text)):
            for told in (*in_place(text, start, code), *within(text, start, code, question)):
                yield Candidate(code, hit, clause, text, told, text)
        if items := continued(text, code) if reading.query.kind != "definition" else []:
            yield Candidate(code, hit, clause, text, Told("continued", items), text)
        for items in enumerated(text, code):
            yield Candidate(code, hit, clause, text, Told("quoted", items), text)
    for listing in headed(reading.snapshot, reading.hits):
        titles = list(map(reading.text, listing.items))
        is_above = code.code in listing.topic.lower() or are_kin(titles, code)
        if len(titles) in code.counts and code.code in listing.around.lower() and is_above:
            yield _over(reading, code, "headed", listing.items, listing.around)
    for form, places in elsewhere(reading.snapshot, reading.hits[0], code, question) if code.parts else ():
        yield _over(reading, code, form, places, " ".join(map(reading.text, places)))


def _at(
    reading: Reading, code: Asked, hit: Hit, clause: Clause, start: int, end: int, *, is_of_part: bool
) -> Iterator[Candidate]:
    """What tells beside text[start:end] of what is asked for, alone or among all parts."""
    text, question = reading.snapshot.text(clause), reading.query.folded
    around = text[last(SENTENCE_STOP, text, 0, start) or 0 : end + _AROUND]
    found = list(beside(text, start, end, code, question))
    if code.part and not is_of_part:
        whole = beside(text, start, end, code.whole, question)
        found += [Told("own", items) for told in whole if (items := code.own(told.items))]
    if sign := signs(text, start, code):
        found.append(Told("signs", [sign]))
    n_all = max(code.counts, default=0)  # 两进一送 are three, rather than two
    has_all = any(len(told.items) == n_all for told in found)
    for told in found:
        if len(told.items) in (1, n_all) or not has_all:
            yield Candidate(code, hit, clause, text, told, around, (start, end), is_of_part)


def _over(reading: Reading, code: Asked, form: Form, places: tuple[Place, ...], around: str) -> Candidate:
    first = places[0]
    return Candidate(code, first.hit, first.clause, reading.snapshot.text(first.clause), Told(form, []), around, places=places)
