"""A file that may be added: what it would be known by, and whether it is here already."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, Literal

from indexer.corpus import Entry, check_id, check_level
from indexer.library.table import FILES, version_id
from indexer.metadata import Metadata, declare, read_metadata
from indexer.metadata.divisions import divisions
from indexer.reading import read_report
from indexer.reading.kinds import SUFFIXES

Status = Literal["new", "version", "known"]
_LONGEST_NAME = 56  # of an id, without year and number


@dataclass(frozen=True, slots=True)
class Proposal:
    """A report that was read, and its metadata. Invariant: title, region, level and year are there."""

    name: str  # of its file
    raw: bytes
    sha256: str
    metadata: Metadata
    chosen_id: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What adding a proposal comes to."""

    report_id: str
    status: Status  # a new report, a new version of one, or nothing: its file is here already
    replaced: str | None = None  # the id that the version before is cited by from now on


def propose(source: Path | bytes, name: str, overrides: Mapping[str, Any], *, trusted: bool = False) -> Proposal:
    """Read a file, or its bytes and its name; `overrides` are fields of Metadata, and `id`, as a person says them.
    `trusted` takes a text that does not look like a work report.

    Raises what `read_report` raises, MetadataIncomplete, or CorpusInvalid for an id or a level that cannot be.
    """
    read = read_report(source, name, trusted=trusted)
    raw = source.read_bytes() if isinstance(source, Path) else source
    told = dict(overrides)
    chosen_id = told.pop("id", None)
    metadata = declare(read_metadata(read.text, name), told)
    if chosen_id is not None:
        check_id(chosen_id, name)
    check_level(str(metadata.level), name)
    return Proposal(name, raw, read.sha256, metadata, chosen_id)


def identify(proposal: Proposal, entries: Mapping[str, Entry]) -> Outcome:
    """What adding it to these comes to, by report id. A report of the same region, level and year is the same report."""
    if known := next((entry for entry in entries.values() if entry.sha256 == proposal.sha256), None):
        return Outcome(known.report_id, "known")
    report_id = proposal.chosen_id or _report_id(proposal.metadata, entries)
    if old := entries.get(report_id):
        return Outcome(report_id, "version", version_id(old))
    return Outcome(report_id, "new")


def entry_of(home: Path, proposal: Proposal, report_id: str) -> Entry:
    """The row of a proposal under that id; its file is named with the start of its checksum, so that none is overwritten."""
    known = proposal.metadata
    suffix = PurePath(proposal.name).suffix.lower()
    file_name = f"{report_id}@{proposal.sha256[:8]}{suffix if suffix in SUFFIXES else ''}"  # of another the bytes tell the kind
    return Entry(
        report_id=report_id,
        title=str(known.title),
        region=str(known.region),
        level=str(known.level),
        year=known.year or 0,
        reviewed_year=known.reviewed_year or (known.year or 0) - 1,
        published=known.published,
        speaker=known.speaker,
        source=known.source,
        sha256=proposal.sha256,
        path=home / FILES / file_name,
    )


def _report_id(known: Metadata, entries: Mapping[str, Entry]) -> str:
    """That of the report of the same region and year, else one made of them: jilinsheng-2025."""
    of = (known.region, known.level, known.year)
    if same := next((entry for entry in entries.values() if (entry.region, entry.level, entry.year) == of), None):
        return same.report_id
    stem = f"{_romanised(str(known.region))}-{known.year}"
    ids = itertools.chain([stem], (f"{stem}-{n}" for n in itertools.count(2)))
    return next(report_id for report_id in ids if report_id not in entries)


def _romanised(region: str) -> str:
    if spelling := next((each.spelling for each in divisions() if each.name == region), None):
        return spelling
    from pypinyin import lazy_pinyin  # a third of a second to load

    return re.sub(r"[^a-z0-9]", "", "".join(lazy_pinyin(region)).lower())[:_LONGEST_NAME] or "report"
