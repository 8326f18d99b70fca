"""Whether clauses agree with a question, on the reports of tests/tiny.py."""

from __future__ import annotations

import numpy as np
import pytest

from service.agreement import Agreement
from service.engine import Engine
from service.query import understand


@pytest.fixture(scope="module")
def agreement(tiny: Engine) -> Agreement:
    return Agreement(tiny.snapshot)


def of_facts(agreement: Agreement, tiny: Engine, question: str) -> dict[str, float]:
    """The part `fact` of every clause, by clause id."""
    return parts(agreement, tiny, question)[1]


def parts(agreement: Agreement, tiny: Engine, question: str) -> tuple[dict[str, float], dict[str, float]]:
    """The parts `year` and `fact`, by clause id."""
    ids = [clause.clause_id for clause in tiny.snapshot.clauses]
    year, fact = agreement.of(understand(question), np.arange(len(ids)))
    return dict(zip(ids, year.tolist(), strict=True)), dict(zip(ids, fact.tolist(), strict=True))


def test_a_clause_agrees_by_the_years_of_its_headings_and_only_then_by_those_of_its_text(
    agreement: Agreement, tiny: Engine
) -> None:
    year, _ = parts(agreement, tiny, "2020年要做什么?")
    assert year["anlin-2020/1.1"] == -1  # below 2019年工作回顾
    assert year["anlin-2020/2.1.1"] == 1  # below 2020年工作安排
    assert set(parts(agreement, tiny, "要办哪些实事?")[0].values()) != {0}  # what is planned is of the year that its report plans
    assert set(parts(agreement, tiny, "谁负责招商?")[0].values()) == {0}


def test_last_year_is_the_one_that_each_report_looks_back_on(agreement: Agreement, tiny: Engine) -> None:
    year, _ = parts(agreement, tiny, "去年地区生产总值是多少?")
    assert (year["anlin-2019/1.1"], year["anlin-2020/1.1"]) == (1, 1)  # 2018 and 2019


def test_a_unit_is_the_one_asked_for_where_it_ends_so(agreement: Agreement, tiny: Engine) -> None:
    in_it, in_others = (of_facts(agreement, tiny, f"培育龙头企业多少{unit}?")["anlin-2019/2.1.1"] for unit in ("家", "亿元"))
    assert in_it == pytest.approx(in_others + 2 / 5)  # 1 instead of -1


def test_the_fact_that_is_asked_for_agrees_best(agreement: Agreement, tiny: Engine) -> None:
    found = of_facts(agreement, tiny, "2018年地区生产总值完成了多少亿元?")
    best = max(found, key=found.__getitem__)
    assert best == "anlin-2019/1.1"
    assert found[best] == pytest.approx(1)  # period, kind, unit, and every character of the indicator


def test_a_fact_of_another_year_agrees_less(agreement: Agreement, tiny: Engine) -> None:
    asked, other = (of_facts(agreement, tiny, f"{year}年地区生产总值是多少亿元?")["anlin-2019/1.1"] for year in (2018, 2017))
    assert other < asked


def test_a_question_for_what_is_planned_agrees_less_with_what_was_done(agreement: Agreement, tiny: Engine) -> None:
    done, planned = (of_facts(agreement, tiny, question)["anlin-2019/1.1"] for question in ("完成了多少亿元?", "计划多少亿元?"))
    assert planned < done


def test_a_clause_without_a_figure_is_no_answer_to_how_much_and_as_good_as_any_to_other_questions(
    agreement: Agreement, tiny: Engine
) -> None:
    without = next(clause.clause_id for clause in tiny.snapshot.clauses if not tiny.snapshot.facts_of(clause.clause_id))
    assert of_facts(agreement, tiny, "多少所学校?")[without] == -0.5
    assert not any(of_facts(agreement, tiny, "谁负责招商?").values())
