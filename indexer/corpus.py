"""A corpus folder: `reports.toml` and the report files that it names."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.errors import CorpusInvalid
from indexer.reading import read_report
from indexer.records import Report

TABLE = "reports.toml"
LEVELS = ("national", "provincial", "city", "county", "district")
_FIELDS: Mapping[str, type] = {"id": str, "file": str, "title": str, "region": str, "level": str, "year": int, "sha256": str}
_OPTIONAL: Mapping[str, type] = {"reviewed_year": int, "published": str, "speaker": str, "source": str}
_REPORT_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the table: what a report is known by, and the file it is in."""

    report_id: str
    title: str
    region: str
    level: str
    year: int
    reviewed_year: int
    published: str | None
    speaker: str | None
    source: str | None
    sha256: str  # that the file must have
    path: Path

    def read(self) -> Report:
        """Raises CorpusInvalid if the file is another one than the table says, or what `read_report` raises."""
        read = read_report(self.path, str(self.path), trusted=True)
        self._check(read.sha256)
        known = {name: getattr(self, name) for name in Entry.__slots__ if name != "path"}
        return Report(**known, text=read.text, page_starts=read.page_starts)

    def check(self) -> None:
        """Raises CorpusInvalid if the file is not there or is another one than the table says. Makes no text of it."""
        try:
            with self.path.open("rb") as file:
                self._check(hashlib.file_digest(file, "sha256").hexdigest())
        except OSError as error:
            raise CorpusInvalid(f"{self.path}: cannot be read ({error.strerror}); {TABLE} names it") from error

    def _check(self, found: str) -> None:
        if found != self.sha256:
            told = f"{self.path}: sha256 {found}, {TABLE} says {self.sha256}"
            raise CorpusInvalid(f"{told}; restore the file or correct the table")


def load_corpus(folder: Path) -> list[Report]:
    """The reports of a corpus in the order of reports.toml.

    Raises CorpusInvalid where the table and the files disagree, and what `read_report` raises for a file that holds no text.
    """
    return [entry.read() for entry in corpus_entries(folder)]


def corpus_entries(folder: Path) -> list[Entry]:
    """The rows of a corpus's table, at least one. Raises as `load_entries` does, and CorpusInvalid for a table without one."""
    entries = load_entries(folder)
    if not entries:
        raise CorpusInvalid(f"{folder / TABLE}: names no report; expected at least one [[report]] table")
    return entries


def load_entries(folder: Path, kind: str = "report") -> list[Entry]:
    """The rows of the table, [[report]] or another kind, none where it has none. Files are not looked at.

    Raises CorpusInvalid for a table that cannot be read or a row that does not say what it should.
    """
    return entries_of(load_table(folder), folder, kind)


def entries_of(told: Mapping[str, Any], folder: Path, kind: str = "report") -> list[Entry]:
    """As `load_entries`, of a table that was read."""
    table = folder / TABLE
    rows = told.get(kind, [])
    if not isinstance(rows, list):
        raise CorpusInvalid(f"{table}: names no report; expected at least one [[{kind}]] table, found {rows!r}")
    entries = [_entry(folder, row, f"{table}: {kind} {i}", kind) for i, row in enumerate(rows, start=1)]
    _check_ids(entries, table)
    return entries


def load_table(folder: Path) -> Mapping[str, Any]:
    """All that reports.toml says. Raises CorpusInvalid."""
    table = folder / TABLE
    try:
        return tomllib.loads(table.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorpusInvalid(f"{table}: cannot be read ({error}); a corpus is a folder with reports.toml") from error


def check_id(report_id: str, where: str) -> None:
    """Raises CorpusInvalid for what is no id of a report."""
    if not _REPORT_ID.fullmatch(report_id):
        raise CorpusInvalid(f"{where}: id {report_id!r}, expected lower case letters, digits and hyphens, at most 64")


def check_level(level: str, where: str) -> None:
    """Raises CorpusInvalid for what is no level."""
    if level not in LEVELS:
        raise CorpusInvalid(f"{where}: level {level!r}, expected one of {', '.join(LEVELS)}")


def _check_ids(entries: Sequence[Entry], table: Path) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.report_id in seen:
            raise CorpusInvalid(f"{table}: id {entry.report_id!r} twice; every report needs an id of its own")
        seen.add(entry.report_id)


def _entry(folder: Path, row: Any, where: str, kind: str) -> Entry:
    if not isinstance(row, Mapping):
        raise CorpusInvalid(f"{where}: is {row!r}, expected a [[{kind}]] table")
    for name, type_ in {**_FIELDS, **_OPTIONAL}.items():
        value = row.get(name)
        if type(value) is not type_ and (name in _FIELDS or value is not None):  # true is an int to isinstance
            raise CorpusInvalid(f"{where}: {name} is {value!r}, expected {'a number' if type_ is int else 'text'}")
    if unknown := sorted(row.keys() - _FIELDS.keys() - _OPTIONAL.keys()):
        raise CorpusInvalid(f"{where}: unknown {', '.join(unknown)}; known are {', '.join([*_FIELDS, *_OPTIONAL])}")
    check_id(row["id"].removesuffix(f"@{row['sha256'][:8]}"), where)  # an old version is named with the start of its checksum
    check_level(row["level"], where)
    return Entry(
        report_id=row["id"],
        title=row["title"],
        region=row["region"],
        level=row["level"],
        year=row["year"],
        reviewed_year=row.get("reviewed_year", row["year"] - 1),
        published=row.get("published"),
        speaker=row.get("speaker"),
        source=row.get("source"),
        sha256=row["sha256"],
        path=folder / row["file"],
    )
