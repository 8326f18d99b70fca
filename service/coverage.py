"""How much of what a question asks about is spoken of: by the sentence of an answer, by all clauses that were found, and by the
report elsewhere."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from indexer.encoders.base import Encoder, Floats, has_words
from indexer.facts.units import COUNTED, MEASURED, RATES
from indexer.records import Report
from indexer.segment import fold
from service.query import Query
from service.readers.relevance import missed, word_fits_and_answered
from service.readers.spans.sought import seek
from service.readers.wording import content
from service.records import Hit

_folded = functools.lru_cache(maxsize=64)(fold)  # of a report, which many questions are asked of
_SCALED = re.compile("^[十百千万亿]+")


class Coverage(NamedTuple):
    """Of the words that a question is about, by their weights, which add up to 1."""

    covered: float  # how well the sentence has them, on average
    near: float  # the same of its part that the answer stands in
    lacking: float  # the weight of the word that it has worst, times how badly
    lacking_next: float  # the same of the next worst
    least: float  # how well it has the word that it has worst, whatever that weighs
    missed: float  # the share that it does not have
    outdone: float  # how much better the best sentence of another clause has them
    answered: float  # how well they have the words of the sentence
    elsewhere: float  # the weight of those that the report has, and the sentence does not, times how badly it has them
    unheard: float  # the share that no clause has
    unheard_most: float  # the weight of the word that the clauses have worst, times how badly


_COVERED = Coverage(
    covered=1.0,
    near=1.0,
    lacking=0.0,
    lacking_next=0.0,
    least=1.0,
    missed=0.0,
    outdone=0.0,
    answered=0.0,
    elsewhere=0.0,
    unheard=0.0,
    unheard_most=0.0,
)


def coverage(query: Query, report: Report, sentence: str, near: str, hits: Sequence[Hit], encoder: Encoder) -> Coverage:
    """`sentence`, folded, is that of the answer with the headings above it, and `near` its part that the answer stands in;
    `hits` are all that were found, at least one.

    A question that is about nothing (多少?) is covered.
    """
    about = asked_about(query, report.region)
    if not about:
        return _COVERED
    best = [fold(hit.text[slice(*(at - hit.clause.start for at in hit.sentence))]) for hit in hits]
    fits, weights, back = word_fits_and_answered(encoder, about, [sentence, near, *best], literally=True)
    weights = weights / max(float(weights.sum()), 1e-9)
    covered, of_near, *of_best = (fits @ weights).tolist()
    here = fits[0]
    anywhere = np.maximum(here, _heard(about, hits, encoder))
    not_here, unheard = missed(encoder, about, np.array([here, anywhere]), weights).tolist()
    words = [token.text for token in encoder.words(about)] if has_words(encoder) else [about]
    told = _folded(report.text)
    is_elsewhere = [len(word) > 1 and word not in sentence and word in told for word in words]
    lacks = weights * (1 - here)
    *_, lacking_next, lacking = sorted([0.0, *lacks.tolist()])
    return Coverage(
        covered=covered,
        near=of_near,
        lacking=lacking,
        lacking_next=lacking_next,
        least=float(here.min()),
        missed=not_here,
        outdone=max(of_best) - covered,
        answered=float(back[0]),
        elsewhere=float((lacks * is_elsewhere).sum()),
        unheard=unheard,
        unheard_most=float((weights * (1 - anywhere)).max()),
    )


def asked_about(query: Query, region: str) -> str:
    """The words that a question is about, a space between them: neither those that ask, nor those that frame it, nor units."""
    text = query.folded
    for start, end in seek(text).spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return " ".join(word for word in content(text, region).split() if not _is_unit(word))


def _is_unit(word: str) -> bool:
    """万亩, 亿元, 个, and the scale alone."""
    unit = _SCALED.sub("", word)
    return not unit or unit in COUNTED or unit in MEASURED or unit in RATES


def _heard(about: str, hits: Sequence[Hit], encoder: Encoder) -> Floats:
    """(n words,) how well any clause has each word, as the search compared them: 1 where it stands there, 0 where nothing was."""
    if not has_words(encoder):
        return np.zeros(1, np.float32)
    texts = [" ".join((*hit.clause.path, hit.text)) for hit in hits]
    found: dict[str, float] = {}
    for match in (match for hit in hits for match in hit.matches):
        found[match.query_word] = max(match.cosine, found.get(match.query_word, 0.0))
    asked = [token.text for token in encoder.words(about)]
    return np.array([1.0 if any(word in text for text in texts) else found.get(word, 0.0) for word in asked], np.float32)
