"""Weights that were fitted, one for each feature, kept as tables in TOML."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from indexer.encoders.base import Floats


@functools.cache
def weights(path: Path, features: Sequence[str]) -> Floats:
    """Those of the features, in their order, (n features,)."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return np.array([table[name] for name in features], np.float32)
