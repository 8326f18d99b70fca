"""Records in a file of JSON lines, each read when it is asked for: a file of a gigabyte is there at once."""

from __future__ import annotations

import functools
import mmap
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar, overload

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.errors import REBUILD, SnapshotCorrupt

T = TypeVar("T")
_BLOCK = 1 << 20  # bytes looked through at a time, so that they stay in the processor's cache
_KEPT = 1 << 15  # records, which is 300 reports' clauses or 200 reports' facts


class Lines(Sequence[T]):
    """A record a line, whose fields are those of the line's object. Immutable and safe to share between threads.

    Records are equal each time, and mostly the same object: _KEPT of them are kept.
    """

    def __init__(self, path: Path, record: type[T]) -> None:
        """Maps the file, which may be removed then. Raises OSError."""
        self._path = path
        self._decode = msgspec.json.Decoder(record).decode
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""
        # Cut at \n only: a report's own line separators (U+2028) stand unescaped inside the JSON strings.
        self._ends = _ends(np.frombuffer(self._bytes, np.uint8))
        self._line = functools.lru_cache(maxsize=_KEPT)(self._read_line)

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        """Raises SnapshotCorrupt for a line that is not such a record."""
        if isinstance(place, slice):
            return [self._line(row) for row in range(*place.indices(len(self)))]
        row = int(place)
        if not -len(self) <= row < len(self):
            raise IndexError(f"{self._path}: line {row}, there are {len(self)}")
        return self._line(row % len(self))

    def column(self, name: str) -> list[Any]:
        """The value of a field, text or whole number, in every line, without reading the rest: a hundred times as fast as record
        by record.

        Raises SnapshotCorrupt where a line has none.
        """
        # Inside a string a quotation mark has a backslash before it, so that no text looks like a field.
        found = re.findall(rb'"' + name.encode() + rb'": ?("(?:[^"\\]|\\.)*"|-?\d+)[,}]', self._bytes)
        if len(found) != len(self):
            raise SnapshotCorrupt(f"{self._path}: {len(found)} of {len(self)} lines have a {name}; {REBUILD}")
        return list(msgspec.json.decode(b"[" + b",".join(found) + b"]"))

    def _read_line(self, row: int) -> T:
        start = int(self._ends[row - 1]) + 1 if row else 0
        try:
            return self._decode(self._bytes[start : int(self._ends[row])])
        except ValueError as error:
            raise SnapshotCorrupt(
                f"{self._path}: line {row + 1} and its fields do not fit together ({error}); {REBUILD}"
            ) from error


def _ends(raw: npt.NDArray[np.uint8]) -> npt.NDArray[np.intp]:
    """Where the lines end."""
    blocks = [np.flatnonzero(raw[first : first + _BLOCK] == ord("\n")) + first for first in range(0, len(raw), _BLOCK)]
    return np.concatenate([np.zeros(0, np.intp), *blocks])
