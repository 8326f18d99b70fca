"""Texts to vectors: the embedded encoder, or any sentence-transformers model."""

from __future__ import annotations

from indexer.encoders.base import Encoder

EMBEDDED = "embedded"


def open_encoder(name: str = EMBEDDED) -> Encoder:
    """The embedded encoder, or the sentence-transformers model of that hub id or path. Raises EncoderUnavailable."""
    if name == EMBEDDED:
        from indexer.encoders.embedded import EmbeddedEncoder

        return EmbeddedEncoder()
    from indexer.encoders.sentence import open_model

    return open_model(name)
