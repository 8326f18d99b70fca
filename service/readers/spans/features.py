"""What speaks for and against a phrase as the answer.

A phrase that answers stands among words that the question has, is made of words that it lacks, begins and ends where a
phrase may, and is of the kind that is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping

from indexer.encoders.base import Floats
from service.readers.spans.attention import attention
from service.readers.spans.edges import edges
from service.readers.spans.form import form
from service.readers.spans.kinds import kinds
from service.readers.spans.layout import Column, Laid, Question
from service.readers.spans.matches import matches
from service.readers.spans.meaning import meaning
from service.readers.spans.runs import Runs
from service.readers.spans.salience import salience


def features(laid: Laid, runs: Runs, question: Question, scores: Floats) -> Mapping[str, Column]:
    """Each feature of all runs, (n runs,), by its name. `scores` are those of the hits."""
    before, after = edges(laid, runs, question)
    begins = {f"before_{name}": values[runs.left] for name, values in before.items()}
    ends = {f"after_{name}": values[runs.right - 1] for name, values in after.items()}
    around = matches(laid, runs, question, scores) | meaning(laid, runs, question)
    around |= attention(laid, runs, question)
    return begins | ends | around | form(laid, runs, question) | kinds(laid, runs) | salience(laid, runs)
