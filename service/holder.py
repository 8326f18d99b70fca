"""The live snapshot of a running service: opened once, and again when another became current."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from indexer.encoders import open_encoder
from indexer.encoders.base import Encoder
from indexer.errors import WenzhengError
from indexer.home import current_id, open_current
from service.engine import Engine
from service.serving import Serving

_LOG = logging.getLogger(__name__)


_LOOK_S = 0.1  # between two looks at CURRENT


class Holder:
    """Gives the engine of the live snapshot; safe to share between threads.

    A request that began with one engine ends with it: snapshots are immutable, and the one before the live one is kept.
    Unless it is `watched`, the first request after a switch opens the new snapshot, and waits for it.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self._lock = threading.Lock()
        self._engine: Engine | None = None
        self._seen: tuple[int, int] | None = None
        self._refused: str | None = None  # a newer snapshot that could not be opened: not tried at every request
        self._encoders: dict[str, Encoder] = {}
        self._is_watched = False
        self._warm: Callable[[Engine], object] = lambda engine: None

    @contextmanager
    def watched(self, warm: Callable[[Engine], object]) -> Iterator[None]:
        """Have newer snapshots opened, and warmed, by a thread beside the requests, which none waits for then."""
        over = threading.Event()
        thread = threading.Thread(target=self._watch, args=(over,), name="wenzheng-holder", daemon=True)
        self._is_watched, self._warm = True, warm
        thread.start()
        try:
            yield
        finally:
            self._is_watched = False
            over.set()
            thread.join()

    def engine(self) -> Engine:
        """That of the live snapshot; while it is watched and the newer one is being opened, of the one before.

        Raises as `look` does.
        """
        return self._engine if self._is_watched and self._engine else self.look()

    def look(self) -> Engine:
        """Raises SnapshotMissing, SnapshotCorrupt, SnapshotIncompatible or EncoderUnavailable while none can serve.

        A newer snapshot that cannot be opened does not take the service down: the engine that is open goes on.
        """
        served = self._engine
        try:
            # CURRENT is replaced, never written to: the same file holds the same name, and looking is cheaper than reading.
            found = (self.home / "CURRENT").stat()
            seen = (found.st_ino, found.st_mtime_ns)
            if served and seen == self._seen:
                return served
            live = current_id(self.home)
        except FileNotFoundError:
            return served or self._switch(current_id(self.home))
        except (WenzhengError, OSError):
            if served is None:
                raise
            return served
        engine = self._switch(live)
        self._seen = seen  # only now: another thread that sees it would take the old engine for the new one
        return engine

    def _switch(self, live: str) -> Engine:
        with self._lock:
            if self._engine and live in (self._engine.snapshot.snapshot_id, self._refused):
                return self._engine
            try:
                engine = self._open()
                self._warm(engine)
                self._engine = engine
            except (WenzhengError, OSError) as error:
                if self._engine is None:
                    raise
                self._refused = live
                _LOG.warning("the newer snapshot is left out: %s", error)
            return self._engine

    def _watch(self, over: threading.Event) -> None:
        with threadpool_limits(1), Serving(self.home).joined() as tell:
            told = None
            while not over.wait(_LOOK_S):
                with suppress(WenzhengError, OSError):  # a request is told of it
                    self.look()
                    if self._seen and self._seen != told:
                        told = self._seen
                        tell(told[1])

    def _open(self) -> Engine:
        snapshot = open_current(self.home)
        name = snapshot.manifest.encoder_name
        if name not in self._encoders:
            self._encoders[name] = open_encoder(name)
        return Engine(snapshot, self._encoders[name])
