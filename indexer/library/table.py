"""HOME/reports.toml: which reports were added, and what they are indexed with."""

from __future__ import annotations

import contextlib
import functools
import shutil
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import tomlkit

from indexer.corpus import TABLE, Entry, corpus_entries, entries_of
from indexer.encoders import EMBEDDED
from indexer.errors import CorpusInvalid, NotFound
from indexer.home import sync
from indexer.paths import CORPUS
from indexer.records import Report

HEAD = """\
# Reports that were added. What they are known by may be corrected here; `wenzheng reindex` takes it over.
"""
FILES = "reports"  # the folder beside the table


class Table:
    """The table as it was read, and as it is changed until it is saved. Comments written by hand are kept."""

    def __init__(self, home: Path) -> None:
        """Raises CorpusInvalid if the table cannot be read; a home without one has added nothing."""
        self.home = home
        self.path = home / TABLE
        try:
            self._before = self.path.read_text(encoding="utf-8") if self.path.exists() else HEAD
            self._read = tomllib.loads(self._before)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise CorpusInvalid(f"{self.path}: cannot be read ({error}); correct it by hand") from error

    @functools.cached_property
    def _document(self) -> tomlkit.TOMLDocument:
        """With its comments: read when it is to be changed, for that takes long."""
        return tomlkit.parse(self._before)

    def _told(self) -> Mapping[str, Any]:
        return self._document.unwrap() if "_document" in vars(self) else self._read

    @property
    def corpus(self) -> Path:
        return Path(str(self._told().get("corpus", CORPUS)))

    @property
    def encoder_name(self) -> str:
        return str(self._told().get("encoder", EMBEDDED))

    def entries(self) -> list[Entry]:
        """All reports that are indexed: those of the corpus, then those that were added."""
        return [*self._packaged(), *self.added()]

    def added(self) -> list[Entry]:
        return entries_of(self._told(), self.home)

    def versions(self) -> list[Entry]:
        """Old versions, the latest first."""
        return entries_of(self._told(), self.home, "version")[::-1]

    def put(self, entry: Entry) -> None:
        """Add a report; the one with its id, where there is one, becomes an old version."""
        if old := next((each for each in self.entries() if each.report_id == entry.report_id), None):
            self._drop("report", {old.report_id})
            self._append("version", replace(old, report_id=version_id(old), path=self._own_file(old)))
        self._drop("version", {version_id(entry)})  # an old text that is back
        self._append("report", entry)

    def drop(self, report_id: str) -> None:
        """Remove a report with its old versions, or one old version. Raises NotFound."""
        versions = {each.report_id for each in self.versions()}
        if report_id in versions:
            self._drop("version", {report_id})
            return
        known = [each.report_id for each in self.entries()]
        if report_id not in known:
            near = get_close_matches(report_id, [*known, *versions], n=3)
            raise NotFound(
                f"no report {report_id!r}; " + (f"nearest: {', '.join(near)}" if near else "`wenzheng list` shows them")
            )
        self._drop("report", {report_id})
        self._drop("version", {each for each in versions if each.partition("@")[0] == report_id})
        if report_id in (each.report_id for each in self._packaged()):
            self._document["hidden"] = sorted({*self._hidden(), report_id})

    def choose(self, *, corpus: Path, encoder_name: str) -> None:
        """What is indexed beside the added reports, and with what."""
        for name, value, default in (("corpus", str(corpus), str(CORPUS.resolve())), ("encoder", encoder_name, EMBEDDED)):
            self._document.pop(name, None)
            if value != default:
                self._document[name] = value

    @contextlib.contextmanager
    def saved(self) -> Iterator[None]:
        """Replace the file in one rename, and put it back if what is done meanwhile fails."""
        self._replace(tomlkit.dumps(self._document))
        try:
            yield
        except BaseException:
            self._replace(self._before)
            raise

    def clean_up(self) -> None:
        """Remove files that were added and are named no more, or that a killed change left. Needs the build lock."""
        named = {entry.path for entry in (*self.added(), *self.versions())}
        for path in (self.home / FILES).glob("*@*"):
            if path not in named:
                path.unlink()

    def _packaged(self) -> list[Entry]:
        gone = {*self._hidden(), *(entry.report_id for entry in self.added())}
        return [entry for entry in corpus_entries(self.corpus) if entry.report_id not in gone]

    def _hidden(self) -> Collection[str]:
        return [str(each) for each in self._told().get("hidden", [])]

    def _own_file(self, entry: Entry) -> Path:
        """Its file, copied here if it is one of the corpus, which may be another tomorrow."""
        if entry.path.is_relative_to(self.home / FILES):
            return entry.path
        path = self.home / FILES / (version_id(entry) + entry.path.suffix)
        shutil.copyfile(entry.path, path)
        return path

    def _replace(self, text: str) -> None:
        """A home where nothing was ever added gets no table."""
        if text == HEAD and not self.path.exists():
            return
        aside = self.path.with_name(f".{self.path.name}.new")
        aside.write_text(text, encoding="utf-8")
        sync(aside)
        aside.replace(self.path)
        sync(self.home)

    def _append(self, kind: str, entry: Entry) -> None:
        row = tomlkit.table()
        row["id"], row["file"] = entry.report_id, str(entry.path.relative_to(self.home))
        for name in ("title", "region", "level", "year", "reviewed_year", "published", "speaker", "source", "sha256"):
            if (value := getattr(entry, name)) is not None:
                row[name] = value
        self._document.setdefault(kind, tomlkit.aot()).append(row)

    def _drop(self, kind: str, report_ids: Collection[str]) -> None:
        rows = self._document.get(kind, [])
        for i in reversed(range(len(rows))):
            if rows[i]["id"] in report_ids:
                del rows[i]
        if not rows:
            self._document.pop(kind, None)


def version_id(entry: Entry | Report) -> str:
    """An id that names this text and no later one."""
    return entry.report_id if "@" in entry.report_id else f"{entry.report_id}@{entry.sha256[:8]}"


def find_version(home: Path, report_id: str) -> Report:
    """The report of an id, whatever text it has now, or of `id@start of sha256`, though another text took its place.

    Raises NotFound, or what `Entry.read` raises.
    """
    table = Table(home)
    for entry in (*table.entries(), *table.versions()):
        if report_id in (entry.report_id, version_id(entry)):
            return replace(entry, report_id=report_id).read()
    raise NotFound(f"no report {report_id!r}; `wenzheng list` shows what there is")
