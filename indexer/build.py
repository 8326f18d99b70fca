"""Reports to a snapshot, built aside and switched to when it is whole."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np

from indexer.corpus import Entry
from indexer.encoders import EMBEDDED
from indexer.encoders.base import Encoder, Floats
from indexer.errors import CorpusInvalid, WenzhengError
from indexer.home import build_lock, clean_up, current_id, publish
from indexer.late import WordIndex
from indexer.lexical import ClauseTerms, LexicalIndex
from indexer.postings import WORDS, Postings
from indexer.prepare import Halves, Prepared
from indexer.records import Report
from indexer.shelf import Shelf
from indexer.snapshot import FORMAT_VERSION, Manifest, Snapshot, file_entry, files_fingerprint, read_manifest
from indexer.stores.faiss_store import FaissStore
from indexer.token_index import TokenIndex
from indexer.verify import verify_snapshot

T = TypeVar("T")


class Track(Protocol):
    """Wraps a loop to show how far it is; `title` names what is under way."""

    def __call__(self, steps: Sequence[T], title: str) -> Iterable[T]: ...


def no_track(steps: Sequence[T], title: str) -> Iterable[T]:
    """Shows nothing."""
    return steps


def build_snapshot(
    reports: Sequence[Report | Entry], encoder: Encoder, home: Path, *, encoder_name: str = EMBEDDED, track: Track = no_track
) -> Manifest:
    """Build, verify and switch to a snapshot of these reports. `track` wraps its long loop to show progress.

    `encoder_name` is what opens the encoder again; a path is recorded in full, since it may be opened from anywhere.
    Raises CorpusInvalid without reports or for a file that was changed, BuildInProgress, ReportUnreadable, or OSError (a full
    disk); the last good snapshot stays live then.
    """
    if not reports:
        raise CorpusInvalid("no report to index; expected at least one")
    with build_lock(home):
        return build_locked(reports, encoder, home, encoder_name=encoder_name, track=track)


def build_locked(
    reports: Sequence[Report | Entry],
    encoder: Encoder,
    home: Path,
    *,
    encoder_name: str = EMBEDDED,
    track: Track = no_track,
    around_switch: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> Manifest:
    """As `build_snapshot`, for who holds the build lock; `around_switch` is entered when the snapshot is whole."""
    if encoder_name != EMBEDDED and Path(encoder_name).is_dir():
        encoder_name = str(Path(encoder_name).resolve())
    clean_up(home)
    aside = home / "snapshots" / f".building-{os.getpid()}"
    aside.mkdir(parents=True)
    try:
        shelf = Shelf(home, encoder)
        prepared = [shelf.take(report) for report in track(reports, "reports")]
        _write(prepared, aside, _live_centres(home, encoder))
        manifest = _write_manifest(aside, encoder, encoder_name, prepared)
        verify_snapshot(Snapshot(aside), cut_again=False)
        with around_switch():
            publish(home, aside, manifest.snapshot_id)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    clean_up(home)
    shelf.clean_up()
    return manifest


def _live_centres(home: Path, encoder: Encoder) -> Floats | None:
    """What the lists of words of the live snapshot are around; None without one of this encoder."""
    try:
        folder = home / "snapshots" / current_id(home)
        manifest = read_manifest(folder)
        is_sound = manifest.files.get(WORDS) == file_entry(folder / WORDS)
        return FaissStore.load(folder / WORDS).centres() if is_sound and manifest.encoder == encoder.fingerprint else None
    except (WenzhengError, OSError):
        return None


def _write(prepared: Sequence[Prepared], folder: Path, centres: Floats | None) -> None:
    for name, lines in (
        ("reports", (each.report for each in prepared)),
        ("clauses", (each.clauses for each in prepared)),
        ("facts", (each.facts for each in prepared)),
    ):
        with (folder / f"{name}.jsonl").open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
    n_clauses = np.cumsum([0, *(len(each.clause_vectors) for each in prepared)])
    rows = [each.sentences + (first, 0, 0) for each, first in zip(prepared, n_clauses[:-1], strict=True)]
    np.save(folder / "sentences.npy", np.vstack(rows).astype(np.int32))
    LexicalIndex.of(ClauseTerms.join([each.terms for each in prepared])).save(folder / "lexical")
    words = [each.words for each in prepared if each.words is not None]
    if words:
        index = WordIndex.join(words)
        index.save(folder)
        Postings.build(index, centres).save(folder)
    if any(each.tokens is not None for each in prepared):
        TokenIndex.write((each.tokens for each in prepared if each.tokens is not None), folder)
    _write_vectors("sentence", np.vstack([each.sentence_vectors for each in prepared]), folder, has_store=True)
    _write_vectors("clause", np.vstack([each.clause_vectors for each in prepared]), folder, has_store=not words)


def _write_vectors(name: str, vectors: Halves, folder: Path, *, has_store: bool) -> None:
    np.save(folder / f"{name}_vectors.npy", vectors)
    if has_store:
        FaissStore.build(vectors.astype(np.float32)).save(folder / f"{name}s.faiss")


def _write_manifest(folder: Path, encoder: Encoder, encoder_name: str, prepared: Sequence[Prepared]) -> Manifest:
    tokens_cut = np.concatenate([each.tokens_cut for each in prepared])
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    files = {name: file_entry(folder / name) for name in names}
    now = datetime.now(UTC)
    manifest = Manifest(
        format_version=FORMAT_VERSION,
        snapshot_id=f"{now:%Y%m%dT%H%M%SZ}-{files_fingerprint(files)}",
        created=now.isoformat(timespec="seconds"),
        encoder=encoder.fingerprint,
        encoder_name=encoder_name,
        dim=encoder.dim,
        n_reports=len(prepared),
        n_clauses=len(tokens_cut),
        n_sentences=sum(len(each.sentences) for each in prepared),
        n_facts=sum(each.facts.count("\n") for each in prepared),
        files=files,
        licence=encoder.licence,
        max_tokens=encoder.max_tokens,
        n_clauses_cut=int((tokens_cut > 0).sum()),
        n_tokens_cut=int(tokens_cut.sum()),
        most_tokens_cut=int(tokens_cut.max(initial=0)),
    )
    (folder / "manifest.json").write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return manifest
