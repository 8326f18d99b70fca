"""Where the next page of a ranking starts, as an opaque word."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from dataclasses import dataclass

from service.web.problems import Refused


@dataclass(frozen=True, slots=True)
class Cursor:
    """Invariant: `offset` means something only in the ranking of this snapshot and of this request (its fingerprint)."""

    snapshot_id: str
    fingerprint: int
    offset: int


def fingerprint(*parts: object) -> int:
    """Tells requests apart, so that the cursor of one query is not used for another."""
    return zlib.crc32(repr(parts).encode("utf-8", "backslashreplace"))


def save_cursor(cursor: Cursor) -> str:
    fields = [cursor.snapshot_id, cursor.fingerprint, cursor.offset]
    return base64.urlsafe_b64encode(json.dumps(fields).encode()).decode("ascii").rstrip("=")


def load_cursor(text: str, *, snapshot_id: str, fingerprint: int) -> Cursor:
    """Raises Refused (400) for garbage, another snapshot's cursor, or another request's."""
    cursor = _decode(text)
    if cursor.snapshot_id != snapshot_id:
        raise Refused(
            "cursor_invalid",
            f"the cursor is of snapshot {cursor.snapshot_id}, {snapshot_id} is live now; start again without a cursor",
        )
    if cursor.fingerprint != fingerprint:
        raise Refused("cursor_invalid", "the cursor was given for another query, mode or filter; send those again, or no cursor")
    return cursor


def _decode(text: str) -> Cursor:
    try:
        padded = text + "=" * (-len(text) % 4)
        fields = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        fields = None
    match fields:
        case [str(snapshot_id), int(found), int(offset)] if offset > 0:
            return Cursor(snapshot_id, found, offset)
    raise Refused("cursor_invalid", "the cursor is not one this service gave; pass `next` of the page before as it came")
