"""Which figure of an indicator a question asks for, and what a fact lacks to be it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from indexer.records import Fact, Report
from service.facts.finder import periods_of
from service.query import Query

_GROWTH = re.compile(
    r"增速|增幅|涨幅|增长|下降|百分之几|[增涨降跌]得|(?<![新净])[增涨降跌]了?多少|gr[eo]w|rose|fell|increase|成长|伸び|증가|성장|wachs|wuchs|croissance|crecimiento|creci|crescimento|cresce|"
    r"рост|вырос|tăng|نمو"
)
_AIM = re.compile(r"目标|target|목표|objetivo|objectif|\bziel|wachstumsziel|\bmeta\b|\b(?:цел[ьи]|целев)|هدف|mục tiêu|เป้าหมาย")


def names_aim(folded: str) -> bool:
    """Whether a folded question speaks of a target."""
    return _AIM.search(folded) is not None


def asks_growth(query: Query) -> bool:
    """Whether a question speaks of how much more or less."""
    return _GROWTH.search(query.folded) is not None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which figure of an indicator is asked for."""

    query: Query
    reports: Mapping[str, Report]

    def misses(self, fact: Fact) -> tuple[bool, bool, bool]:
        """Whether it is of another year than asked for, of what is planned instead of what was done or the reverse, and a growth
        instead of an amount or the reverse.
        """
        years, planned, growth = self._years(fact), self.query.planned, self._growth()
        if planned is None and years:
            planned = names_aim(self.query.folded)  # else the figure of a year is what it came to
        return (
            bool(years) and periods_of(self.reports[fact.report_id], fact).isdisjoint(map(str, years)),
            planned is not None and planned != (fact.kind == "target"),
            growth is not None and growth != (fact.change == "growth"),
        )

    def distance(self, fact: Fact) -> tuple[bool, bool, bool, int]:
        """For sorting: what it misses, then how many years lie between."""
        years = self._years(fact)
        is_year = fact.period.isdecimal() and years
        return (*self.misses(fact), min(abs(int(fact.period) - year) for year in years) if is_year else 0)

    def lack(self, nearest: Fact) -> str:
        """What is missing, as `phrases` names it, where this is the nearest that there is."""
        other_year, other_kind, _ = self.misses(nearest)
        if self.query.planned:
            return "target" if other_year or other_kind else "period"
        if not other_year and nearest.kind == "target":
            return "outcome"
        return "growth" if self._growth() else "period"

    def periods(self, nearest: Fact) -> list[str]:
        return [str(year) for year in sorted(self._years(nearest))] or [nearest.period]

    def _years(self, fact: Fact) -> frozenset[int]:
        """That the question names, also as this or last year."""
        is_named = self.query.years or self.query.relative
        return self.query.asked_years(self.reports[fact.report_id]) if is_named else frozenset()

    def _growth(self) -> bool | None:
        """True for a question after a growth, False for one after an amount, None where it does not tell."""
        if self.query.unit and len(self.query.unit) > 1:  # 亿元, 万元: a unit that no growth has
            return False
        return True if asks_growth(self.query) else None
