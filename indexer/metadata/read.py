"""From a report's text and file name to what it is known by, and what a person says of it instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import PurePath
from typing import Any

from indexer.errors import MetadataIncomplete
from indexer.metadata.divisions import Place, locate, most_named
from indexer.metadata.masthead import Masthead, read_masthead
from indexer.segment import fold

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_REVIEWED = re.compile(r"^.{0,16}?((?:19|20)\d\d)年(?!到|至).{0,24}?(?:回顾|总结|成就)", re.M)
_PLANNED = re.compile(r"^.{0,8}?((?:19|20)\d\d)年(?!到|至).{0,16}?(?:安排|任务|目标|要求|打算|计划|部署|建议)", re.M)
_NOT_A_NAME = re.compile(r"[\W\d_a-z]|政府工作报告|工作报告|人民政府|政府|年")
_LONGEST_HEADING = 40
_YEAR_ENDS = 11  # from this month on a local report is about the year to come
COUNTRY = Place("全国", "national")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a report is known by; None for what was not found. Only the last three may stay so."""

    title: str | None = None
    region: str | None = None
    level: str | None = None  # national, provincial, city, county or district
    year: int | None = None  # the year whose report it is
    reviewed_year: int | None = None
    published: str | None = None  # the day it was given, or else published: ISO 8601
    speaker: str | None = None
    source: str | None = None


def read_metadata(text: str, file_name: str) -> Metadata:
    """Read what is printed, the title before the meeting, the meeting before the opening words, these before the file name.

    A place of which there are two (朝阳区) is told by the cities and provinces that the text speaks of.
    """
    head = read_masthead(text)
    name = fold(PurePath(file_name).stem)
    place = _place(head, name, fold(text))
    headings = _headings(text)
    reviewed = int(found[1]) if (found := _REVIEWED.search(headings)) else None
    year = _year(head, headings, name, place, reviewed)
    if reviewed is None or year is not None and not year - 2 < reviewed <= year:
        reviewed = year - 1 if year is not None else None
    metadata = Metadata(
        region=place.region if place else None,
        level=place.level if place else None,
        year=year,
        reviewed_year=reviewed,
        published=head.given.isoformat() if head.given else None,
        speaker=head.speaker,
    )
    return replace(metadata, title=head.title if head.titled_year and head.titled_region else _title(metadata))


def declare(metadata: Metadata, overrides: Mapping[str, Any]) -> Metadata:
    """The metadata with what a person says instead; what was concluded from the old is concluded again from the new.

    Raises MetadataIncomplete if title, region, level or year are not known then.
    """
    told = {name: value for name, value in overrides.items() if value is not None}
    declared = replace(metadata, **told)
    if "region" in told and "level" not in told and (place := locate(fold(told["region"]))):
        declared = replace(declared, level=place.level)
    if "year" in told and "reviewed_year" not in told:
        declared = replace(declared, reviewed_year=told["year"] - 1)
    if "title" not in told and told.keys() & {"region", "year"}:
        declared = replace(declared, title=_title(declared))
    missing = [name for name in ("title", "region", "level", "year") if getattr(declared, name) is None]
    if missing:
        values = ((each.name, getattr(declared, each.name)) for each in fields(declared))
        found = ", ".join(f"{name} {value}" for name, value in values if value is not None) or "nothing"
        wanted = [name for name in missing if name != "title" or missing == ["title"]]
        message = f"{', '.join(missing)} not found (found: {found}); say it with {' '.join(f'--{name} …' for name in wanted)}"
        raise MetadataIncomplete(message, missing=wanted, found=found)
    return declared


def _place(head: Masthead, name: str, text: str) -> Place | None:
    if head.is_national:
        return COUNTRY
    written = _NOT_A_NAME.sub("", name)
    printed = (head.titled_region, head.session_region, head.opening_region, written)
    for region in printed:
        if region and len(region) > 1 and (place := locate(region, kind=head.kind, text=name + text)):
            return place
    return most_named(text)


def _year(head: Masthead, headings: str, name: str, place: Place | None, reviewed: int | None) -> int | None:
    if head.titled_year:
        return head.titled_year
    if head.given:
        is_for_next = head.given.month >= _YEAR_ENDS and place != COUNTRY
        return head.given.year + is_for_next
    if reviewed is not None:
        return reviewed + 1
    if found := _YEAR.search(name):
        return int(found[0])
    return int(planned[1]) if (planned := _PLANNED.search(headings)) else None


def _headings(text: str) -> str:
    lines = (re.sub(r"\s", "", line) for line in fold(text).split("\n"))
    return "\n".join(line for line in lines if 4 < len(line) <= _LONGEST_HEADING)


def _title(metadata: Metadata) -> str | None:
    if metadata.region is None or metadata.year is None:
        return None
    return f"{metadata.year}年{'国务院' if metadata.region == COUNTRY.region else metadata.region}政府工作报告"
