"""The encoder that ships with the project: static word vectors made of hashed features. No torch, no download.

A word's vector is the sum of its feature rows (`indexer.encoders.features`), a text's the normalised sum of its words;
a text without words (white space, emoji, punctuation) has the vector of the row that is kept for it.
The format of the model directory is in `indexer/model/README.md`.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file

from indexer.encoders import features
from indexer.encoders.base import Floats, Ints, Token
from indexer.encoders.card import licence
from indexer.encoders.packing import unpack
from indexer.errors import EncoderUnavailable
from indexer.segment import cutter, fold, words

MODEL = Path(__file__).parents[1] / "model"
FORMAT_VERSION = 2
INSTALL = "install wenzheng again"


class EmbeddedEncoder:
    """See `indexer.encoders.base.WordEncoder`. It reads texts of any length."""

    max_tokens: int | None = None

    def __init__(self, folder: Path = MODEL) -> None:
        """Raises EncoderUnavailable if the model's files are missing, damaged or of another format."""
        try:
            config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            version, fingerprint, self.dim = config["format_version"], config["fingerprint"], config["dim"]
            tensors = load_file(folder / "model.safetensors")
            self._rows, self._scales = tensors["rows"], tensors["scales"]
        except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
            reason = f"{type(error).__name__}: {error}"
            raise EncoderUnavailable(f"{folder}: the embedded encoder cannot be read ({reason}); {INSTALL}") from error
        if version != FORMAT_VERSION:
            raise EncoderUnavailable(f"{folder}: model format {version!r}, this version reads {FORMAT_VERSION}; {INSTALL}")
        shapes, expected = (self._rows.shape, self._scales.shape), ((features.N_ROWS, self.dim // 2), (features.N_ROWS,))
        if shapes != expected:
            raise EncoderUnavailable(f"{folder}: rows and scales of shapes {shapes}, expected {expected}; {INSTALL}")
        self.fingerprint = f"embedded-{fingerprint}"
        self.licence = licence(folder / "README.md")
        cutter()  # its dictionary lies beside the weights

    def words(self, text: str) -> list[Token]:
        return list(_tokens(fold(text)))

    def word_vectors(self, words: Sequence[Token]) -> Floats:
        if not words:
            return np.zeros((0, self.dim), np.float32)
        return np.array([_vector(self, word) for word in words])

    def word_vector(self, word: Token) -> Floats:
        """The weighted sum of a word's feature rows, (dim,)."""
        return self._sum(features.rows(word.text, word.script))

    def _sum(self, rows: Sequence[int]) -> Floats:
        at = np.array(rows)
        return np.asarray(self._scales[at] @ unpack(self._rows[at]), np.float32)

    def _encode(self, texts: Sequence[str]) -> Floats:
        cut = [self.words(text) for text in texts]
        distinct = list(dict.fromkeys(word for text in cut for word in text))
        vectors, ids = self.word_vectors(distinct), {word: i for i, word in enumerate(distinct)}
        without_words = self._sum([features.NO_WORDS])
        pooled = np.empty((len(texts), self.dim), np.float32)
        for row, text in enumerate(cut):
            pooled[row] = vectors[[ids[word] for word in text]].sum(0) if text else without_words
        return normalise(pooled)

    encode_queries = encode_passages = _encode

    def n_tokens_cut(self, passages: Sequence[str]) -> Ints:
        return np.zeros(len(passages), np.int32)


@functools.lru_cache(maxsize=4096)  # as `words`
def _tokens(folded: str) -> Sequence[Token]:
    return [Token(word.text, word.script) for word in words(folded)]


@functools.lru_cache(maxsize=16384)  # of 1 kB each: a question is held against many texts of the same few words
def _vector(encoder: EmbeddedEncoder, word: Token) -> Floats:
    return encoder.word_vector(word)


def normalise(vectors: Floats) -> Floats:
    """Rows to unit length; a row of zeros stays one."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(norms == 0, 1, norms), np.float32)


def weights_fingerprint(folder: Path) -> str:
    """First 12 hex digits of the SHA-256 of the weights, kept in config.json so that loading need not hash 36 MB."""
    return hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()[:12]
