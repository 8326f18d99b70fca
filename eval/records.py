"""What came back for a gold question, and what it is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Cited:
    """A place an answer points at; offsets into the report's text, half-open."""

    clause_id: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the service gave for one question. Invariant: answer is None exactly when it abstained."""

    question_id: str
    ranking: tuple[str, ...]  # clause ids, best first
    status: Literal["answered", "abstained"]
    kind: str
    answer: str | None
    items: tuple[str, ...]
    confidence: float
    citations: tuple[Cited, ...]
    search_ms: float  # as the service measured it
    ask_ms: float


@dataclass(frozen=True, slots=True)
class Score:
    """The mean of a metric over the questions of a type, or the facts of a report.

    Invariant: low <= mean <= high, a 95% bootstrap interval.
    """

    type: str  # a type of question, "all answerable"; a report by its name, or the mean of several
    metric: str
    n: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers given with a confidence from `low` up to `high`. Calibrated: confidence and share_right are close."""

    low: float
    high: float
    n: int
    confidence: float  # mean
    share_right: float


@dataclass(frozen=True, slots=True)
class Row:
    """One question with what was found and its value on every metric that applies to it."""

    question_id: str
    type: str
    lang: str
    question: str
    accepted: tuple[str, ...]
    clause_ids: tuple[str, ...]
    outcome: Outcome
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class EvalReport:
    """One evaluation: what was measured, of what, and every question's row."""

    split: str
    mode: str
    n: int
    commit: str
    snapshot_id: str
    encoder: str
    scores: tuple[Score, ...]
    n_answered: int
    aurc: float | None  # None where nothing was answered
    auroc: float | None  # None where all answers are right or all are wrong
    reliability: tuple[Bin, ...]
    latency_ms: Mapping[str, float]
    rows: tuple[Row, ...]
