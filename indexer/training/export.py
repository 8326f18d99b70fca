"""The trained table as the model directory that is committed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from safetensors.numpy import save

from indexer.encoders.base import Floats
from indexer.encoders.embedded import FORMAT_VERSION, weights_fingerprint
from indexer.encoders.features import N_ROWS
from indexer.encoders.module import ARCHITECTURES
from indexer.encoders.packing import pack
from indexer.segment import build_dictionary

MODULES = [{"idx": 0, "name": "0", "path": "", "type": "indexer.encoders.module.StaticWords"}]


def export(vectors: Floats, folder: Path, *, trained_on: Sequence[str]) -> None:
    """Write `model.safetensors`, `config.json`, `modules.json` and `words.marisa` for rows (N_ROWS, dim).

    Format 2: `rows` uint8 (n, dim / 2) and `scales` float32 (n,); a row's vector is scales[i] * unpack(rows)[i]
    (`indexer.encoders.packing`), its weight included.
    `trained_on` names the sets of pairs, so that a measure can refuse an encoder that learned from it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows, scales = pack(vectors)
    (folder / "model.safetensors").write_bytes(save({"rows": rows, "scales": scales}))
    config = {
        "format_version": FORMAT_VERSION,
        "dim": vectors.shape[1],
        "n_rows": N_ROWS,
        "fingerprint": weights_fingerprint(folder),
        "trained_on": list(trained_on),
        "architectures": ARCHITECTURES,
    }
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    (folder / "modules.json").write_text(json.dumps(MODULES, indent=1) + "\n", encoding="utf-8")
    build_dictionary(folder / "words.marisa")
