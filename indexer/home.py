"""The home folder: snapshots side by side, and `CURRENT`, which names the one that serves.

HOME/CURRENT                 the id of the live snapshot, replaced in one rename
HOME/snapshots/<id>/         complete snapshots; the live one and the one before it are kept
HOME/snapshots/.building-*   a build under way, or what a killed one left; the next build removes it
HOME/reports.toml, reports/  reports that were added (`indexer.library`)
HOME/prepared/               what each report brings to a snapshot (`indexer.shelf`)
HOME/build.lock              held (flock) while a build runs; the system lets it go when the process dies
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from indexer.errors import REBUILD, BuildInProgress, SnapshotCorrupt, SnapshotMissing
from indexer.snapshot import Snapshot

KEEP = 2


def current_id(home: Path) -> str:
    """The id of the live snapshot. Raises SnapshotMissing, or SnapshotCorrupt if CURRENT is no text."""
    try:
        return (home / "CURRENT").read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise SnapshotMissing(f"{home}: nothing is indexed yet; run `wenzheng index`") from error
    except UnicodeDecodeError as error:
        raise SnapshotCorrupt(f"{home / 'CURRENT'}: not the name of a snapshot ({error}); {REBUILD}") from error


def open_current(home: Path) -> Snapshot:
    """The live snapshot, checked. Raises SnapshotMissing, SnapshotCorrupt or SnapshotIncompatible."""
    while True:
        snapshot_id = current_id(home)
        try:
            return Snapshot(home / "snapshots" / snapshot_id)
        except (SnapshotMissing, SnapshotCorrupt) as error:
            if current_id(home) == snapshot_id:
                if isinstance(error, SnapshotCorrupt):
                    raise
                raise SnapshotMissing(f"{home}: CURRENT names {snapshot_id!r}, which is not there; {REBUILD}") from error
            # Two builds went by since the name was read: it is out of date, and its snapshot was removed while being opened.


@contextlib.contextmanager
def build_lock(home: Path) -> Iterator[None]:
    """Hold the home for one build. Raises BuildInProgress at once if another holds it."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "build.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BuildInProgress(f"{home}: another build is running; wait for it, or name another --home") from error
        yield


def publish(home: Path, built: Path, snapshot_id: str) -> Path:
    """Move a finished folder to its place and repoint CURRENT; both survive a crash at any moment.

    The new pointer is written first: a disk that is full by now is told before anything is in its place.
    """
    for path in sorted(built.rglob("*")):
        sync(path)
    sync(built)
    final = built.parent / snapshot_id
    aside = home / ".CURRENT.new"
    try:
        aside.write_text(snapshot_id + "\n", encoding="utf-8")
        sync(aside)
        if not final.exists():  # else the same content was built in the same second
            built.rename(final)
        sync(final.parent)
        aside.replace(home / "CURRENT")
    finally:
        aside.unlink(missing_ok=True)
    sync(home)
    return final


def clean_up(home: Path) -> None:
    """Remove what killed builds left, and all but the live snapshot and the newest other ones. Needs the build lock."""
    folder = home / "snapshots"
    if not folder.exists():
        return
    with contextlib.suppress(SnapshotMissing):
        live = current_id(home)
        complete = [path for path in folder.iterdir() if not path.name.startswith(".")]
        complete.sort(key=lambda path: path.stat().st_mtime_ns)  # two may be of the same second, by name
        others = [path for path in complete if path.name != live]
        for path in others[: -(KEEP - 1)]:
            shutil.rmtree(path, ignore_errors=True)
    for path in folder.glob(".building-*"):
        shutil.rmtree(path, ignore_errors=True)


def sync(path: Path) -> None:
    """fsync a file or a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
