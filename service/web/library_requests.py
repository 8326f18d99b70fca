"""What adding a report takes: a form with its file, and what it is to be known by where the file does not say it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import PureWindowsPath
from typing import Annotated, Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from starlette.datastructures import FormData, UploadFile

from service.web.problems import FieldError, Refused
from service.web.requests import Level, Year

MEDIA_TYPE = "multipart/form-data"
MAX_FIELD_BYTES = 1 << 12
_NOT_UTF8 = re.compile(r"[\x80-\xff]")

Short = Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")]


class ReportForm(BaseModel):
    """The fields beside the file. All but the last three stand in for what is read from the report."""

    model_config = ConfigDict(extra="forbid")

    title: Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)] | None = None
    region: Short | None = Field(None, examples=["吉林市"])
    level: Level | None = None
    year: Year | None = Field(None, description="the year whose report it is")
    reviewed_year: Annotated[int, Field(ge=1948, le=2100)] | None = Field(None, description="the year it looks back on")
    published: Day | None = Field(None, description="the day it was given", examples=["2024-01-09"])
    speaker: Short | None = Field(None, description="who gave it")
    source: Annotated[str, StringConstraints(min_length=1, max_length=500)] | None = Field(
        None, description="where it was published, a URL"
    )
    report_id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")] | None = Field(
        None, description="made of region and year if left out", examples=["jilinshi-2024"]
    )
    replace: bool = Field(False, description="take the place of another text of the same report, which stays citable")
    trusted: bool = Field(False, description="take a text that does not look like a work report")

    def overrides(self) -> dict[str, Any]:
        """As `indexer.library.propose` takes them."""
        told = self.model_dump(exclude={"replace", "trusted", "report_id"}, exclude_none=True)
        return told | ({"id": self.report_id} if self.report_id else {})


def form_docs() -> dict[str, Any]:
    """The request body in the OpenAPI document: FastAPI would read the whole file before it looks at the key."""
    schema = ReportForm.model_json_schema()
    file = {"type": "string", "format": "binary", "description": ".txt, .md, .docx, .pdf or .html, at most 20 MiB"}
    schema["properties"] = {"file": file, **schema["properties"]}
    schema["required"] = ["file"]
    return {"requestBody": {"required": True, "content": {MEDIA_TYPE: {"schema": schema}}}}


@asynccontextmanager
async def read_form(request: Request) -> AsyncIterator[tuple[ReportForm, UploadFile]]:
    """The fields and the file of a request, closed at the end. Raises Refused (415, 422), HTTPException for one cut short."""
    sent = request.headers.get("content-type", "nothing")
    if not sent.startswith(MEDIA_TYPE):
        raise Refused("unsupported_media_type", f"content-type is {sent}; send the report as {MEDIA_TYPE}, its file as `file`")
    async with request.form(max_files=1, max_fields=len(ReportForm.model_fields), max_part_size=MAX_FIELD_BYTES) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise _invalid([("file", "it is missing; send the report as a part named file, with a file name")])
        yield _fields(form), file


def name_of(file: UploadFile) -> str:
    """The name of a file without its folders, on one line, not longer than a file system takes."""
    name = PureWindowsPath(file.filename or "").name
    return "".join(each for each in name if each.isprintable())[-80:] or "report"


def _fields(form: FormData) -> ReportForm:
    told = {name: value for name, value in form.items() if name != "file"}
    if unfit := [(name, reason) for name, value in told.items() if (reason := _unfit(form, name, value))]:
        raise _invalid(unfit)
    try:
        return ReportForm.model_validate(told)
    except ValidationError as error:
        found = [{**each, "loc": ("body", *each["loc"])} for each in error.errors(include_url=False)]
        raise RequestValidationError(found) from error


def _unfit(form: FormData, name: str, value: UploadFile | str) -> str | None:
    """Why a field cannot be told, whatever it says."""
    if isinstance(value, UploadFile):
        return "it is a file; send the report as `file`, this as text"
    if len(form.getlist(name)) > 1:
        return "it is there twice; send it once"
    if _NOT_UTF8.search(value) and max(value) <= "\xff":  # bytes that were no UTF-8 come as Latin letters, one for each
        return "it is not UTF-8; encode the form as UTF-8"
    return None


def _invalid(found: Sequence[tuple[str, str]]) -> Refused:
    errors = [FieldError(field=name, message=message) for name, message in found]
    return Refused("invalid", "; ".join(f"{each.field}: {each.message}" for each in errors), errors=errors)
