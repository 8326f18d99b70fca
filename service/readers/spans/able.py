"""Which phrases can be what is asked for at all, whatever stands around them."""

from __future__ import annotations

import re

import numpy as np

from service.readers.spans.layout import Bools, Laid, Question
from service.readers.spans.runs import Runs
from service.readers.spans.speech import Speech

_DATED = re.compile(r"\d+\s?[年月日号]|年[初中底末]|月底|季度|[上下]半年|世纪|年代|[明今去]年")


def able_runs(laid: Laid, runs: Runs, question: Question) -> Runs:
    """Those that are no words of the question; of a place, a person or a day those that neither begin nor end with a verb.

    Of a day only those that name one. All runs where none is left.
    """
    sought, left, right = question.sought, runs.left, runs.right
    bounds = zip(left.tolist(), right.tolist(), strict=True)
    chosen = ~np.array([_is_asked(laid, first, end, question.folded) for first, end in bounds], bool)
    if sought.wants_place or sought.wants_person or sought.wants_date:
        is_verb = (laid.kinds == Speech.VERB) | (laid.kinds == Speech.ACTION)
        chosen &= runs.is_quoted | ~(is_verb[left] | is_verb[right - 1])
    if sought.wants_date and not sought.wants_person:
        chosen &= are_dated(laid, runs)
    return runs.only(chosen) if chosen.any() else runs


def are_dated(laid: Laid, runs: Runs) -> Bools:
    """Whether a day, a year or a part of one is named in each run."""
    pairs = map(str.__add__, laid.words, [*laid.words[1:], ""])
    return runs.hold([bool(_DATED.search(pair)) for pair in pairs])


def _is_asked(laid: Laid, first: int, end: int, asked: str) -> bool:
    """Whether words first:end stand in the question."""
    return laid.words[first] in asked and "".join(laid.words[first:end]) in asked
