"""The manifest of a snapshot that a test spoils."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from indexer.snapshot import file_entry, files_fingerprint


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
