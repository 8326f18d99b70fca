"""Counts and times requests for Prometheus."""

from __future__ import annotations

import os
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.web.problems import METHODS

BUCKETS_S = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)


class Metrics:
    """The metrics of one app. Its own registry, so that several apps can live in one process.

    Labels come from closed sets (the template of a route, never the path that was asked for), so that a caller
    cannot make the service remember names without end.
    """

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self._requests = Counter("wenzheng_http_requests", "requests answered", labels, registry=self._registry)
        self._seconds = Histogram(
            "wenzheng_http_request_seconds", "time to answer", labels, registry=self._registry, buckets=BUCKETS_S
        )

    def count(self, scope: Scope, status: int, took_s: float) -> None:
        method = scope["method"] if scope["method"] in METHODS else "other"
        labels = (method, getattr(scope.get("route"), "path", "none"), str(status))
        self._requests.labels(*labels).inc()
        self._seconds.labels(*labels).observe(took_s)

    def exposition(self) -> bytes:
        """All counts so far; with several processes, which then write them to files, those of all."""
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            return generate_latest(self._registry)
        every = CollectorRegistry()
        MultiProcessCollector(every)  # type: ignore[no-untyped-call]
        return generate_latest(every)


class Measured:
    """Counts each request once, when it is over; one that failed without an answer counts as 500."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, started = 500, perf_counter()

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        finally:
            self.metrics.count(scope, status, perf_counter() - started)
