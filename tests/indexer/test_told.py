"""What clauses and facts tell, in columns."""

from __future__ import annotations

from indexer.facts import facts
from indexer.outline import outline
from indexer.told import Told, is_entry
from tests.tiny import REPORTS


def told() -> Told:
    cut = [(report, outline(report).clauses) for report in REPORTS]
    return Told.joined(Told.of(report, clauses, facts(report, clauses)) for report, clauses in cut)


def runs(values: list[int], counts: list[int]) -> list[list[int]]:
    taken = iter(values)
    return [[next(taken) for _ in range(count)] for count in counts]


def test_a_clause_tells_the_years_of_the_nearest_heading_that_names_any_else_those_of_its_text() -> None:
    found = told()
    years = runs(found.years.tolist(), found.n_years.tolist())
    clauses = [clause for report in REPORTS for clause in outline(report).clauses]
    of = {clause.clause_id: each for clause, each in zip(clauses, years, strict=True)}
    assert of["anlin-2019/1.1"] == [2018]
    assert of["anlin-2020/2.1.1"] == [2020]


def test_entries_of_a_glossary_explain() -> None:
    clauses = [clause for report in REPORTS for clause in outline(report).clauses]
    entries = [clause.heading for clause in clauses if is_entry(clause)]
    assert told().explains.tolist() == [is_entry(clause) for clause in clauses]
    assert entries == ["一河两岸", "“3+1”产业体系"]


def test_a_fact_tells_its_year_whether_it_is_planned_its_unit_and_its_folded_name() -> None:
    found = told()
    clauses = outline(REPORTS[0]).clauses
    first = facts(REPORTS[0], clauses)[0]
    assert (first.indicator, first.unit, first.kind) == ("地区生产总值", "亿元", "actual")
    assert (found.fact_years[0], found.planned[0]) == (2018, -1)
    assert "".join(map(chr, found.units[: found.n_units[0]])) == "亿元"
    assert "".join(map(chr, found.names[: found.n_names[0]])) == "地区生产总值"
    assert 1 in found.planned  # 新建茶园3000亩


def test_reports_are_joined_end_to_end() -> None:
    n_clauses = sum(len(outline(report).clauses) for report in REPORTS)
    n_facts = sum(len(facts(report, outline(report).clauses)) for report in REPORTS)
    assert told().fits(n_clauses, n_facts)
    assert not told().fits(n_clauses + 1, n_facts)
    assert not told().fits(n_clauses, n_facts - 1)
