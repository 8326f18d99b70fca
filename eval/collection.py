"""Every report of a folder, known by what it prints: what questions over many reports are asked of."""

from __future__ import annotations

from pathlib import Path

from indexer.metadata import declare, read_metadata
from indexer.reading import read_report
from indexer.reading.kinds import SUFFIXES
from indexer.records import Report


def load_collection(folder: Path) -> list[Report]:
    """The reports below folder/reports, by path; an id is made of the folder and the name of the file.

    Raises ReportUnreadable, or MetadataIncomplete for one that does not print its region and its year.
    """
    root = folder / "reports"
    return [_report(path) for path in sorted(root.glob("*/*")) if path.suffix.lower() in SUFFIXES]


def id_of(path: Path) -> str:
    """The id of a report: provincial-2026-北京市 of provincial-2026/北京市.txt."""
    return f"{path.parent.name}-{path.stem}"


def _report(path: Path) -> Report:
    read = read_report(path, path.name, trusted=True)
    known = declare(read_metadata(read.text, path.name), {})
    return Report(
        report_id=id_of(path),
        title=str(known.title),
        region=str(known.region),
        level=str(known.level),
        year=known.year or 0,
        reviewed_year=known.reviewed_year or 0,
        published=known.published,
        source=known.source,
        sha256=read.sha256,
        text=read.text,
        speaker=known.speaker,
        page_starts=read.page_starts,
    )
