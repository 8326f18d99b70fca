"""The gold questions through the service, over its HTTP API: in this process, or at an address."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from eval.gold import Question, clause_ids
from eval.records import Cited, Outcome
from indexer.errors import GoldInvalid, WenzhengError
from indexer.records import Clause, Outline

K = 10
TIMEOUT_S = 60.0
Progress = Callable[[int], None]  # told how many questions are done


class ServiceUnreachable(WenzhengError):
    """The service to be measured does not answer, or not as its contract says."""

    code = "service_unreachable"


@asynccontextmanager
async def connect(home: Path, url: str | None) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the service at `url`, or of one made here over the index in `home`; the same API either way."""
    if url is not None:
        async with httpx.AsyncClient(base_url=url, timeout=TIMEOUT_S) as client:
            yield client
        return
    from service.holder import Holder
    from service.web.api import create_app

    transport = httpx.ASGITransport(app=create_app(Holder(home)))
    async with httpx.AsyncClient(transport=transport, base_url="http://wenzheng", timeout=TIMEOUT_S) as client:
        yield client


async def run_questions(
    client: httpx.AsyncClient, questions: Sequence[Question], *, mode: str, progress: Progress
) -> tuple[Outcome, ...]:
    """Every question searched for (k=10) and asked, one after the other; what came back, in the order of the questions."""
    if questions:
        await _outcome(client, questions[0], mode)  # the first call loads what later ones find loaded, so it is not measured
    outcomes = []
    for n_done, question in enumerate(questions, start=1):
        outcomes.append(await _outcome(client, question, mode))
        progress(n_done)
    return tuple(outcomes)


async def run_searches(
    client: httpx.AsyncClient, questions: Sequence[Question], *, mode: str
) -> tuple[dict[str, tuple[str, ...]], list[float]]:
    """Every question searched for (k=10), not asked: question id -> clause ids, best first, and milliseconds of each search."""
    if questions:
        await _search(client, questions[0], mode)  # as in run_questions
    found = [(question, await _search(client, question, mode)) for question in questions]
    rankings = {question.question_id: tuple(hit["clause_id"] for hit in body["hits"]) for question, body in found}
    return rankings, [body["took_ms"] for _, body in found]


async def readiness(client: httpx.AsyncClient) -> tuple[str, str]:
    """The snapshot and the encoder that the service is ready with. Raises ServiceUnreachable."""
    body = await _json(client, "GET", "/readyz")
    return str(body["snapshot"]), str(body["encoder"])


async def check_served(client: httpx.AsyncClient, questions: Sequence[Question]) -> None:
    """Raise GoldInvalid unless the service's clauses are the ones the questions name; else right clauses would count as wrong."""
    outlines: dict[str, Outline] = {}
    for question in questions:
        for report_id in {clause_id.partition("/")[0] for clause_id in question.clause_ids}:
            if report_id not in outlines:
                outlines[report_id] = await _served_outline(client, report_id)
            if (found := clause_ids(question.quotes, outlines[report_id])) != question.clause_ids:
                wanted = ", ".join(question.clause_ids)
                raise GoldInvalid(
                    f"{question.question_id}: its quotes are in {', '.join(found)} of the service, the gold file says {wanted}; "
                    "run `wenzheng index`, and after a change of the outline `python -m eval.gold`"
                )


async def _served_outline(client: httpx.AsyncClient, report_id: str) -> Outline:
    body = await _json(client, "GET", f"/v1/reports/{report_id}")
    names = ("clause_id", "heading", "start", "end")
    rows = ({name: row[name] for name in names} | {"path": tuple(row["path"])} for row in body["clauses"])
    return Outline((), tuple(Clause(report_id=report_id, **row) for row in rows))


async def _outcome(client: httpx.AsyncClient, question: Question, mode: str) -> Outcome:
    found = await _search(client, question, mode)
    said = await _json(client, "POST", "/v1/ask", json={"question": question.text, **_report_of(question)})
    return Outcome(
        question_id=question.question_id,
        ranking=tuple(hit["clause_id"] for hit in found["hits"]),
        status=said["status"],
        kind=said["kind"],
        answer=said["answer"],
        items=tuple(said["items"]),
        confidence=said["confidence"],
        citations=tuple(Cited(cited["clause_id"], cited["quote"], cited["start"], cited["end"]) for cited in said["citations"]),
        search_ms=found["took_ms"],
        ask_ms=said["took_ms"],
    )


async def _search(client: httpx.AsyncClient, question: Question, mode: str) -> dict[str, Any]:
    return await _json(client, "GET", "/v1/search", params={"q": question.text, "k": K, "mode": mode, **_report_of(question)})


def _report_of(question: Question) -> dict[str, list[str]]:
    return {"report": [question.report_id]} if question.report_id else {}


async def _json(client: httpx.AsyncClient, method: str, path: str, **request: Any) -> dict[str, Any]:
    try:
        response = await client.request(method, path, **request)
    except httpx.HTTPError as error:
        raise ServiceUnreachable(f"{method} {client.base_url}{path}: {error!r}; is `wenzheng serve` running there?") from error
    if not response.is_success:
        raise ServiceUnreachable(f"{method} {path}: {response.status_code} {response.text[:300]}; expected 200")
    body: dict[str, Any] = response.json()
    return body
