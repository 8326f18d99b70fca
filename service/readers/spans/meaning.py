"""How the meaning of a phrase, and of what stands around it, fits the question: cosines of sums of word vectors.

What stands around a phrase is taken without it: the question has everything but the answer.
"""

from __future__ import annotations

import numpy as np

from indexer.encoders.base import Floats
from service.readers.spans.layout import Column, Ints, Laid, Question
from service.readers.spans.runs import Runs

_AROUND = 6  # words on each side
_SAME_KIND = 0.8  # cosine from which a phrase only says what is asked for: 城市 where a city is
_LEAST = 1e-6


def meaning(laid: Laid, runs: Runs, question: Question) -> dict[str, Column]:
    """Cosines with the question, of each run and of what stands around it."""
    sums = np.concatenate([np.zeros((1, laid.vectors.shape[1]), np.float32), np.cumsum(laid.vectors, axis=0)])
    products = sums @ sums.T
    left, right = runs.left, runs.right
    none = np.zeros(len(left), np.intp)
    sentence, stretch = _bounds(laid.sentence_of), _bounds(runs.stretch_of)
    first, last = sentence[0][left], sentence[1][left]
    within = {
        "sentence": (first, last),
        "stretch": (stretch[0][left], stretch[1][left]),
        "around": (np.maximum(left - _AROUND, first), np.minimum(right + _AROUND, last)),
        "before": (np.maximum(left - _AROUND, first), right),
        "after": (left, np.minimum(right + _AROUND, last)),
        "run": (left, right),
    }
    asked, focus = sums @ question.vector, sums @ question.kind
    columns: dict[str, Column] = {}
    for name, (begin, end) in within.items():
        removed = (none, none) if name == "run" else (left, right)
        found = _cosines(asked, products, (begin, end), removed)
        columns[f"meaning_{name}"] = found
        if name != "run":
            columns[f"meaning_{name}_behind"] = found - found.max()
    columns["meaning_kind"] = _cosines(focus, products, (left, right), (none, none))
    columns["meaning_last"] = _cosines(focus, products, (right - 1, right), (none, none))
    columns["meaning_best"] = np.full(len(left), columns["meaning_sentence"].max())
    columns["is_kind"] = (columns["meaning_kind"] > _SAME_KIND) & (right - left <= 2)
    return columns


def _bounds(part_of: Ints) -> tuple[Ints, Ints]:
    """Of each word: where the part that it is of begins, and ends; (n words,)."""
    begins = np.flatnonzero(np.diff(part_of, prepend=-1))
    sizes = np.diff(begins, append=len(part_of))
    return np.repeat(begins, sizes), np.repeat(begins + sizes, sizes)


def _cosines(asked: Floats, products: Floats, kept: tuple[Ints, Ints], removed: tuple[Ints, Ints]) -> Floats:
    """Cosines of the sums of words kept[0]:kept[1] without words removed[0]:removed[1].

    `asked` are the products of a unit vector with the sums of the first words, `products` those of these sums among themselves.
    """
    ends = ((kept[1], 1), (kept[0], -1), (removed[1], -1), (removed[0], 1))
    squares = sum(a * b * products[i, j] for i, a in ends for j, b in ends)
    found = sum(sign * asked[at] for at, sign in ends)
    return np.asarray(found / np.sqrt(np.maximum(squares, _LEAST)), np.float32)
