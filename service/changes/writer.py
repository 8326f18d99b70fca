"""Works off the jobs of a home: `python -m service.changes.writer HOME`, a process of its own, so that no search waits."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep
from typing import TypeVar

from indexer import library
from indexer.errors import BuildInProgress, MetadataIncomplete, WenzhengError
from service.changes.jobs import Change, Failure, Job, Jobs

T = TypeVar("T")

NICE = 10  # searches go first
BUILD_TIMEOUT_S = 60.0  # for a build of somebody else, `wenzheng add` at a prompt
INTERRUPTED = Failure("write_failed", "it was stopped before its end; /v1/reports shows whether it was done, else send it again")
FAULT = Failure("internal", "this is a fault of the service, its log says more; the index is as it was")

_LOG = logging.getLogger(__name__)


def work_off(home: Path) -> None:
    """Do every job that waits, in order; one that another writer was killed at is told to have failed."""
    jobs = Jobs(home)
    with jobs.locked():
        jobs.clean_up()
        while job := next(jobs.waiting(), None):
            if job.status == "running":
                jobs.save(job.failed(INTERRUPTED))
                continue
            jobs.save(replace(job, status="running"))
            jobs.save(_ended(home, jobs, job))


def fail_first(home: Path, reason: str) -> bool:
    """A writer ended before its time: the job that it was at has failed, or the first, so that there is an end to it.

    Whether others wait.
    """
    jobs = Jobs(home)
    with jobs.locked():
        if job := next(jobs.waiting(), None):
            jobs.save(job.failed(replace(INTERRUPTED, told=f"{reason}; {INTERRUPTED.told}")))
        return any(jobs.waiting())


def _ended(home: Path, jobs: Jobs, job: Job) -> Job:
    """The job with what came of it."""
    try:
        return job.done(_add(home, jobs, job) if job.kind == "add" else _remove(home, job))
    except MetadataIncomplete as error:
        told = f"{', '.join(error.missing)} not found in the report (found: {error.found})"
        return job.failed(Failure(error.code, told, error.missing))
    except WenzhengError as error:
        return job.failed(Failure(error.code, str(error)))
    except OSError as error:
        _LOG.exception("%s: the disk failed", job.job_id)
        return job.failed(Failure("write_failed", f"{error.strerror or error}; the index is as it was"))
    except Exception:
        _LOG.exception("%s: a fault", job.job_id)
        return job.failed(FAULT)


def _add(home: Path, jobs: Jobs, job: Job) -> Change:
    proposal = library.propose(jobs.file_of(job).read_bytes(), job.file_name, job.overrides, trusted=job.trusted)
    [outcome], _ = _in_turn(lambda: library.add(home, [proposal], replace=job.replace))
    return Change(outcome.report_id, outcome.status, outcome.replaced, proposal.sha256, _live_ns(home))


def _remove(home: Path, job: Job) -> Change:
    report_id = job.report_id or ""
    _in_turn(lambda: library.remove(home, [report_id]))
    return Change(report_id, "removed", live_ns=_live_ns(home))


def _live_ns(home: Path) -> int:
    return (home / "CURRENT").stat().st_mtime_ns


def _in_turn(work: Callable[[], T]) -> T:
    """After a build that is under way. Raises BuildInProgress if it takes too long."""
    until = monotonic() + BUILD_TIMEOUT_S
    while True:
        try:
            return work()
        except BuildInProgress:
            if monotonic() > until:
                raise
            sleep(0.1)


if __name__ == "__main__":
    os.nice(NICE)
    work_off(Path(sys.argv[1]))
