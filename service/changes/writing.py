"""Has changes of the index made by a process of its own, in the order they were asked for, and waits for what comes of them."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import BinaryIO

import anyio.to_thread

from service.changes.jobs import Job, Jobs
from service.changes.writer import fail_first
from service.serving import Serving
from service.web.problems import Refused

MAX_WAITING = 32  # jobs; each may hold 20 MiB of disk
SWITCH_TIMEOUT = timedelta(minutes=1)  # then a process that does not switch is not waited for
CHECKOUT = Path(__file__).parents[2]
_LOOK_S = 0.05


class Writing:
    """The jobs of one app. Several apps may share a home: their writers take turns."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._jobs = Jobs(home)
        self._serving = Serving(home)
        self._lock = threading.Lock()
        self._is_asked = False
        self._is_running = False

    async def submit(self, job: Job, file: BinaryIO | None = None) -> None:
        """Queue a job and see that it is done. Raises Refused (429) when the line is full."""

        def put() -> None:
            n_waiting = sum(1 for _ in self._jobs.waiting())
            if n_waiting >= MAX_WAITING:
                told = f"{n_waiting} changes are already waiting, at most {MAX_WAITING} may; send it again later"
                raise Refused("too_many_requests", told, headers={"Retry-After": "10"})
            self._jobs.put(job, file)
            self._wake()

        await anyio.to_thread.run_sync(put)

    async def find(self, job_id: str) -> Job:
        """A job; it is running until every process serves what it changed. Raises NotFound."""

        def look() -> Job:
            job = self._jobs.find(job_id)
            is_served = job.change is None or job.age > SWITCH_TIMEOUT or self._serving.all_at(job.change.live_ns)
            return job if is_served else replace(job, status="running", finished=None, change=None)

        return await anyio.to_thread.run_sync(look)

    async def wait(self, job_id: str, timeout_s: float) -> Job:
        """The job when it is over, or as it is by then."""
        until = monotonic() + timeout_s
        while not (job := await self.find(job_id)).is_over and monotonic() < until:
            await asyncio.sleep(_LOOK_S)
        return job

    def take_up(self) -> None:
        """Have those jobs done that a service before this one left."""
        if any(self._jobs.waiting()):
            self._wake()

    def _wake(self) -> None:
        with self._lock:
            self._is_asked = True
            if not self._is_running:
                self._is_running = True
                threading.Thread(target=self._work_off, name="wenzheng-writing", daemon=True).start()

    def _work_off(self) -> None:
        """A writer ends when no job waits; one that was asked for meanwhile may have come too late for it."""
        while self._go_on():
            status = _run_writer(self._home)
            if status and fail_first(self._home, f"the process that writes ended with status {status}"):
                self._is_asked = True

    def _go_on(self) -> bool:
        with self._lock:
            self._is_running, self._is_asked = self._is_asked, False
            return self._is_running


def _run_writer(home: Path) -> int:
    """Its exit status. It outlives this process, so that a service that is stopped leaves nothing half done."""
    path = os.pathsep.join([str(CHECKOUT), *filter(None, [os.environ.get("PYTHONPATH")])])
    command = [sys.executable, "-P", "-m", "service.changes.writer", str(home)]
    environ = os.environ | {"PYTHONPATH": path}
    return subprocess.run(command, env=environ, stdin=subprocess.DEVNULL, start_new_session=True, check=False).returncode
