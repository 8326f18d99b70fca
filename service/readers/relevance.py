"""How well short stretches of text fit a question: MaxSim where words have vectors, cosine elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.encoders.base import Encoder, Floats, WordEncoder
from indexer.encoders.embedded import normalise

HAS_WORD = 0.5  # cosine from which a text is taken to have a word of the question


def relevance(encoder: Encoder, question: str, texts: Sequence[str]) -> Floats:
    """One score a text, (n texts,), at most 1; a text without words scores 0."""
    fits, weights = word_fits(encoder, question, texts)
    return fits @ weights


def word_fits(encoder: Encoder, question: str, texts: Sequence[str]) -> tuple[Floats, Floats]:
    """How well each text answers each word of the question, (n texts, n words), and the weights of the words, of sum 1.

    An encoder of one vector a text has one word: the question.
    """
    if not isinstance(encoder, WordEncoder):
        cosines = encoder.encode_passages(texts) @ encoder.encode_queries([question])[0]
        return np.asarray(cosines, np.float32)[:, None], np.ones(1, np.float32)
    asked = encoder.words(question)
    vectors = encoder.word_vectors(asked)
    norms = np.linalg.norm(vectors, axis=1)
    cut = [encoder.words(text) for text in texts]
    distinct = list(dict.fromkeys(word for text in cut for word in text))
    if not asked or not distinct or not norms.any():
        return np.zeros((len(texts), len(asked)), np.float32), norms
    cosines = normalise(encoder.word_vectors(distinct)) @ normalise(vectors).T
    rows = {word: row for row, word in enumerate(distinct)}
    nothing = np.zeros(len(asked), np.float32)
    best = [cosines[[rows[word] for word in text]].max(0) if text else nothing for text in cut]
    return np.array(best, np.float32), np.asarray(norms / norms.sum(), np.float32)
