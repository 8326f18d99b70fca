"""The reports that are not on the shelf yet are prepared, in as many processes as there are cores: `python -m indexer.fill` is
one of them, which prepares what it is sent.

Not those of `concurrent.futures`: they stay for ever when the process that started them is killed, they may hang when one of
them is killed while others start, and they run the program again that is being run.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from queue import SimpleQueue
from typing import Any, Protocol, TypeVar

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from indexer.corpus import Entry
from indexer.encoders.base import has_words
from indexer.records import Report
from indexer.shelf import Shelf

T = TypeVar("T")
_WORTH_A_PROCESS = 16  # reports: it takes a second to start one, and half a second to prepare a report
_LOG = logging.getLogger(__name__)


class Track(Protocol):
    """Wraps a loop to show how far it is; `title` names what is under way."""

    def __call__(self, steps: Sequence[T], title: str) -> Iterable[T]: ...


def no_track(steps: Sequence[T], title: str) -> Iterable[T]:
    """Shows nothing."""
    return steps


def fill(shelf: Shelf, sources: Sequence[Report | Entry], *, track: Track = no_track, n_processes: int | None = None) -> None:
    """Prepare and keep those of the sources that the shelf lacks, `n_processes` at a time; by default as many as pay.

    Where a process is killed, this one does its work. Raises as `Shelf.make` does.
    """
    missing = shelf.lacking(sources)
    n_processes = n_processes or _paying(shelf, len(missing))
    made = map(shelf.make, missing) if n_processes < 2 else _made_apart(shelf, missing, n_processes)
    for _ in zip(track(missing, "reports"), made, strict=False):
        pass


def _paying(shelf: Shelf, n_missing: int) -> int:
    """A network computes on all cores as it is."""
    return min(_n_cores(), n_missing // _WORTH_A_PROCESS) if has_words(shelf.encoder) else 1


def _n_cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _made_apart(shelf: Shelf, sources: Sequence[Report | Entry], n_processes: int) -> Iterator[None]:
    idle: SimpleQueue[_Process] = SimpleQueue()
    with ExitStack() as stack:
        for _ in range(n_processes):
            process = _Process(shelf)
            stack.callback(process.close)
            idle.put(process)

        def make(source: Report | Entry) -> None:
            process = idle.get()
            try:
                process.make(source)
            finally:
                idle.put(process)

        yield from stack.enter_context(ThreadPoolExecutor(n_processes)).map(make, sources)


class _Process:
    """One that prepares reports for a shelf. It ends when its input does, and so with the process that started it."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        environ = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-P", "-m", "indexer.fill"]
        self._process = subprocess.Popen(command, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._input: Any = self._process.stdin
        self._output: Any = self._process.stdout
        self._send(shelf)

    def make(self, source: Report | Entry) -> None:
        """As `Shelf.make`, which does it here if the process is gone."""
        self._send(source)
        try:
            error = pickle.load(self._output)
        except (EOFError, pickle.UnpicklingError):
            _LOG.warning("a process that prepares reports was killed; %s is prepared without it", source.report_id)
            self._shelf.make(source)
            return
        if error is not None:
            raise error

    def close(self) -> None:
        self._process.communicate()

    def _send(self, told: Any) -> None:
        """Whether it came is seen by the answer."""
        with suppress(BrokenPipeError):
            pickle.dump(told, self._input)
            self._input.flush()


def _work() -> None:
    """Prepare what stands in the input; of each report the answer is None, or the error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a user's ^C is for the process that waits for this one
    shelf: Shelf = pickle.load(sys.stdin.buffer)
    while True:
        try:
            source = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        error = None
        try:
            shelf.make(source)
        except Exception as found:
            error = found
        pickle.dump(error, answers)
        answers.flush()


if __name__ == "__main__":
    with threadpool_limits(1):
        _work()
