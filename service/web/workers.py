"""CPU work off the event loop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

import anyio
import anyio.to_thread
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from service.web.problems import Refused

T = TypeVar("T")


class Workers:
    """Runs searches in at most `n_workers` threads; further ones wait in order.

    On the event loop one slow search would stop every other request, /healthz and /metrics included. The default
    pool of 40 threads is no better: on a few cores, 40 searches at once only make each of them 40 times as slow.
    The line is bounded too, since an answer that comes after the caller gave up is work for nothing.

    Each thread computes on one core: BLAS and OpenMP would start a thread per core for every search, and these spin
    while they wait for each other. With two searches at once on two cores that costs more than half of the throughput.
    """

    def __init__(self, n_workers: int, *, max_waiting: int = 256) -> None:
        self._limiter = anyio.CapacityLimiter(n_workers)
        self._max_waiting = max_waiting
        self._thread = threading.local()

    async def run(self, work: Callable[[], T]) -> T:
        """What `work` returns or raises. Raises Refused (429) when the line is full."""
        n_waiting = self._limiter.statistics().tasks_waiting
        if n_waiting >= self._max_waiting:
            raise Refused(
                "too_many_requests",
                f"{n_waiting} requests are already waiting, at most {self._max_waiting} may; try again in a second",
                headers={"Retry-After": "1"},
            )
        return await anyio.to_thread.run_sync(self._on_one_core, work, limiter=self._limiter)

    def _on_one_core(self, work: Callable[[], T]) -> T:
        if not hasattr(self._thread, "limits"):
            self._thread.limits = threadpool_limits(1)  # OpenMP keeps its limit by thread
        return work()
