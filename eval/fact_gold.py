"""The reference facts: every quantity that a report states, labelled by hand. How they are labelled: gold/README.md.

The packaged report is labelled whole. Of six other reports, which are not the project's to pass on, two sections each are:
gold/facts-others.jsonl points at them by file, SHA-256 and offsets.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal, get_args

from indexer.corpus import load_corpus
from indexer.errors import GoldInvalid
from indexer.facts.times import years_of
from indexer.paths import CORPUS
from indexer.reading import read_report
from indexer.records import Report

SEED_FACTS = Path(__file__).with_name("gold") / "facts-qiantang-2020.jsonl"
OTHER_FACTS = SEED_FACTS.with_name("facts-others.jsonl")
Qualifier = Literal["以上", "以下", "约", "超", "达"]
Change = Literal["growth", "share", "count", "level"]
Kind = Literal["actual", "target", "other"]
RANGE = ".."  # between the two values of a range: 5..7


@dataclass(frozen=True, slots=True)
class Label:
    """What is compared of a fact. Invariant: report.text[start:end] is its number with its unit, no qualifier."""

    start: int
    end: int
    indicator: str  # what the fact is of, with what it inherits: 规上工业增加值
    value: Decimal  # in `unit`; the lower one of a range
    value_to: Decimal | None  # the upper one of a range
    unit: str  # as printed, with its scale: 亿元
    qualifier: str | None
    change: str
    period: str  # a year, or the report's own words for another period
    kind: str
    years: tuple[int, int] | None  # the first and last of the period, where its words give them
    also: tuple[str, ...] = ()  # periods that count too: three readers had three


@dataclass(frozen=True, slots=True)
class Labelled:
    """A report with the facts of its labelled sections. Invariant: labels lie in a section each, in reading order."""

    name: str  # the report's id, or its file where it is not in the corpus
    report: Report
    sections: tuple[tuple[int, int], ...]
    labels: tuple[Label, ...]


def load_seed(path: Path = SEED_FACTS) -> Labelled:
    """The packaged report, every fact of it labelled. Raises GoldInvalid naming the line that does not agree with it."""
    report_id = path.stem.removeprefix("facts-")
    report = next((report for report in load_corpus(CORPUS) if report.report_id == report_id), None)
    if report is None:
        raise GoldInvalid(f"{path}: no report {report_id!r} in {CORPUS}; name the file facts-<report_id>.jsonl")
    section = (0, len(report.text))
    labels: list[Label] = []
    for line_no, row in _rows(path):
        label = _label(row, report, f"{path}:{line_no}")
        if (found := report.text[label.start : label.end]) != row["printed"]:
            raise GoldInvalid(f"{path}:{line_no}: the report has {found!r} at {label.start}:{label.end}, not {row['printed']!r}")
        _add(label, labels, section, f"{path}:{line_no}")
    return Labelled(report_id, report, (section,), tuple(labels))


def load_others(folder: Path, path: Path = OTHER_FACTS) -> list[Labelled]:
    """The other reports below `folder`, with their labels. Raises GoldInvalid if a report is missing or another text."""
    reports: dict[str, Report] = {}
    sections: dict[str, list[tuple[int, int]]] = {}
    labels: dict[str, list[Label]] = {}
    for line_no, row in _rows(path):
        file, (start, end) = row["file"], row["section"]
        if file not in reports:
            reports[file] = load_report(folder / "reports" / file, file, row["sha256"])
            sections[file], labels[file] = [], []
        if (start, end) not in sections[file]:
            sections[file].append((start, end))
        _add(_label(row, reports[file], f"{path}:{line_no}"), labels[file], (start, end), f"{path}:{line_no}")
    return [Labelled(file, report, tuple(sections[file]), tuple(labels[file])) for file, report in reports.items()]


def _rows(path: Path) -> list[tuple[int, dict[str, Any]]]:
    return [(line_no, json.loads(line)) for line_no, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)]


def _label(row: dict[str, Any], report: Report, place: str) -> Label:
    try:
        value, _, value_to = row["value"].partition(RANGE)
        label = Label(
            start=row["value_start"],
            end=row["value_end"],
            indicator=row["indicator"],
            value=Decimal(value),
            value_to=Decimal(value_to) if value_to else None,
            unit=row["unit"],
            qualifier=row["qualifier"],
            change=row["change"],
            period=row["period"],
            kind=row["kind"],
            years=years_of(row["period"], report.year, is_plan=row["kind"] == "target"),
            also=tuple(row.get("also", ())),
        )
    except (KeyError, AttributeError, InvalidOperation) as error:
        raise GoldInvalid(f"{place}: not a labelled fact ({error!r}); see eval/gold/README.md") from error
    if problem := _problem(label):
        raise GoldInvalid(f"{place}: {problem}; see eval/gold/README.md")
    return label


def _problem(label: Label) -> str | None:
    for name, allowed in (("qualifier", (None, *get_args(Qualifier))), ("change", get_args(Change)), ("kind", get_args(Kind))):
        if (value := getattr(label, name)) not in allowed:
            return f"{name} {value!r} is none of {', '.join(map(str, allowed))}"
    if label.value_to is not None and label.value_to <= label.value:
        return f"a range from {label.value} to {label.value_to}"
    if empty := [name for name in ("indicator", "unit", "period") if not getattr(label, name)]:
        return f"{empty[0]} is empty"
    return None


def _add(label: Label, labels: list[Label], section: tuple[int, int], place: str) -> None:
    before = labels[-1].end if labels else 0
    if not max(before, section[0]) <= label.start < label.end <= section[1]:
        raise GoldInvalid(
            f"{place}: {label.start}:{label.end} is no span behind {before}, where the line above ends, and inside {section}"
        )
    labels.append(label)


def load_report(path: Path, file: str, sha256: str) -> Report:
    """One report that labels point at. Raises GoldInvalid if it is missing or another text."""
    if not path.exists():
        raise GoldInvalid(f"{path}: not there; facts of it are labelled, see indexer/training/README.md for the folder")
    read = read_report(path, str(path), trusted=True)
    if read.sha256 != sha256:
        raise GoldInvalid(f"{path}: sha256 {read.sha256[:12]}, its facts were labelled in {sha256[:12]}")
    year = int(re.findall(r"\d{4}", file)[-1])  # provincial-2026/甘肃省.txt, state-council/2009.txt
    level = "national" if file.startswith("state-council") else "provincial"
    # No slash in the id: what stands before the first one of a clause id is the report.
    return Report(file.replace("/", "-"), path.stem, path.stem, level, year, year - 1, None, None, sha256, read.text)
