"""Every error as problem details (RFC 9457), and the only place where an error's code becomes a status.

Details are in English: the page says them in the reader's language by their `code`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Self

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.routing import Match

from indexer.errors import WenzhengError

MEDIA_TYPE = "application/problem+json"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

STATUSES: Mapping[str, tuple[int, str]] = {
    "malformed": (400, "The request cannot be read"),
    "cursor_invalid": (400, "The cursor does not belong to this ranking"),
    "unauthorized": (401, "The key is missing, or is another one"),
    "writing_off": (403, "The service takes no changes"),
    "not_found": (404, "There is no such thing here"),
    "method_not_allowed": (405, "The call is made with another method"),
    "report_exists": (409, "Another text of the report is here"),
    "last_report": (409, "No report would be left"),
    "too_large": (413, "The request body is too large"),
    "report_too_large": (413, "The report file is too large"),
    "unsupported_media_type": (415, "The request body is of another media type"),
    "report_kind_unknown": (415, "No report is read from a file of this kind"),
    "invalid": (422, "A value of the request is out of range"),
    "metadata_incomplete": (422, "The report does not say what it is to be known by"),
    "query_invalid": (422, "The query cannot be searched for"),
    "report_encrypted": (422, "The report file opens with a password only"),
    "report_scanned": (422, "The report file holds pictures of pages, not their text"),
    "report_unreadable": (422, "The report file cannot be read"),
    "not_a_report": (422, "The text is not a government work report"),
    "too_many_requests": (429, "Too many requests are waiting"),
    "internal": (500, "The service failed"),
    "write_failed": (500, "The change was not made to its end"),
    "build_in_progress": (503, "The index is being built by another program"),
    "corpus_invalid": (503, "The table of reports and its files do not agree"),
    "encoder_unavailable": (503, "The encoder of the index cannot be used"),
    "snapshot_missing": (503, "Nothing has been indexed yet"),
    "snapshot_corrupt": (503, "The index is damaged"),
    "snapshot_incompatible": (503, "The index was made by another version"),
}
_CODE_OF_STATUS = {400: "malformed", 404: "not_found", 405: "method_not_allowed", 413: "too_large"}


class FieldError(BaseModel):
    """One field that was refused."""

    field: str = Field(examples=["k"])
    message: str = Field(examples=["Input should be less than or equal to 100, found 101"])


class Problem(BaseModel):
    """Problem details (RFC 9457). `code` is stable; `errors` and `near` are there when they say something."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "urn:wenzheng:not_found",
                    "title": "There is no such thing here",
                    "status": 404,
                    "detail": "report 'qiantang-2002' is not indexed; nearest: qiantang-2020",
                    "code": "not_found",
                    "near": ["qiantang-2020"],
                }
            ]
        }
    )

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldError] | None = None
    near: list[str] | None = None

    @classmethod
    def of(cls, code: str, detail: str, *, errors: Sequence[FieldError] = (), near: Sequence[str] = ()) -> Self:
        status, title = STATUSES[code]
        return cls(
            type=f"urn:wenzheng:{code}",
            title=title,
            status=status,
            detail=_encodable(detail),
            code=code,
            errors=list(errors) or None,
            near=list(near) or None,
        )


class Refused(Exception):
    """A request that the HTTP edge itself turns down; `code` is a key of STATUSES."""

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        errors: Sequence[FieldError] = (),
        near: Sequence[str] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.code, self.detail, self.errors, self.near, self.headers = code, detail, errors, near, headers


def problem_response(
    code: str,
    detail: str,
    *,
    errors: Sequence[FieldError] = (),
    near: Sequence[str] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The one shape of every error. A code that is not in STATUSES would be a mistake here and raises KeyError."""
    problem = Problem.of(code, detail, errors=errors, near=near)
    return JSONResponse(problem.model_dump(exclude_none=True), problem.status, dict(headers or {}), MEDIA_TYPE)


def problem_docs(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route in the OpenAPI document."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}


def add_problem_handlers(app: FastAPI) -> None:
    """Makes every way a request can fail answer with a problem."""
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(WenzhengError, _known)
    app.add_exception_handler(RequestValidationError, _unfit)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unknown)


async def _refused(_: Request, error: Exception) -> Response:
    if not isinstance(error, Refused):
        raise error
    return problem_response(error.code, error.detail, errors=error.errors, near=error.near, headers=error.headers)


async def _known(request: Request, error: Exception) -> Response:
    code = getattr(error, "code", "internal")
    return problem_response(code, str(error)) if code in STATUSES else await _unknown(request, error)


async def _unfit(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    found = error.errors()
    if any(each["type"] == "json_invalid" for each in found):
        reason, place = found[0]["ctx"]["error"], found[0]["loc"][-1]
        return problem_response("malformed", f"the body is not JSON: {reason} at character {place}")
    if any(each["loc"] == ("body",) and isinstance(each.get("input"), bytes) for each in found):
        sent = request.headers.get("content-type", "nothing")
        return problem_response("unsupported_media_type", f"content-type is {sent}; send the body as application/json")
    errors = [FieldError(field=_field(each["loc"]), message=_message(each)) for each in found]
    return problem_response("invalid", "; ".join(f"{each.field}: {each.message}" for each in errors), errors=errors)


async def _http(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    path = request.url.path
    if error.status_code == 405:
        allowed = ", ".join(_allowed(request))
        return problem_response("method_not_allowed", f"{path} answers to {allowed}", headers={"Allow": allowed})
    if error.status_code == 404:
        return problem_response("not_found", f"there is no {path}; the calls are listed in /openapi.json")
    return problem_response(_CODE_OF_STATUS.get(error.status_code, "internal"), error.detail)


async def _unknown(_: Request, __: Exception) -> Response:
    """Says nothing of the error: its message may hold paths or code. The server's log has it in full."""
    return problem_response("internal", "this is a fault of the service, its log says more; the same request may work later")


def _allowed(request: Request) -> list[str]:
    """The methods of every route with this path: the router itself only knows those of the first."""
    routes = request.app.routes
    allowed = [
        method
        for method in METHODS
        if any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in routes)
    ]
    return ["GET", "HEAD", *allowed[1:]] if allowed[:1] == ["GET"] else allowed


def _field(loc: Sequence[int | str]) -> str:
    """("body", "queries", 3) -> "queries.3"; a fault of the body as a whole is named "body"."""
    return _encodable(".".join(str(part) for part in loc[1:]) or str(loc[0]))


def _message(error: Mapping[str, Any]) -> str:
    found = error.get("input")
    if isinstance(found, str):
        return f"{error['msg']}, found {_short(found)} ({len(found)} characters)"
    if isinstance(found, int | float):
        return f"{error['msg']}, found {_short(str(found))}"
    return str(error["msg"])


def _short(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:40] + "…")


def _encodable(text: str) -> str:
    """A lone surrogate in a request must not come back as an answer that UTF-8 cannot hold."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
