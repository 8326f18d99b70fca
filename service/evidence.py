"""What speaks for and against an answer: the features that its confidence is computed from (`confidence.toml`)."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import get_args

from indexer.encoders.base import Encoder, has_words
from indexer.encoders.embedded import normalise
from indexer.facts.outcome import year_of
from indexer.records import Fact, Report
from indexer.segment import fold
from indexer.snapshot import Snapshot
from service.coverage import Coverage, coverage
from service.facts.indicators import mentioned, similarity
from service.languages.detect import language_of
from service.many.scope import region_names
from service.query import COUNTRY, WHICH_DAY, Query
from service.readers.base import Draft, Place
from service.readers.enumeration import split
from service.readers.evidence import numbers
from service.readers.relevance import bigrams
from service.readers.spans.form import is_like_name
from service.readers.spans.sought import Sought, seek
from service.readers.stops import STOP
from service.records import Kind, SearchResult

EVIDENCE = (
    "first",  # 1 / rank of the clause
    "margin",  # how far it lies above the best other clause
    "lead",  # how far the best clause lies above all that were found, on average
    "late",  # MaxSim of the clause
    "sentence",  # cosine of its best sentence
    "relevance",  # how well the words around the answer fit the question
    "share",  # chance of the answer among the others that its reader weighed
    "odds",  # logarithm of the odds of that: .02 and .2 are as far apart as .8 and .98
    "contradicted",  # of what is asked for (unit, year, done or planned, a date), how much the answer is another of
    "told",  # 1 if the question holds the figure that is given as its answer
    "undated",  # 1 if a date is asked for and none is given, or no day where a day is
    "unnamed",  # 1 if a person is asked for by name and the answer is like none
    "is_asked_form",  # 1 if the answer is of the form that is asked for
    "wants_name",  # 1 if what something is called is asked for
    "wants_place",  # 1 if a place is
    "wants_person",
    "wants_way",  # 1 if how or why is
    "wants_date",
    "wants_kind",  # 1 if a thing of some kind is: 哪家医院
    "of_kind",  # how near its word is to the last of the answer
    *Coverage._fields,  # of the words that the question is about
    "numbers",  # the share of the question's numbers, years aside, that the sentence and its headings lack
    "length",  # of what is quoted, the log of the number of characters
    "year",  # 1 if the clause speaks of the year that is asked for, -1 if of another, else 0
    "unknown_year",  # 1 if a year is asked for that neither the clause nor its report is about
    "apart",  # 1 if the question names a place that neither the sentence nor its headings name, and that the report is not of
    "other_place",  # 1 if neither does the whole clause; the country, which every report is of a part of, is left out
    "indicator",  # of a figure 1 if it is of the indicator that is asked for, -1 if of another, between if its name says more
    "period",  # of a figure 1 for the year that is asked for, -1 for another
    "is_found",  # 1 for a phrase, a list or a definition that stands where it is told, and was weighed against no other
    "echo",  # how much of the answer stands in the question
    "span_score",  # of a phrase, how good it is (service.readers.spans.scorer), in tens
    "list_is_not_n",  # of a list, what `service.readers.list_features` has under these names
    "list_fits",
    "list_noun",
)
ASPECTS = ("foreign", *get_args(Kind))  # 1 for a question in another language than Chinese, and for the kind of its answer
_NUMBER = re.compile(r"\d[\d.]+[十百千万亿]*|\d[十百千万亿]+")  # one digit alone says little
_DATE = re.compile(r"\d\s?[年月日]|年[初中底末]|月底|季度|[上下]半年|[明今去]年|时期|世纪")
_ASKS_DAY = re.compile(f"几日|{WHICH_DAY}|哪一?[天日]")
_DAY = re.compile(r"\d\s?[日号]")
_UNLIKELY = 0.01  # a chance below it counts as this


def evidence_for(query: Query, result: SearchResult, draft: Draft, snapshot: Snapshot, encoder: Encoder) -> Mapping[str, float]:
    """The features of a draft, by the names of `EVIDENCE` and `ASPECTS`."""
    hit = draft.hit
    report = snapshot.reports[hit.clause.report_id]
    scores = [each.score for each in result.hits]
    others = [each.score for each in result.hits if each.clause != hit.clause]
    headings = " ".join(hit.clause.path)
    quoted = " ".join(report.text[place.start : place.end] for place in draft.places)
    told_years = headings + hit.text
    known = [year in (report.year, report.reviewed_year) or str(year) in told_years for year in query.asked_years(report)]
    elsewhere = _elsewhere(query, report)
    said = [_said_around(place, snapshot) for place in draft.places]
    told = fold(" ".join((headings, *dict.fromkeys(said))))
    near = _around(said[0], *draft.items[:1] or (draft.answer,))
    asked_numbers = {number for number in numbers(query.folded) if not 1900 <= number < 2100}
    sought = seek(query.folded)
    return {
        "first": 1 / hit.rank,
        "margin": hit.score - max(others, default=0.0),
        "lead": scores[0] - math.fsum(scores) / len(scores),
        "late": hit.scores.get("late", hit.scores["dense"]),
        "sentence": hit.scores["sentence"],
        "relevance": draft.fit,
        "share": draft.share,
        "odds": _log_odds(draft.share),
        "contradicted": float(draft.n_contradicted),
        "told": float(draft.kind == "value" and _is_told(query, draft.answer)),
        "undated": float(_is_undated(query, draft.answer)),
        "unnamed": float(sought.wants_one_person and not is_like_name(draft.answer)),
        "is_asked_form": float(draft.is_asked_form),
        "wants_name": float(sought.wants_name),
        "wants_place": float(sought.wants_place),
        "wants_person": float(sought.wants_person),
        "wants_way": float(sought.wants_way),
        "wants_date": float(sought.wants_date or query.wants_date),
        "wants_kind": float(bool(sought.focus)),
        "of_kind": _of_kind(sought, draft, encoder),
        **coverage(query, report, told, fold(near), result.hits, encoder)._asdict(),
        "numbers": len(asked_numbers - numbers(told)) / len(asked_numbers) if asked_numbers else 0.0,
        "length": math.log(max(1, len(quoted))),
        "year": hit.scores["year"],
        "unknown_year": float(bool(known) and not any(known)),
        "apart": float(any(place not in headings + quoted for place in elsewhere)),
        "other_place": float(any(place not in headings + hit.text for place in elsewhere if place not in COUNTRY)),
        **_of_fact(query, report, draft.fact),
        "is_found": float(draft.kind in ("span", "list", "definition") and not draft.speaks),
        "echo": _echo(query, draft.answer),
        **{name: draft.speaks.get(name, 0.0) for name in ("span_score", "list_is_not_n", "list_fits", "list_noun")},
        "foreign": float(not language_of(query.text).startswith("zh")),
        **{kind: float(draft.kind == kind) for kind in get_args(Kind)},
    }


def _log_odds(chance: float) -> float:
    kept = min(max(chance, _UNLIKELY), 1 - _UNLIKELY)
    return math.log(kept / (1 - kept))


def _said_around(place: Place, snapshot: Snapshot) -> str:
    """The sentences that a place touches: of a list only its items are quoted, and what they are stands before them."""
    row = snapshot.row_of[place.clause.clause_id]
    first, last = snapshot.first_sentences[row : row + 2]
    touched = [
        (start, end) for _, start, end in snapshot.sentences[first:last].tolist() if start < place.end and place.start < end
    ]
    starts, ends = zip((place.start, place.end), *touched, strict=True)
    return snapshot.reports[place.clause.report_id].text[min(starts) : max(ends)]


def _around(sentence: str, answer: str) -> str:
    """The part of a sentence, between stops, that an answer stands in, with the one before it; all where it stands in none."""
    parts = list(split(sentence, 0, len(sentence), STOP))
    at = sentence.find(answer)
    holding = [i for i, (start, end) in enumerate(parts) if start <= at < end]
    return sentence[parts[max(0, holding[0] - 1)][0] : parts[holding[0]][1]] if holding else sentence


def _of_kind(sought: Sought, draft: Draft, encoder: Encoder) -> float:
    """How near the last words of a phrase, or of the items of a list, are to the noun that is asked for, on average: a cosine.

    0 where no noun is asked for.
    """
    if draft.kind not in ("span", "list") or not sought.focus or not has_words(encoder):
        return 0.0
    asked = encoder.words(sought.focus[-1].text)[-1:]
    last = [word for item in draft.items or (draft.answer,) for word in encoder.words(fold(item))[-1:]]
    if not asked or not last:
        return 0.0
    return float((normalise(encoder.word_vectors(last)) @ normalise(encoder.word_vectors(asked)).T).mean())


def _is_told(query: Query, answer: str) -> bool:
    """Whether the question holds the number of the answer."""
    return any(map(query.holds, _NUMBER.findall(fold(answer))))


def _is_undated(query: Query, answer: str) -> bool:
    """Whether an answer lacks the date, or the day, that is asked for."""
    asks_day = _ASKS_DAY.search(query.folded) is not None
    return (query.wants_date or asks_day) and (_DAY if asks_day else _DATE).search(answer) is None


def _echo(query: Query, answer: str) -> float:
    """Of the pairs of characters of an answer, how many the question has: what it asks about is no answer."""
    found = bigrams(fold(answer))
    return len(found & bigrams(query.folded)) / max(1, len(found))


def _of_fact(query: Query, report: Report, fact: Fact | None) -> Mapping[str, float]:
    """How far the fact of a figure is the one asked for."""
    if fact is None:
        return {"indicator": 0.0, "period": 0.0}
    asked, years, year = mentioned(query.text), query.asked_years(report), year_of(report, fact)
    likeness = similarity(asked, fact.indicator) if asked else 0.0
    return {
        "indicator": -1.0 if likeness is None else likeness,
        "period": (1.0 if year in years else -1.0) if years and year else 0.0,
    }


def _elsewhere(query: Query, report: Report) -> list[str]:
    """The places that the question names and the report is not of. One that its region lies in counts only where the question
    does not name the region itself: 杭州 for 杭州钱塘新区.
    """
    own = region_names(report.region)
    is_named = any(query.names(name) for name in own)
    return [place for place in query.places if place not in own and not (is_named and place in report.region)]
