"""A corpus folder: `reports.toml` and the report files that it names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from indexer.errors import CorpusInvalid
from indexer.reading import read_report
from indexer.records import Report

LEVELS = ("national", "provincial", "city", "county", "district")
_FIELDS: Mapping[str, type] = {"id": str, "file": str, "title": str, "region": str, "level": str, "year": int, "sha256": str}
_OPTIONAL: Mapping[str, type] = {"reviewed_year": int, "published": str, "source": str}
_REPORT_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


def load_corpus(folder: Path) -> list[Report]:
    """The reports of a corpus in the order of reports.toml.

    Raises CorpusInvalid where the table and the files disagree, and what `read_report` raises for a file
    that holds no text.
    """
    table = folder / "reports.toml"
    try:
        entries = tomllib.loads(table.read_text(encoding="utf-8")).get("report", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorpusInvalid(f"{table}: cannot be read ({error}); a corpus is a folder with reports.toml") from error
    if not isinstance(entries, list) or not entries:
        raise CorpusInvalid(f"{table}: names no report; expected at least one [[report]] table")
    reports = [_load_report(folder, entry, f"{table}: report {i}") for i, entry in enumerate(entries, start=1)]
    seen: set[str] = set()
    for report in reports:
        if report.report_id in seen:
            raise CorpusInvalid(f"{table}: id {report.report_id!r} twice; every report needs an id of its own")
        seen.add(report.report_id)
    return reports


def _load_report(folder: Path, entry: Any, where: str) -> Report:
    if not isinstance(entry, Mapping):
        raise CorpusInvalid(f"{where}: is {entry!r}, expected a [[report]] table")
    for name, kind in {**_FIELDS, **_OPTIONAL}.items():
        value = entry.get(name)
        if type(value) is not kind and (name in _FIELDS or value is not None):  # true is an int to isinstance
            raise CorpusInvalid(f"{where}: {name} is {value!r}, expected {'a number' if kind is int else 'text'}")
    if unknown := sorted(entry.keys() - _FIELDS.keys() - _OPTIONAL.keys()):
        raise CorpusInvalid(f"{where}: unknown {', '.join(unknown)}; known are {', '.join([*_FIELDS, *_OPTIONAL])}")
    if not _REPORT_ID.fullmatch(entry["id"]):
        raise CorpusInvalid(f"{where}: id {entry['id']!r}, expected lower case letters, digits and hyphens, at most 64")
    if entry["level"] not in LEVELS:
        raise CorpusInvalid(f"{where}: level {entry['level']!r}, expected one of {', '.join(LEVELS)}")
    path = folder / entry["file"]
    read = read_report(path, str(path), trusted=True)
    if read.sha256 != entry["sha256"]:
        raise CorpusInvalid(
            f"{path}: sha256 {read.sha256}, reports.toml says {entry['sha256']}; restore the file or correct the table"
        )
    return Report(
        report_id=entry["id"],
        title=entry["title"],
        region=entry["region"],
        level=entry["level"],
        year=entry["year"],
        reviewed_year=entry.get("reviewed_year", entry["year"] - 1),
        published=entry.get("published"),
        source=entry.get("source"),
        sha256=read.sha256,
        text=read.text,
    )
