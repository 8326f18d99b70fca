"""What stands in several places: the objects or subjects of one word, all that it is said in or of, the figures of a clause."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from indexer.records import Clause
from indexer.snapshot import Snapshot
from service.readers.base import Place
from service.readers.borders import items_between, leads, subject_end, without_tail
from service.readers.enumeration import BETWEEN, Span, split_outside
from service.readers.listing import Form, Listing
from service.readers.stops import STOP
from service.readers.vocabulary import ADVERBS, VERBS
from service.readers.wanted import Wanted
from service.records import Hit

_BEGINS = "。！!?？\n"
_NO_SUBJECT = re.compile(rf"\s*(?:\d+\s*[.．])?(?:{ADVERBS})*")
_AFTER_VERB = re.compile("(?:好|了|建设)?")
_IS_VERB = re.compile(rf"(?:{ADVERBS})*(?:{VERBS})")
_VERB = re.compile(rf"(?:{VERBS})")
_WORD = re.compile(r"[^\W\d_]{2}")
_LONGEST_AROUND = 80  # characters: what is gathered from many places says no more of the question
_LONGEST_REST = 12  # characters behind the verb of a subject: 揭牌[成立], 高于[全国0.8个百分点]
_MOST_PLACES = 24  # a word that more stretches say tells none of them from the others


@dataclass(frozen=True, slots=True)
class _Said:
    """A stretch between two stops of a clause's text that says a word at `at`."""

    clause: Clause
    text: str
    start: int
    end: int
    at: int
    word: str
    noun: str = ""  # of what is asked for, which its last item has for an end


def gathered(snapshot: Snapshot, hits: Sequence[Hit], wanted: Wanted) -> Iterator[Listing]:
    """What is gathered by a word of the question, beside each other, in a clause, in all hits, in the part of the report where
    the best hit stands: the objects and subjects of its verbs, of one that it quotes; what has a quoted name, or its noun.
    """
    part, found = _part(snapshot, hits[0].clause), _clauses(hits)
    sections = _sections(part, [hit.clause for hit in hits])
    for keys, forms in _ways(wanted).items():
        said = {clause.clause_id: _saying(snapshot, clause, keys, wanted) for clause in (*part, *found)}
        of_hits = [(hit, said[hit.clause.clause_id]) for hit in hits if hit.clause.clause_id in said]
        scopes = [(hit, places) for hit, of_clause in of_hits for places in (*_runs(of_clause), of_clause)]
        scopes += [(hits[0], [each for clause in of for each in said[clause.clause_id]]) for of in (found, *sections, part)]
        n_said = sum(map(len, said.values()))
        for hit, places in scopes:
            if len(places) <= _MOST_PLACES:
                yield from _listings(hit, places, keys, forms, n_said - len(places))
            for words, fewer in _narrowed(places, wanted, "objects" in forms):
                if len(fewer) < len(places) and len(fewer) <= _MOST_PLACES:
                    yield from _listings(hit, fewer, (*keys, *words), forms, 0)


def _narrowed(places: Sequence[_Said], wanted: Wanted, is_verb: bool) -> Iterator[tuple[tuple[str, ...], list[_Said]]]:
    """Of the places those alone that begin a sentence; of a verb, that say a noun of what is asked for or have a subject that
    the question names; each with the words that tell them apart."""
    yield (), [each for each in places if not each.text[: each.start].rstrip() or each.text[: each.start].rstrip()[-1] in _BEGINS]
    if is_verb:
        for noun in wanted.nouns:
            yield (noun,), [replace(each, noun=noun) for each in places if noun in each.text[each.start : each.end]]
        for subject in wanted.subjects:
            yield (), [each for each in places if subject in each.text[each.start : each.at]]


def _ways(wanted: Wanted) -> dict[tuple[str, ...], list[Form]]:
    """By which words, any of them, lists are gathered, and how these stand to the items."""
    names = [(name,) for name in wanted.names]
    ways: dict[tuple[str, ...], list[Form]] = defaultdict(list)
    for keys in (*([wanted.verbs] if wanted.verbs else []), *(key for key in names if _IS_VERB.match(key[0]))):
        ways[keys] += ["objects", "led", "subjects"]
    for keys in (*(key for key in names if not _IS_VERB.fullmatch(key[0])), *((noun,) for noun in wanted.nouns)):
        ways[keys] += ["wholes", "named", "called", "around"]
    return ways


def figures(snapshot: Snapshot, hit: Hit) -> Iterator[Listing]:
    """The parts of a clause that state a figure."""
    base = hit.clause.start
    stated = [(fact.value_start - base, fact.value_end - base) for fact in snapshot.facts_of(hit.clause.clause_id)]
    parts = split_outside(hit.text, 0, len(hit.text), STOP)
    items = tuple(Place(hit, base + start, base + end) for start, end in parts if any(start <= a and b <= end for a, b in stated))
    if len(items) > 1:
        yield Listing("figures", items, "", "", hit.clause.heading or "")


def _listings(hit: Hit, said: Sequence[_Said], keys: Sequence[str], forms: Sequence[Form], n_left: int) -> Iterator[Listing]:
    """What the stretches list, read in each of the ways in which a word can stand to the items."""
    around = " ".join(each.text[each.start : each.end] for each in said)[:_LONGEST_AROUND]
    for form in forms:
        found = [places for each in said if (places := _placed(hit, each, _WAYS[form](each)))]
        items = tuple(place for places in found for place in places)
        if len(items) > 1 and (form != "around" or len(found) > 1):  # a single one is joined already
            yield Listing(form, items, " ".join(keys), around, "", n_left)


def _objects(said: _Said) -> list[Span]:
    """What follows it where nothing but adverbs stands before it: 开工[安林公路、北河机场]."""
    for start, end in split_outside(said.text, said.start, said.end, BETWEEN):
        if start <= said.at < end:
            found = _NO_SUBJECT.match(said.text, start)
            return _led(said) if found and found.end() == said.at else []
    return []


def _led(said: _Said) -> list[Span]:
    """What follows it up to another verb, whatever stands before it."""
    found = _AFTER_VERB.match(said.text, said.at + len(said.word))
    parts = split_outside(said.text, found.end() if found else said.end, said.end, BETWEEN)
    until = next((row for row, (start, _) in enumerate(parts) if row and leads(said.text, start)), len(parts))
    return _without_tail(said, parts[:until])


def _subjects(said: _Said) -> list[Span]:
    """What stands before it: [安林公路、北河机场]开工建设."""
    if said.at == said.start or said.end - said.at - len(said.word) > _LONGEST_REST:
        return []
    parts = [(start, subject_end(said.text, start, end)) for start, end in split_outside(said.text, said.start, said.at, BETWEEN)]
    named = [(start, end) for start, end in parts if start < end and not _NO_SUBJECT.fullmatch(said.text, start, end)]
    return _without_tail(said, named)


def _whole(said: _Said) -> list[Span]:
    return [(said.start, said.end)]


def _named(said: _Said) -> list[Span]:
    """The noun phrase that it is a part of: after its verb."""
    return [(max((verb.end() for verb in _VERB.finditer(said.text, said.start, said.at)), default=said.start), said.end)]


def _called(said: _Said) -> list[Span]:
    """The noun phrase that it ends: after its verb, and after 的."""
    [(start, _)], end = _named(said), said.at + len(said.word)
    return [(max(start, said.text.rfind("的", start, said.at) + 1), end)]


def _around(said: _Said) -> list[Span]:
    """What the stretch joins: 以[茶叶、竹木]等产业集群为重点."""
    parts = split_outside(said.text, said.start, said.end, BETWEEN)
    return items_between(said.text, parts, said.word) if len(parts) > 1 else []


def _without_tail(said: _Said, parts: Sequence[Span]) -> list[Span]:
    if not parts:
        return []
    spans = without_tail(said.text, parts, "")
    begin, end = spans[-1]
    if said.noun and not said.text.startswith("等", end) and (at := said.text.find(said.noun, begin, parts[-1][1])) >= 0:
        spans[-1] = (begin, max(end, at + len(said.noun)))  # 林长制试点, not 林长制
    return spans if len(parts) > 1 else [(spans[0][0], spans[-1][1])]  # 改造及配套工程 is one where nothing else is beside it


def _placed(hit: Hit, said: _Said, spans: Sequence[Span]) -> list[Place]:
    base = said.clause.start
    return [Place(hit, base + a, base + b, said.clause) for a, b in spans if _WORD.search(said.text, a, b)]


_WAYS: Mapping[Form, Callable[[_Said], list[Span]]] = {
    "objects": _objects,
    "led": _led,
    "subjects": _subjects,
    "wholes": _whole,
    "named": _named,
    "called": _called,
    "around": _around,
}


def _saying(snapshot: Snapshot, clause: Clause, keys: Sequence[str], wanted: Wanted) -> list[_Said]:
    """The stretches of a clause that say one of the words, but for those that announce the list."""
    text, said = snapshot.text(clause), []
    if any(key in text for key in keys):
        for start, end in _stretches(text):
            found = [(text.find(key, start, end), key) for key in keys if key in text[start:end]]
            if found and not wanted.announces(text[start:end]):
                said.append(_Said(clause, text, start, end, *min(found)))
    return said


@functools.lru_cache(maxsize=1024)  # clauses, in which several words are looked for
def _stretches(text: str) -> list[Span]:
    return split_outside(text, 0, len(text), STOP)


def _runs(said: Sequence[_Said]) -> Iterator[list[_Said]]:
    """The stretches of one clause that stand beside each other, where they are not all."""
    place = {start: row for row, (start, _) in enumerate(_stretches(said[0].text))} if said else {}
    runs = [[each for _, each in run] for _, run in groupby(enumerate(said), lambda of: place[of[1].start] - of[0])]
    yield from (run for run in runs if 1 < len(run) < len(said))


def _clauses(hits: Sequence[Hit]) -> list[Clause]:
    """Those of the hits in the report of the best one, in the order of the text."""
    report_id = hits[0].clause.report_id
    return sorted((hit.clause for hit in hits if hit.clause.report_id == report_id), key=lambda clause: clause.start)


def _part(snapshot: Snapshot, clause: Clause) -> list[Clause]:
    """The clauses of the same part of its report."""
    return [other for other in snapshot.clauses_of(clause.report_id) if other.path[:1] == clause.path[:1]]


def _sections(part: Sequence[Clause], found: Sequence[Clause]) -> list[list[Clause]]:
    """The clauses of a part below each of the headings under which one was found, the part's own left out."""
    paths = dict.fromkeys(clause.path[:depth] for clause in found for depth in range(2, len(clause.path) + 1))
    return [[clause for clause in part if clause.path[: len(path)] == path] for path in paths]
