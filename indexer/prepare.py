"""A report made ready for a snapshot: cut, its figures read, its terms counted, its vectors made. Everything that takes long,
and nothing that depends on other reports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.encoders.base import Encoder, Floats, Ints, Token, TokenEncoder, WordEncoder, has_words
from indexer.facts import facts
from indexer.late import ClauseWords, WordIndex
from indexer.lexical import ClauseTerms, tokens
from indexer.outline import outline, sentences
from indexer.records import Clause, Report
from indexer.snapshot import json_lines
from indexer.token_index import ClauseTokens
from indexer.told import Told

Halves = npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What one report brings to a snapshot; rows count from 0 in each report."""

    report: str  # its line of reports.jsonl
    clauses: str  # its lines of clauses.jsonl
    facts: str  # its lines of facts.jsonl
    n_facts: Ints  # (n clauses,) of each
    told: Told
    sentences: Ints  # (n sentences, 3): clause row, start, end
    terms: ClauseTerms
    clause_vectors: Halves  # (n clauses, dim)
    sentence_vectors: Halves  # (n sentences, dim)
    tokens_cut: Ints  # (n clauses,) what the encoder does not read
    words: WordIndex | None  # with a WordEncoder
    tokens: ClauseTokens | None  # with a TokenEncoder


def prepare(report: Report, encoder: Encoder) -> Prepared:
    """Raises ReportUnreadable for a report without text."""
    clauses = outline(report).clauses
    found = facts(report, clauses)
    n_facts = Counter(fact.clause_id for fact in found)
    texts = ["\n".join((*clause.path, report.text[clause.start : clause.end])) for clause in clauses]  # with inherited headings
    cut = [(row, *span) for row, clause in enumerate(clauses) for span in sentences(report.text, clause.start, clause.end)]
    words = tokens_of = None
    if has_words(encoder):
        words, clause_vectors, sentence_vectors = _words(report, clauses, cut, encoder)
    else:
        sentence_vectors = _encode([report.text[start:end] for _, start, end in cut], encoder)
    if isinstance(encoder, TokenEncoder):
        of_clauses = [vectors for block in _blocks(texts) for vectors in encoder.passage_tokens(block)]
        tokens_of, clause_vectors = ClauseTokens.of(of_clauses, encoder.dim)
    elif words is None:
        clause_vectors = _encode(texts, encoder)
    return Prepared(
        report=json_lines([report]),
        clauses=json_lines(clauses),
        facts=json_lines(found),
        n_facts=np.array([n_facts[clause.clause_id] for clause in clauses], np.int32),
        told=Told.of(report, clauses, found),
        sentences=np.array(cut, np.int32).reshape(-1, 3),
        terms=ClauseTerms.of(map(tokens, texts)),
        clause_vectors=clause_vectors.astype(np.float16),
        sentence_vectors=sentence_vectors.astype(np.float16),
        tokens_cut=encoder.n_tokens_cut(texts),
        words=words,
        tokens=tokens_of,
    )


def _words(
    report: Report, clauses: Sequence[Clause], cut: Sequence[tuple[int, int, int]], encoder: WordEncoder
) -> tuple[WordIndex, Floats, Floats]:
    of_clause: list[list[Sequence[Token]]] = [[] for _ in clauses]
    for row, start, end in cut:
        of_clause[row].append(encoder.words(report.text[start:end]))
    headings = {path: encoder.words("\n".join(path)) for path in dict.fromkeys(clause.path for clause in clauses)}
    rows = [ClauseWords(headings[clause.path], found) for clause, found in zip(clauses, of_clause, strict=True)]
    return WordIndex.build(rows, encoder)


def _encode(texts: Sequence[str], encoder: Encoder) -> Floats:
    return np.vstack([np.zeros((0, encoder.dim), np.float32), *(encoder.encode_passages(block) for block in _blocks(texts))])


def _blocks(texts: Sequence[str], size: int = 64) -> Iterator[Sequence[str]]:
    return (texts[first : first + size] for first in range(0, len(texts), size))
