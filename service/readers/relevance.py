"""How well short stretches of text fit a question: MaxSim where words have vectors, cosine elsewhere."""

from __future__ import annotations

import functools
import itertools
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
    fits, weights, _ = _compared(encoder, question, texts)
    return _with_literal(encoder, question, texts, fits) if literally else fits, weights


def word_fits_and_answered(
    encoder: Encoder, question: str, texts: Sequence[str], *, literally: bool = False
) -> tuple[Floats, Floats, Floats]:
    """`word_fits` and `answered`, for little more than one of them."""
    if not has_words(encoder):
        fits, weights = word_fits(encoder, question, texts)
        return fits, weights, fits @ weights
    fits, weights, back = _compared(encoder, question, texts)
    return _with_literal(encoder, question, texts, fits) if literally else fits, weights, back


def likeness(encoder: Encoder, question: str, texts: Sequence[str]) -> Floats:
    """Cosine of the question with each text, each of them as one vector, (n texts,)."""
    row_of = {text: row for row, text in enumerate(dict.fromkeys(texts))}
    cosines = encoder.encode_passages(list(row_of)) @ encoder.encode_queries([question])[0]
    return np.asarray(cosines[[row_of[text] for text in texts]], np.float32)


def answered(encoder: Encoder, question: str, texts: Sequence[str]) -> Floats:
    """How well the question has the words of each text, numbers aside, (n texts,), at most 1: less for a text that says more."""
    return word_fits_and_answered(encoder, question, texts)[2]


def _compared(encoder: WordEncoder, question: str, texts: Sequence[str]) -> tuple[Floats, Floats, Floats]:
    """`word_fits` and `answered`, from the cosines of the words of the question with those of the texts."""
    asked, units, norms = _asked(encoder, question)  # type: ignore[arg-type]  # an encoder is hashed by its identity
    place_of = {text: place for place, text in enumerate(dict.fromkeys(texts))}
    cut = [_words(encoder, text) for text in place_of]  # type: ignore[arg-type]
    row_of = {word: row for row, word in enumerate(dict.fromkeys(itertools.chain.from_iterable(cut)))}
    if not asked or not row_of or not norms.any():
        return np.zeros((len(texts), len(asked)), np.float32), norms, np.zeros(len(texts), np.float32)
    fits, back = np.zeros((len(cut), len(asked)), np.float32), np.zeros(len(cut), np.float32)
    vectors = encoder.word_vectors(list(row_of))
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    cosines = (vectors @ units.T) / np.where(lengths == 0, 1, lengths)[:, None]
    counts = np.array([len(words) for words in cut])
    told = np.flatnonzero(counts)
    starts = (np.cumsum(counts) - counts)[told]
    rows = np.fromiter(map(row_of.__getitem__, itertools.chain.from_iterable(cut)), np.intp, counts.sum())
    fits[told] = np.maximum.reduceat(cosines[rows], starts)
    weights = lengths * np.array([word.script != "number" for word in row_of])
    sums = np.add.reduceat(weights[rows], starts)
    back[told] = np.add.reduceat((weights * cosines.max(1))[rows], starts) / np.where(sums == 0, 1, sums)
    taken = [place_of[text] for text in texts]
    return fits[taken], np.asarray(norms / norms.sum(), np.float32), back[taken]


@functools.lru_cache(maxsize=64)  # one question is held against texts of one kind after another
def _asked(encoder: WordEncoder, question: str) -> tuple[Sequence[Token], Floats, Floats]:
    """The words of a question, their unit vectors, and their norms."""
    words = encoder.words(question)
    vectors = encoder.word_vectors(words)
    return words, normalise(vectors), np.linalg.norm(vectors, axis=1)


def _with_literal(encoder: WordEncoder, question: str, texts: Sequence[str], fits: Floats) -> Floats:
    """The fits, 1 for each word that stands in the text."""
    asked = encoder.words(question)
    stands = [[_stands_in(word.text, text) for word in asked] for text in texts]
    fits[np.array(stands, bool).reshape(fits.shape)] = 1
    return fits


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
