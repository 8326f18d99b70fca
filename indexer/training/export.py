"""The trained table as the model directory that is committed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import save_file

from indexer.encoders.embedded import FORMAT_VERSION, weights_fingerprint
from indexer.encoders.features import N_ROWS
from indexer.encoders.module import ARCHITECTURES
from indexer.segment import build_dictionary
from indexer.training.train import Table

MODULES = [{"idx": 0, "name": "0", "path": "", "type": "indexer.encoders.module.StaticWords"}]


def export(table: Table, folder: Path, *, trained_on: Sequence[str]) -> None:
    """Write `model.safetensors`, `config.json`, `modules.json` and `words.marisa`.

    Format 1: `rows` int8 (n, dim) and `scales` float32 (n,); a row's vector is scales[i] * rows[i], its weight included.
    `trained_on` names the sets of pairs, so that a measure can refuse an encoder that learned from it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    weights = torch.exp(table.log_weights.weight.detach())
    vectors = (table.rows.weight.detach() * weights).cpu()
    scales = vectors.abs().amax(1).clamp(min=1e-12) / 127
    rows = torch.round(vectors / scales[:, None]).to(torch.int8)
    save_file({"rows": rows, "scales": scales}, folder / "model.safetensors")
    config = {
        "format_version": FORMAT_VERSION,
        "dim": rows.shape[1],
        "n_rows": N_ROWS,
        "fingerprint": weights_fingerprint(folder),
        "trained_on": list(trained_on),
        "architectures": ARCHITECTURES,
    }
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    (folder / "modules.json").write_text(json.dumps(MODULES, indent=1) + "\n", encoding="utf-8")
    build_dictionary(folder / "words.marisa")
