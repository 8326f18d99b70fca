"""A snapshot: one immutable folder that holds all that a search needs.

Format 5, all of it named with its SHA-256 and size in `manifest.json`:

manifest.json        format_version, snapshot_id, created, encoder, counts, files
reports.jsonl        one Report a line, its text included
clauses.jsonl        one Clause a line, in reading order; its number is its row everywhere
facts.jsonl          one Fact a line, in the order of the clauses; numbers as strings
first_clauses.npy    int32 (n reports + 1,) where the clauses of each report begin
first_facts.npy      int32 (n clauses + 1,) where the facts of each clause begin
id_places.npy        int32 (n clauses,) the place of each clause's id among all of them in order, by which equal scores go
told.safetensors     see `indexer.told`
sentences.npy        int32 (n sentences, 3): clause row, start, end
clauses.faiss        pooled vectors of the clauses, row = clause row; not with a WordEncoder, whose near words find clauses
sentences.faiss      pooled vectors of the sentences, row = sentence row
clause_vectors.npy   float16 (n clauses, dim), for clauses that were found otherwise; sentence_vectors.npy likewise. In the order
                     of rows, where FAISS has lists in that of lists: it would need twice the time to give some back
term_keys.npy, term_starts.npy, term_rows.npy, term_scores.npy   see `indexer.lexical`
vocabulary.npy, scales.npy, word_ids.npy, segment_starts.npy, clause_segments.npy, words.txt   see `indexer.late`; only with
                     a WordEncoder
posting_starts.npy, posting_rows.npy, words.faiss   see `indexer.postings`; likewise
token_vectors.f16, token_starts.npy   see `indexer.token_index`; only with a TokenEncoder
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError

from indexer.encoders.card import UNKNOWN
from indexer.errors import REBUILD, SnapshotCorrupt, SnapshotIncompatible, SnapshotMissing
from indexer.late import WordIndex
from indexer.lexical import LexicalIndex
from indexer.lines import Lines
from indexer.postings import Postings
from indexer.records import Clause, Fact, Report
from indexer.stores.faiss_store import FaissStore
from indexer.token_index import TokenIndex
from indexer.told import Told

FORMAT_VERSION = 5  # of the files and of what each holds: a test has both, and who changes one raises this
_READ_IN_FULL = ("reports.jsonl", "clauses.jsonl", "facts.jsonl")  # when opened, or for where their lines begin
IN_MEMORY_BYTES = 32 * 1024 * 1024  # of half precision


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot says of itself."""

    format_version: int
    snapshot_id: str  # "20261122T101500Z-5f0c2a9e": when it was built (UTC), and the start of the SHA-256 of `files`
    created: str  # ISO 8601
    encoder: str  # fingerprint
    encoder_name: str  # what opens it again: "embedded", a hub id or a path
    dim: int
    n_reports: int
    n_clauses: int
    n_sentences: int
    n_facts: int
    files: Mapping[str, Mapping[str, Any]]  # name -> {"sha256", "size_bytes"}
    licence: str = UNKNOWN  # of the encoder, as its model card names it
    max_tokens: int | None = None  # what the encoder reads of a clause; None where all of it is read
    n_clauses_cut: int = 0  # clauses longer than that, with their headings
    n_tokens_cut: int = 0  # left out of all of them together
    most_tokens_cut: int = 0  # left out of one clause


class Snapshot:
    """An open snapshot. Immutable and safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open and check it. Raises SnapshotMissing, SnapshotCorrupt or SnapshotIncompatible, each naming the file."""
        self.folder = folder
        self.manifest = read_manifest(folder)
        self.snapshot_id = self.manifest.snapshot_id
        with ThreadPoolExecutor(max_workers=2) as threads:  # hashing is what takes longest, and lets go of the interpreter
            try:
                self._read(_checking(folder, self.manifest, threads))
            except (OSError, EOFError, ValueError, KeyError, TypeError, RuntimeError, SafetensorError) as error:
                raise SnapshotCorrupt(f"{folder}: its files do not fit together ({error}); {REBUILD}") from error

    def _read(self, sound: Callable[[str], Path]) -> None:
        """`sound` gives the place of a file, or of a folder with all that it holds, once that was compared with the manifest."""
        self.reports: Mapping[str, Report] = {each.report_id: each for each in Lines(sound("reports.jsonl"), Report)}
        self.clauses = Lines(sound("clauses.jsonl"), Clause)
        self.facts = Lines(sound("facts.jsonl"), Fact)
        folder, files, dim = sound(""), self.manifest.files, self.manifest.dim
        self.first_clauses: npt.NDArray[np.int32] = np.load(folder / "first_clauses.npy")
        self.first_facts: npt.NDArray[np.int32] = np.load(folder / "first_facts.npy")
        self.id_places: npt.NDArray[np.int32] = np.load(folder / "id_places.npy")
        self.told = Told.load(folder)
        self.sentences: npt.NDArray[np.int32] = np.load(folder / "sentences.npy")
        if self.sentences.ndim != 2 or self.sentences.shape[1] != 3:
            raise ValueError(f"sentences.npy has shape {self.sentences.shape}, expected (n, 3)")
        self.lexical = LexicalIndex.load(folder, len(self.clauses))
        self.clause_vectors = _load_vectors(folder / "clause_vectors.npy")
        self.sentence_vectors = _load_vectors(folder / "sentence_vectors.npy")
        self.sentence_store = FaissStore.load(folder / "sentences.faiss")
        self.clause_store = FaissStore.load(folder / "clauses.faiss") if "clauses.faiss" in files else None
        self.word_index = WordIndex.load(folder) if "vocabulary.npy" in files else None
        self.postings = Postings.load(folder, len(self.clauses)) if self.word_index is not None else None
        self.token_index = TokenIndex.load(folder, dim) if "token_starts.npy" in files else None

    @functools.cached_property
    def row_of(self) -> Mapping[str, int]:
        """clause_id -> row"""
        return {clause_id: row for row, clause_id in enumerate(self.clauses.column("clause_id"))}

    @functools.cached_property
    def report_rows(self) -> npt.NDArray[np.int32]:
        """(n clauses,) which of the reports, from 0, each clause stands in."""
        return np.repeat(np.arange(len(self.reports), dtype=np.int32), np.diff(self.first_clauses))

    def facts_of(self, clause_id: str) -> Sequence[Fact]:
        """The facts of a clause in the order of the text."""
        row = self.row_of[clause_id]
        first, last = self.first_facts[row : row + 2].tolist()
        return self.facts[first:last]

    def clauses_of(self, report_id: str) -> Sequence[Clause]:
        """The clauses of a report in reading order."""
        row = self._report_row_of[report_id]
        first, last = self.first_clauses[row : row + 2].tolist()
        return self.clauses[first:last]

    @functools.cached_property
    def _report_row_of(self) -> Mapping[str, int]:
        return {report_id: row for row, report_id in enumerate(self.reports)}

    @functools.cached_property
    def first_sentences(self) -> npt.NDArray[np.intp]:
        """(n clauses + 1,) where the sentences of each clause begin in `sentences`."""
        return np.searchsorted(self.sentences[:, 0], np.arange(len(self.clauses) + 1))

    def text(self, clause: Clause) -> str:
        """The text of a clause as published."""
        return self.reports[clause.report_id].text[clause.start : clause.end]


def read_manifest(folder: Path) -> Manifest:
    """Raises SnapshotMissing, SnapshotCorrupt, or SnapshotIncompatible for another format version."""
    path = folder / "manifest.json"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SnapshotMissing(f"{folder}: no manifest.json, so this is no snapshot; {REBUILD}") from error
    except (OSError, ValueError, RecursionError) as error:
        raise SnapshotCorrupt(f"{path}: cannot be read ({error}); {REBUILD}") from error
    version = found.get("format_version") if isinstance(found, dict) else None
    if version != FORMAT_VERSION:
        is_newer = isinstance(version, int) and version > FORMAT_VERSION
        what_to_do = f"a newer wenzheng made it: install that one, or {REBUILD}" if is_newer else REBUILD
        raise SnapshotIncompatible(f"{folder}: snapshot format {version!r}, this version reads {FORMAT_VERSION}; {what_to_do}")
    try:
        manifest = Manifest(**found)
        fingerprint = files_fingerprint(manifest.files)
        is_named_so = manifest.snapshot_id.endswith(fingerprint)
    except (TypeError, KeyError, AttributeError) as error:
        raise SnapshotCorrupt(f"{path}: not what a manifest holds ({error}); {REBUILD}") from error
    if not is_named_so:
        raise SnapshotCorrupt(f"{path}: names files {fingerprint}, expected those of {manifest.snapshot_id}; {REBUILD}")
    return manifest


def _checking(folder: Path, manifest: Manifest, threads: ThreadPoolExecutor) -> Callable[[str], Path]:
    """Has the threads compare every file with the manifest, those first that are read in full.

    Returns what waits for the files whose name, in the folder, starts in some way, "" for all, and gives their place. It raises
    SnapshotCorrupt naming the first that differs.
    """
    names = sorted(manifest.files, key=lambda name: (name not in _READ_IN_FULL, name))
    entries = {name: threads.submit(file_entry, folder / name) for name in names}

    def sound(start: str) -> Path:
        for name in names:
            if name.startswith(start):
                _compare(folder / name, entries[name], manifest.files[name])
        return folder / start

    return sound


def _compare(path: Path, entry: Future[dict[str, Any]], wanted: Mapping[str, Any]) -> None:
    try:
        found = entry.result()
    except OSError as error:
        raise SnapshotCorrupt(f"{path}: cannot be read ({error.strerror}); {REBUILD}") from error
    if found["sha256"] != wanted["sha256"]:
        seen, expected = found["sha256"][:12], wanted["sha256"][:12]
        raise SnapshotCorrupt(f"{path}: sha256 {seen}, manifest says {expected}; {REBUILD}")


def file_entry(path: Path) -> dict[str, Any]:
    """{"sha256", "size_bytes"} of a file."""
    with path.open("rb") as file:
        return {"sha256": hashlib.file_digest(file, "sha256").hexdigest(), "size_bytes": path.stat().st_size}


def files_fingerprint(files: Mapping[str, Mapping[str, Any]]) -> str:
    """First 8 hex digits of the SHA-256 over the names and checksums of all files."""
    listed = "\n".join(f"{name} {files[name]['sha256']}" for name in sorted(files))
    return hashlib.sha256(listed.encode()).hexdigest()[:8]


def json_lines(records: Sequence[Any]) -> str:
    """One dataclass record a line; decimals as strings."""
    return msgspec.json.Encoder().encode_lines(records).decode()


def _load_vectors(path: Path) -> npt.NDArray[np.float16] | npt.NDArray[np.float32]:
    """Vectors in memory in single precision where they are few, else mapped as they are."""
    mapped = np.asarray(np.load(path, mmap_mode="r"))  # a plain array: every slice of a memmap costs its bookkeeping
    return mapped if mapped.nbytes > IN_MEMORY_BYTES else mapped.astype(np.float32)
