"""Snapshots that are not what they should be: refused by name, never half read."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from indexer.encoders.base import Encoder
from indexer.errors import SnapshotCorrupt, SnapshotIncompatible, SnapshotMissing
from indexer.records import Clause, Fact, Report
from indexer.snapshot import FORMAT_VERSION, Snapshot
from indexer.told import Told
from indexer.verify import verify_snapshot
from service.engine import Engine
from tests.indexer.manifests import manifest_of, seal, write_manifest

FILES = (
    "clause_segments.npy",
    "clause_vectors.npy",
    "clauses.jsonl",
    "facts.jsonl",
    "first_clauses.npy",
    "first_facts.npy",
    "id_places.npy",
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
    "told.safetensors",
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


def test_the_files_of_a_snapshot_are_those_of_its_format(own_snapshot: Path) -> None:
    assert tuple(sorted(manifest_of(own_snapshot)["files"])) == FILES
    there = (str(path.relative_to(own_snapshot)) for path in own_snapshot.rglob("*") if path.is_file())
    assert sorted(there) == sorted([*FILES, "manifest.json"])


def test_what_the_files_hold_is_that_of_the_format(own_snapshot: Path) -> None:
    """Who changes one of these changes the format: FORMAT_VERSION is raised, so that another version refuses it by its number."""
    records = {record: " ".join(field.name for field in fields(record)) for record in (Report, Clause, Fact)}
    assert (FORMAT_VERSION, records, " ".join(Told._fields)) == (
        5,
        {
            Report: "report_id title region level year reviewed_year published source sha256 text speaker page_starts",
            Clause: "clause_id report_id path heading start end",
            Fact: "fact_id report_id clause_id indicator value value_to unit value_base unit_base qualifier change period kind"
            " quote start end value_start value_end",
        },
        "years n_years explains fact_years planned units n_units names n_names",
    )
    held = {path.stem: np.load(path, mmap_mode="r") for path in own_snapshot.glob("*.npy")}
    assert {name: f"{rows.dtype} {rows.ndim}" for name, rows in held.items()} == {
        "clause_segments": "int32 1",
        "clause_vectors": "float16 2",
        "first_clauses": "int32 1",
        "first_facts": "int32 1",
        "id_places": "int32 1",
        "posting_rows": "int32 1",
        "posting_starts": "int32 1",
        "scales": "float32 1",
        "segment_starts": "int32 1",
        "sentence_vectors": "float16 2",
        "sentences": "int32 2",
        "term_keys": "uint64 1",
        "term_rows": "int32 1",
        "term_scores": "float32 1",
        "term_starts": "int64 1",
        "vocabulary": "int8 2",
        "word_ids": "int32 1",
    }


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


@pytest.mark.parametrize("version", [0, 1, 2, 3, 4, "5", None])
def test_another_format_version_is_refused_by_number(own_snapshot: Path, version: object) -> None:
    write_manifest(own_snapshot, {**manifest_of(own_snapshot), "format_version": version})
    with pytest.raises(SnapshotIncompatible, match=rf"snapshot format {version!r}, this version reads 5; build it again"):
        Snapshot(own_snapshot)


def test_a_snapshot_of_a_newer_version_is_refused_with_what_to_do(own_snapshot: Path) -> None:
    write_manifest(own_snapshot, {**manifest_of(own_snapshot), "format_version": 6, "surprise": 1})
    (own_snapshot / "clauses.jsonl").unlink()
    with pytest.raises(SnapshotIncompatible, match=r"format 6, this version reads 5; a newer wenzheng made it: install that one"):
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
        "told.safetensors",
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


def test_an_open_snapshot_goes_on_when_its_folder_is_removed(own_snapshot: Path, encoder: Encoder) -> None:
    engine = Engine(Snapshot(own_snapshot), encoder)
    before = engine.search("加装电梯", k=6, explain=True)
    shutil.rmtree(own_snapshot)
    assert engine.search("加装电梯", k=6, explain=True) == before
    assert before.hits[0].clause.clause_id == "beishan-2021/2.1"
    assert "500张" in engine.search("养老床位", k=1).hits[0].text
