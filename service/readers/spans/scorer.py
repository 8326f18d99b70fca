"""How good a phrase is, from its features: a linear sum and a layer of hidden units.

score(x) = straight · z + out · relu(hidden z + bias), z = (x - mean) / scale, cut at _WIDEST on both sides. The weights are in
scorer.safetensors with the names of the features in their order; `python -m eval.fit_spans` fits them.
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
from service.readers.spans.layout import Column

WEIGHTS = Path(__file__).with_name("scorer.safetensors")
WIDEST = 6.0  # standard deviations: a rare feature must not outweigh all others


@dataclass(frozen=True, slots=True)
class Scorer:
    """Arrays are float32."""

    names: tuple[str, ...]  # of the features
    mean: Floats  # (n features,)
    scale: Floats  # (n features,)
    straight: Floats  # (n features,)
    hidden: Floats  # (n features, n hidden)
    bias: Floats  # (n hidden,)
    out: Floats  # (n hidden,)

    def score(self, columns: Mapping[str, Column]) -> Floats:
        """The score of each phrase, (n phrases,), higher is better."""
        return self.score_values(np.column_stack([columns[name] for name in self.names]).astype(np.float32))

    def score_values(self, values: Floats) -> Floats:
        """The same of features in the order of `names`, (n phrases, n features)."""
        values = np.clip((values - self.mean) / self.scale, -WIDEST, WIDEST)
        return np.asarray(values @ self.straight + np.maximum(values @ self.hidden + self.bias, 0) @ self.out, np.float32)

    def to_bytes(self) -> bytes:
        """As safetensors."""
        arrays = {field.name: np.ascontiguousarray(getattr(self, field.name)) for field in fields(self) if field.name != "names"}
        return save(arrays, metadata={"features": " ".join(self.names)})


@functools.cache
def scorer() -> Scorer:
    """The one of this installation."""
    with safe_open(WEIGHTS, framework="numpy") as file:
        arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no mapping
        return Scorer(tuple(file.metadata()["features"].split()), **arrays)
