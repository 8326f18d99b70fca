"""What comes of a change of what is indexed."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from service.changes.jobs import JobKind, JobStatus
from service.web.fact_responses import Sourced
from service.web.problems import Problem
from service.web.responses import ReportOut


class ChangeResponse(Sourced):
    """A change that is live: every request from now on sees this snapshot, or a later one. `took_ms` counts the waiting too."""

    status: Literal["new", "version", "known", "removed"] = Field(
        description="a new report, another text of one, a file that is here already, or a report that is gone"
    )
    report_id: str = Field(examples=["jilinshi-2024"])
    replaced: str | None = Field(description="the id that the text before is cited by", examples=["jilinshi-2024@462e6b48"])
    report: ReportOut | None = Field(description="with what was read of it; null where it is gone, or was replaced since")


class JobResponse(BaseModel):
    """A change on its way. It has a `result` when it is done, a `problem` when it failed."""

    job_id: str = Field(examples=["20261122T101500.123456Z-5f0c2a9e5f0c2a9e"])
    kind: JobKind
    status: JobStatus
    created: str = Field(examples=["2026-11-22T10:15:00.123456+00:00"])
    finished: str | None
    result: ChangeResponse | None = None
    problem: Problem | None = None
