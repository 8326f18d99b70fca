"""Snapshots that are not what they should be: refused by name, never half read."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from indexer.encoders.base import Encoder
from indexer.errors import SnapshotCorrupt, SnapshotIncompatible, SnapshotMissing
from indexer.lexical import LexicalIndex
from indexer.records import Report
from indexer.snapshot import Snapshot, file_entry, files_fingerprint
from indexer.stores.faiss_store import FaissStore
from indexer.verify import verify_snapshot
from service.engine import Engine

FILES = (
    "clause_segments.npy",
    "clause_vectors.npy",
    "clauses.jsonl",
    "facts.jsonl",
    "first_clauses.npy",
    "first_facts.npy",
    "posting_rows.npy",
    "posting_starts.npy",
    "reports.jsonl",
    "scales.npy",
    "segment_starts.npy",
    "sentence_vectors.npy",
    "sentences.faiss",
    "sentences.npy",
    "term_keys.npy",
    "term_rows.npy",
    "term_scores.npy",
    "term_starts.npy",
    "vocabulary.npy",
    "word_ids.npy",
    "words.faiss",
    "words.txt",
)


def flip(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def manifest_of(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return found


def write_manifest(folder: Path, manifest: object) -> None:
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")


def seal(folder: Path, **changed: Any) -> None:
    """Make the manifest agree with the files again, as if they had been built so."""
    manifest = {**manifest_of(folder), **changed}
    files = {name: file_entry(folder / name) for name in manifest["files"]}
    snapshot_id = manifest["snapshot_id"][:-8] + files_fingerprint(files)
    write_manifest(folder, {**manifest, "files": files, "snapshot_id": snapshot_id})


def test_the_files_of_a_snapshot_are_those_of_its_format(own_snapshot: Path) -> None:
    assert tuple(sorted(manifest_of(own_snapshot)["files"])) == FILES
    there = (str(path.relative_to(own_snapshot)) for path in own_snapshot.rglob("*") if path.is_file())
    assert sorted(there) == sorted([*FILES, "manifest.json"])


def test_a_manifest_names_checksum_and_size_of_every_file(own_snapshot: Path) -> None:
    for name, entry in manifest_of(own_snapshot)["files"].items():
        raw = (own_snapshot / name).read_bytes()
        assert entry == {"sha256": hashlib.sha256(raw).hexdigest(), "size_bytes": len(raw)}


@pytest.mark.parametrize("damage", [flip, truncate, Path.unlink], ids=["flipped", "truncated", "deleted"])
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_named(own_snapshot: Path, name: str, damage: Callable[[Path], None]) -> None:
    damage(own_snapshot / name)
    with pytest.raises(SnapshotCorrupt) as raised:
        Snapshot(own_snapshot)
    assert str(own_snapshot / name) in str(raised.value)
    assert "wenzheng index" in str(raised.value)


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"\xff\xfe", b"\0" * 100, b"[" * 100_000], ids=["empty", "half", "bytes", "zeros", "deep"]
)
def test_a_manifest_that_is_no_json_is_corrupt(own_snapshot: Path, raw: bytes) -> None:
    (own_snapshot / "manifest.json").write_bytes(raw)
    with pytest.raises(SnapshotCorrupt, match=r"manifest\.json: cannot be read"):
        Snapshot(own_snapshot)


@pytest.mark.parametrize(
    "changed",
    [
        {"files": None},
        {"files": []},
        {"files": ["clauses.jsonl"]},
        {"files": {"clauses.jsonl": None}},
        {"files": {"clauses.jsonl": {}}},
        {"files": {}},
        {"snapshot_id": None},
        {"snapshot_id": 7},
        {"snapshot_id": "20200101T000000Z-00000000"},
        {"surprise": 1},
    ],
    ids=str,
)
def test_a_manifest_with_another_content_is_corrupt(own_snapshot: Path, changed: Mapping[str, Any]) -> None:
    write_manifest(own_snapshot, {**manifest_of(own_snapshot), **changed})
    with pytest.raises(SnapshotCorrupt, match=r"manifest\.json"):
        Snapshot(own_snapshot)


@pytest.mark.parametrize("key", ["snapshot_id", "created", "encoder", "dim", "files"])
def test_a_manifest_without_a_key_is_corrupt(own_snapshot: Path, key: str) -> None:
    manifest = manifest_of(own_snapshot)
    del manifest[key]
    write_manifest(own_snapshot, manifest)
    with pytest.raises(SnapshotCorrupt, match=key):
        Snapshot(own_snapshot)


def test_a_manifest_from_before_licences_were_recorded_opens_and_says_unknown(own_snapshot: Path) -> None:
    manifest = manifest_of(own_snapshot)
    for key in ("licence", "max_tokens", "n_clauses_cut", "n_tokens_cut", "most_tokens_cut"):
        del manifest[key]
    write_manifest(own_snapshot, manifest)
    found = Snapshot(own_snapshot).manifest
    assert (found.licence, found.max_tokens, found.n_clauses_cut) == ("unknown", None, 0)


@pytest.mark.parametrize("version", [0, 1, 2, 3, 5, "4", None])
def test_another_format_version_is_refused_by_number(own_snapshot: Path, version: object) -> None:
    write_manifest(own_snapshot, {**manifest_of(own_snapshot), "format_version": version})
    with pytest.raises(SnapshotIncompatible, match=rf"snapshot format {version!r}, this version reads 4"):
        Snapshot(own_snapshot)


@pytest.mark.parametrize("manifest", [[], None, "text", 1])
def test_a_manifest_that_is_no_object_has_no_version(own_snapshot: Path, manifest: object) -> None:
    write_manifest(own_snapshot, manifest)
    with pytest.raises(SnapshotIncompatible, match="snapshot format None"):
        Snapshot(own_snapshot)


def test_another_encoder_is_refused_by_name(own_snapshot: Path, encoder: Encoder) -> None:
    seal(own_snapshot, encoder="BAAI/bge-m3@5617a9f6")
    with pytest.raises(SnapshotIncompatible, match=rf"made by encoder BAAI/bge-m3@5617a9f6, this one is {encoder.fingerprint}"):
        Engine(Snapshot(own_snapshot), encoder)


def test_a_folder_without_a_manifest_is_no_snapshot(own_snapshot: Path, tmp_path: Path) -> None:
    (own_snapshot / "manifest.json").unlink()
    for folder in (own_snapshot, tmp_path / "gone"):
        with pytest.raises(SnapshotMissing, match=r"no manifest\.json"):
            Snapshot(folder)


def test_files_that_are_sealed_but_do_not_fit_together_are_corrupt(own_snapshot: Path) -> None:
    for name in (
        "clauses.jsonl",
        "sentences.npy",
        "sentences.faiss",
        "words.txt",
        "vocabulary.npy",
        "first_facts.npy",
        "term_starts.npy",
    ):
        before = (own_snapshot / name).read_bytes()
        for raw in (b"\xff garbage", b"", before[: len(before) // 2]):
            if name == "words.txt" and b"\xff" not in raw:
                continue  # any text can be read; `verify` counts its lines
            (own_snapshot / name).write_bytes(raw)
            seal(own_snapshot)
            with pytest.raises(SnapshotCorrupt):
                verify_snapshot(Snapshot(own_snapshot))
        (own_snapshot / name).write_bytes(before)


def test_an_open_snapshot_gives_back_reports_clauses_and_their_text(own_snapshot: Path, towns: Sequence[Report]) -> None:
    snapshot = Snapshot(own_snapshot)
    assert list(snapshot.reports.values()) == list(towns)
    assert [snapshot.text(clause) for clause in snapshot.clauses[:2]] == [
        "全年实现地区生产总值320亿元，增长6.1%。新建学校3所，新增学位2700个。",
        "地区生产总值增长7%以上。改造老旧小区12个，加装电梯40台。",
    ]
    assert snapshot.clauses[snapshot.row_of["donghu-2021/2.1"]].path == ("二、2021年工作安排",)
    assert snapshot.first_sentences.tolist() == [0, 2, 4, 6, 8, 10, 12]  # two sentences a clause
    assert snapshot.text(snapshot.clauses[0])[:4] == "全年实现"


def test_an_open_snapshot_gives_back_its_facts_by_clause(own_snapshot: Path) -> None:
    snapshot = Snapshot(own_snapshot)
    found = snapshot.facts_of("nanhe-2022/1.1")
    assert [(fact.indicator, str(fact.value), fact.unit) for fact in found] == [
        ("粮食总产量", "12", "万吨"),
        ("关停污染企业", "9", "家"),
        ("空气优良天数", "320", "天"),
    ]
    assert [fact for clause_id in snapshot.row_of for fact in snapshot.facts_of(clause_id)] == list(snapshot.facts)


def test_a_good_snapshot_verifies_and_tells_what_was_checked(own_snapshot: Path) -> None:
    told = verify_snapshot(Snapshot(own_snapshot))
    assert told[:2] == ["22 files match their checksums", "3 reports, 6 clauses, 12 sentences, 16 facts"]
    assert len(told) == 9


def clause_lines(folder: Path, change: Callable[[list[dict[str, Any]]], object], name: str = "clauses.jsonl") -> None:
    path = folder / name
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    change(lines)
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


def fact_lines(folder: Path, change: Callable[[list[dict[str, Any]]], object]) -> None:
    clause_lines(folder, change, "facts.jsonl")


def array(folder: Path, name: str, change: Callable[[Any], Any]) -> None:
    np.save(folder / name, change(np.load(folder / name)))


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


def test_an_open_snapshot_goes_on_when_its_folder_is_removed(own_snapshot: Path, encoder: Encoder) -> None:
    engine = Engine(Snapshot(own_snapshot), encoder)
    before = engine.search("加装电梯", k=6, explain=True)
    shutil.rmtree(own_snapshot)
    assert engine.search("加装电梯", k=6, explain=True) == before
    assert before.hits[0].clause.clause_id == "beishan-2021/2.1"
    assert "500张" in engine.search("养老床位", k=1).hits[0].text
