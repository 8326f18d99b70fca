"""What verification catches in a snapshot whose checksums are right."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from indexer.errors import SnapshotCorrupt
from indexer.lexical import LexicalIndex
from indexer.snapshot import Snapshot
from indexer.stores.faiss_store import FaissStore
from indexer.told import Told
from indexer.verify import verify_snapshot
from tests.indexer.manifests import seal


def test_a_good_snapshot_verifies_and_tells_what_was_checked(own_snapshot: Path) -> None:
    told = verify_snapshot(Snapshot(own_snapshot))
    assert told[:2] == ["24 files match their checksums", "3 reports, 6 clauses, 12 sentences, 16 facts"]
    assert len(told) == 10


def clause_lines(folder: Path, change: Callable[[list[dict[str, Any]]], object], name: str = "clauses.jsonl") -> None:
    path = folder / name
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    change(lines)
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


def fact_lines(folder: Path, change: Callable[[list[dict[str, Any]]], object]) -> None:
    clause_lines(folder, change, "facts.jsonl")


def array(folder: Path, name: str, change: Callable[[Any], Any]) -> None:
    np.save(folder / name, change(np.load(folder / name)))


def told(folder: Path, **changes: Callable[[Any], Any]) -> None:
    found = Told.load(folder)
    found._replace(**{name: change(getattr(found, name)) for name, change in changes.items()}).save(folder)


def put(values: Any, place: Any, value: Any) -> Any:
    values[place] = value
    return values


WRONG: Mapping[str, tuple[Callable[[Path], None], str]] = {
    "a clause shifted by one": (
        lambda f: clause_lines(f, lambda c: c[2].update(start=c[2]["start"] + 1)),
        "sentence 4, from 0, has",
    ),
    "a clause past the end": (lambda f: clause_lines(f, lambda c: c[5].update(end=9_999)), "clause 5, from 0, has"),
    "a clause that overlaps": (lambda f: clause_lines(f, lambda c: c[1].update(start=0)), "clause 1, from 0, has"),
    "a clause of no report": (
        lambda f: clause_lines(f, lambda c: c[0].update(report_id="gone")),
        "first_clauses.npy and the report",
    ),
    "a clause with another id": (
        lambda f: clause_lines(f, lambda c: c[0].update(clause_id="beishan-2021/9")),
        "first_facts.npy and the clause",
    ),
    "a clause with another path": (lambda f: clause_lines(f, lambda c: c[0].update(path=[])), "not those"),
    "a clause less": (lambda f: clause_lines(f, lambda c: c.pop()), "n_clauses is 5, manifest says 6"),
    "a fact of no clause": (lambda f: fact_lines(f, lambda c: c[0].update(clause_id="gone/1")), "first_facts.npy and the clause"),
    "a fact shifted by one": (lambda f: fact_lines(f, lambda c: c[0].update(start=c[0]["start"] + 1)), "does not quote"),
    "a fact of another value": (lambda f: fact_lines(f, lambda c: c[0].update(value="321")), "facts are not those"),
    "a fact less": (lambda f: fact_lines(f, lambda c: c.pop()), "n_facts is 15, manifest says 16"),
    "a fact that is no number": (lambda f: fact_lines(f, lambda c: c[0].update(value="many")), "do not fit"),
    "a sentence outside": (lambda f: array(f, "sentences.npy", lambda a: put(a, (0, 1), 0)), "sentence 0, from 0, has"),
    "a sentence cut short": (lambda f: array(f, "sentences.npy", lambda a: put(a, (1, 2), a[1, 2] - 1)), "its sentences are not"),
    "a sentence of no clause": (lambda f: array(f, "sentences.npy", lambda a: put(a, (11, 0), 6)), "order of the clauses"),
    "a sentence of clause -1": (lambda f: array(f, "sentences.npy", lambda a: put(a, (0, 0), -1)), "order of the clauses"),
    "sentences in another order": (lambda f: array(f, "sentences.npy", lambda a: a[::-1].copy()), "order of the clauses"),
    "a sentence less": (lambda f: array(f, "sentences.npy", lambda a: a[:-1]), "n_sentences is 11, manifest says 12"),
    "sentences of two columns": (lambda f: array(f, "sentences.npy", lambda a: a[:, :2]), r"shape \(12, 2\)"),
    "a clause of another report": (
        lambda f: array(f, "first_clauses.npy", lambda a: put(a, 1, 1)),
        "first_clauses.npy and the report",
    ),
    "a fact of another clause": (lambda f: array(f, "first_facts.npy", lambda a: put(a, 1, 0)), "first_facts.npy and the clause"),
    "facts out of order": (lambda f: array(f, "first_facts.npy", lambda a: put(a, 1, 99)), "first_facts.npy and the clause"),
    "ids in another order": (lambda f: array(f, "id_places.npy", lambda a: a[::-1].copy()), "not the order of the clause ids"),
    "years of another clause": (lambda f: told(f, years=lambda a: put(a, 0, 1999)), "not what its clauses and facts tell"),
    "a year that cannot be": (lambda f: told(f, fact_years=lambda a: put(a, 0, -1)), "not of 6 clauses and 16 facts"),
    "a fact without its unit": (lambda f: told(f, n_units=lambda a: a[1:]), "not of 6 clauses and 16 facts"),
    "a character less of a name": (lambda f: told(f, names=lambda a: a[1:]), "not of 6 clauses and 16 facts"),
    "a clause vector less": (lambda f: array(f, "clause_vectors.npy", lambda a: a[1:]), "clause vectors have shape"),
    "a longer sentence vector": (lambda f: array(f, "sentence_vectors.npy", lambda a: put(a, 3, a[3] * 2)), "sentence vector 3"),
    "a vector that is no number": (lambda f: array(f, "clause_vectors.npy", lambda a: put(a, 2, np.nan)), "clause vector 2"),
    "a store of other rows": (
        lambda f: FaissStore.build(np.eye(256, dtype=np.float32)).save(f / "sentences.faiss"),
        "does not hold 12 rows",
    ),
    "a word id past the vocabulary": (lambda f: array(f, "word_ids.npy", lambda a: put(a, 0, 9_999)), "not in the vocabulary"),
    "a word id below zero": (lambda f: array(f, "word_ids.npy", lambda a: put(a, 0, -1)), "not in the vocabulary"),
    "an empty segment": (lambda f: array(f, "segment_starts.npy", lambda a: put(a, 1, 0)), "do not cover"),
    "clauses with other segments": (lambda f: array(f, "clause_segments.npy", lambda a: put(a, 1, 4)), "do not cover"),
    "a word of another length": (lambda f: array(f, "scales.npy", lambda a: put(a, 5, 1)), "word 5 is no unit vector"),
    "a word without a scale": (lambda f: array(f, "scales.npy", lambda a: a[:-1]), "different lengths"),
    "a posting of no word": (lambda f: array(f, "posting_rows.npy", lambda a: np.append(a, a.dtype.type(0))), "postings are not"),
    "words with other postings": (lambda f: array(f, "posting_starts.npy", lambda a: put(a, 1, 1)), "postings are not"),
    "a word without a vector": (lambda f: array(f, "vocabulary.npy", lambda a: a[:-1]), "vocabulary"),
    "scores of other clauses": (lambda f: LexicalIndex.build([["a"]] * 7).save(f), "not those of 6 clauses"),
    "a score less": (lambda f: array(f, "term_scores.npy", lambda a: a[:-1]), "not those of 6 clauses"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_verify_catches_a_snapshot_that_is_sealed_but_wrong(own_snapshot: Path, wrong: str) -> None:
    spoil, told = WRONG[wrong]
    spoil(own_snapshot)
    seal(own_snapshot)
    with pytest.raises(SnapshotCorrupt, match=told):
        verify_snapshot(Snapshot(own_snapshot))


@pytest.mark.parametrize("count", ["n_reports", "n_clauses", "n_sentences", "n_facts"])
def test_verify_catches_a_wrong_count(own_snapshot: Path, count: str) -> None:
    seal(own_snapshot, **{count: 99})
    with pytest.raises(SnapshotCorrupt, match=rf"{count} is \d+, manifest says 99"):
        verify_snapshot(Snapshot(own_snapshot))
