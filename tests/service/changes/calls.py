"""Changes over HTTP, as tests make them."""

from __future__ import annotations

from typing import Any

import httpx

from tests.service.conftest import Call

KEY = "a-key-for-the-tests-only"
BEARER = {"authorization": f"Bearer {KEY}"}


def add(call: Call, text: str, name: str = "report.txt", **fields: Any) -> httpx.Response:
    return call("POST", "/v1/reports", files={"file": (name, text.encode())}, data=fields)


def ids(call: Call) -> list[str]:
    return [each["report_id"] for each in call("GET", "/v1/reports").json()["reports"]]
