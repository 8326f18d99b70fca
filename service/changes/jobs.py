"""Changes of what is indexed, as jobs on disk, so that every process of the service can tell what became of one.

HOME/jobs/<job_id>/job.json   the job: what is to be done, and what came of it
HOME/jobs/<job_id>/file       the file to be added, removed when the job is over
HOME/jobs/lock                held (flock) by the process that works the jobs off, in the order of their ids
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO, Literal

from indexer.errors import NotFound
from indexer.home import sync

JobKind = Literal["add", "remove"]
JobStatus = Literal["queued", "running", "done", "failed"]
FORMAT_VERSION = 1  # of job.json
KEPT = timedelta(days=1)  # after its end
_JOB_ID = re.compile(r"\d{8}T\d{6}\.\d{6}Z-[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a job failed, as an error of the project has it: its code, its message, the fields to be said."""

    code: str
    told: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What a job changed. `status` is that of `indexer.library`, or removed."""

    report_id: str
    status: Literal["new", "version", "known", "removed"]
    replaced: str | None = None  # the id that the text before is cited by
    sha256: str | None = None  # of the file that was added
    live_ns: int = 0  # when the CURRENT that has it was written


@dataclass(frozen=True, slots=True)
class Job:
    """One change, and how far it is. Invariant: `change` is there when it is done, `failure` when it failed."""

    job_id: str  # when it was asked for (UTC), and 16 random digits; ids are in the order of asking
    kind: JobKind
    report_id: str | None = None  # to be removed
    file_name: str = ""  # to be added
    overrides: Mapping[str, Any] = field(default_factory=dict)
    replace: bool = False
    trusted: bool = False
    status: JobStatus = "queued"
    finished: str | None = None  # ISO 8601, as `created`
    change: Change | None = None
    failure: Failure | None = None

    @property
    def created(self) -> str:
        return datetime.strptime(self.job_id.partition("-")[0], "%Y%m%dT%H%M%S.%fZ").replace(tzinfo=UTC).isoformat()

    @property
    def age(self) -> timedelta:
        """Since its end."""
        return _now() - datetime.fromisoformat(self.finished) if self.finished else timedelta()

    @property
    def is_over(self) -> bool:
        return self.status in ("done", "failed")

    def done(self, change: Change) -> Job:
        return replace(self, status="done", change=change, finished=_now().isoformat())

    def failed(self, failure: Failure) -> Job:
        return replace(self, status="failed", failure=failure, finished=_now().isoformat())


def new_job(kind: JobKind, **asked: Any) -> Job:
    return Job(f"{_now():%Y%m%dT%H%M%S.%fZ}-{secrets.token_hex(8)}", kind, **asked)


class Jobs:
    """The jobs of one home."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "jobs"

    def put(self, job: Job, file: BinaryIO | None = None) -> None:
        """Queue a job; it is there with its file, or not at all."""
        aside = self.folder / f".{job.job_id}"
        aside.mkdir(parents=True)
        try:
            if file is not None:
                with (aside / "file").open("wb") as own:
                    shutil.copyfileobj(file, own)
                sync(aside / "file")
            _write(aside, job)
            aside.rename(self.folder / job.job_id)
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def save(self, job: Job) -> None:
        """Replace what is said of a job; of one that is over the file is removed."""
        _write(self.folder / job.job_id, job)
        if job.is_over:
            self.file_of(job).unlink(missing_ok=True)

    def find(self, job_id: str) -> Job:
        """Raises NotFound."""
        try:
            if not _JOB_ID.fullmatch(job_id):
                raise FileNotFoundError
            told = json.loads((self.folder / job_id / "job.json").read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise NotFound(f"no job {job_id!r}; one that is over is kept for {KEPT.days} day") from error
        if (version := told.pop("format_version", None)) != FORMAT_VERSION:
            raise NotFound(f"job {job_id!r} has format {version}, this version reads {FORMAT_VERSION}; ask for the change again")
        change, failure = told.pop("change"), told.pop("failure")
        return Job(
            **told,
            change=Change(**change) if change else None,
            failure=Failure(failure["code"], failure["told"], tuple(failure["missing"])) if failure else None,
        )

    def waiting(self) -> Iterator[Job]:
        """Those that are not over, in order."""
        return (job for job in self._all() if not job.is_over)

    def file_of(self, job: Job) -> Path:
        return self.folder / job.job_id / "file"

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Be the one who works the jobs off; waits for another one to end."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def clean_up(self) -> None:
        """Remove what has been over for long, what another version left, and uploads that a kill cut short. Needs the lock."""
        for path in self._folders():
            try:
                is_kept = self.find(path.name).age <= KEPT
            except NotFound:
                is_kept = False
            if not is_kept:
                shutil.rmtree(path, ignore_errors=True)
        for aside in self.folder.glob(".[0-9]*Z-*"):
            with contextlib.suppress(FileNotFoundError):
                if datetime.fromtimestamp(aside.stat().st_mtime, UTC) + KEPT < _now():
                    shutil.rmtree(aside, ignore_errors=True)

    def _all(self) -> Iterator[Job]:
        """In order; one that is cleaned up meanwhile is passed over."""
        for path in self._folders():
            with contextlib.suppress(NotFound):
                yield self.find(path.name)

    def _folders(self) -> list[Path]:
        return sorted(self.folder.glob("[0-9]*Z-*"))


def _write(folder: Path, job: Job) -> None:
    aside = folder / ".job.json"
    aside.write_text(json.dumps({"format_version": FORMAT_VERSION} | asdict(job), ensure_ascii=False), encoding="utf-8")
    sync(aside)
    aside.replace(folder / "job.json")


def _now() -> datetime:
    return datetime.now(UTC)
