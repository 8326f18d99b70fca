"""Who may change what is indexed: whoever sends the key that the service was started with."""

from __future__ import annotations

import hmac
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from service.web.problems import Refused

_bearer = HTTPBearer(auto_error=False, description="the key in WENZHENG_WRITE_KEY")
_ASK = 'Bearer realm="wenzheng"'


async def require_write_key(request: Request, sent: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> None:
    """Raises Refused: 403 where no key is set, 401 for a request without it. Looked at before the body is read."""
    key: str | None = request.app.state.write_key
    if key is None:
        told = "start it with WENZHENG_WRITE_KEY set to a secret of 16 characters or more, and send that as a bearer token"
        raise Refused("writing_off", f"the service was started without a key for changes; {told}")
    if sent is None:
        told = "send the header `Authorization: Bearer` and the key"
        raise Refused("unauthorized", f"the request has no key; {told}", headers={"WWW-Authenticate": _ASK})
    if not hmac.compare_digest(sent.credentials.encode(), key.encode()):
        told = "send the one in WENZHENG_WRITE_KEY of the service"
        raise Refused(
            "unauthorized", f"the key is another one; {told}", headers={"WWW-Authenticate": f'{_ASK}, error="invalid_token"'}
        )
