"""How sure an answer is, by three logistic regressions over the evidence for it (`confidence.toml`).

spoken_of  the chance that the reports speak of what the question is about
stated     where they do, the chance that they state what it asks for, and not only something near it
right      the chance that the answer is right: its confidence

What speaks for a figure says little for a phrase, and words of two languages fit less well than those of one: a feature has a
weight for all answers, and what is added to it for those of each kind and for questions in another language (`ASPECTS`).

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

import numpy as np
import numpy.typing as npt

from service.evidence import ASPECTS, EVIDENCE

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
    """Of an answer, from the evidence for it (`service.evidence`)."""
    return Chances(*(_tables()[name].chance(evidence) for name in Chances._fields))


def threshold(name: str) -> float:
    """What a chance, by its name, has to reach."""
    return _tables()[name].threshold


class _Table(NamedTuple):
    threshold: float
    weights: npt.NDArray[np.float64]  # (1 + n features, 1 + n aspects), the intercept first, and what counts for all answers

    def chance(self, evidence: Mapping[str, float]) -> float:
        values, aspects = (np.array([1.0, *(evidence[name] for name in names)]) for names in (EVIDENCE, ASPECTS))
        return round(1 / (1 + math.exp(-float(values @ self.weights @ aspects))), 4)


@functools.cache
def _tables() -> Mapping[str, _Table]:
    tables = tomllib.loads(CONFIDENCE.read_text(encoding="utf-8"))
    return {
        name: _Table(table["threshold"], np.array([table[each] for each in ("intercept", *EVIDENCE)]))
        for name, table in tables.items()
    }
