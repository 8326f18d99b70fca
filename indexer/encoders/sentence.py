"""Any sentence-transformers model, by hub id or path."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from indexer.encoders.base import Floats
from indexer.errors import EncoderUnavailable


class SentenceEncoder:
    """See `indexer.encoders.base.Encoder`; queries and passages get the prompts that the model names for them."""

    def __init__(self, name: str) -> None:
        """Raises EncoderUnavailable if the model is neither a folder here nor to be had from the hub."""
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(name)
        except Exception as error:  # the libraries below raise what they like; tokenizers a plain Exception
            hint = "check the files in it"
            if not Path(name).exists():
                hint = "copy the model's folder here and name its path; HF_HUB_OFFLINE=1 saves the wait for a network"
            reason = (str(error) or repr(error)).splitlines()[0]
            raise EncoderUnavailable(f"encoder {name!r} cannot be loaded ({reason}); {hint}") from error
        self.dim = int(self._model.get_embedding_dimension() or 0)
        self.fingerprint = _fingerprint(name, getattr(self._model.model_card_data, "base_model_revision", None))

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        return self._rows(self._model.encode_query(list(texts), normalize_embeddings=True))

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        return self._rows(self._model.encode_document(list(texts), normalize_embeddings=True))

    def _rows(self, encoded: object) -> Floats:
        return np.asarray(encoded, np.float32).reshape(-1, self.dim)  # no texts come back without a dimension


def _fingerprint(name: str, revision: str | None) -> str:
    """A model of the hub by its revision; a folder by what is in it, wherever it lies."""
    folder = Path(name)
    if not folder.is_dir():
        return f"{name}@{revision}" if revision else name
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(folder)).encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return f"{folder.resolve().name}-{digest.hexdigest()[:12]}"
