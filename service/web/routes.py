"""The calls under /v1: each reads its request, works on one engine in a worker, and says where the results are from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Annotated, TypeVar, cast
from urllib.parse import unquote_to_bytes

import numpy as np
from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import PlainTextResponse

from indexer.errors import QueryInvalid
from indexer.library import version_id
from service.changes.versions import Versions
from service.changes.writing import Writing
from service.engine import Engine
from service.holder import Holder
from service.records import Filters
from service.web.cursor import Cursor, fingerprint, load_cursor, save_cursor
from service.web.lookup import find_clause, find_report, neighbours
from service.web.problems import FieldError, Refused, problem_docs
from service.web.requests import AskBody, Ranked, SearchBody, SearchParams
from service.web.responses import (
    AskResponse,
    BatchResponse,
    ClauseOut,
    ClauseResponse,
    ReportResponse,
    ReportsResponse,
    SearchResponse,
)
from service.web.workers import Workers

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Service:
    """What the calls of one app share."""

    holder: Holder
    workers: Workers
    writing: Writing
    versions: Versions

    async def run(self, work: Callable[[Engine], T]) -> T:
        """Runs `work` on the live engine. One request sees one snapshot, also while another becomes current."""
        return await self.workers.run(lambda: work(self.holder.engine()))


async def service_of(request: Request) -> Service:
    return cast(Service, request.app.state.service)


async def require_utf8(request: Request) -> None:
    """Refuses a query string that is not percent-encoded UTF-8, which would otherwise be searched for as other text."""
    raw: bytes = request.scope["query_string"]
    try:
        raw.decode("ascii")
        unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        message = f"byte {byte:#04x} is not percent-encoded UTF-8; encode the text as UTF-8, then percent-encode it"
        raise Refused("invalid", f"query string: {message}", errors=[FieldError(field="query", message=message)]) from error


Shared = Annotated[Service, Depends(service_of)]
ReportId = Annotated[str, Path(max_length=200, examples=["qiantang-2020"])]
ClauseId = Annotated[str, Path(max_length=400, examples=["qiantang-2020/1.1"])]

router = APIRouter(prefix="/v1", dependencies=[Depends(require_utf8)], responses=problem_docs(422, 429, 500, 503))


@router.get("/search", summary="Rank clauses", tags=["questions"], responses=problem_docs(400, 404))
async def search(params: Annotated[SearchParams, Query()], service: Shared) -> SearchResponse:
    return await service.run(lambda engine: _search(engine, params.q, params, cursor=params.cursor))


@router.post(
    "/search", summary="Rank clauses, for one query or a batch", tags=["questions"], responses=problem_docs(400, 404, 413, 415)
)
async def search_body(body: SearchBody, service: Shared) -> SearchResponse | BatchResponse:
    if body.queries is None:
        return await service.run(lambda engine: _search(engine, body.q or "", body, cursor=body.cursor))
    return await service.run(partial(_batch, queries=body.queries, ranked=body))


@router.post("/ask", summary="Answer a question, or say why not", tags=["questions"], responses=problem_docs(400, 404, 413, 415))
async def ask(body: AskBody, service: Shared) -> AskResponse:
    def work(engine: Engine) -> AskResponse:
        started = perf_counter()
        answer = engine.ask(body.question, filters=_filters(engine, body.filters()), ignore=body.ignore, context=body.context)
        return AskResponse.of(answer, took_ms=ms_since(started))

    return await service.run(work)


@router.get("/reports", summary="What is indexed", tags=["reports"])
async def reports(service: Shared) -> ReportsResponse:
    def work(engine: Engine) -> ReportsResponse:
        started, snapshot = perf_counter(), engine.snapshot
        n_clauses = np.diff(snapshot.first_clauses).tolist()
        n_facts = np.diff(snapshot.first_facts[snapshot.first_clauses]).tolist()
        return ReportsResponse.of(
            snapshot.reports,
            dict(zip(snapshot.reports, n_clauses, strict=True)),
            dict(zip(snapshot.reports, n_facts, strict=True)),
            service.versions.of,
            snapshot_id=snapshot.snapshot_id,
            took_ms=ms_since(started),
        )

    return await service.run(work)


@router.get("/reports/{report_id}", summary="One report and its clause tree", tags=["reports"], responses=problem_docs(404))
async def report(report_id: ReportId, service: Shared) -> ReportResponse:
    def work(engine: Engine) -> ReportResponse:
        started, snapshot = perf_counter(), engine.snapshot
        found, versions = service.versions.find(report_id, snapshot), service.versions.of(report_id)
        return ReportResponse.whole(found, versions, snapshot_id=snapshot.snapshot_id, took_ms=ms_since(started))

    return await service.run(work)


@router.get(
    "/reports/{report_id}/text",
    summary="The text as published",
    tags=["reports"],
    response_class=PlainTextResponse,
    responses=problem_docs(404),
)
async def report_text(report_id: ReportId, service: Shared) -> PlainTextResponse:
    def work(engine: Engine) -> PlainTextResponse:
        found = service.versions.find(report_id, engine.snapshot)
        return PlainTextResponse(found.report.text, headers={"X-Snapshot": engine.snapshot.snapshot_id})

    return await service.run(work)


@router.get(
    "/clauses/{clause_id:path}",
    summary="One clause between its neighbours",
    tags=["reports"],
    description="The permalink of every citation. The id holds a slash, which is sent as it is. "
    "With the `version` of a report for its id: the clause of that text, also when another took its place.",
    responses=problem_docs(404),
)
async def clause(clause_id: ClauseId, service: Shared) -> ClauseResponse:
    return await service.run(partial(_clause, clause_id=clause_id, versions=service.versions))


def _search(engine: Engine, query: str, ranked: Ranked, *, cursor: str | None = None) -> SearchResponse:
    started, snapshot_id = perf_counter(), engine.snapshot.snapshot_id
    filters = _filters(engine, ranked.filters())
    asked = fingerprint(query, ranked.mode, filters, ranked.ignore)
    offset = load_cursor(cursor, snapshot_id=snapshot_id, fingerprint=asked).offset if cursor else 0
    result = engine.search(
        query, k=ranked.k, mode=ranked.mode, filters=filters, ignore=ranked.ignore, offset=offset, explain=ranked.explain
    )
    further = result.next_offset
    next_cursor = None if further is None else save_cursor(Cursor(snapshot_id, asked, further))
    return SearchResponse.of(result, took_ms=ms_since(started), explain=ranked.explain, next_cursor=next_cursor)


def _batch(engine: Engine, *, queries: list[str], ranked: Ranked) -> BatchResponse:
    started, results = perf_counter(), []
    for i, query in enumerate(queries):
        try:
            results.append(_search(engine, query, ranked))
        except QueryInvalid as error:
            field = FieldError(field=f"queries.{i}", message=str(error))
            raise Refused("query_invalid", f"{field.field}: {error}", errors=[field]) from error
    return BatchResponse(results=results, snapshot=engine.snapshot.snapshot_id, took_ms=ms_since(started))


def _clause(engine: Engine, *, clause_id: str, versions: Versions) -> ClauseResponse:
    started, snapshot = perf_counter(), engine.snapshot
    report_id, _, position = clause_id.partition("/")
    if "@" in report_id:
        text = versions.find(report_id, snapshot)
        report, found = text.report, text.clause(clause_id)
        before, after = neighbours(text.clauses, text.clauses.index(found))
    else:
        found = find_clause(snapshot, clause_id)
        report = snapshot.reports[found.report_id]
        before, after = neighbours(snapshot.clauses, snapshot.row_of[clause_id])
    return ClauseResponse(
        **ClauseOut.within(report, found).model_dump(),
        before=ClauseOut.within(report, before) if before else None,
        after=ClauseOut.within(report, after) if after else None,
        version=f"{version_id(report)}/{position}",
        snapshot=snapshot.snapshot_id,
        took_ms=ms_since(started),
    )


def _filters(engine: Engine, filters: Filters) -> Filters:
    """Raises Refused (404) with near names for a report that is not there."""
    for report_id in filters.report:
        find_report(engine.snapshot, report_id)
    return filters


def ms_since(started: float) -> float:
    return round((perf_counter() - started) * 1000, 2)
