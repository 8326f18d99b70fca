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
    ids = [clause.clause_id for clause in tiny.snapshot.clauses]
    values = agreement.of_facts(understand(question), np.arange(len(ids))).tolist()
    return dict(zip(ids, values, strict=True))


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
