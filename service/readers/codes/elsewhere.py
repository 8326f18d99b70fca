"""What a shorthand sums up where no place says so: what the report names by its noun, or by its number.

“两个基地”: 建设能源基地 … 建设农产品基地, in headings; “7+28+N”: 7大产业集群 … 28条重点产业链
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from indexer.outline.markers import parse_marker
from indexer.records import Clause
from indexer.segment import fold, lower
from indexer.snapshot import Snapshot
from service.readers.base import Place
from service.readers.codes.beside import Form
from service.readers.codes.counted import after_verb
from service.readers.codes.repeated import repeated
from service.readers.codes.shorthand import Asked, Part
from service.readers.cutting import cut
from service.readers.enumeration import Span, split_outside
from service.readers.spans.speech import Speech, speech
from service.readers.stops import FULL_STOP, STOP
from service.readers.vocabulary import MEASURES
from service.records import Hit

_ENDS_PHRASE = (Speech.VERB, Speech.PARTICLE, Speech.PHRASE)
_LONGEST = 12  # characters of what a number counts


def elsewhere(snapshot: Snapshot, hit: Hit, asked: Asked, question: str) -> Iterator[tuple[Form, tuple[Place, ...]]]:
    """As many things of the report of `hit` as the shorthand says, by its noun of two characters or more, or by its numbers."""
    clauses = snapshot.clauses_of(hit.clause.report_id)
    nouns = asked.nouns
    if not nouns:
        yield from (("counted", items) for items in _counted(snapshot, hit, clauses, asked))
        return
    text = snapshot.reports[hit.clause.report_id].text
    is_telling = len(asked.parts) > 1 or len(nouns[0]) > 1  # one character ends too many words
    for headings in _headings(text, clauses) if is_telling else ():
        yield from (("headings", items) for items in _titled(text, hit, headings, asked))
    if is_telling:
        yield from (("titled", items) for items in _titled(text, hit, _first_sentences(text, clauses), asked))
    if len(nouns) == 1 and len(nouns[0]) > 1:
        for clause in clauses:
            for items in repeated(snapshot.text(clause), nouns[0], asked.counts, question):
                yield "repeated", tuple(Place(hit, clause.start + a, clause.start + b, clause) for a, b in items)


def _titled(text: str, hit: Hit, titles: Iterable[tuple[Clause, Span]], asked: Asked) -> Iterator[tuple[Place, ...]]:
    """The phrases of titles that end in the nouns, where there are as many of each as the shorthand says."""
    found: dict[Part, list[Place]] = {part: [] for part in asked.parts}
    for clause, (first, last) in titles:
        for start, end in split_outside(text, first, last, STOP):
            for part, places in found.items():
                begin, noun = start + after_verb(text[start:end], 0, end - start), _noun_end(text[start:end], part.noun)
                if begin + len(part.noun) < start + noun and asked.code not in text[begin:end]:
                    places.append(Place(hit, begin, start + noun, clause))
    if all(len(places) == part.n for part, places in found.items()):
        yield tuple(place for part in asked.asked_parts for place in found[part])


def _headings(text: str, clauses: Sequence[Clause]) -> Iterable[Sequence[tuple[Clause, Span]]]:
    """The headings below each heading, each with the first clause below it and where it is printed."""
    first = {clause.path[:depth]: clause for clause in reversed(clauses) for depth in range(1, len(clause.path) + 1)}
    below: dict[tuple[str, ...], list[tuple[Clause, Span]]] = {}
    for path, clause in sorted(first.items(), key=lambda each: each[1].start):
        if (start := text.rfind(path[-1], 0, clause.start)) >= 0:
            below.setdefault(path[:-1], []).append((clause, (start, start + len(path[-1]))))
    return below.values()


def _first_sentences(text: str, clauses: Sequence[Clause]) -> Iterator[tuple[Clause, Span]]:
    for clause in clauses:
        stop = FULL_STOP.search(text, clause.start, clause.end)
        marker = parse_marker(text, clause.start, clause.end)
        yield clause, (clause.start + (marker.length if marker else 0), stop.start() if stop else clause.end)


def _noun_end(text: str, noun: str) -> int:
    """Where a word ends in the noun, the last in the text; 0 where none does."""
    ends = [word.end for word in cut(text).words if text[: word.end].endswith(noun)]
    return ends[-1] if ends else 0


def _counted(snapshot: Snapshot, hit: Hit, clauses: Sequence[Clause], asked: Asked) -> Iterator[tuple[Place, ...]]:
    """What the report counts by the numbers of the shorthand, each the one most like what the shorthand is of."""
    of = _told_of(snapshot, clauses, asked.code)
    parts = [part for part in ([asked.part] if asked.part else asked.parts) if part.n and part.n > 1]
    places = []
    for part in parts:
        number = re.compile(rf"(?<![\d.+\-]){part.n}(?:{MEASURES})(?=[\u4e00-\u9fff])")
        found = [
            Place(hit, clause.start + match.start(), clause.start + _like_end(text, match.end(), of), clause)
            for clause in clauses
            for text in [snapshot.text(clause)]
            for match in number.finditer(text)
        ]
        report = snapshot.reports[hit.clause.report_id].text
        likeness = [len(set(report[place.start : place.end]) & set(of)) for place in found]
        if max(likeness, default=0) < 2:
            return
        places.append(found[likeness.index(max(likeness))])
    if places:
        yield tuple(places)


def _told_of(snapshot: Snapshot, clauses: Sequence[Clause], code: str) -> str:
    """What stands behind the shorthand: 产业链群 of “7+28+N”产业链群."""
    for clause in clauses:
        text = snapshot.text(clause)
        if (at := lower(text).find(code)) >= 0:
            end = at + len(code) + (text[at + len(code) :][:1] in '”"」')
            return text[end : _phrase_end(text, end)]
    return ""


def _phrase_end(text: str, start: int) -> int:
    """Where the noun phrase ends that begins there."""
    end = start
    for word in cut(text).within(start, min(start + _LONGEST, len(text))):
        if not word.text[0].isalnum() or (end > start and speech(fold(word.text)) in _ENDS_PHRASE):
            break
        end = word.end
    return end


def _like_end(text: str, start: int, of: str) -> int:
    """Where the noun phrase ends that begins there, behind the last character that it shares with `of`."""
    phrase = text[start : _phrase_end(text, start)]
    return start + (max(map(phrase.rfind, of), default=-1) + 1 or len(phrase))
