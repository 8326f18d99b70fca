"""txtai's own HTTP API over given texts, for `eval.bench_peers`; run by a Python that has txtai[api] as well as this project.

`python -m eval.peer_txtai TEXTS.json hybrid|dense`: a JSON list of texts. It uses the embedded encoder, as this project does.
"""

from __future__ import annotations

import functools
import importlib
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import uvicorn

from indexer.encoders import open_encoder
from indexer.encoders.base import Encoder, Floats

SETTINGS = {"method": "external", "transform": "eval.peer_txtai.encode", "content": True, "backend": "faiss"}


@functools.cache
def _encoder() -> Encoder:
    return open_encoder()


def encode(texts: Sequence[str]) -> Floats:
    """What txtai calls for texts and queries alike."""
    return _encoder().encode_passages(texts)


def main(path: Path, mode: str) -> None:
    """Index the texts in `path`, then serve them on a free port until terminated."""
    os.environ["ALLOW_RESOLVE_TRANSFORM"] = "True"  # txtai imports a function by name only when told so
    settings = SETTINGS | ({"hybrid": True} if mode == "hybrid" else {})
    texts = json.loads(path.read_text(encoding="utf8"))
    with tempfile.TemporaryDirectory() as folder:
        embeddings = importlib.import_module("txtai").Embeddings(settings)
        embeddings.index((row, text, None) for row, text in enumerate(texts))
        embeddings.save(f"{folder}/index")
        config = Path(folder) / "config.yml"
        config.write_text(json.dumps({"path": f"{folder}/index", "writable": False, "embeddings": settings}), encoding="utf8")
        os.environ["CONFIG"] = str(config)
        uvicorn.run(importlib.import_module("txtai.api").app, host="127.0.0.1", port=0, access_log=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
