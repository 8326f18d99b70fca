"""What an encoder is to the rest of the project."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple, Protocol, TypeGuard, runtime_checkable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]


class Token(NamedTuple):
    """A word as an encoder knows it: folded text and its script (`indexer.segment.Word`)."""

    text: str
    script: str


class Encoder(Protocol):
    """Texts to vectors. Rows are float32 of unit length, never NaN; zeros only where the model itself gives zeros for a text."""

    fingerprint: str  # names the encoder and its exact weights, recorded in a snapshot
    dim: int
    max_tokens: int | None  # a longer passage is read up to here; None where all of it is read
    licence: str  # as the model's card names it, "unknown" without one

    def encode_queries(self, texts: Sequence[str]) -> Floats:
        """(n texts, dim)"""
        ...

    def encode_passages(self, texts: Sequence[str]) -> Floats:
        """(n texts, dim)"""
        ...

    def n_tokens_cut(self, passages: Sequence[str]) -> Ints:
        """How many tokens at the end of each passage are not read, (n passages,)."""
        ...


@runtime_checkable
class WordEncoder(Encoder, Protocol):
    """An encoder whose words have vectors that do not depend on their neighbours: a text can be stored as word ids."""

    def words(self, text: str) -> list[Token]:
        """The words of a text in order."""
        ...

    def word_vectors(self, words: Sequence[Token]) -> Floats:
        """(n words, dim), not normalised: a word's norm is its weight, a text's vector the normalised sum."""
        ...


def has_words(encoder: Encoder) -> TypeGuard[WordEncoder]:
    """Whether it is a WordEncoder; as isinstance, which takes 50 µs to compare a class with a protocol, each time anew."""
    return _has_words(type(encoder))


@functools.cache
def _has_words(kind: type[Encoder]) -> bool:
    return all(hasattr(kind, name) for name in ("words", "word_vectors"))


@runtime_checkable
class TokenEncoder(Encoder, Protocol):
    """An encoder whose tokens have vectors that depend on the text around them: each is stored (`indexer.token_index`)."""

    def query_tokens(self, text: str) -> Floats:
        """(n tokens, dim), unit rows, at least one row."""
        ...

    def passage_tokens(self, texts: Sequence[str]) -> list[Floats]:
        """For each text (n tokens, dim), unit rows, at least one row."""
        ...
