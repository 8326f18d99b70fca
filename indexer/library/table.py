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
_KINDS = ("report", "version")


class Table:
    """The table as it was read, and as it is changed until it is saved. Comments written by hand are kept."""

    def __init__(self, home: Path) -> None:
        """Raises CorpusInvalid if the table cannot be read; a home without one has added nothing."""
        self.home = home
        self.path = home / TABLE
        try:
            self._before = self.path.read_text(encoding="utf-8") if self.path.exists() else HEAD
            self._told = tomllib.loads(self._before)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise CorpusInvalid(f"{self.path}: cannot be read ({error}); correct it by hand") from error

    @functools.cached_property
    def _read(self) -> Mapping[str, Mapping[str, Entry]]:
        """The rows of the file by kind and id."""
        return {kind: {each.report_id: each for each in entries_of(self._told, self.home, kind)} for kind in _KINDS}

    @functools.cached_property
    def _rows(self) -> Mapping[str, dict[str, Entry]]:
        """The same as they are changed, new ones last."""
        return {kind: dict(rows) for kind, rows in self._read.items()}

    @property
    def corpus(self) -> Path:
        return Path(str(self._told.get("corpus", CORPUS)))

    @property
    def encoder_name(self) -> str:
        return str(self._told.get("encoder", EMBEDDED))

    def entries(self) -> list[Entry]:
        """All reports that are indexed: those of the corpus, then those that were added."""
        return [*self._packaged(), *self.added()]

    def added(self) -> list[Entry]:
        return list(self._rows["report"].values())

    def versions(self) -> list[Entry]:
        """Old versions, the latest first."""
        return list(self._rows["version"].values())[::-1]

    def put(self, entry: Entry) -> None:
        """Add a report; the one with its id, where there is one, becomes an old version."""
        reports, versions = self._rows["report"], self._rows["version"]
        packaged = (each for each in self._packaged() if each.report_id == entry.report_id)
        if old := reports.pop(entry.report_id, None) or next(packaged, None):
            old = replace(old, report_id=version_id(old), path=self._own_file(old))
            versions.pop(old.report_id, None)
            versions[old.report_id] = old
        versions.pop(version_id(entry), None)  # an old text that is back
        reports[entry.report_id] = entry

    def drop(self, report_id: str) -> None:
        """Remove a report with its old versions, or one old version. Raises NotFound."""
        reports, versions = self._rows["report"], self._rows["version"]
        if versions.pop(report_id, None):
            return
        packaged = [each.report_id for each in self._packaged()]
        if report_id not in packaged and report_id not in reports:
            near = get_close_matches(report_id, [*packaged, *reports, *versions], n=3)
            raise NotFound(
                f"no report {report_id!r}; " + (f"nearest: {', '.join(near)}" if near else "`wenzheng list` shows them")
            )
        reports.pop(report_id, None)
        for version in [each for each in versions if each.partition("@")[0] == report_id]:
            del versions[version]
        if report_id in (each.report_id for each in self._packaged()):
            self._told["hidden"] = sorted({*self._hidden(), report_id})

    def choose(self, *, corpus: Path, encoder_name: str) -> None:
        """What is indexed beside the added reports, and with what."""
        for name, value, default in (("corpus", str(corpus), str(CORPUS.resolve())), ("encoder", encoder_name, EMBEDDED)):
            self._told.pop(name, None)
            if value != default:
                self._told[name] = value

    @contextlib.contextmanager
    def saved(self) -> Iterator[None]:
        """Replace the file in one rename, and put it back if what is done meanwhile fails."""
        self._replace(self._written())
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
        return [str(each) for each in self._told.get("hidden", [])]

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

    def _written(self) -> str:
        """The file as it is to be. It is read again for its comments, a line for each change put in."""
        document = tomlkit.parse(self._before)
        for name in ("corpus", "encoder", "hidden"):
            if document.get(name) != self._told.get(name):
                document.pop(name, None)
                if name in self._told:
                    document[name] = self._told[name]
        for kind, rows in self._rows.items():
            read, written = self._read[kind], document.get(kind, [])
            for i in reversed(range(len(written))):
                report_id = str(written[i]["id"])
                if rows.get(report_id) is not read[report_id]:
                    del written[i]
            if not written:
                document.pop(kind, None)
            for report_id, entry in rows.items():
                if read.get(report_id) is not entry:
                    document.setdefault(kind, tomlkit.aot()).append(self._row(entry))
        return tomlkit.dumps(document)

    def _row(self, entry: Entry) -> tomlkit.items.Table:
        row = tomlkit.table()
        row["id"], row["file"] = entry.report_id, str(entry.path.relative_to(self.home))
        for name in ("title", "region", "level", "year", "reviewed_year", "published", "speaker", "source", "sha256"):
            if (value := getattr(entry, name)) is not None:
                row[name] = value
        return row


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
