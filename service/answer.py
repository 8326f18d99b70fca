"""From ranked clauses to one short answer made of the report's own characters, or an abstention.

The kind of the question says which readers are asked, one after another; the first that finds what is asked for answers, and
how sure that is decides whether the answer is given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from indexer.encoders.base import Encoder
from indexer.records import Clause
from indexer.snapshot import Snapshot
from service.confidence import chances
from service.evidence import evidence_for
from service.query import Query
from service.readers.base import Draft, Reading, Search
from service.readers.codes import asks_for_what_it_is, is_unexplained, may_sum_up, read_code
from service.readers.comparisons import read_comparison
from service.readers.definitions import read_definition
from service.readers.figures import read_figure
from service.readers.lists import read_list
from service.readers.passages import read_passage
from service.readers.several import read_several
from service.readers.spans import read_span
from service.readers.yes_no import read_yes_no
from service.records import Answer, Citation, Hit, SearchResult

N_READ = 3  # clauses from which an answer may come; a list may stand in any that was found
_N_ALTERNATIVES = 3


class Reader:
    """Reads the best clauses of a search. Immutable and safe to share between threads."""

    def __init__(self, snapshot: Snapshot, encoder: Encoder) -> None:
        self._snapshot = snapshot
        self._encoder = encoder

    def read(self, query: Query, result: SearchResult, search: Search) -> Answer:
        """The answer, its confidence, and the clauses that came next as alternatives; or an abstention, whose reason is told by
        `service.reasons`. `search` finds clauses for a part of the question.
        """
        if not result.hits:
            return self._abstain(query, result, 0.0)
        weighed = self.weigh(query, result, search)
        if weighed is None:
            return self._abstain(query, result, 0.0)
        answer, found = weighed
        of_answer = chances(found)
        if not of_answer.is_given or found["unnamed"]:  # such an answer was never right; too few are, for the weights to learn it
            return self._abstain(query, result, of_answer.right)
        return replace(answer, confidence=of_answer.right)

    def weigh(self, query: Query, result: SearchResult, search: Search) -> tuple[Answer, Mapping[str, float]] | None:
        """The best answer, however sure, of at least one hit, and the evidence for it by name (`EVIDENCE`).

        None where a question of yes or no is neither proved nor refuted.
        """
        reading = Reading(query, result.hits[:N_READ], self._snapshot, self._encoder, search)
        draft = self._draft(reading, result.hits)
        if draft is None:
            return None
        clause = draft.hit.clause
        others = [hit for hit in result.hits if hit.clause != clause][:_N_ALTERNATIVES]
        answer = Answer(
            question=query.text,
            status="answered",
            kind=draft.kind,
            answer=draft.answer,
            confidence=1.0,
            snapshot_id=result.snapshot_id,
            citations=tuple(self._citation(place.clause, place.start, place.end) for place in draft.places),
            items=draft.items,
            alternatives=tuple(self._citation(hit.clause, *hit.sentence) for hit in others),
        )
        return answer, evidence_for(query, result, draft, self._snapshot, self._encoder)

    def _draft(self, reading: Reading, hits: Sequence[Hit]) -> Draft | None:
        """The way the question asks for, or the best phrase where that finds nothing clear; yes and no are never guessed."""
        kind = reading.query.kind
        if kind == "yesno":
            return read_yes_no(reading)
        if kind == "passage" and not asks_for_what_it_is(reading.query) and (draft := read_passage(replace(reading, hits=hits))):
            return draft
        if kind != "value":
            if draft := read_code(reading):
                return draft
            if is_unexplained(reading):
                listed = read_list(replace(reading, hits=hits)) if kind == "list" else None
                return listed if listed and may_sum_up(reading, listed) else read_definition(reading)
        if kind != "definition" and (draft := read_several(reading) or read_comparison(reading)):
            return draft
        if kind == "list" and (draft := read_list(replace(reading, hits=hits))):
            return draft
        read = {"value": read_figure, "definition": read_definition}.get(kind)
        return (read(reading) if read else None) or read_span(reading)

    def _citation(self, clause: Clause, start: int, end: int) -> Citation:
        return Citation.of(self._snapshot.reports[clause.report_id], clause, start, end)

    def _abstain(self, query: Query, result: SearchResult, confidence: float) -> Answer:
        nearest = tuple(self._citation(hit.clause, *hit.sentence) for hit in result.hits[:_N_ALTERNATIVES])
        return Answer(
            question=query.text,
            status="abstained",
            kind=query.kind,
            answer=None,
            confidence=confidence,
            snapshot_id=result.snapshot_id,
            alternatives=nearest,
        )
