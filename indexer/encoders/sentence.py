"""Any sentence-transformers model, by hub id or path: one vector a text, or with late interaction one a token."""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from indexer.encoders.base import Floats, Ints
from indexer.encoders.card import licence
from indexer.encoders.embedded import normalise
from indexer.encoders.extent import Extent
from indexer.errors import EncoderUnavailable

_LOG = logging.getLogger(__name__)
_HUB_ID = re.compile(r"\w[\w.-]*(?:/[\w.-]+)?")
_PATIENCE_S = 5.0  # for the hub to answer at all


class SentenceEncoder:
    """See `indexer.encoders.base.Encoder`; queries and passages get the prompts that the model names for them."""

    def __init__(self, name: str, model: Any) -> None:
        """`model` is a SentenceTransformer, or for `MultiVectorTokens` a MultiVectorEncoder, of that hub id or path."""
        self._name, self._model = name, model
        self._query, self._passage = Extent.of(model, "query"), Extent.of(model, "document")
        self.dim = int(model.get_embedding_dimension() or 0)
        self.max_tokens = self._passage.max_tokens
        self.licence = licence(_file(name, "README.md"))
        self.fingerprint = _fingerprint(name, getattr(model.model_card_data, "base_model_revision", None))

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        """As in Encoder; a warning is logged where the model does not read a text to its end."""
        self._warn_of_cut(texts)
        return self._rows(self._model.encode_query(list(texts), prompt=self._query.prompt, normalize_embeddings=True))

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        return self._rows(self._model.encode_document(list(texts), prompt=self._passage.prompt, normalize_embeddings=True))

    def n_tokens_cut(self, passages: Sequence[str]) -> Ints:
        return self._passage.n_tokens_cut(passages)

    def _warn_of_cut(self, queries: Sequence[str]) -> None:
        for n_cut in self._query.n_tokens_cut(queries):
            if n_cut:
                wanted = self._query.max_tokens
                _LOG.warning(
                    "a question is %d tokens longer than the %d that %s reads: its end is left out", n_cut, wanted, self._name
                )

    def _rows(self, encoded: object) -> Floats:
        rows = np.asarray(encoded, np.float32).reshape(-1, self.dim)  # no texts come back without a dimension
        if not np.isfinite(rows).all():
            raise EncoderUnavailable(f"encoder {self._name!r} gave a vector that is no number; check its files, or name another")
        return rows


class MultiVectorTokens(SentenceEncoder):
    """See `indexer.encoders.base.TokenEncoder`; a text's vector is the normalised mean of its tokens'."""

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        return self._pooled([self.query_tokens(text) for text in texts])

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        return self._pooled(self.passage_tokens(texts))

    def query_tokens(self, text: str) -> Floats:
        self._warn_of_cut([text])
        options = {"prompt": self._query.prompt, "convert_to_numpy": True, "normalize_embeddings": True}
        return self._tokens(self._model.encode_query([text], **options)[0])

    def passage_tokens(self, texts: Sequence[str]) -> list[Floats]:
        options = {"prompt": self._passage.prompt, "convert_to_numpy": True, "normalize_embeddings": True}
        return [self._tokens(found) for found in self._model.encode_document(list(texts), **options)]

    def _tokens(self, encoded: object) -> Floats:
        found = self._rows(encoded)
        return found if len(found) else np.zeros((1, self.dim), np.float32)

    def _pooled(self, tokens: Sequence[Floats]) -> Floats:
        return normalise(self._rows([found.mean(0) for found in tokens]))


def open_model(name: str) -> SentenceEncoder:
    """The model of that hub id or path: `MultiVectorTokens` for one with late interaction, else `SentenceEncoder`.

    Raises EncoderUnavailable, with how to bring the files in, if it is neither a folder here nor to be had from the hub.
    """
    from sentence_transformers import MultiVectorEncoder, SentenceTransformer

    if not Path(name).exists():
        if not _HUB_ID.fullmatch(name):
            raise EncoderUnavailable(f"encoder {name!r} cannot be loaded; {_hint(name)}")
        _stay_offline_without_hub()
    try:
        if _interacts_late(name):
            return MultiVectorTokens(name, MultiVectorEncoder(name))
        return SentenceEncoder(name, SentenceTransformer(name))
    except Exception as error:  # the libraries below raise what they like; tokenizers a plain Exception
        reason = (str(error) or repr(error)).splitlines()[0]
        raise EncoderUnavailable(f"encoder {name!r} cannot be loaded ({reason}); {_hint(name)}") from error


def _stay_offline_without_hub() -> None:
    """Where the hub does not answer, take it as HF_HUB_OFFLINE=1: else every file is asked for again and again, for minutes."""
    from huggingface_hub import constants, get_session

    if constants.HF_HUB_OFFLINE:
        return
    try:
        get_session().head(constants.ENDPOINT, timeout=_PATIENCE_S)
    except Exception:  # whatever the client of the day raises: no answer
        _LOG.warning("the hub at %s does not answer; models are looked for on this machine only", constants.ENDPOINT)
        constants.HF_HUB_OFFLINE = True


def _hint(name: str) -> str:
    if Path(name).exists():
        return "check the files in it"
    if not _HUB_ID.fullmatch(name):
        return "there is no such folder; name that of a model, or a model of the hub as owner/name"
    folder = name.rpartition("/")[2]
    return (
        f"where there is a network, `hf download {name} --local-dir {folder}` fetches its files: copy that folder here and name "
        f"its path, `--encoder ./{folder}`; HF_HUB_OFFLINE=1 saves the wait for a network"
    )


def _interacts_late(name: str) -> bool:
    """Whether a model says of itself that it gives one vector a token: of sentence-transformers, PyLate or Stanford's ColBERT."""
    found: list[object] = []
    for file, field in (("config_sentence_transformers.json", "model_type"), ("config.json", "architectures")):
        if path := _file(name, file):
            value = json.loads(path.read_text(encoding="utf-8")).get(field)
            found += value if isinstance(value, list) else [value]
    return any(kind in found for kind in ("MultiVectorEncoder", "ColBERT", "HF_ColBERT"))


def _file(name: str, file: str) -> Path | None:
    """A file of a model, fetched from the hub if it is not here; None without it."""
    from sentence_transformers.util import load_file_path

    try:
        found = load_file_path(name, file)
    except OSError:  # the hub does not answer: what is in the cache is asked for next, and told where it is not
        found = load_file_path(name, file, local_files_only=True)
    return Path(found) if found else None


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
