"""Which phrase is best, from the features of all: the chance that its stretch between stops holds the answer, times that of
the phrase in its stretch.

Each comes from scores of all phrases, by a linear sum and a layer of hidden units: score(x) = straight · z + out · relu(hidden
z + bias), z = (x - mean) / scale, cut at WIDEST on both sides. The weights are in scorer.safetensors with the names of the
features in their order; `python -m eval.fit_spans` fits them.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from safetensors import safe_open
from safetensors.numpy import save

from indexer.encoders.base import Floats
from service.readers.spans.layout import Column, Ints

WEIGHTS = Path(__file__).with_name("scorer.safetensors")
WIDEST = 6.0  # standard deviations: a rare feature must not outweigh all others
_PARTS = ("among_all", "of_stretch")
_N_STRETCHES = 4  # likeliest, whose phrases are weighed among each other


@dataclass(frozen=True, slots=True)
class Scorer:
    """Arrays are float32."""

    mean: Floats  # (n features,)
    scale: Floats  # (n features,)
    straight: Floats  # (n features,)
    hidden: Floats  # (n features, n hidden)
    bias: Floats  # (n hidden,)
    out: Floats  # (n hidden,)

    def score(self, values: Floats) -> Floats:
        """The score of each phrase, (n phrases,), higher is better, from its features, (n phrases, n features)."""
        values = np.clip((values - self.mean) / self.scale, -WIDEST, WIDEST)
        return np.asarray(values @ self.straight + np.maximum(values @ self.hidden + self.bias, 0) @ self.out, np.float32)

    def arrays(self) -> dict[str, Floats]:
        """By name, in C order: safetensors writes an array as it lies in memory."""
        return {field.name: np.ascontiguousarray(getattr(self, field.name)) for field in fields(self)}


@dataclass(frozen=True, slots=True)
class Chooser:
    """Chooses the phrase that answers."""

    names: tuple[str, ...]  # of the features
    among_all: Scorer  # of all phrases: which stretch it is
    of_stretch: Scorer  # of those of one stretch: which of them

    def choose(self, values: Floats, stretches: Ints) -> tuple[int, float]:
        """The row of the phrase that most likely answers, and its score among all, from the features of at least one, (n phrases,
        n features), in the order of `names`, and the stretch that each stands in, (n phrases,).
        """
        scores = self.among_all.score(values)
        holds = _log_sums(scores, stretches)
        rows = np.flatnonzero(np.isin(stretches, np.argsort(-holds)[:_N_STRETCHES]))
        of = stretches[rows]
        within = self.of_stretch.score(values[rows])
        best = int(rows[(holds[of] + within - _log_sums(within, of)[of]).argmax()])
        return best, float(scores[best])

    def values(self, columns: Mapping[str, Column]) -> Floats:
        """The features in the order of `names`, (n phrases, n features)."""
        found = np.empty((len(self.names), len(columns[self.names[0]])), np.float32)
        for row, name in enumerate(self.names):
            found[row] = columns[name]
        return found.T

    def to_bytes(self) -> bytes:
        """As safetensors."""
        arrays = {f"{part}.{name}": array for part in _PARTS for name, array in getattr(self, part).arrays().items()}
        return save(arrays, metadata={"features": " ".join(self.names)})


def _log_sums(scores: Floats, groups: Ints) -> Floats:
    """Of each group, (n groups,): the log of the sum of e to the scores, (n,)."""
    most = scores.max()
    with np.errstate(divide="ignore"):  # a group without scores
        return np.asarray(most + np.log(np.bincount(groups, np.exp(scores - most))), np.float32)


@functools.cache
def chooser() -> Chooser:
    """The one of this installation."""
    with safe_open(WEIGHTS, framework="numpy") as file:
        among_all, of_stretch = (
            Scorer(**{field.name: file.get_tensor(f"{part}.{field.name}") for field in fields(Scorer)}) for part in _PARTS
        )
        return Chooser(tuple(file.metadata()["features"].split()), among_all, of_stretch)
