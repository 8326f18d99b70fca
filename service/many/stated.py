"""The figures that the reports state of what a question asks for, and which of them answers for one report and year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from indexer.facts import quantities
from indexer.facts.phrases import COUNTING_LEAD, ONLY_COUNTING
from indexer.numerals import to_base
from indexer.records import Clause, Fact, Report
from indexer.segment import fold, words
from indexer.snapshot import Snapshot
from service.conversation.asked import Asked
from service.facts.finder import FactFinder, periods_of
from service.facts.indicators import Indicator, find_indicator, fold_name, is_indicator, mentioned
from service.many.wanted import Wanted, asks_growth
from service.query import Query
from service.records import Answer

_MOST_OF_NAME = 0.6
_SHARE_OF_AMOUNTS = 4
_GROWTH_TARGET = re.compile(
    r"(?:年|省|市|报告|国务院|国家|[调高低升降]了?)的?(?:经济)?增[长速](?:预期)?目标|economic growth|"
    r"^(?!.* in (?!(?:19|20)\d\d)).*growth (?:target|goal)"
)
_DONE_TO = rf"(?<![进出])(?:{COUNTING_LEAD.pattern}|[建修]了?)的?"
_ADDS = re.compile("新增|净增")
_HOW_MANY = re.compile(r"了?(?:多少|几)[个人家]?")
_YEARLY = re.compile("年均(?!浓度)|平均每年")
_ASIDE = re.compile(r"[(（].*?[)）]")
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_STEPS = re.compile("增加|减少|提高|提升|上调|降低|[多少]了|增产|减产")
_STEP = re.compile(r"(?:增加|减少|提高|提升|上调|降低|增长|下降|多增|增产|减产)了?(?:约|近|超过?|不少于)?\s*$")
_AGAINST = re.compile(r"[比较与]\s?((?:19|20)\d\d)\s?年[^，。；]*$")
_NEAR = 30  # characters
_POINTS = "个百分点"
_AIMS = re.compile("主要(?:预期)?目标|预期目标|目标是")


@dataclass(frozen=True, slots=True)
class Stated:
    """The facts of one indicator in the reports that a question is asked of."""

    indicator: Indicator | None  # None where the question asks for no figure that has a name
    facts: Mapping[str, Sequence[Fact]]  # by report, in the order of the text
    snapshot: Snapshot

    @classmethod
    def of(cls, query: Query, put: Query, reports: Sequence[Report], finder: FactFinder) -> Self:
        """Of the indicator of the table that the question mentions, or else of what its words ask about as it is put to one
        report.
        """
        by_id = {report.report_id: report for report in reports}
        indicator = _listed(query)
        facts = _facts(indicator, query, by_id, finder) if indicator else []
        if indicator and (narrower := _narrower(indicator, query, by_id, finder)):
            indicator, facts = narrower, _facts(narrower, query, by_id, finder)
        if indicator is None and put.kind == "value" and (topic := (asked := Asked.of(put.text)).topic):
            indicator = find_indicator(_YEAR.sub("", asked.text[slice(*topic)]))
            facts = _facts(indicator, query, by_id, finder)
        found: dict[str, list[Fact]] = {}
        for fact in facts:
            found.setdefault(fact.report_id, []).append(fact)
        return cls(indicator, found, finder.snapshot)

    def one(self, query: Query, year: int | None, reports: Sequence[Report]) -> Fact | None:
        """The fact that is asked for: of that year, or else of the year that the report plans or looks back on."""
        by_id = {report.report_id: report for report in reports}
        wanted = Wanted(query if year is None else replace(query, years=frozenset((year,)), relative=()), by_id)
        found = [
            fact
            for report in reports
            for fact in self.facts.get(report.report_id, ())
            if fact.kind != "other" and not any(wanted.misses(fact)) and (year is not None or _is_own(fact, report))
            if not is_step(query, report, fact) and not _is_against_earlier(report, fact) and not _is_yearly(query, fact)
        ]
        if not query.planned and not asks_growth(query) and self._is_told_in_amounts():
            found = [fact for fact in found if fact.change != "growth"]
        return min(found, key=self._rank, default=None)

    def _is_told_in_amounts(self) -> bool:
        """Whether what was done is told as an amount in no fewer than a fourth of the facts: of GDP, and not of prices."""
        done = [fact.change != "growth" for facts in self.facts.values() for fact in facts if fact.kind == "actual"]
        return _SHARE_OF_AMOUNTS * sum(done) >= len(done)

    def _rank(self, fact: Fact) -> tuple[bool, ...]:
        """What was done before what is planned, an amount before its growth, a figure of the year before one that was reached by
        its end, under the very name, among the aims that are set for the year before one in passing, what was reached before a
        round figure that was passed (突破3万亿元).
        """
        is_named = self.indicator is not None and fold_name(fact.indicator) in self.indicator.names
        is_aim = fact.kind == "target" and _AIMS.search(self.snapshot.text(self._clause_of(fact))) is not None
        return (
            fact.kind == "target",
            fact.change == "growth",
            not fact.period.isdecimal(),
            not is_named,
            not is_aim,
            fact.qualifier == "超",
        )

    def _clause_of(self, fact: Fact) -> Clause:
        return self.snapshot.clauses[self.snapshot.row_of[fact.clause_id]]

    def may_be_of(self, read: Answer, query: Query, finder: FactFinder) -> bool:
        """Whether a figure that was read may be the indicator's: not by how much it changed, nor a mean of years, in a unit that
        its facts have, in a sentence that has most of one of the names, and stated by no fact of another indicator that the table
        knows.
        """
        if self.indicator is None:
            return True
        answer, reports = read.answer or "", self.snapshot.reports
        facts = [fact for fact in finder.within(read.citations) if self._printed(fact) in answer]
        steps = [is_step(query, reports[fact.report_id], fact) for fact in facts if fact.change != "growth"]
        if steps and all(steps) or facts and all(_is_yearly(query, fact) for fact in facts):
            return False
        is_amount = not query.planned and not asks_growth(query) and self._is_told_in_amounts()
        told = [fact for facts in self.facts.values() for fact in facts if not (is_amount and fact.change == "growth")]
        units = {fact.unit_base for fact in told}
        if units and not any(to_base(each.value, each.unit)[1] in units for each in quantities(answer)):
            return False
        quote = fold("".join(citation.quote for citation in read.citations))
        if not is_indicator(self.indicator.name):
            are_of = [_may_name(self.indicator.key, fold_name(fact.indicator)) for fact in facts]
            return _share_of_words(self.indicator.key, quote) > _MOST_OF_NAME and (any(are_of) or not facts)
        others = [fact for fact in facts if is_indicator(fact.indicator) and find_indicator(fact.indicator) != self.indicator]
        is_named = any(_share_in(name, quote) > _MOST_OF_NAME for name in self.indicator.names)
        return read.kind == "value" and not others and is_named

    def _printed(self, fact: Fact) -> str:
        return self.snapshot.reports[fact.report_id].text[fact.value_start : fact.value_end]


def _facts(indicator: Indicator, query: Query, by_id: Mapping[str, Report], finder: FactFinder) -> Sequence[Fact]:
    """Where the question says what is done to the things (新建多少, 改造老旧小区), what the reports say was or will be done to
    them, and only of the others what they say of the things. Where they say nothing of the things for then, it is what is done.
    """
    of_things = finder.same(indicator.name, by_id) or finder.alike(indicator.name, by_id)
    counted = finder.counted(indicator.name, by_id)
    if not _is_done_to(indicator, query):
        kinds = {fact.kind for fact in of_things}
        return [*of_things, *(fact for fact in counted if fact.kind not in kinds)]
    if counted and _ADDS.search(query.folded):  # what there is of them is no answer
        return counted
    told = {(fact.report_id, fact.kind) for fact in counted}
    return [*counted, *(fact for fact in of_things if (fact.report_id, fact.kind) not in told)]


def _narrower(indicator: Indicator, query: Query, by_id: Mapping[str, Report], finder: FactFinder) -> Indicator | None:
    """That of part of the things, where the word before the name says which and reports state it: 入境游客 of 游客."""
    name = max((name for name in indicator.names if name in query.folded), key=len, default="")
    before = words(query.folded[: query.folded.index(name)]) if name else ()
    if not before or before[-1].script != "han" or len(before[-1].text) < 2 or ONLY_COUNTING.fullmatch(before[-1].text):
        return None
    found = find_indicator(before[-1].text + name)
    is_other = found.key not in indicator.names and not is_indicator(found.name)
    return found if is_other and (finder.same(found.name, by_id) or finder.counted(found.name, by_id)) else None


def _is_done_to(indicator: Indicator, query: Query) -> bool:
    """Whether a verb that counts stands before what is asked for, or before how much of it; not one that its name has."""
    if _ADDS.search(indicator.name):
        return False
    asked = _ASIDE.sub("", query.folded)
    named = "|".join(map(re.escape, sorted(indicator.names, key=len, reverse=True)))
    return re.search(rf"{_DONE_TO}(?={named}|多少|几)", asked) is not None


def _listed(query: Query) -> Indicator | None:
    """The indicator of the table that is asked for, whatever stands within its name to ask for it (新增了多少城镇就业); 增长目标
    without any is that of the whole economy.
    """
    if found := mentioned(query.text) or mentioned(_HOW_MANY.sub("", query.folded)):
        return found
    return find_indicator("地区生产总值") if _GROWTH_TARGET.search(query.folded) else None


def _share_in(name: str, text: str) -> float:
    """The share of the pairs of characters of a name that a text has."""
    pairs = [name[i : i + 2] for i in range(len(name) - 1)]
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def _share_of_words(name: str, text: str) -> float:
    """The share of the characters of a name that stand in words which a text has, too."""
    found = [word.text for word in words(name) if len(word.text) > 1]
    return sum(len(word) for word in found if word in text) / max(1, sum(map(len, found)))


def _may_name(key: str, name: str) -> bool:
    """Whether a figure of that name may be of what is asked for: it ends as that does (增加值, and not 营收), and is as much a
    share of something.
    """
    named = words(key)
    return bool(named) and named[-1].text in name and ("占" in name) == ("占" in key)


def is_step(query: Query, report: Report, fact: Fact) -> bool:
    """Whether a fact says by how much something changed (比上年增加3000亿元, 提高0.9个百分点), and not what it came to, as is
    asked.
    """
    if asks_growth(query) or _STEPS.search(query.folded):
        return False
    if fact.change == "growth":
        return fact.unit == _POINTS
    return _STEP.search(report.text[max(0, fact.value_start - 8) : fact.value_start]) is not None


def _is_against_earlier(report: Report, fact: Fact) -> bool:
    """Whether a growth is told against a year longer ago than the last: 较2020年下降11.7%."""
    if fact.change != "growth" or not fact.period.isdecimal():
        return False
    against = _AGAINST.search(report.text, max(0, fact.value_start - _NEAR), fact.value_start)
    return against is not None and int(against[1]) < int(fact.period) - 1


def _is_yearly(query: Query, fact: Fact) -> bool:
    """Whether a figure is the mean of several years, and no such is asked for."""
    return _YEARLY.search(fact.quote) is not None and not _YEARLY.search(query.folded)


def _is_own(fact: Fact, report: Report) -> bool:
    return str(report.year if fact.kind == "target" else report.reviewed_year) in periods_of(report, fact)
