"""The calls for figures: /v1/facts, as JSON or as a table, and /v1/compare."""

from __future__ import annotations

from functools import partial
from itertools import islice
from time import perf_counter
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response, StreamingResponse
from starlette.datastructures import URL

from service.engine import Engine
from service.facts.compare import compare as compare_facts
from service.facts.finder import FactPage
from service.web.cursor import Cursor, fingerprint, load_cursor, save_cursor
from service.web.fact_responses import CompareResponse, FactsResponse
from service.web.fact_table import csv_lines
from service.web.lookup import find_clause, find_report
from service.web.problems import problem_docs
from service.web.requests import CompareParams, FactsParams
from service.web.routes import Shared, ms_since, require_utf8

DEFAULT_LIMIT = 100
_LINES_AT_ONCE = 1000  # of a table, in one piece of the response
CSV = "text/csv"
_CSV_DOCS: dict[int | str, dict[str, Any]] = {
    200: {"content": {CSV: {"schema": {"type": "string"}}}, "description": "Facts, in reading order within an indicator"}
}

router = APIRouter(
    prefix="/v1", tags=["figures"], dependencies=[Depends(require_utf8)], responses=problem_docs(422, 429, 500, 503)
)


@router.get(
    "/facts",
    summary="Figures found in the text",
    description="With `Accept: text/csv` the answer is the table of /v1/facts.csv.",
    response_model=FactsResponse,
    responses={**_CSV_DOCS, **problem_docs(400, 404)},
)
async def facts(
    request: Request, response: Response, params: Annotated[FactsParams, Query()], service: Shared
) -> Response | FactsResponse:
    if prefers_csv(request.headers.get("accept", "")):
        return await service.run(partial(_table, params=params, url=request.url))
    response.headers["Vary"] = "Accept"
    return await service.run(partial(_facts, params=params))


@router.get(
    "/facts.csv",
    summary="Figures as a table",
    description="UTF-8 with a byte order mark, a row for each fact: all, or `limit`; the header `Link` leads to the rest.",
    response_class=StreamingResponse,
    responses={**_CSV_DOCS, **problem_docs(400, 404)},
)
async def facts_csv(request: Request, params: Annotated[FactsParams, Query()], service: Shared) -> Response:
    return await service.run(partial(_table, params=params, url=request.url))


@router.get("/compare", summary="One indicator over periods and reports", responses=problem_docs(404))
async def compare(params: Annotated[CompareParams, Query()], service: Shared) -> CompareResponse:
    def work(engine: Engine) -> CompareResponse:
        started = perf_counter()
        for report_id in params.report:
            find_report(engine.snapshot, report_id)
        found = compare_facts(engine.facts, params.indicator, filters=params.filters(), period=params.period)
        return CompareResponse.of(found, took_ms=ms_since(started))

    return await service.run(work)


def prefers_csv(accept: str) -> bool:
    """Whether an Accept header names text/csv, and not JSON with at least its weight."""
    weights = {"text/csv": 0.0, "application/json": 0.0}
    for each in accept.split(","):
        name, *options = (part.strip().lower() for part in each.split(";"))
        if name in weights:
            weight = next((option[2:] for option in options if option.startswith("q=")), "1")
            weights[name] = float(weight) if weight.replace(".", "", 1).isdecimal() else 0.0
    return weights["text/csv"] > weights["application/json"]


def _facts(engine: Engine, *, params: FactsParams) -> FactsResponse:
    started = perf_counter()
    page, following = _page(engine, params, params.limit or DEFAULT_LIMIT)
    return FactsResponse.of(page, took_ms=ms_since(started), next_cursor=following)


def _table(engine: Engine, *, params: FactsParams, url: URL) -> Response:
    page, following = _page(engine, params, params.limit)
    headers = {"X-Snapshot": page.snapshot_id, "Content-Disposition": 'attachment; filename="facts.csv"', "Vary": "Accept"}
    if following is not None:
        further = url.include_query_params(cursor=following)
        headers["Link"] = f'<{further.path}?{further.query}>; rel="next"'
    lines = csv_lines(page.found, engine.snapshot.reports)
    chunks = iter(lambda: "".join(islice(lines, _LINES_AT_ONCE)), "")
    return StreamingResponse(chunks, media_type="text/csv; charset=utf-8", headers=headers)


def _page(engine: Engine, params: FactsParams, limit: int | None) -> tuple[FactPage, str | None]:
    """Raises Refused: 404 with near names for a report or clause that is not there, 400 for a cursor of another request."""
    for report_id in params.report:
        find_report(engine.snapshot, report_id)
    for clause_id in params.clause:
        find_clause(engine.snapshot, clause_id)
    snapshot_id, filters = engine.snapshot.snapshot_id, params.fact_filters()
    asked = fingerprint("facts", params.indicator, filters)
    offset = load_cursor(params.cursor, snapshot_id=snapshot_id, fingerprint=asked).offset if params.cursor else 0
    page = engine.facts.find(params.indicator, filters=filters, limit=limit, offset=offset)
    further = page.next_offset
    return page, None if further is None else save_cursor(Cursor(snapshot_id, asked, further))
