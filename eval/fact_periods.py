"""Periods labelled alone, of figures in many reports: gold/facts-periods.jsonl. How they are labelled: gold/README.md."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.fact_gold import OTHER_FACTS, load_report
from eval.matching import bare
from eval.metrics import mean_score
from eval.records import Score
from indexer.errors import GoldInvalid
from indexer.facts import facts
from indexer.facts.times import years_of
from indexer.outline import outline
from indexer.records import Fact, Report

PERIODS = OTHER_FACTS.with_name("facts-periods.jsonl")
HALVES = ("dev", "check")


@dataclass(frozen=True, slots=True)
class PeriodLabel:
    """The period of one figure. Invariant: the number with its unit is report.text[start:end]."""

    start: int
    end: int
    period: str
    half: str  # of HALVES: to work with, or to measure


def load_periods(folder: Path, path: Path = PERIODS) -> list[tuple[Report, list[PeriodLabel]]]:
    """The labels by report. Raises GoldInvalid, naming the line, if a report is missing or another text, or a label cannot be."""
    reports: dict[str, Report] = {}
    labels: dict[str, list[PeriodLabel]] = {}
    for line_no, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        row = json.loads(line)
        file = row["file"]
        if file not in reports:
            reports[file] = load_report(folder / "reports" / file, file, row["sha256"])
        label = PeriodLabel(row["value_start"], row["value_end"], row["period"], row["half"])
        before = labels[file][-1].end if file in labels else 0
        if not before <= label.start < label.end <= len(reports[file].text) or not label.period or label.half not in HALVES:
            raise GoldInvalid(
                f"{path}:{line_no}: {label} is no label behind {before}, where the last ends, with a period and one of {HALVES}"
            )
        labels.setdefault(file, []).append(label)
    return [(report, labels[file]) for file, report in reports.items()]


def period_scores(labelled: Sequence[tuple[Report, Sequence[PeriodLabel]]]) -> tuple[Score, ...]:
    """The share of the labels of each half whose fact is found, with the same period (as in `eval.fact_matching`)."""
    right: dict[str, list[float]] = {}
    for report, labels in labelled:
        found = {fact.value_start: fact for fact in facts(report, outline(report).clauses)}
        for label in labels:
            fact = found.get(label.start)
            right.setdefault(label.half, []).append(float(fact is not None and _is_of(label.period, fact, report)))
    return tuple(mean_score(f"periods, {half}", "period", right[half]) for half in HALVES if half in right)


def _is_of(period: str, fact: Fact, report: Report) -> bool:
    is_plan = fact.kind == "target"
    years = years_of(period, report.year, is_plan=is_plan)
    return bare(period) == bare(fact.period) or (
        years is not None and years == years_of(fact.period, report.year, is_plan=is_plan)
    )
