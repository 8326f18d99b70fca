"""The fact that a part of a question is about: what claims are held against and arithmetic is done with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from indexer.facts import quantities
from indexer.facts.outcome import year_of
from indexer.records import Fact
from indexer.segment import fold
from service.facts.indicators import Indicator, find_indicator, mentioned
from service.query import Query
from service.readers.base import Place, Reading
from service.readers.directions import WAYS
from service.readers.relevance import missed, word_fits
from service.readers.stops import STOP, last
from service.readers.wording import content
from service.records import Hit

Admits = Callable[[Fact], bool]
_LONG_NAME = 4  # characters
_MISSED = 0.35  # of the weight of what is asked about, what the words of a fact need not have

_MISSED_WIDE, _MISSED_NEAR = 0.15, 0.75  # where all of its sentence has the others


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact and the sentence that states it."""

    fact: Fact
    place: Place
    fit: float

    @property
    def printed(self) -> str:
        """The figure as printed, without its qualifier."""
        fact, clause = self.fact, self.place.hit.clause
        return self.place.hit.text[fact.value_start - clause.start : fact.value_end - clause.start]

    @property
    def quoted(self) -> str:
        """The figure as printed, with the words that bound it."""
        text, at = self.place.hit.text, self.fact.value_start - self.place.hit.clause.start
        for each in quantities(text):
            if each.number_start == at:
                return text[at if each.before in ("下降", "减少") else each.start : each.end]
        return self.printed


def find_stated(reading: Reading, subject: str, query: Query, *, admits: Admits) -> Stated | None:
    """The best of `find_all_stated`, None where there is none."""
    return next(iter(find_all_stated(reading, subject, query, admits=admits)), None)


def find_all_stated(reading: Reading, subject: str, query: Query, *, admits: Admits) -> list[Stated]:
    """The facts that fit `subject`, best first, equal ones in the order of clauses and text: those that `admits` lets through, of
    the asked years, done or planned as asked, in the clauses found for the question, else in those found for `subject`.
    """
    words = content(WAYS.sub(" ", subject), reading.region)
    for search in (lambda subject: reading.hits, reading.search):
        hits = search(subject)
        facts = [(hit, fact) for hit in hits for fact in reading.snapshot.facts_of(hit.clause.clause_id)]
        found = [
            (hit, fact)
            for hit, fact in facts
            if admits(fact) and reading.is_of_places(hit, query, hit.text) and _is_asked(reading, query, fact)
        ]
        if fitting := _fitting(reading, words, found):
            return fitting
    return []


def _fitting(reading: Reading, subject: str, found: Sequence[tuple[Hit, Fact]]) -> list[Stated]:
    if not found:
        return []
    texts = [fact.indicator for _, fact in found]
    of = mentioned(subject)
    texts += [" ".join((*hit.clause.path, _context(hit, fact, subject), *_names(fact, of))) for hit, fact in found]
    places = [_sentence(reading, hit, fact) for hit, fact in found]
    texts += [" ".join((*place.clause.path, reading.text(place))) for place in places]
    cosines, weights = word_fits(reading.encoder, subject, texts, literally=True)
    near, quotes, wide = np.split(cosines, 3)
    names = near @ weights
    lacking, lacking_wide = (missed(reading.encoder, subject, fits, weights) for fits in (quotes, np.maximum(quotes, wide)))
    fits = (names + quotes @ weights) / 2
    own = [_share(fact.indicator, subject) for _, fact in found]
    totals = [fit + hit.score / 2 + share / 2 for (hit, _), fit, share in zip(found, fits, own, strict=True)]
    is_of_it = (lacking <= _MISSED) | (lacking_wide <= _MISSED_WIDE) & (lacking <= _MISSED_NEAR)
    best = sorted(np.flatnonzero(is_of_it).tolist(), key=lambda i: -totals[i])
    return [Stated(found[i][1], places[i], float(fits[i])) for i in best]


def places_of(found: Sequence[Stated]) -> tuple[Place, ...]:
    """The sentences of all, each once."""
    return tuple({(each.place.start, each.place.end): each.place for each in found}.values())


def _sentence(reading: Reading, hit: Hit, fact: Fact) -> Place:
    """The sentence in which the figure of a fact stands."""
    at = fact.value_start - hit.clause.start
    start, end = next((span for span in reading.sentences(hit) if span[0] <= at < span[1]), (0, len(hit.text)))
    return reading.place(hit, start, end)


def _names(fact: Fact, asked: Indicator | None) -> tuple[str, ...]:
    """What a fact is called; where it is of the indicator that is asked for, by all its names, in other languages too."""
    names = tuple(sorted(asked.names)) if asked and find_indicator(fact.indicator).key == asked.key else ()
    return fact.quote, fact.indicator, *names


def _context(hit: Hit, fact: Fact, subject: str) -> str:
    """The words between the stops around a figure; where the subject holds its whole name, all of the clause before it, which
    may say whose it is.
    """
    start, end = fact.value_start - hit.clause.start, fact.value_end - hit.clause.start
    is_named = len(fact.indicator) >= _LONG_NAME and fold(fact.indicator) in subject.replace(" ", "")
    stop = STOP.search(hit.text, end)
    return hit.text[0 if is_named else last(STOP, hit.text, 0, start) or 0 : stop.start() if stop else len(hit.text)]


def _is_asked(reading: Reading, query: Query, fact: Fact) -> bool:
    """Whether a fact is of the year that is asked for, and done or planned as asked."""
    report = reading.snapshot.reports[fact.report_id]
    years, year = query.asked_years(report), year_of(report, fact)
    if years and year is not None and year not in years:
        return False
    return query.planned is None or fact.kind == "other" or (fact.kind == "target") == query.planned


def _share(indicator: str, subject: str) -> float:
    """Of the characters of an indicator, the share that the subject has: a name that says more is of something else."""
    return sum(character in subject for character in indicator) / len(indicator) if indicator else 0.0
