"""Search, answers and facts over one snapshot: the front door for the API, the command line and the evaluation."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from indexer.encoders.base import Encoder
from indexer.errors import SnapshotIncompatible
from indexer.snapshot import REBUILD, Snapshot
from service.answer import Reader
from service.conversation import complete
from service.facts import FactFinder
from service.highlight import highlight, marked_words, matches
from service.query import understand
from service.rank import fuse, weights
from service.readers.base import Search
from service.reasons import explained
from service.records import Answer, Filters, Hit, Match, Mode, SearchResult
from service.retrieve import Candidates, Retriever
from service.slots import Known
from service.telling import told

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
        self._known = Known.of(snapshot.reports.values())

    def search(
        self,
        query: str,
        *,
        k: int = 10,
        mode: Mode = "hybrid",
        filters: Filters = Filters(),  # noqa: B008 - immutable
        offset: int = 0,
        explain: bool = False,
    ) -> SearchResult:
        """Ranked clauses from `offset` on, at most k, equal scores by clause_id.

        Raises QueryInvalid for a query that is no text, NotFound for an unknown report in `filters`.
        """
        understood = understand(query)
        candidates = self._retriever.find(understood, filters, by_words=mode != "pooled")
        weight_of = weights(mode, candidates.parts)
        scores = fuse(candidates.parts, weight_of)
        ids = [self.snapshot.clauses[row].clause_id for row in candidates.rows.tolist()]
        order = sorted(range(len(scores)), key=lambda i: (-scores[i], ids[i]))
        if mode == "lexical":
            order = [i for i in order if scores[i] > 0]
        page = order[offset : offset + k]
        marked = marked_words(candidates, page, self.snapshot, understood.folded)
        found = matches(candidates, page, self.snapshot) if explain else [()] * len(page)
        best = self._retriever.best_sentences(candidates, page)
        hits = tuple(
            self._hit(candidates, i, offset + at + 1, float(scores[i]), best[at], marked[at], found[at])
            for at, i in enumerate(page)
        )
        next_offset = offset + k if offset + k < len(order) else None
        return SearchResult(query, mode, self.snapshot.snapshot_id, hits, next_offset)

    def ask(
        self,
        question: str,
        *,
        filters: Filters = Filters(),  # noqa: B008 - immutable
        context: Sequence[str] = (),
    ) -> Answer:
        """A short answer with its citations, or an abstention with the nearest clauses. Raises as `search` does.

        A question that hangs on those of `context`, oldest first, is completed from them.
        """
        understood = complete(question, context, self._known)
        query = understand(understood or question)
        result = self.search(query.text, k=5, filters=filters, explain=True)
        read = self._reader.read(query, result, self._searching(filters))
        answer = replace(read, question=question, understood=understood)
        if answer.status == "abstained":
            return explained(answer, query, self._retriever.reports(query, filters), self.facts)
        answer = replace(answer, facts=self.facts.within(answer.citations))
        return replace(answer, told=told(answer))

    def weigh(
        self,
        question: str,
        *,
        filters: Filters = Filters(),  # noqa: B008 - immutable
    ) -> tuple[Answer, Mapping[str, float]] | None:
        """The best answer, however sure, and the evidence for it: what confidence is fitted on. None as of `Reader.weigh`."""
        result = self.search(question, k=5, filters=filters, explain=True)
        return self._reader.weigh(understand(question), result, self._searching(filters))

    def _searching(self, filters: Filters) -> Search:
        """How the clauses for a part of a question are found."""
        return lambda part: self.search(part, k=_N_OF_PART, filters=filters, explain=True).hits

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
