"""How well short stretches of text fit a question: MaxSim where words have vectors, cosine elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.encoders.base import Encoder, Floats, WordEncoder
from indexer.encoders.embedded import normalise


def relevance(encoder: Encoder, question: str, texts: Sequence[str]) -> Floats:
    """One score a text, (n texts,), at most 1; a text without words scores 0."""
    if not isinstance(encoder, WordEncoder):
        return np.asarray(encoder.encode_passages(texts) @ encoder.encode_queries([question])[0], np.float32)
    asked = encoder.words(question)
    vectors = encoder.word_vectors(asked)
    norms = np.linalg.norm(vectors, axis=1)
    cut = [encoder.words(text) for text in texts]
    distinct = list(dict.fromkeys(word for text in cut for word in text))
    if not asked or not distinct:
        return np.zeros(len(texts), np.float32)
    cosines = normalise(encoder.word_vectors(distinct)) @ normalise(vectors).T
    rows = {word: row for row, word in enumerate(distinct)}
    best = [cosines[[rows[word] for word in text]].max(0) @ norms / norms.sum() if text else 0.0 for text in cut]
    return np.array(best, np.float32)
