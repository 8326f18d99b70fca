"""How much of what a question asks about is spoken of: by the sentence of an answer, and by all clauses that were found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.encoders.base import Encoder, Floats
from indexer.facts.units import COUNTED, MEASURED, RATES
from service.query import Query
from service.readers.relevance import missed, word_fits
from service.readers.spans.sought import seek
from service.readers.wording import content
from service.records import Hit

_SCALED = re.compile("^[十百千万亿]+")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of the words that a question is about, by their weights, which add up to 1."""

    covered: float  # how well the sentence has them, on average
    lacking: float  # the weight of the word that it has worst, times how badly
    unheard: float  # the share that no clause has
    unheard_most: float  # the weight of the word that the clauses have worst, times how badly


def coverage(query: Query, region: str, sentence: str, hits: Sequence[Hit], encoder: Encoder) -> Coverage:
    """`sentence`, folded, is that of the answer with the headings above it; `hits` are all that were found, at least one.

    A question that is about nothing (多少?) is covered.
    """
    about = asked_about(query, region)
    if not about:
        return Coverage(1.0, 0.0, 0.0, 0.0)
    fits, weights = word_fits(encoder, about, [sentence, " ".join(_told(hit) for hit in hits)], literally=True)
    weights = weights / max(float(weights.sum()), 1e-9)
    lacks: Floats = (weights * (1 - fits)).max(1)
    unheard = missed(encoder, about, fits, weights)[1]
    return Coverage(float(fits[0] @ weights), float(lacks[0]), float(unheard), float(lacks[1]))


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


def _told(hit: Hit) -> str:
    return " ".join((*hit.clause.path, hit.text))
