"""What must hold inside a snapshot, beyond its checksums."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from indexer.encoders.base import Ints
from indexer.errors import REBUILD, SnapshotCorrupt
from indexer.facts import facts
from indexer.late import WordIndex
from indexer.outline import outline, sentences
from indexer.snapshot import Snapshot
from indexer.told import FILE, Told

_BLOCK = 1 << 14  # vectors looked at together


def verify_snapshot(snapshot: Snapshot, *, cut_again: bool = True) -> list[str]:
    """Check counts, offsets, ids and vectors; returns a sentence for each thing checked. Raises SnapshotCorrupt.

    Without `cut_again` it is not looked at whether this version would cut the reports and read their facts in the same way.
    """
    checks: list[Callable[[Snapshot], str]] = [_counts, _owners, _offsets, _told, _terms, _vectors, _late]
    if cut_again:
        checks[4:4] = [_outlines, _facts]
    return [f"{len(snapshot.manifest.files)} files match their checksums", *(check(snapshot) for check in checks)]


def _require(holds: bool, snapshot: Snapshot, found: str) -> None:
    if not holds:
        raise SnapshotCorrupt(f"{snapshot.folder}: {found}; {REBUILD}")


def _counts(snapshot: Snapshot) -> str:
    manifest = snapshot.manifest
    counted = {
        "n_reports": len(snapshot.reports),
        "n_clauses": len(snapshot.clauses),
        "n_sentences": len(snapshot.sentences),
        "n_facts": len(snapshot.facts),
    }
    for name, found in counted.items():
        wanted = getattr(manifest, name)
        _require(found == wanted, snapshot, f"{name} is {found}, manifest says {wanted}")
    return ", ".join(f"{count} {name.removeprefix('n_')}" for name, count in counted.items())


def _owners(snapshot: Snapshot) -> str:
    """Clauses lie with their report and facts with their clause, in order; none of a snapshot's ids stands twice."""
    clause_ids = snapshot.clauses.column("clause_id")
    _require(len(set(clause_ids)) == len(clause_ids), snapshot, "a clause id stands twice")
    owned = (
        ("clause", "report", list(snapshot.reports), snapshot.first_clauses, snapshot.clauses.column("report_id")),
        ("fact", "clause", clause_ids, snapshot.first_facts, snapshot.facts.column("clause_id")),
    )
    for name, owner, ids, first, found in owned:
        in_order = len(first) == len(ids) + 1 and first[0] == 0 and bool((np.diff(first) >= 0).all())
        fits = in_order and np.repeat(np.array(ids), np.diff(first)).tolist() == found
        _require(fits, snapshot, f"first_{name}s.npy and the {owner} that each {name} names do not agree")
    in_order = [clause_ids[row] for row in np.argsort(snapshot.id_places).tolist()]
    _require(in_order == sorted(clause_ids), snapshot, "id_places.npy is not the order of the clause ids")
    return "every clause has its report, every fact its clause"


def _offsets(snapshot: Snapshot) -> str:
    """Clauses lie in their report, sentences in their clause, in order and without overlap."""
    texts = np.array([(0, len(report.text)) for report in snapshot.reports.values()])
    clauses = np.array([snapshot.clauses.column(name) for name in ("start", "end")]).T
    _stretches(snapshot, "clause", snapshot.report_rows, clauses, texts)
    owners, n_clauses = snapshot.sentences[:, 0], len(snapshot.clauses)
    in_order = bool((np.diff(owners) >= 0).all() and (owners >= 0).all() and (owners < n_clauses).all())
    _require(in_order, snapshot, "the sentences are not in the order of the clauses")
    _require(bool(np.bincount(owners, minlength=n_clauses).all()), snapshot, "a clause has no sentence")
    _stretches(snapshot, "sentence", owners, snapshot.sentences[:, 1:], clauses)
    return "offsets lie inside their reports and clauses"


def _stretches(snapshot: Snapshot, name: str, owners: Ints, stretches: Ints, within: Ints) -> None:
    """Each stretch, a row (start, end), is not empty, begins where the one before it in the same owner ends or later, and lies
    within that of its owner.
    """
    starts, ends = stretches.T
    is_first = np.diff(owners, prepend=-1) > 0
    least = np.where(is_first, within[owners, 0], np.roll(ends, 1))
    is_wrong = (starts < least) | (ends <= starts) | (ends > within[owners, 1])
    found = f"{name} {is_wrong.argmax()}, from 0, has offsets out of order or outside of what it stands in"
    _require(not is_wrong.any(), snapshot, found)


def _outlines(snapshot: Snapshot) -> str:
    """Cutting a report again gives the same clauses and sentences."""
    again = [clause for report in snapshot.reports.values() for clause in outline(report).clauses]
    _require(again == list(snapshot.clauses), snapshot, "its clauses are not those that this version cuts")
    texts = (snapshot.reports[clause.report_id].text for clause in again)
    cut = [sentences(text, clause.start, clause.end) for text, clause in zip(texts, again, strict=True)]
    spans = [(row, start, end) for row, found in enumerate(cut) for start, end in found]
    _require(
        spans == [tuple(row) for row in snapshot.sentences.tolist()],
        snapshot,
        "its sentences are not those that this version cuts",
    )
    return "clauses and sentences are those that this version cuts"


def _facts(snapshot: Snapshot) -> str:
    """Every fact lies in its clause and quotes it, and reading the clauses again gives the same facts."""
    for fact in snapshot.facts:
        clause = snapshot.clauses[snapshot.row_of[fact.clause_id]]
        inside = clause.start <= fact.start <= fact.value_start < fact.value_end <= fact.end <= clause.end
        is_quote = snapshot.reports[clause.report_id].text[fact.start : fact.end] == fact.quote
        _require(inside and is_quote, snapshot, f"fact {fact.fact_id} does not quote its clause")
    cut = [(report, snapshot.clauses_of(report_id)) for report_id, report in snapshot.reports.items()]
    again = [(report, clauses, facts(report, clauses)) for report, clauses in cut]
    found = [fact for *_, of_report in again for fact in of_report]
    _require(found == list(snapshot.facts), snapshot, "its facts are not those that this version reads")
    told = Told.joined(Told.of(*each) for each in again)
    is_same = all(np.array_equal(getattr(told, name), getattr(snapshot.told, name)) for name in Told._fields)
    _require(is_same, snapshot, f"{FILE} is not what its clauses and facts tell")
    return "facts are those that this version reads"


def _told(snapshot: Snapshot) -> str:
    """Every clause and every fact has its row in the columns."""
    n_clauses, n_facts = len(snapshot.clauses), len(snapshot.facts)
    _require(snapshot.told.fits(n_clauses, n_facts), snapshot, f"{FILE} is not of {n_clauses} clauses and {n_facts} facts")
    return "years, units and names of every clause and fact"


def _terms(snapshot: Snapshot) -> str:
    """The scores of the terms are those of the clauses."""
    index, n_clauses = snapshot.lexical, len(snapshot.clauses)
    covers = len(index.starts) == len(index.keys) + 1 and index.starts[-1] == len(index.rows) == len(index.scores)
    of_clauses = covers and index.rows.min(initial=0) >= 0 and index.rows.max(initial=0) < n_clauses
    _require(bool(of_clauses), snapshot, f"the scores of its terms are not those of {n_clauses} clauses")
    return f"{len(index.keys)} terms score the clauses"


def _vectors(snapshot: Snapshot) -> str:
    """Every vector has its row in the list of clauses or sentences and in the store, and is a unit vector or zero."""
    sizes = (("clause", len(snapshot.clauses)), ("sentence", len(snapshot.sentences)))
    for name, wanted in sizes:
        vectors, store = getattr(snapshot, f"{name}_vectors"), getattr(snapshot, f"{name}_store")
        shape = (wanted, snapshot.manifest.dim)
        _require(vectors.shape == shape, snapshot, f"{name} vectors have shape {vectors.shape}, expected {shape}")
        _require(store is None or len(store) == wanted, snapshot, f"the {name} store does not hold {wanted} rows")
        for first in range(0, wanted, _BLOCK):
            block = vectors[first : first + _BLOCK].astype(np.float32)
            squares = np.einsum("ij,ij->i", block, block)
            unit = np.isclose(squares, 1, atol=4e-3) | (squares == 0)
            _require(bool(unit.all()), snapshot, f"{name} vector {first + int(np.argmin(unit))} is no unit vector")
    return "every vector has its clause or sentence"


def _late(snapshot: Snapshot) -> str:
    """What late interaction looks at covers the clauses."""
    if snapshot.word_index is not None:
        return _words(snapshot, snapshot.word_index)
    if snapshot.token_index is None:
        return "no vectors of words or tokens (the encoder has none)"
    n_tokens, n_clauses = len(snapshot.token_index.vectors), len(snapshot.token_index.starts) - 1
    _require(n_clauses == len(snapshot.clauses), snapshot, f"token_starts.npy is for {n_clauses} clauses")
    return f"{n_tokens} token vectors cover the clauses"


def _words(snapshot: Snapshot, index: WordIndex) -> str:
    segments = len(snapshot.sentences) + len(snapshot.clauses)
    starts, clauses = index.segment_starts, index.clause_segments
    n_sentences = np.bincount(snapshot.sentences[:, 0], minlength=len(snapshot.clauses))
    fits = np.array_equal(clauses, np.cumsum([0, *(n_sentences + 1)])) and len(starts) == segments + 1
    covers = fits and starts[0] == 0 and starts[-1] == len(index.word_ids) and (np.diff(starts) > 0).all()
    _require(bool(covers), snapshot, "word ids do not cover the sentences")
    known = (index.word_ids >= 0).all() and (index.word_ids < len(index.vocabulary)).all()
    _require(bool(known), snapshot, "a word id is not in the vocabulary")
    same = len(index.words) == len(index.vocabulary) == len(index.scales)
    _require(same, snapshot, "words.txt, the vocabulary and its scales have different lengths")
    norms = np.linalg.norm(index.vocabulary.astype(np.float32), axis=1) * index.scales
    unit = np.isclose(norms, 1, atol=1e-5) | ((norms == 0) & (index.scales == 0))
    _require(bool(unit.all()), snapshot, f"word {int(np.argmin(unit))} is no unit vector")
    _require(snapshot.postings is not None and snapshot.postings.fits(index), snapshot, "its postings are not those of its words")
    return f"{len(index.word_ids)} words of {len(index.vocabulary)} cover the sentences"
