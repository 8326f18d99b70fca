"""Why there is no answer, as far as it can be told, in the language of the question: another place, another year, a target but no
outcome yet, an opinion, a forecast. What the reports do state of the indicator asked for comes with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.records import Fact, Report
from indexer.segment import fold
from service.facts.finder import FactFinder
from service.facts.indicators import mentioned
from service.languages.detect import language_of
from service.languages.phrases import Phrases, phrases
from service.languages.telling import known, name_of, period, quoted, region_called
from service.many.listing import region_name
from service.many.wanted import Wanted
from service.places import called
from service.query import COUNTRY, Query
from service.records import Answer, Citation

_OFF_TOPIC = re.compile(r"^(?:你好|您好|谢谢|hello|hi\b|thank)|帮我|给我写|你是谁|who are you|write me|tell me a joke")
_QUOTED = re.compile(r"[“\"「«„]([^“”\"「」«»„]{2,20})[”\"」»“]")
_IN_REPORTS = re.compile(r"[\u3400-\u9fff\d]")  # what a term of a report has
_N_PLACES = 3  # that a reason names
_N_NEAREST = 3


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question and the reports that it is asked of."""

    query: Query
    reports: Sequence[Report]
    spoken: Phrases

    def say(self, name: str, /, **values: object) -> str:
        return self.spoken.say(f"reason.{name}", **values)

    def joined(self, words: Sequence[str]) -> str:
        more = "…" if len(words) > _N_PLACES else ""
        return ("、" if self.spoken.language in ("zh", "zh-Hant", "ja") else ", ").join(words[:_N_PLACES]) + more

    def is_mentioned(self, words: str) -> bool:
        folded = fold(words)
        return any(words in report.text or folded in report.text for report in self.reports)


def explained(abstained: Answer, query: Query, reports: Sequence[Report], finder: FactFinder) -> Answer:
    """The abstention with its reason. A figure that the reason names is the first of the alternatives."""
    asked = _Asked(query, reports, phrases(language_of(query.text)))
    if abstained.rows and all(row.answer is not None for row in abstained.rows):  # asked was which do not say so
        told, fact = asked.say("all_say"), None
    else:
        told, fact = (asked.say("no_hits"), None) if not abstained.alternatives else _reason(asked, finder)
    near = abstained.alternatives
    if fact is not None:
        snapshot = finder.snapshot
        clause = snapshot.clauses[snapshot.row_of[fact.clause_id]]
        stated = Citation.of(snapshot.reports[fact.report_id], clause, fact.start, fact.end)
        near = (stated, *(each for each in near if not each.start <= fact.start < each.end or each.report_id != fact.report_id))
    return replace(abstained, reason=asked.spoken.finish(told), alternatives=near[:_N_NEAREST])


def _reason(asked: _Asked, finder: FactFinder) -> tuple[str, Fact | None]:
    if _OFF_TOPIC.search(asked.query.folded):
        return asked.say("off_topic"), None
    if asked.query.beyond == "opinion":
        return asked.say("opinion"), None
    if elsewhere := _elsewhere(asked):
        return elsewhere, None
    of_report = asked.query.report_years
    if of_report and not any(report.year in of_report for report in asked.reports):
        return asked.say("year", year=min(of_report)), None
    if stated := _of_indicator(asked, finder):
        return stated
    if asked.query.beyond == "forecast":
        return asked.say("forecast"), None
    years = {year for report in asked.reports for year in (report.year, report.reviewed_year)}
    if foreign := sorted({year for report in asked.reports for year in asked.query.asked_years(report)} - years):
        return asked.say("year", year=foreign[0]), None
    named = [words for words in _QUOTED.findall(asked.query.text) if _IN_REPORTS.search(words)]
    if absent := [words for words in named if not asked.is_mentioned(words)]:
        return asked.say("word", words=asked.joined([quoted(words, asked.spoken) for words in absent])), None
    return asked.say("not_said"), None


def _elsewhere(asked: _Asked) -> str | None:
    """The reason where the question names no place of these reports but another one."""
    if any(asked.query.names(region_name(report.region)) for report in asked.reports):
        return None
    is_figure = mentioned(asked.query.text) is not None  # of a whole region, and not of what lies in it
    language, regions = asked.spoken.language, list(dict.fromkeys(report.region for report in asked.reports))
    places = [
        place
        for place in sorted(asked.query.places - COUNTRY)
        if not any(place in region for region in regions) and (is_figure or not asked.is_mentioned(place))
    ]
    if not places:
        return None
    name = "place_in_passing" if any(map(asked.is_mentioned, places)) else "place"
    printed = [re.findall(f"{place}[省市县区州]?", asked.query.folded) or [called(place, language) or place] for place in places]
    owned = [region_called(region, asked.spoken) for region in regions]
    return asked.say(name, regions=asked.joined(owned), places=asked.joined([each[0] for each in printed]))


def _of_indicator(asked: _Asked, finder: FactFinder) -> tuple[str, Fact | None] | None:
    """What the reports lack of the indicator that is asked for, and the nearest that they state; None if it is none."""
    is_figure = asked.query.kind == "value"
    indicator = mentioned(asked.query.text) if is_figure or asked.query.years else None
    if indicator is None:
        return None
    of_these = {report.report_id: report for report in asked.reports}
    facts = [fact for fact in finder.same(indicator.name, of_these) if fact.kind != "other"]
    name = name_of(indicator.name, asked.spoken)
    if not facts:
        is_named = any(map(asked.is_mentioned, indicator.names))
        is_sure = is_figure and asked.spoken.is_chinese and not is_named  # a name in another language may stand for more than one
        return (asked.say("no_figure", name=name), None) if is_sure else None
    wanted = Wanted(asked.query, of_these)
    best = min(facts, key=wanted.distance)
    told = known(best, asked.spoken)
    if len({report.region for report in asked.reports}) > 1:
        told = asked.spoken.say("of_region", known=told, region=of_these[best.report_id].region)
    if not any(wanted.misses(best)):
        is_stated = is_figure or asked.query.kind == "yesno"
        return (asked.say("unsure", name=name, known=told), best) if is_stated else None
    lacking = asked.joined([period(each, asked.spoken) for each in wanted.periods(best)])
    missing = asked.spoken.say(f"missing.{wanted.lack(best)}", name=name, period=lacking)
    return asked.spoken.say("instead", missing=missing, known=told), best
