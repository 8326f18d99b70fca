"""The HTTP app: the calls of /v1, what operates it, and the page."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio.to_thread
from fastapi import APIRouter, FastAPI, HTTPException
from fastapi.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST

from indexer.errors import WenzhengError
from service.changes.versions import Versions
from service.changes.writing import Writing
from service.engine import Engine
from service.holder import Holder
from service.web.fact_routes import router as figures
from service.web.library_routes import router as library
from service.web.metrics import Measured, Metrics
from service.web.middleware import BodyLimit, HeadAsGet, ResponseHeaders
from service.web.problems import Problem, add_problem_handlers, problem_docs
from service.web.responses import Alive, Ready
from service.web.routes import Service, Shared, router
from service.web.workers import Workers

PAGE = Path(__file__).parent / "page"
DESCRIPTION = """Answers questions about Chinese government work reports (政府工作报告) with the clause and the exact place.

Offsets (`start`, `end`) are code points into the report's text as published, half-open. Every response that carries
results names its `snapshot` and `took_ms`. Errors are problem details (RFC 9457). Limits: `q` and `question` 1 to 500
characters, `k` 1 to 100, a batch 1 to 64 queries, `context` up to 16 questions, `indicator` 1 to 100 characters, `limit` 1 to
1000, a body 1 MiB, a report file 20 MiB; a request over a limit is refused by name, never cut.
"""

logger = logging.getLogger(__name__)


class Api(FastAPI):
    """FastAPI with the schema of its errors, which no route returns and which it would leave out."""

    def openapi(self) -> dict[str, Any]:
        document = super().openapi()
        schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        document["components"]["schemas"].update(schema.pop("$defs"), Problem=schema)
        return document


def create_app(holder: Holder, *, n_workers: int = 2, write_key: str | None = None) -> FastAPI:
    """An app of its own: its metrics and its workers are shared with no other one in the process.

    Who sends `write_key` may change what is indexed; without one nobody may.
    """
    app = Api(
        title="问政 wenzheng",
        version="1",
        description=DESCRIPTION,
        lifespan=_warmed,
        redirect_slashes=False,
        docs_url=None,  # both load their scripts from elsewhere, and this runs without a network
        redoc_url=None,
    )
    metrics = Metrics()
    app.state.service = Service(holder, Workers(n_workers), Writing(holder.home), Versions(holder.home))
    app.state.write_key = write_key
    app.include_router(router)
    app.include_router(figures)
    app.include_router(library)
    app.include_router(_operation(metrics))
    add_problem_handlers(app)
    app.add_middleware(BodyLimit)  # the last added is the first to see a request
    app.add_middleware(Measured, metrics=metrics)
    app.add_middleware(HeadAsGet)
    app.add_middleware(ResponseHeaders)
    return app


@asynccontextmanager
async def _warmed(app: FastAPI) -> AsyncIterator[None]:
    """Loads index, dictionary and encoder before the first request comes, so that nobody waits for them.

    Without an index the app starts all the same: /readyz says what to do, and it is picked up once it is there.
    """
    service: Service = app.state.service
    try:
        await service.run(_warm)
    except WenzhengError as error:
        logger.warning("not ready: %s", error)
    await anyio.to_thread.run_sync(service.writing.take_up)
    with service.holder.watched(_warm):
        yield


def _warm(engine: Engine) -> None:
    engine.ask("2019年地区生产总值是多少?")


def _operation(metrics: Metrics) -> APIRouter:
    """What keeps the app running, and the page."""
    operation = APIRouter(tags=["operation"])
    page_files = {path.name: path for path in PAGE.iterdir()}

    @operation.get("/healthz", summary="Is the process alive")
    async def healthz() -> Alive:
        return Alive()

    @operation.get("/readyz", summary="Are questions answered", responses=problem_docs(503))
    async def readyz(service: Shared) -> Ready:
        return await service.run(_ready)

    @operation.get("/metrics", summary="Metrics for Prometheus", response_class=PlainTextResponse)
    async def prometheus() -> Response:
        return Response(metrics.exposition(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    @operation.get("/", summary="The page", response_class=HTMLResponse)
    async def page() -> FileResponse:
        return FileResponse(page_files["index.html"])

    @operation.get("/page/{name}", include_in_schema=False)
    async def page_file(name: str) -> FileResponse:
        if name not in page_files:
            raise HTTPException(404)
        return FileResponse(page_files[name])

    return operation


def _ready(engine: Engine) -> Ready:
    return Ready(snapshot=engine.snapshot.snapshot_id, encoder=engine.snapshot.manifest.encoder)
