"""From a query to its candidates with the parts of their scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.encoders.base import Encoder, Floats, Token, TokenEncoder, has_words
from indexer.encoders.embedded import normalise
from indexer.errors import NotFound
from indexer.late import Compared, ranges
from indexer.lexical import tokens
from indexer.records import Report
from indexer.snapshot import Snapshot
from indexer.stores.base import Mask
from service.agreement import Agreement
from service.glossary import terms
from service.many.listing import Reports
from service.query import Query
from service.records import Filters
from service.romanised import Romanised

ALL_UP_TO = 192  # clauses that are all scored; above, candidates
# Candidates from each way of finding. Near words find more that late interaction ranks high than vectors of clauses do,
# so fewer are enough with them (`python -m eval.bench_candidates`).
EACH, EACH_WITH_WORDS = 64, 32
_GROUP = 64  # clauses
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Clauses worth ranking, by row, and their parts (`service.rank.PARTS`), each (n,) and in the order of rows."""

    rows: Rows
    parts: Mapping[str, Floats]
    nearest_sentences: npt.NDArray[np.int32]  # (n,) the sentence behind the part "sentence", by its row in the snapshot
    compared: Compared | None  # the words of the query with theirs; None without word vectors


class Retriever:
    """Finds candidates in one snapshot. Immutable and safe to share between threads."""

    def __init__(self, snapshot: Snapshot, encoder: Encoder, *, all_up_to: int = ALL_UP_TO) -> None:
        self._all_up_to = all_up_to
        self._snapshot = snapshot
        self._agreement = Agreement(snapshot)
        self._encoder = encoder
        self._word_encoder = encoder if has_words(encoder) else None
        self._token_encoder = encoder if isinstance(encoder, TokenEncoder) else None
        self._names = Romanised(snapshot.word_index.words if snapshot.word_index is not None else (), snapshot.lexical)
        self._reports = Reports(snapshot.reports.values())
        self._report_row_of = {report_id: row for row, report_id in enumerate(snapshot.reports)}

    def find(self, query: Query, reports: Sequence[Report], *, by_words: bool = True) -> Candidates:
        """Those of these reports. The vectors are compared with the query's as its words weigh in late interaction, or, without
        words, as it stands.
        """
        snapshot = self._snapshot
        allowed = self._allowed(reports)
        plain = self._names.written_out(query.plain)
        words, word_vectors, vector = self._encode(plain)
        lexical = snapshot.lexical.search(tokens(plain))
        rows = self._candidate_rows(vector, word_vectors, lexical, allowed)
        parts: dict[str, Floats] = {}
        compared = None
        if by_words and snapshot.word_index is not None and len(rows) and len(words):
            compared = snapshot.word_index.compare(words, word_vectors, rows)
            parts = {"late": compared.clauses, "window": compared.windows}
            vector = compared.vector
        elif by_words and snapshot.word_index is not None:
            parts = dict.fromkeys(("late", "window"), np.zeros(len(rows), np.float32))
        elif snapshot.token_index is not None:
            parts = {"late": snapshot.token_index.score(word_vectors, rows)}
        nearest_sentences, sentence = self._nearest_sentences(rows, vector)
        year, fact = self._agreement.of(query, rows)
        parts |= {
            "lexical": lexical[rows],
            "dense": np.asarray(snapshot.clause_vectors[rows], np.float32) @ vector,
            "sentence": sentence,
            "year": year,
            "fact": fact,
            "term": self._explaining(query, rows),
        }
        return Candidates(rows, parts, nearest_sentences, compared)

    def admitted(self, filters: Filters) -> Reports:
        """The reports that pass the filters. Raises NotFound for a report id that is not indexed."""
        if unknown := [report_id for report_id in filters.report if report_id not in self._snapshot.reports]:
            raise NotFound(f"no report {unknown[0]!r}; known are {', '.join(list(self._snapshot.reports)[:10])}")
        return self._reports if filters == Filters() else Reports(filter(filters.admit, self._reports))

    def best_sentences(self, candidates: Candidates, chosen: Sequence[int]) -> list[int]:
        """The row of the best sentence of each of the chosen candidates, by its words where they have vectors."""
        index, compared = self._snapshot.word_index, candidates.compared
        if index is None or compared is None or not chosen:
            return [int(candidates.nearest_sentences[i]) for i in chosen]
        rows = candidates.rows[list(chosen)]
        best: list[int] = (self._snapshot.first_sentences[rows] + index.best_sentences(compared, rows)).tolist()
        return best

    def _encode(self, plain: str) -> tuple[list[Token], Floats, Floats]:
        """Words, their vectors, or without words those of tokens, and the vector of the whole."""
        if self._token_encoder is not None:
            tokens = self._token_encoder.query_tokens(plain)
            return [], tokens, normalise(tokens.mean(0, keepdims=True))[0]
        if self._word_encoder is None:
            return [], np.zeros((0, self._encoder.dim), np.float32), self._encoder.encode_queries([plain])[0]
        words = self._word_encoder.words(plain)
        vectors = self._word_encoder.word_vectors(words)
        return words, vectors, normalise(vectors.sum(0, keepdims=True))[0]

    def _allowed(self, reports: Sequence[Report]) -> Rows | None:
        """These reports, by row, ascending; None for all."""
        if len(reports) == len(self._reports):
            return None
        return np.sort(np.array([self._report_row_of[report.report_id] for report in reports], np.intp))

    def _candidate_rows(self, vector: Floats, word_vectors: Floats, lexical: Floats, allowed: Rows | None) -> Rows:
        """Rows in ascending order: all of the reports that are allowed if they are few, else the best of each way of finding."""
        snapshot = self._snapshot
        bounds = snapshot.first_clauses
        possible = None if allowed is None else ranges(bounds[allowed], bounds[allowed + 1])[0]
        n_possible = len(lexical) if possible is None else len(possible)
        if n_possible <= self._all_up_to:
            return np.arange(n_possible) if possible is None else possible
        k = EACH if snapshot.postings is None else EACH_WITH_WORDS
        within = None if allowed is None else _between(snapshot.first_sentences[bounds], allowed)
        sentences = snapshot.sentence_store.search(vector, k=k, allowed=within)
        owners = snapshot.sentences[[row for row, _ in sentences], 0]
        by_terms = best_rows(lexical if possible is None else lexical[possible], possible, k)
        found: list[npt.NDArray[np.integer]] = [owners, by_terms]
        if snapshot.postings is not None:
            found.append(best_rows(snapshot.postings.search(word_vectors, possible), possible, k))
        elif snapshot.clause_store is not None:
            within = None if allowed is None else _between(bounds, allowed)
            found.append(np.array([row for row, _ in snapshot.clause_store.search(vector, k=k, allowed=within)]))
        return np.unique(np.concatenate(found).astype(np.intp))

    def _nearest_sentences(self, rows: Rows, vector: Floats) -> tuple[npt.NDArray[np.int32], Floats]:
        """The row of each clause's sentence that is nearest to the query, and its cosine."""
        first = self._snapshot.first_sentences
        lengths = first[rows + 1] - first[rows]
        positions, begins = ranges(first[rows], first[rows + 1])
        cosines = np.asarray(self._snapshot.sentence_vectors[positions], np.float32) @ vector
        best = np.maximum.reduceat(cosines, begins) if len(rows) else cosines
        is_best = cosines == np.repeat(best, lengths)
        rows_of_best = np.where(is_best, positions, np.iinfo(np.int32).max)
        return (np.minimum.reduceat(rows_of_best, begins) if len(rows) else positions).astype(np.int32), best

    def _explaining(self, query: Query, rows: Rows) -> Floats:
        explaining = np.zeros(len(rows), np.float32)
        for i in np.flatnonzero(self._snapshot.told.explains[rows]).tolist():
            explaining[i] = any(term in query.folded for term in terms(self._snapshot.clauses[rows[i]]))
        return explaining


def _between(bounds: npt.NDArray[np.integer], allowed: Rows) -> Mask:
    """True for what the allowed reports hold; `bounds`, (n reports + 1,), are where that of each begins."""
    mask = np.zeros(bounds[-1], bool)
    for first, last in zip(bounds[allowed].tolist(), bounds[allowed + 1].tolist(), strict=True):
        mask[first:last] = True
    return mask


def best_rows(scores: Floats, possible: Rows | None, k: int) -> Rows:
    """The k rows that score best of those possible, or of all, best first, of equal ones the first; none that scores nothing.

    `scores` are those of the rows that are possible.
    """
    # Of so many groups the best is as good as the last of the k: what is worse need not be put in order.
    n_groups = len(scores) // _GROUP
    best = scores[: n_groups * _GROUP].reshape(_GROUP, n_groups).max(axis=0)
    least = np.partition(best, -k)[-k] if n_groups >= k else 0
    found = np.flatnonzero(scores >= least if least > 0 else scores > 0)
    found = found[np.argsort(-scores[found], kind="stable")[:k]]
    return found if possible is None else possible[found]
