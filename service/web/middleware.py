"""What holds for every request, whatever its route."""

from __future__ import annotations

from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from indexer.reading.read import MAX_SIZE_BYTES
from service.web.problems import Refused, problem_response

MAX_BODY_BYTES = 1 << 20
UPLOAD = ("POST", "/v1/reports")
MAX_UPLOAD_BYTES = MAX_SIZE_BYTES + (1 << 16)  # a report file, and the form around it

SECURITY_HEADERS = {
    # Nothing from elsewhere and nothing inline: a report's text that looks like a script stays text.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # a question stands in the page's address
    "Cache-Control": "no-cache",  # the live snapshot may be another one by the next request
}


class HeadAsGet:
    """Answers HEAD as GET without the body, for every route that has GET."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app({**scope, "method": "GET"}, receive, send_head)


class ResponseHeaders:
    """Adds SECURITY_HEADERS to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(SECURITY_HEADERS)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class BodyLimit:
    """Refuses a body over its limit: before reading when its length is said, else as soon as it is over."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_upload = (scope["method"], scope["path"]) == UPLOAD
        limit = MAX_UPLOAD_BYTES if is_upload else MAX_BODY_BYTES
        said = Headers(scope=scope).get("content-length", "")
        if said.isdecimal() and int(said) > limit:
            code = "report_too_large" if is_upload else "too_large"
            await problem_response(code, _too_large(int(said), limit))(scope, receive, send)
            return
        n_read = 0

        async def receive_within_limit() -> Message:
            nonlocal n_read
            message = await receive()
            n_read += len(message.get("body", b""))
            if n_read > limit:
                if is_upload:
                    raise Refused("report_too_large", _too_large(n_read, limit))
                # The one kind of error that FastAPI lets through while it reads a body.
                raise HTTPException(413, _too_large(n_read, limit))
            return message

        await self.app(scope, receive_within_limit, send)


def _too_large(n_bytes: int, limit: int) -> str:
    advice = "send fewer queries at once" if limit == MAX_BODY_BYTES else "is this a work report?"
    return f"the body has {n_bytes} bytes or more, at most {limit} are read; {advice}"
