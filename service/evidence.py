"""What speaks for and against an answer: the features that its confidence is computed from (`confidence.toml`)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from indexer.encoders.base import Encoder
from indexer.facts.outcome import year_of
from indexer.records import Fact, Report
from indexer.segment import fold
from indexer.snapshot import Snapshot
from service.coverage import coverage
from service.facts.indicators import mentioned, similarity
from service.languages.detect import language_of
from service.many.scope import region_names
from service.query import COUNTRY, WHICH_DAY, Query
from service.readers.base import Draft
from service.readers.relevance import bigrams
from service.readers.spans.form import is_like_name
from service.readers.spans.sought import seek
from service.records import SearchResult

EVIDENCE = (
    "first",  # 1 / rank of the clause
    "margin",  # how far it lies above the best other clause
    "late",  # MaxSim of the clause
    "sentence",  # cosine of its best sentence
    "relevance",  # how well the words around the answer fit the question
    "share",  # chance of the answer among the others that its reader weighed
    "contradicted",  # of what is asked for (unit, year, done or planned, a date), how much the answer is another of
    "told",  # 1 if the question holds the figure that is given as its answer
    "undated",  # 1 if a date is asked for and none is given, or no day where a day is
    "unnamed",  # 1 if a person is asked for by name and the answer is like none
    "wants_name",  # 1 if what something is called is asked for
    "wants_place",  # 1 if a place is
    "covered",  # how well the sentence and its headings have the words that the question is about
    "lacking",  # the share of the word that they have worst, times how badly
    "value_elsewhere",  # of a figure, the share of these words that the report has and the sentence does not, times how badly
    "unheard",  # the share of these words that no clause found has
    "unheard_most",  # the share of the word that the clauses found have worst, times how badly
    "year",  # 1 if the clause speaks of the year that is asked for, -1 if of another, else 0
    "unknown_year",  # 1 if a year is asked for that neither the clause nor its report is about
    "apart",  # 1 if the question names a place that neither the sentence nor its headings name, and that the report is not of
    "other_place",  # 1 if neither does the whole clause; the country, which every report is of a part of, is left out
    "indicator",  # of a figure 1 if it is of the indicator that is asked for, -1 if of another, between if its name says more
    "period",  # of a figure 1 for the year that is asked for, -1 for another
    "is_value",  # 1 for an answer of this kind; yes or no and definitions are what is left
    "is_list",
    "is_span",
    "is_passage",
    "is_found",  # 1 for a phrase, a list or a definition that stands where it is told, and was weighed against no other
    "span_is_found",  # the same of a phrase
    "is_chinese",  # 1 for a question in Chinese, whose words match better
    "span_late",  # the same of a phrase, 0 of other answers: it says less of itself than a figure does
    "span_relevance",
    "span_echo",  # of a phrase, how much of it stands in the question
    "list_echo",  # the same of a list
    "span_score",  # of a phrase, how good it is (service.readers.spans.scorer), in tens
    "list_is_not_n",  # of a list, what `service.readers.list_features` has under these names
    "list_fits",
    "list_noun",
)
_NUMBER = re.compile(r"\d[\d.]+[十百千万亿]*|\d[十百千万亿]+")  # one digit alone says little
_DATE = re.compile(r"\d\s?[年月日]|年[初中底末]|月底|季度|[上下]半年|[明今去]年|时期|世纪")
_ASKS_DAY = re.compile(f"几日|{WHICH_DAY}|哪一?[天日]")
_DAY = re.compile(r"\d\s?[日号]")


def evidence_for(query: Query, result: SearchResult, draft: Draft, snapshot: Snapshot, encoder: Encoder) -> Mapping[str, float]:
    """The features of a draft, by the names of `EVIDENCE`."""
    hit = draft.hit
    report = snapshot.reports[hit.clause.report_id]
    others = [other.score for other in result.hits if other.clause != hit.clause]
    headings = " ".join(hit.clause.path)
    quoted = " ".join(report.text[place.start : place.end] for place in draft.places)
    told_years = headings + hit.text
    known = [year in (report.year, report.reviewed_year) or str(year) in told_years for year in query.asked_years(report)]
    elsewhere = _elsewhere(query, report)
    of_words = coverage(query, report, fold(f"{headings} {quoted}"), result.hits, encoder)
    late = hit.scores.get("late", hit.scores["dense"])
    is_span, is_list = draft.kind == "span", draft.kind == "list"
    is_found = float(draft.kind in ("span", "list", "definition") and not draft.speaks)
    echo = _echo(query, draft.answer)
    sought = seek(query.folded)
    return {
        "first": 1 / hit.rank,
        "margin": hit.score - max(others, default=0.0),
        "late": late,
        "sentence": hit.scores["sentence"],
        "relevance": draft.fit,
        "share": draft.share,
        "contradicted": float(draft.n_contradicted),
        "told": float(draft.kind == "value" and _is_told(query, draft.answer)),
        "undated": float(_is_undated(query, draft.answer)),
        "unnamed": float(sought.wants_one_person and not is_like_name(draft.answer)),
        "wants_name": float(sought.wants_name),
        "wants_place": float(sought.wants_place),
        "covered": of_words.covered,
        "lacking": of_words.lacking,
        "value_elsewhere": of_words.elsewhere * (draft.kind == "value"),
        "unheard": of_words.unheard,
        "unheard_most": of_words.unheard_most,
        "year": hit.scores["year"],
        "unknown_year": float(bool(known) and not any(known)),
        "apart": float(any(place not in headings + quoted for place in elsewhere)),
        "other_place": float(any(place not in headings + hit.text for place in elsewhere if place not in COUNTRY)),
        **_of_fact(query, report, draft.fact),
        **{f"is_{kind}": float(draft.kind == kind) for kind in ("value", "list", "span", "passage")},
        "is_found": is_found,
        "span_is_found": is_found * is_span,
        "is_chinese": float(language_of(query.text).startswith("zh")),
        "span_late": late * is_span,
        "span_relevance": draft.fit * is_span,
        "span_echo": echo * is_span,
        "list_echo": echo * is_list,
        **{name: draft.speaks.get(name, 0.0) for name in ("span_score", "list_is_not_n", "list_fits", "list_noun")},
    }


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
