"""What stands in several places: the objects of one verb, all that is called by one name, the figures of a clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indexer.records import Clause
from indexer.segment import words
from indexer.snapshot import Snapshot
from service.readers.base import Place
from service.readers.borders import without_tail
from service.readers.enumeration import BETWEEN, split_outside
from service.readers.listing import Listing
from service.readers.stops import STOP
from service.readers.vocabulary import ADVERBS, VERBS
from service.readers.wanted import Wanted
from service.records import Hit

_VERB = re.compile(rf"(?:{VERBS})")
_WORD = re.compile(r"\w")
_NO_SUBJECT = rf"\s*(?:\d+\s*[.．])?(?:{ADVERBS})*"
_LONGEST_AROUND = 80  # characters: what is gathered from many places says no more of the question


class _Said(NamedTuple):
    """A stretch between two stops of a clause's text, and where in it begins what is asked for."""

    clause: Clause
    text: str
    start: int
    begin: int
    end: int


def objects(snapshot: Snapshot, hits: Sequence[Hit], wanted: Wanted) -> Iterator[Listing]:
    """What the verbs that are asked about have for objects, in the best clause and in all hits: of any subject, of none, of
    one that the question names.
    """
    if not wanted.verbs:
        return
    verb = re.compile(rf"(?:{'|'.join(map(re.escape, wanted.verbs))})(?:好|了|建设)?(?=\S)")
    opening = re.compile(_NO_SUBJECT + verb.pattern)
    head = " ".join(wanted.verbs)
    nouns = [word.text for word in words(wanted.question) if len(word.text) > 1 and word.script == "han"]
    is_quoted = not set(wanted.verbs).isdisjoint(wanted.names)
    for clauses in ([hits[0].clause], _clauses(hits), *([_part(snapshot, hits[0].clause)] if is_quoted else [])):
        said = [
            each._replace(begin=found.end())
            for each in _saying(snapshot, clauses, wanted.verbs)
            if (found := verb.search(each.text, each.start, each.end))
        ]
        without = [each for each in said if (found := opening.match(each.text, each.start)) and found.end() == each.begin]
        yield from _listing(hits[0], without, head)
        if len(without) < len(said):
            yield from _listing(hits[0], said, head)
        for noun in nouns:
            with_noun = [each for each in said if noun in each.text[each.start : each.begin] and noun not in wanted.verbs]
            if len(with_noun) < len(said):
                yield from _listing(hits[0], with_noun, f"{noun} {head}")


def named(snapshot: Snapshot, hits: Sequence[Hit], wanted: Wanted) -> Iterator[Listing]:
    """All that a name is said of which the question quotes (哪些“全国首个”), in the hits and in the part of the best one."""
    for name in wanted.names:
        for clauses in (_clauses(hits), _part(snapshot, hits[0].clause)):
            said = [each._replace(begin=_noun(each, name)) for each in _saying(snapshot, clauses, [name])]
            yield from _listing(hits[0], said, "")


def figures(snapshot: Snapshot, hit: Hit) -> Iterator[Listing]:
    """The parts of a clause that state a figure."""
    base = hit.clause.start
    stated = [(fact.value_start - base, fact.value_end - base) for fact in snapshot.facts_of(hit.clause.clause_id)]
    parts = split_outside(hit.text, 0, len(hit.text), STOP)
    items = tuple(Place(hit, base + start, base + end) for start, end in parts if any(start <= a and b <= end for a, b in stated))
    if len(items) > 1:
        yield Listing("figures", items, "", "", hit.clause.heading or "")


def _clauses(hits: Sequence[Hit]) -> list[Clause]:
    """Those of the hits in the report of the best one, in the order of the text."""
    report_id = hits[0].clause.report_id
    return sorted((hit.clause for hit in hits if hit.clause.report_id == report_id), key=lambda clause: clause.start)


def _part(snapshot: Snapshot, clause: Clause) -> list[Clause]:
    """The clauses of the same part of its report."""
    return [other for other in snapshot.clauses_of(clause.report_id) if other.path[:1] == clause.path[:1]]


def _saying(snapshot: Snapshot, clauses: Sequence[Clause], said: Sequence[str]) -> Iterator[_Said]:
    """The stretches between two stops that say one of the words."""
    for clause in clauses:
        text = snapshot.text(clause)
        if any(word in text for word in said):
            for start, end in split_outside(text, 0, len(text), STOP):
                if any(word in text[start:end] for word in said):
                    yield _Said(clause, text, start, start, end)


def _noun(said: _Said, name: str) -> int:
    """Where the noun phrase begins that the name stands in: after its verb."""
    at = said.text.index(name, said.start)
    return max((verb.end() for verb in _VERB.finditer(said.text, said.start, at)), default=said.start)


def _listing(hit: Hit, places: Sequence[_Said], head: str) -> Iterator[Listing]:
    items: list[Place] = []
    for clause, text, _, begin, end in places:
        parts = split_outside(text, begin, end, BETWEEN)
        spans = without_tail(text, parts, "") if parts else []
        if len(parts) == 1:  # 电气化改造及配套工程 is one where nothing else is beside it
            spans = [(spans[0][0], spans[-1][1])]
        items += [Place(hit, clause.start + a, clause.start + b, clause) for a, b in spans if _WORD.search(text, a, b)]
    if len(items) > 1:
        around = " ".join(each.text[each.start : each.end] for each in places)[:_LONGEST_AROUND]
        yield Listing("gathered", tuple(items), head, around, "")
