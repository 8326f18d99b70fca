"""How sure an answer is, by three logistic regressions over the evidence for it (`confidence.toml`).

spoken_of  the chance that the reports speak of what the question is about
stated     where they do, the chance that they state what it asks for, and not only something near it
right      the chance that the answer is right: its confidence

An answer is given where each reaches its threshold. A question about something else, one that the reports nearly answer and an
answer that is wrong are three things: how well the clauses fit tells the first, what of the question they leave out the second.
"""

from __future__ import annotations

import functools
import math
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

CONFIDENCE = Path(__file__).with_name("confidence.toml")


class Chances(NamedTuple):
    """From 0 to 1 each, one for each table of `confidence.toml`."""

    spoken_of: float
    stated: float
    right: float

    @property
    def is_given(self) -> bool:
        """Whether the answer is given."""
        return all(chance >= threshold(name) for name, chance in self._asdict().items())


def chances(evidence: Mapping[str, float]) -> Chances:
    """Of an answer, from the evidence for it (`service.evidence.EVIDENCE`)."""
    return Chances(*(_chance(table, evidence) for table in map(_tables().__getitem__, Chances._fields)))


def threshold(name: str) -> float:
    """What a chance, by its name, has to reach."""
    return _tables()[name]["threshold"]


@functools.cache
def _tables() -> Mapping[str, Mapping[str, float]]:
    return tomllib.loads(CONFIDENCE.read_text(encoding="utf-8"))


def _chance(table: Mapping[str, float], evidence: Mapping[str, float]) -> float:
    total = table["intercept"] + math.fsum(table[name] * value for name, value in evidence.items())
    return round(1 / (1 + math.exp(-total)), 4)
