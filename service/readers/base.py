"""What a reader is given and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from indexer.encoders.base import Encoder, Floats
from indexer.records import Clause, Fact
from indexer.segment import fold
from indexer.snapshot import Snapshot
from service.query import Query
from service.readers.relevance import relevance
from service.records import Hit, Kind

Search = Callable[[str], Sequence[Hit]]


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a hit's clause, by its offsets in the report; or of another clause that the hit leads to."""

    hit: Hit
    start: int
    end: int
    beyond: Clause | None = None  # the other clause, or the one below a heading

    @property
    def clause(self) -> Clause:
        return self.beyond or self.hit.clause


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer that has not been decided on. It is made of the text of its places, the first of which is the main one."""

    kind: Kind
    answer: str
    places: tuple[Place, ...]
    fit: float  # how well the words around it fit the question
    is_asked_form: bool  # a figure of the unit, a share, a date where the question asks for one
    items: tuple[str, ...] = ()
    n_contradicted: int = 0  # of what is asked for (unit, year, done or planned, …), how much it is another of
    share: float = 1.0  # chance of it among what could be read instead, where its reader weighs several
    fact: Fact | None = None  # that a figure is of
    speaks: Mapping[str, float] = field(default_factory=dict)  # what else its reader saw, by names of `service.evidence.EVIDENCE`

    @property
    def hit(self) -> Hit:
        return self.places[0].hit


@dataclass(frozen=True, slots=True)
class Reading:
    """A question and the clauses found for it, best first, at least one."""

    query: Query
    hits: Sequence[Hit]
    snapshot: Snapshot
    encoder: Encoder
    search: Search = lambda question: ()  # for what a part of the question asks, where it was asked

    @property
    def region(self) -> str:
        """The region that the report of the best clause is of."""
        return self.snapshot.reports[self.hits[0].clause.report_id].region

    def is_of_places(self, hit: Hit, query: Query, text: str) -> bool:
        """Whether a text of a hit, its headings or its report have every place that a part of the question names."""
        region = self.snapshot.reports[hit.clause.report_id].region
        said = fold(" ".join((region, *hit.clause.path, text)))
        return all(place in said for place in query.places)

    def fits(self, texts: Sequence[str]) -> Floats:
        """How well each text fits the question, (n texts,)."""
        return relevance(self.encoder, self.query.plain, texts)

    def sentences(self, hit: Hit) -> list[tuple[int, int]]:
        """The sentences of a hit, by their offsets in its text."""
        row, base = self.snapshot.row_of[hit.clause.clause_id], hit.clause.start
        first, last = self.snapshot.first_sentences[row : row + 2]
        return [(int(start) - base, int(end) - base) for _, start, end in self.snapshot.sentences[first:last]]

    def all_sentences(self) -> Iterator[tuple[Hit, int, int]]:
        """Every sentence of the hits, by its offsets in the hit's text."""
        for hit in self.hits:
            for start, end in self.sentences(hit):
                yield hit, start, end

    def text(self, place: Place) -> str:
        return self.snapshot.reports[place.clause.report_id].text[place.start : place.end]

    def place(self, hit: Hit, start: int, end: int) -> Place:
        """The place of hit.text[start:end]."""
        return Place(hit, hit.clause.start + start, hit.clause.start + end)
