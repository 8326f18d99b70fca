"""Where the words of a question look: each shares its weight among the words of the sentences, most to those most like it.

A word that another part of the text answers better thereby speaks against a part that it only resembles.
"""

from __future__ import annotations

import numpy as np

from service.readers.spans.layout import Column, Laid, Question
from service.readers.spans.runs import Runs

_SHARP = (0.06, 0.15)  # differences of cosine at which a word gets a share e times less
_REACH = 3.0  # words at which what is looked at counts e times less


def attention(laid: Laid, runs: Runs, question: Question) -> dict[str, Column]:
    """How much of the question looks into each run, right before and behind it, at its stretch and at its sentence, (n runs,)."""
    left, right = runs.left, runs.right
    at = np.arange(len(laid.words), dtype=np.float32)
    near = np.exp(-abs(at[:, None] - at) / _REACH) * (laid.sentence_of[:, None] == laid.sentence_of)
    up_to, from_on = np.tril(near), np.triu(near)
    columns: dict[str, Column] = {}
    for name, sharp in enumerate(_SHARP):
        looks = np.exp((laid.cosines - laid.cosines.max(0)) / sharp)
        looks = (looks / looks.sum(0)) @ question.weights
        inside = np.diff(np.concatenate([[0], np.cumsum(looks)])[np.stack([left, right])], axis=0)[0]
        sentence = np.bincount(laid.sentence_of, looks)
        columns |= {
            f"looks_inside_{name}": inside,
            f"looks_before_{name}": np.concatenate([[0], up_to @ looks])[left],
            f"looks_after_{name}": np.concatenate([from_on @ looks, [0]])[right],
            f"looks_stretch_{name}": np.bincount(runs.stretch_of, looks)[runs.stretch_of[left]] - inside,
            f"looks_sentence_{name}": sentence[laid.sentence_of[left]],
            f"looks_behind_{name}": (sentence - sentence.max())[laid.sentence_of[left]],
        }
    return columns
