"""The calls that change what is indexed, for who has the key: each queues a job and answers when it is over, or after a while."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import anyio.to_thread
import fastapi
from fastapi import APIRouter, Depends, Request, Response

from indexer.library import Table
from service.changes.jobs import Job, new_job
from service.web.access import require_write_key
from service.web.library_requests import form_docs, name_of, read_form
from service.web.library_responses import ChangeResponse, JobResponse
from service.web.lookup import unknown
from service.web.problems import FieldError, Problem, Refused, problem_docs
from service.web.responses import ReportOut
from service.web.routes import ReportId, Service, Shared, require_utf8

WAIT_S = 5.0  # then the caller is told where to look
ADVICE = {
    "report_exists": "send replace=true to put this one in its place; the other stays citable",
    "not_a_report": "send trusted=true if it is one all the same",
    "metadata_incomplete": "send it as a field of the form",
}

router = APIRouter(
    prefix="/v1",
    tags=["library"],
    dependencies=[Depends(require_write_key), Depends(require_utf8)],
    responses=problem_docs(401, 403, 404, 422, 429, 500, 503),
)
_ACCEPTED: dict[int | str, dict[str, Any]] = {
    202: {"model": JobResponse, "description": "It takes longer; `Location` says where to look"}
}


@router.post(
    "/reports",
    summary="Add a report, or replace its text",
    status_code=201,
    responses={200: {"model": ChangeResponse, "description": "It was here"}, **_ACCEPTED, **problem_docs(400, 409, 413, 415)},
    openapi_extra=form_docs(),
)
async def add(request: Request, response: Response, service: Shared) -> ChangeResponse | JobResponse:
    async with read_form(request) as (form, file):
        job = new_job("add", file_name=name_of(file), overrides=form.overrides(), replace=form.replace, trusted=form.trusted)
        await service.writing.submit(job, file.file)
    return await _told(service, job, response)


@router.delete(
    "/reports/{report_id}",
    summary="Remove a report and its old texts, or one old text",
    responses={**_ACCEPTED, **problem_docs(409)},
)
async def remove(report_id: ReportId, response: Response, service: Shared) -> ChangeResponse | JobResponse:
    job = new_job("remove", report_id=report_id)
    await service.writing.submit(job)
    return await _told(service, job, response)


@router.get("/jobs/{job_id}", summary="What came of a change")
async def job(job_id: Annotated[str, fastapi.Path(max_length=100)], service: Shared) -> JobResponse:
    return await _job_response(service, await service.writing.find(job_id))


async def _told(service: Service, job: Job, response: Response) -> ChangeResponse | JobResponse:
    """What came of a job, or after a while how far it is. Raises Refused if it failed."""
    told = await _job_response(service, await service.writing.wait(job.job_id, WAIT_S))
    if problem := told.problem:
        headers = {"Retry-After": "10"} if problem.status == 503 else None
        raise Refused(problem.code, problem.detail, errors=problem.errors or (), near=problem.near or (), headers=headers)
    if told.result:
        response.status_code = 201 if told.result.status == "new" else 200
        return told.result
    response.status_code = 202
    response.headers.update({"Location": f"/v1/jobs/{job.job_id}", "Retry-After": "1"})
    return told


async def _job_response(service: Service, job: Job) -> JobResponse:
    return JobResponse(
        job_id=job.job_id,
        kind=job.kind,
        status=job.status,
        created=job.created,
        finished=job.finished,
        result=await anyio.to_thread.run_sync(_change, job, service) if job.change else None,
        problem=await anyio.to_thread.run_sync(_problem, job, service.holder.home) if job.failure else None,
    )


def _change(job: Job, service: Service) -> ChangeResponse | None:
    """What a job changed, beside the line of searches: it is done, whether or not they are too many."""
    change, snapshot = job.change, service.holder.engine().snapshot
    if change is None or job.finished is None:
        return None
    live = snapshot.reports.get(change.report_id)
    found = service.versions.find(live.report_id, snapshot) if live and live.sha256 == change.sha256 else None
    took = datetime.fromisoformat(job.finished) - datetime.fromisoformat(job.created)
    return ChangeResponse(
        status=change.status,
        report_id=change.report_id,
        replaced=change.replaced,
        report=ReportOut.of(found, service.versions.of(change.report_id)) if found else None,
        snapshot=snapshot.snapshot_id,
        took_ms=round(took.total_seconds() * 1000, 2),
    )


def _problem(job: Job, home: Path) -> Problem | None:
    """Why a job failed, with what to send instead."""
    failure = job.failure
    if failure is None:
        return None
    if failure.code == "not_found":
        table = Table(home)
        refused = unknown("report", job.report_id or "", [entry.report_id for entry in (*table.entries(), *table.versions())])
        return Problem.of(refused.code, refused.detail, near=refused.near)
    told = "; ".join(filter(None, [failure.told, ADVICE.get(failure.code)]))
    errors = [FieldError(field=name, message=f"not found in the report; {ADVICE[failure.code]}") for name in failure.missing]
    return Problem.of(failure.code, told, errors=errors)
