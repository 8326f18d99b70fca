"""The figures that the reports state of what a question asks for, and which of them answers for one report and year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from indexer.facts import quantities
from indexer.facts.phrases import COUNTING_LEAD
from indexer.numerals import to_base
from indexer.records import Clause, Fact, Report
from indexer.segment import fold
from indexer.snapshot import Snapshot
from service.conversation.asked import Asked
from service.facts.finder import FactFinder, periods_of
from service.facts.indicators import Indicator, find_indicator, fold_name, is_indicator, mentioned
from service.many.wanted import Wanted
from service.query import Query
from service.records import Answer

_MOST_OF_NAME = 0.6
_GROWTH_TARGET = re.compile(
    r"(?:年|省|市|报告|国务院|国家)的?(?:经济)?增[长速](?:预期)?目标|economic growth|^(?!.* in ).*growth (?:target|goal)"
)
_DONE_TO = re.compile(rf"(?<![进出])(?:{COUNTING_LEAD.pattern})(?=多少|几)")
_AIMS = re.compile("主要(?:预期)?目标|预期目标|目标是")


@dataclass(frozen=True, slots=True)
class Stated:
    """The facts of one indicator in the reports that a question is asked of."""

    indicator: Indicator | None  # None where the question asks for no figure that has a name
    facts: Mapping[str, Sequence[Fact]]  # by report, in the order of the text
    snapshot: Snapshot

    @classmethod
    def of(cls, query: Query, put: str, reports: Sequence[Report], finder: FactFinder) -> Self:
        """Of the indicator of the table that the question mentions, or else, where facts have it, of what its words ask about as
        it is put to one report.
        """
        by_id = {report.report_id: report for report in reports}
        indicator = _listed(query)
        facts = _facts(indicator, query, by_id, finder) if indicator else []
        if indicator is None and query.kind == "value" and (topic := Asked.of(put).topic):
            named = find_indicator(Asked.of(put).text[slice(*topic)])
            facts = _facts(named, query, by_id, finder)
            indicator = named if facts else None
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
        ]
        return min(found, key=self._rank, default=None)

    def _rank(self, fact: Fact) -> tuple[bool, ...]:
        """What was done before what is planned, an amount before its growth, a figure of the year before one that was reached by
        its end, under the very name, among the aims that are set for the year before one in passing.
        """
        is_named = self.indicator is not None and fold_name(fact.indicator) in self.indicator.names
        is_aim = fact.kind == "target" and _AIMS.search(self.snapshot.text(self._clause_of(fact))) is not None
        return fact.kind == "target", fact.change == "growth", not fact.period.isdecimal(), not is_named, not is_aim

    def _clause_of(self, fact: Fact) -> Clause:
        return self.snapshot.clauses[self.snapshot.row_of[fact.clause_id]]

    def may_be_of(self, read: Answer, finder: FactFinder) -> bool:
        """Whether a figure that was read may be the indicator's: in a unit that its facts have, in a sentence that has most of
        one of the names, and stated by no fact of another indicator that the table knows.
        """
        if self.indicator is None:
            return True
        answer = read.answer or ""
        units = {fact.unit_base for facts in self.facts.values() for fact in facts}
        if units and not any(to_base(each.value, each.unit)[1] in units for each in quantities(answer)):
            return False
        if not is_indicator(self.indicator.name):
            return True
        facts = [fact for fact in finder.within(read.citations) if self._printed(fact) in answer]
        others = [fact for fact in facts if is_indicator(fact.indicator) and find_indicator(fact.indicator) != self.indicator]
        quote = fold("".join(citation.quote for citation in read.citations))
        is_named = any(_share_in(name, quote) > _MOST_OF_NAME for name in self.indicator.names)
        return read.kind == "value" and not others and is_named

    def _printed(self, fact: Fact) -> str:
        return self.snapshot.reports[fact.report_id].text[fact.value_start : fact.value_end]


def _facts(indicator: Indicator, query: Query, by_id: Mapping[str, Report], finder: FactFinder) -> Sequence[Fact]:
    """Where the question says what is done to the things (新建多少), first what the reports say was done to them."""
    done = finder.counted(indicator.name, by_id) if _DONE_TO.search(query.folded) else []
    return done or finder.same(indicator.name, by_id) or finder.alike(indicator.name, by_id)


def _listed(query: Query) -> Indicator | None:
    """The indicator of the table that is asked for; 增长目标 without any is that of the whole economy."""
    if found := mentioned(query.text):
        return found
    return find_indicator("地区生产总值") if _GROWTH_TARGET.search(query.folded) else None


def _share_in(name: str, text: str) -> float:
    """The share of the pairs of characters of a name that a text has."""
    pairs = [name[i : i + 2] for i in range(len(name) - 1)]
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def _is_own(fact: Fact, report: Report) -> bool:
    return str(report.year if fact.kind == "target" else report.reviewed_year) in periods_of(report, fact)
