"""How far each process of a service is, so that a change is told as made when all of them serve it.

HOME/serving/<pid>-<n>   held (flock) by its process: the time at which the CURRENT that it serves was written, in ns
"""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_DIGITS = 20


class Serving:
    """The processes that serve one home."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "serving"

    @contextmanager
    def joined(self) -> Iterator[Callable[[int], None]]:
        """Be waited for from here on; what is yielded says how far this process is."""
        name = f"{os.getpid()}-{secrets.token_hex(4)}"
        place = self._folder / name
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            file = (self._folder / f".{name}").open("w")
        except OSError:  # a home that only others write to: they do not wait for this process
            yield lambda at_ns: None
            return
        with file:
            fcntl.flock(file, fcntl.LOCK_EX)
            _write(file.fileno(), 0)
            (self._folder / f".{name}").rename(place)  # held before it is seen: what nobody holds is taken for left behind
            try:
                yield lambda at_ns: _write(file.fileno(), at_ns)
            finally:
                place.unlink(missing_ok=True)

    def all_at(self, at_ns: int) -> bool:
        """Whether every process serves what became live then, or later."""
        return all(each >= at_ns for each in self._times())

    def _times(self) -> Iterator[int]:
        for path in self._folder.glob("[0-9]*-*"):
            with suppress(FileNotFoundError), path.open("r+") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
                    path.unlink()  # of a process that was killed
                except BlockingIOError:
                    yield int(file.read())


def _write(file: int, at_ns: int) -> None:
    os.pwrite(file, f"{at_ns:0{_DIGITS}}".encode(), 0)
