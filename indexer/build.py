"""Reports to a snapshot, built aside and switched to when it is whole."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from indexer.corpus import Entry
from indexer.encoders import EMBEDDED
from indexer.encoders.base import Encoder, Floats, Ints
from indexer.errors import CorpusInvalid, WenzhengError
from indexer.fill import Track, fill, no_track
from indexer.home import build_lock, clean_up, current_id, publish
from indexer.join import join
from indexer.lines import Lines
from indexer.postings import WORDS
from indexer.records import Report
from indexer.shelf import Shelf
from indexer.snapshot import FORMAT_VERSION, Manifest, Snapshot, file_entry, files_fingerprint, read_manifest
from indexer.stores.faiss_store import FaissStore
from indexer.verify import verify_snapshot


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
        fill(shelf, reports, track=track)
        # Read back one by one: those of two thousand reports take four gigabytes.
        tokens_cut = join(map(shelf.take, reports), aside, encoder.dim, _live_centres(home, encoder))
        manifest = _write_manifest(aside, encoder, encoder_name, len(reports), tokens_cut)
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


def _write_manifest(folder: Path, encoder: Encoder, encoder_name: str, n_reports: int, tokens_cut: Ints) -> Manifest:
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
        n_reports=n_reports,
        n_clauses=len(tokens_cut),
        n_sentences=len(np.load(folder / "sentences.npy", mmap_mode="r")),
        n_facts=len(Lines(folder / "facts.jsonl", dict)),
        files=files,
        licence=encoder.licence,
        max_tokens=encoder.max_tokens,
        n_clauses_cut=int((tokens_cut > 0).sum()),
        n_tokens_cut=int(tokens_cut.sum()),
        most_tokens_cut=int(tokens_cut.max(initial=0)),
    )
    (folder / "manifest.json").write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return manifest
