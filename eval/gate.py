"""What an evaluation must reach: floors and ceilings of named metrics by type, and floors for facts, in gate.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.records import Score

GATE = Path(__file__).with_name("gate.toml")
FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class Limit:
    """What a metric of a type may not fall below, or with is_ceiling not rise above."""

    type: str
    metric: str
    value: float
    is_ceiling: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """A limit that a report breaks. `found` is None where the report has no such number: that fails too."""

    limit: Limit
    found: float | None

    def __str__(self) -> str:
        found = "nothing" if self.found is None else f"{self.found:.3f}"
        side = "at most" if self.limit.is_ceiling else "at least"
        return f"{self.limit.metric} of {self.limit.type}: found {found}, expected {side} {self.limit.value:.3f}"


def load_gate(path: Path = GATE) -> tuple[Limit, ...]:
    """The limits in their order. Raises ValueError for another format version."""
    table = _load(path)
    return tuple(
        Limit(type_, metric, value, is_ceiling)
        for name, is_ceiling in (("floors", False), ("ceilings", True))
        for type_, metrics in table.get(name, {}).items()
        for metric, value in metrics.items()
    )


def load_fact_floors(name: str, path: Path = GATE) -> tuple[Limit, ...]:
    """What must be reached for the facts of the report that is called `name`. Raises ValueError for another format version."""
    return tuple(Limit(name, metric, value, is_ceiling=False) for metric, value in _load(path)["facts"].items())


def check(scores: Sequence[Score], limits: tuple[Limit, ...]) -> list[Failure]:
    """The limits that the scores break, in their order; a metric at its limit passes."""
    found = {(score.type, score.metric): score.mean for score in scores}
    failures = (Failure(limit, found.get((limit.type, limit.metric))) for limit in limits)
    return [failure for failure in failures if not _holds(failure)]


def _load(path: Path) -> dict[str, Any]:
    table = tomllib.loads(path.read_text(encoding="utf8"))
    if table.get("format_version") != FORMAT_VERSION:
        raise ValueError(f"{path}: format version {table.get('format_version')}, expected {FORMAT_VERSION}")
    return table


def _holds(failure: Failure) -> bool:
    if failure.found is None:
        return False
    return failure.found <= failure.limit.value if failure.limit.is_ceiling else failure.found >= failure.limit.value
