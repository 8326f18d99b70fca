"""Search, answers and facts over one snapshot: the front door for the API, the command line and the evaluation."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from indexer.encoders.base import Encoder
from indexer.errors import REBUILD, QueryInvalid, SnapshotIncompatible
from indexer.snapshot import Snapshot
from service.answer import Reader
from service.conversation.complete import complete
from service.conversation.slots import Known
from service.facts.finder import FactFinder
from service.highlight import highlight, marked_words, matches
from service.languages.telling import told
from service.many.across import answer_across
from service.many.facets import FacetCounts
from service.many.scope import Scope, read_scope
from service.many.wordings import wording
from service.query import Query, understand
from service.rank import fuse, spread_out, weights
from service.readers.base import Search
from service.reasons import explained
from service.records import Answer, Filters, Hit, Match, Mode, ScopeField, SearchResult
from service.retrieve import Candidates, Retriever

_N_READ = 5  # clauses that an answer may draw on
_N_NEAREST = 40  # clauses by which the reports are chosen that are read one by one
_N_OF_PART = 3  # clauses for a part of a question, such as one side of a comparison


class Engine:
    """Immutable and safe to share between threads."""

    def __init__(self, snapshot: Snapshot, encoder: Encoder) -> None:
        """Raises SnapshotIncompatible if another encoder made the snapshot."""
        if snapshot.manifest.encoder != encoder.fingerprint:
            found, wanted = snapshot.manifest.encoder, encoder.fingerprint
            raise SnapshotIncompatible(f"{snapshot.folder}: made by encoder {found}, this one is {wanted}; {REBUILD}")
        self.snapshot = snapshot
        self.facts = FactFinder(snapshot)
        self.encoder = encoder
        self._retriever = Retriever(snapshot, encoder)
        self._reader = Reader(snapshot, encoder)
        self._facets = FacetCounts(snapshot.reports.values())
        self._known = Known.of(snapshot.reports.values())

    def search(
        self,
        query: str,
        *,
        k: int = 10,
        mode: Mode = "hybrid",
        filters: Filters = Filters(),  # noqa: B008 - immutable
        ignore: Collection[ScopeField] = (),
        offset: int = 0,
        explain: bool = False,
    ) -> SearchResult:
        """Ranked clauses from `offset` on, at most k, equal scores by clause_id; of several reports none fills the page.

        The words of the query narrow the filters (`many.scope`), but for the fields in `ignore`. Raises QueryInvalid for a
        query that is no text, NotFound for an unknown report in `filters`.
        """
        understood = understand(query)
        scope = read_scope(understood, self._retriever.admitted(filters), ignore=ignore)
        return self._search(understood, scope, k=k, mode=mode, offset=offset, explain=explain, spread=True)

    def ask(
        self,
        question: str,
        *,
        filters: Filters = Filters(),  # noqa: B008 - immutable
        ignore: Collection[ScopeField] = (),
        context: Sequence[str] = (),
    ) -> Answer:
        """A short answer with its citations, or an abstention with the nearest clauses. Raises as `search` does.

        A question that hangs on those of `context`, oldest first, is completed from them. One over several reports is
        answered for each of them (`service.many.across`).
        """
        understood = complete(question, context, self._known)
        query = understand(understood or question)
        scope = read_scope(query, self._retriever.admitted(filters), ignore=ignore)
        read = self._across(query, scope) if scope.is_across else self._read(query, scope)
        if read.status == "answered" and (scope.is_missing or self._is_of_another(query, read)):
            read = replace(read, status="abstained", answer=None, items=(), citations=(), alternatives=read.citations)
        answer = replace(read, question=question, understood=understood, chips=scope.chips)
        if answer.status == "abstained":
            if answer.rows and not answer.alternatives:  # without a place: the nearest clauses are those of the reports as one
                as_one = self._read(query, scope)
                answer = replace(answer, alternatives=as_one.alternatives or as_one.citations)
            return explained(answer, query, scope.reports, self.facts)
        if not answer.rows:
            answer = replace(answer, facts=self.facts.within(answer.citations))
        return replace(answer, told=told(answer))

    def _is_of_another(self, query: Query, read: Answer) -> bool:
        """Whether the figure that was read is another indicator's than the one asked for: of 零售总额, and not of 消费价格."""
        is_figure = read.kind == "value" and not read.rows
        return is_figure and self.facts.is_of_another(query.folded, read.answer or "", read.citations)

    def _across(self, query: Query, scope: Scope) -> Answer:
        def in_their_words(theme: str) -> str | None:
            return wording(theme, scope.reports, self.snapshot, self.encoder)

        return answer_across(query, scope, self.facts, self._read, self._nearest, in_their_words)

    def _nearest(self, query: Query, scope: Scope) -> Sequence[str]:
        """Ids of the reports of the clauses nearest to a query, best first."""
        return list(dict.fromkeys(hit.clause.report_id for hit in self._search(query, scope, k=_N_NEAREST).hits))

    def _read(self, query: Query, scope: Scope) -> Answer:
        """The answer from the reports of a scope as one."""
        return self._reader.read(query, self._found(query, scope), self._searching(scope))

    def weigh(
        self,
        question: str,
        *,
        filters: Filters = Filters(),  # noqa: B008 - immutable
    ) -> tuple[Answer, Mapping[str, float]] | None:
        """The best answer, however sure, and the evidence for it: what confidence is fitted on. None as of `Reader.weigh`."""
        query = understand(question)
        scope = read_scope(query, self._retriever.admitted(filters))
        return self._reader.weigh(query, self._found(query, scope), self._searching(scope))

    def _found(self, query: Query, scope: Scope) -> SearchResult:
        """The clauses that an answer is read from."""
        return self._search(query, scope, k=_N_READ, explain=True)

    def _searching(self, scope: Scope) -> Search:
        """How the clauses for a part of a question are found: none for what is no question alone (的比的多吗)."""

        def search(part: str) -> Sequence[Hit]:
            try:
                query = understand(part)
            except QueryInvalid:
                return ()
            return self._search(query, scope, k=_N_OF_PART, explain=True).hits

        return search

    def _search(
        self,
        query: Query,
        scope: Scope,
        *,
        k: int,
        mode: Mode = "hybrid",
        offset: int = 0,
        explain: bool = False,
        spread: bool = False,
    ) -> SearchResult:
        candidates = self._retriever.find(query, scope.reports, by_words=mode != "pooled")
        weight_of = weights(mode, candidates.parts)
        scores = fuse(candidates.parts, weight_of)
        owners = self.snapshot.report_rows[candidates.rows]
        order = np.lexsort((self.snapshot.id_places[candidates.rows], -scores))
        if mode == "lexical":
            order = order[scores[order] > 0]
        facets = self._facets.of(owners[order])
        if spread and len(scope.reports) > 1:
            order, scores = spread_out(order, scores, owners)
        page = order[offset : offset + k].tolist()
        marked = marked_words(candidates, page, self.snapshot, query.folded)
        found = matches(candidates, page, self.snapshot) if explain else [()] * len(page)
        best = self._retriever.best_sentences(candidates, page)
        hits = tuple(
            self._hit(candidates, i, offset + at + 1, float(scores[i]), best[at], marked[at], found[at])
            for at, i in enumerate(page)
        )
        next_offset = offset + k if offset + k < len(order) else None
        return SearchResult(query.text, mode, self.snapshot.snapshot_id, hits, next_offset, scope.chips, facets)

    def _hit(
        self,
        candidates: Candidates,
        i: int,
        rank: int,
        score: float,
        sentence_row: int,
        marked: Collection[str],
        matched: tuple[Match, ...],
    ) -> Hit:
        snapshot = self.snapshot
        clause = snapshot.clauses[candidates.rows[i]]
        text = snapshot.text(clause)
        _, start, end = snapshot.sentences[sentence_row].tolist()
        return Hit(
            rank=rank,
            score=score,
            clause=clause,
            text=text,
            sentence=(start, end),
            highlights=tuple((clause.start + a, clause.start + b) for a, b in highlight(text, marked)),
            scores={part: float(values[i]) for part, values in candidates.parts.items()},
            matches=matched,
        )
