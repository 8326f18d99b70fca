"""How well short stretches of text fit a question: MaxSim where words have vectors, cosine elsewhere."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from indexer.encoders.base import Encoder, Floats, Token, WordEncoder, has_words
from indexer.encoders.embedded import normalise

# Cosine from which a text is taken to have a word of the question; between two languages it is lower.
HAS_WORD, _HAS_FOREIGN_WORD = 0.65, 0.45


def relevance(encoder: Encoder, question: str, texts: Sequence[str]) -> Floats:
    """One score a text, (n texts,), at most 1; a text without words scores 0."""
    fits, weights = word_fits(encoder, question, texts)
    return fits @ weights


def word_fits(encoder: Encoder, question: str, texts: Sequence[str], *, literally: bool = False) -> tuple[Floats, Floats]:
    """How well each text answers each word of the question, (n texts, n words), and the weights of the words, of sum 1.

    `literally`: a word that stands in the text fits wholly, also where the text is cut into other words (居民收入 in
    居民人均可支配收入). An encoder of one vector a text has one word: the question.
    """
    if not has_words(encoder):
        return likeness(encoder, question, texts)[:, None], np.ones(1, np.float32)
    asked = encoder.words(question)
    vectors = encoder.word_vectors(asked)
    norms = np.linalg.norm(vectors, axis=1)
    cut, taken, distinct = _cut(encoder, texts)
    if not asked or not distinct or not norms.any():
        return np.zeros((len(texts), len(asked)), np.float32), norms
    cosines = normalise(encoder.word_vectors(distinct)) @ normalise(vectors).T
    fits = np.zeros((len(cut), len(asked)), np.float32)
    told = [row for row, words in enumerate(cut) if words]
    starts = np.cumsum([0, *(len(cut[row]) for row in told[:-1])])
    fits[told] = np.maximum.reduceat(cosines[np.concatenate([cut[row] for row in told])], starts)
    fits = fits[taken]
    if literally:
        fits[np.array([[_stands_in(word.text, text) for word in asked] for text in texts], bool)] = 1
    return fits, np.asarray(norms / norms.sum(), np.float32)


def likeness(encoder: Encoder, question: str, texts: Sequence[str]) -> Floats:
    """Cosine of the question with each text, each of them as one vector, (n texts,)."""
    row_of = {text: row for row, text in enumerate(dict.fromkeys(texts))}
    cosines = encoder.encode_passages(list(row_of)) @ encoder.encode_queries([question])[0]
    return np.asarray(cosines[[row_of[text] for text in texts]], np.float32)


def answered(encoder: Encoder, question: str, texts: Sequence[str]) -> Floats:
    """How well the question has the words of each text, numbers aside, (n texts,), at most 1: less for a text that says more."""
    if not has_words(encoder):
        return relevance(encoder, question, texts)
    asked = encoder.words(question)
    cut, taken, distinct = _cut(encoder, texts)
    if not asked or not distinct:
        return np.zeros(len(texts), np.float32)
    vectors = encoder.word_vectors(distinct)
    weights = np.linalg.norm(vectors, axis=1) * np.array([word.script != "number" for word in distinct])
    weighted = weights * (normalise(vectors) @ normalise(encoder.word_vectors(asked)).T).max(1)
    answered = [weighted[words].sum() / (weights[words].sum() or 1) for words in cut]
    return np.array(answered, np.float32)[taken]


def _cut(encoder: WordEncoder, texts: Sequence[str]) -> tuple[list[list[int]], list[int], list[Token]]:
    """The words of each different text, by their place among all; which of these each text is; and all words."""
    place_of: dict[str, int] = {}
    taken = [place_of.setdefault(text, len(place_of)) for text in texts]
    row_of: dict[Token, int] = {}
    words = (_words(encoder, text) for text in place_of)  # type: ignore[arg-type]  # an encoder is hashed by its identity
    cut = [[row_of.setdefault(word, len(row_of)) for word in each] for each in words]
    return cut, taken, list(row_of)


@functools.lru_cache(maxsize=8192)  # of parts of clauses, which many questions come upon
def _words(encoder: WordEncoder, text: str) -> Sequence[Token]:
    return encoder.words(text)


def _stands_in(word: str, text: str) -> bool:
    """Whether a word of two characters or more stands in a text, one of four or more also in two halves."""
    half = len(word) // 2
    return half > 0 and (word in text or half > 1 and word[:half] in text and word[half:] in text)


def missed(encoder: Encoder, question: str, fits: Floats, weights: Floats) -> Floats:
    """Of the weight of the question's words what each text does not have, (n texts,), given its `word_fits`."""
    border = np.where(are_foreign(encoder, question), _HAS_FOREIGN_WORD, HAS_WORD).astype(np.float32)
    return np.asarray((fits < border) @ weights, np.float32)


def are_foreign(encoder: Encoder, question: str) -> npt.NDArray[np.bool_]:
    """Of each word of the question that `word_fits` tells of whether it is in letters, (n words,)."""
    words = encoder.words(question) if has_words(encoder) else [Token("", "han")]
    return np.array([word.script == "letters" for word in words], bool)


def bigrams(text: str) -> set[str]:
    """Every two characters that stand beside each other."""
    return {text[i : i + 2] for i in range(len(text) - 1)}
