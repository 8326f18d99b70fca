"""What was done, or is to be done, about something: the sentences that tell it, quoted in the order of the report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from service.deeds import topic
from service.glossary import terms
from service.query import RELATIVE
from service.readers.base import Draft, Reading
from service.readers.relevance import missed, word_fits
from service.records import Hit

_MOST = 3  # sentences
_OF_HEADING = 0.7  # of a sentence's fit, where its heading is about what is asked for
_OF_BEST = 0.75  # of the best sentence's fit, what another must have
_SHORTEST = 12  # characters that say what was done; fewer only name it
_LACKING = re.compile(r"不足|有待|短板|压力|矛盾|还不|仍不|不够|不高|不强|困难.{0,6}[;；。]|主要预期目标")


class _Sentence(NamedTuple):
    hit: Hit
    start: int
    end: int
    fit: float


def read_passage(reading: Reading) -> Draft | None:
    """Up to three sentences about what the question asks about, the nearest ones, in the order of the text.

    A sentence is about it in its own words, or under a heading that is. They are of the report of the best clause, and of the
    years that are asked about. None where no sentence says more than a name.
    """
    about = topic(reading.query.folded) or reading.query.folded
    hits = _of_years(reading.search(_with_year(about, reading)) or reading.hits)
    sentences = _sentences(reading, hits, about)
    if not sentences:
        return None
    best = max(sentence.fit for sentence in sentences)
    near = sorted((each for each in sentences if each.fit >= _OF_BEST * best), key=lambda each: -each.fit)[:_MOST]
    near.sort(key=lambda each: each.hit.clause.start + each.start)
    places = tuple(reading.place(each.hit, each.start, each.end) for each in near)
    items = tuple(map(reading.text, places))
    around = " ".join((*(heading for each in near for heading in each.hit.clause.path[-1:]), *items))
    fits, weights = word_fits(reading.encoder, about, [around], literally=True)
    share = 1 - float(missed(reading.encoder, about, fits, weights)[0])
    return Draft("passage", "".join(items), places, float((fits @ weights)[0]), True, items, share=share)


def _with_year(about: str, reading: Reading) -> str:
    """What is searched for: with the years that are asked for; done is what the report looks back on, planned what it plans."""
    query = reading.query
    offsets = query.relative or (() if query.years or query.planned is None else (0 if query.planned else -1,))
    return " ".join((*(f"{year}年" for year in sorted(query.years)), *(RELATIVE[at] for at in offsets), about))


def _of_years(hits: Sequence[Hit]) -> list[Hit]:
    """The hits in the report of the best one, those of another year left out where some are of the one that is asked for."""
    own = [hit for hit in hits if hit.clause.report_id == hits[0].clause.report_id]
    return [hit for hit in own if hit.scores["year"] >= 0] or own


def _sentences(reading: Reading, hits: Sequence[Hit], about: str) -> list[_Sentence]:
    telling = [hit for hit in hits if not terms(hit.clause)]
    found = [(hit, start, end) for hit in telling for start, end in reading.sentences(hit) if end - start >= _SHORTEST]
    texts = [hit.text[start:end] for hit, start, end in found]
    heads = [" ".join((*hit.clause.path[-1:], hit.clause.heading or "")) for hit, _, _ in found]
    fits, weights = word_fits(reading.encoder, about, [*texts, *heads], literally=True)
    scores = (fits @ weights).tolist()
    return [
        _Sentence(hit, start, end, max(own, _OF_HEADING * head + (1 - _OF_HEADING) * own) + hit.score)
        for (hit, start, end), own, head in zip(found, scores[: len(found)], scores[len(found) :], strict=True)
        if not _LACKING.search(hit.text, start, end)
    ]
