"""How much of what a question asks about is spoken of: by the sentence of an answer, by all clauses that were found, and by the
report elsewhere."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indexer.encoders.base import Encoder, Floats, has_words
from indexer.facts.units import COUNTED, MEASURED, RATES
from indexer.records import Report
from indexer.segment import fold
from service.query import Query
from service.readers.relevance import missed, word_fits
from service.readers.spans.sought import seek
from service.readers.wording import content
from service.records import Hit

_folded = functools.lru_cache(maxsize=64)(fold)  # of a report, which many questions are asked of
_SCALED = re.compile("^[十百千万亿]+")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of the words that a question is about, by their weights, which add up to 1."""

    covered: float  # how well the sentence has them, on average
    lacking: float  # the weight of the word that it has worst, times how badly
    elsewhere: float  # the weight of those that the report has, and the sentence does not, times how badly it has them
    unheard: float  # the share that no clause has
    unheard_most: float  # the weight of the word that the clauses have worst, times how badly


def coverage(query: Query, report: Report, sentence: str, hits: Sequence[Hit], encoder: Encoder) -> Coverage:
    """`sentence`, folded, is that of the answer with the headings above it; `hits` are all that were found, at least one.

    A question that is about nothing (多少?) is covered.
    """
    about = asked_about(query, report.region)
    if not about:
        return Coverage(1.0, 0.0, 0.0, 0.0, 0.0)
    here, weights = word_fits(encoder, about, [sentence], literally=True)
    weights = weights / max(float(weights.sum()), 1e-9)
    anywhere = np.maximum(here, _heard(about, hits, encoder))
    unheard = missed(encoder, about, anywhere, weights)
    words = [token.text for token in encoder.words(about)] if has_words(encoder) else [about]
    told = _folded(report.text)
    is_elsewhere = [len(word) > 1 and word not in sentence and word in told for word in words]
    elsewhere = float((weights * (1 - here[0]) * is_elsewhere).sum())
    lacking, unheard_most = ((weights * (1 - fits)).max() for fits in (here, anywhere))
    return Coverage(float(here[0] @ weights), float(lacking), elsewhere, float(unheard[0]), float(unheard_most))


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
