"""The live snapshot of a running service: opened once, and again when another became current."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from indexer.encoders import open_encoder
from indexer.encoders.base import Encoder
from indexer.errors import WenzhengError
from indexer.home import current_id, open_current
from service.engine import Engine

_LOG = logging.getLogger(__name__)


class Holder:
    """Gives the engine of the live snapshot; safe to share between threads.

    A request that began with one engine ends with it: snapshots are immutable, and the one before the live one is kept.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self._lock = threading.Lock()
        self._engine: Engine | None = None
        self._seen: tuple[int, int] | None = None
        self._refused: str | None = None  # a newer snapshot that could not be opened: not tried at every request
        self._encoders: dict[str, Encoder] = {}

    def engine(self) -> Engine:
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
            self._seen = seen
        except FileNotFoundError:
            live = current_id(self.home) if served is None else served.snapshot.snapshot_id
        except (WenzhengError, OSError):
            if served is None:
                raise
            return served
        if served and live in (served.snapshot.snapshot_id, self._refused):
            return served
        return self._switch(live)

    def _switch(self, live: str) -> Engine:
        with self._lock:
            if self._engine and live in (self._engine.snapshot.snapshot_id, self._refused):
                return self._engine
            try:
                self._engine = self._open()
            except (WenzhengError, OSError) as error:
                if self._engine is None:
                    raise
                self._refused = live
                _LOG.warning("the newer snapshot is left out: %s", error)
            return self._engine

    def _open(self) -> Engine:
        snapshot = open_current(self.home)
        name = snapshot.manifest.encoder_name
        if name not in self._encoders:
            self._encoders[name] = open_encoder(name)
        return Engine(snapshot, self._encoders[name])
