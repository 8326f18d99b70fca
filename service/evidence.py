"""What speaks for and against an answer: the features that its confidence is computed from (`confidence.toml`)."""

from __future__ import annotations

from collections.abc import Mapping

from indexer.records import Report
from indexer.snapshot import Snapshot
from service.languages.detect import language_of
from service.many.scope import region_names
from service.query import Query
from service.readers.base import Draft
from service.records import Hit, SearchResult

OF_SPANS = ("score", "late", "relevance", "unmatched")
EVIDENCE = (
    "score",  # fused score of the clause
    "first",  # 1 / rank of the clause
    "margin",  # how far it lies above the best other clause
    "late",  # MaxSim of the clause
    "lexical",  # its share of the query's lexical weight
    "sentence",  # cosine of its best sentence
    "unmatched",  # share of the query's weight carried by the word that matched worst, times how badly it did
    "relevance",  # how well the words around the answer fit the question
    "form",  # 1 if the answer has the form that is asked for (a figure of that unit, a share, a date)
    "share",  # chance of the answer among the others that its reader weighed
    "contradicted",  # of what is asked for (unit, year, done or planned, a date), how much the answer is another of
    "beyond",  # 1 if an opinion or a forecast is asked for
    "year",  # 1 if the clause speaks of the year that is asked for, -1 if of another, else 0
    "unknown_year",  # 1 if a year is asked for that neither the clause nor its report is about
    "apart",  # 1 if the question names a place that neither the sentence nor its headings name, and that the report is not of
    "other_place",  # 1 if neither does the whole clause
    "is_value",  # 1 for an answer of this kind; yes or no is what is left
    "is_list",
    "is_span",
    "is_definition",
    "is_chinese",  # 1 for a question in Chinese, whose words match better
    *(f"span_{name}" for name in OF_SPANS),  # the same of a phrase, 0 of other answers: it says less of itself than a figure does
)


def evidence_for(query: Query, result: SearchResult, draft: Draft, snapshot: Snapshot) -> Mapping[str, float]:
    """The features of a draft, by the names of `EVIDENCE`."""
    hit = draft.hit
    report = snapshot.reports[hit.clause.report_id]
    others = [other.score for other in result.hits if other.clause != hit.clause]
    headings = " ".join(hit.clause.path)
    quoted = " ".join(report.text[place.start : place.end] for place in draft.places)
    told_years = headings + hit.text
    known = [year in (report.year, report.reviewed_year) or str(year) in told_years for year in query.years]
    elsewhere = _elsewhere(query, report)
    found = {
        "score": hit.score,
        "first": 1 / hit.rank,
        "margin": hit.score - max(others, default=0.0),
        "late": hit.scores.get("late", hit.scores["dense"]),
        "lexical": hit.scores["lexical"],
        "sentence": hit.scores["sentence"],
        "unmatched": _unmatched(hit),
        "relevance": draft.fit,
        "form": float(draft.is_asked_form),
        "share": draft.share,
        "contradicted": float(draft.n_contradicted),
        "beyond": float(query.beyond is not None),
        "year": hit.scores["year"],
        "unknown_year": float(bool(known) and not any(known)),
        "apart": float(any(place not in headings + quoted for place in elsewhere)),
        "other_place": float(any(place not in headings + hit.text for place in elsewhere)),
        **{f"is_{kind}": float(draft.kind == kind) for kind in ("value", "list", "span", "definition")},
        "is_chinese": float(language_of(query.text).startswith("zh")),
    }
    return found | {f"span_{name}": found["is_span"] * found[name] for name in OF_SPANS}


def _unmatched(hit: Hit) -> float:
    missed = [match.weight * (1 - match.cosine) for match in hit.matches]
    return max(missed, default=1 - hit.scores["dense"])


def _elsewhere(query: Query, report: Report) -> list[str]:
    """The places that the question names and the report is not of. One that its region lies in counts only where the question
    does not name the region itself: 杭州 for 杭州钱塘新区.
    """
    own = region_names(report.region)
    is_named = any(query.names(name) for name in own)
    return [place for place in query.places if place not in own and not (is_named and place in report.region)]
