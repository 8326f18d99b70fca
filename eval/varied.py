"""Many reports out of few: each again for other regions and years, with other figures, the same for the same seed."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Sequence

from indexer.metadata.divisions import divisions
from indexer.records import Report

_LEVELS = ("provincial", "city", "county", "district")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
_NUMBER = re.compile(r"(?m)^\d+|\d{4}年|\d+(?:\.\d+)?")  # what opens a line numbers it, and a year stays one
_MOST_YEARS = 12  # that a report is moved back or forth


def varied(reports: Sequence[Report], n: int, *, seed: int = 0) -> Iterator[Report]:
    """n reports, those given in turns, each of a division of China that is drawn for it."""
    chance = random.Random(seed)
    regions = [division for division in divisions() if division.level in _LEVELS]
    for i in range(n):
        report, division = reports[i % len(reports)], chance.choice(regions)
        yield _moved(report, f"varied-{i + 1}", division.name, division.level, chance)


def _moved(report: Report, report_id: str, region: str, level: str, chance: random.Random) -> Report:
    by = chance.randint(-_MOST_YEARS, _MOST_YEARS)
    text = _YEAR.sub(lambda year: str(int(year[0]) + by), report.text)
    text = _NUMBER.sub(lambda number: _other(number, chance), text)
    text = text.replace(report.region, region).replace(report.region.rstrip("省市"), region)
    year = report.year + by
    return Report(
        report_id=report_id,
        title=f"{year}年{region}政府工作报告",
        region=region,
        level=level,
        year=year,
        reviewed_year=report.reviewed_year + by,
        published=None,
        source=None,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        text=text,
    )


def _other(number: re.Match[str], chance: random.Random) -> str:
    """A number of as many digits; one that opens a line, or a year, as it is."""
    at_line_start = number.start() == 0 or number.string[number.start() - 1] == "\n"
    if at_line_start or number[0].endswith("年"):
        return number[0]
    return "".join(str(chance.randint(1, 9)) if each.isdigit() else each for each in number[0])
