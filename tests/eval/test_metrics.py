from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics import answer_values, bootstrap_interval, retrieval_values, scores_by_type


def test_retrieval_metrics_are_the_textbook_ones(ask):
    question = ask(clause_ids=("r/1", "r/2"))
    values = retrieval_values([question], {"q1": ["r/9", "r/2", "r/8", "r/7", "r/6", "r/1"]})["q1"]
    ideal = 1 / math.log2(2) + 1 / math.log2(3)
    assert values == pytest.approx(
        {
            "nDCG@10": (1 / math.log2(3) + 1 / math.log2(7)) / ideal,  # right at ranks 2 and 6
            "RR@10": 1 / 2,
            "R@5": 1 / 2,
            "R@10": 2 / 2,
            "hit@1": 0,
            "hit@5": 1,
        }
    )


def test_a_question_without_hits_scores_zero_and_stays_in_the_mean(ask):
    questions = [ask("q1"), ask("q2")]
    values = retrieval_values(questions, {"q1": ["r/1"]})
    assert set(values["q2"].values()) == {0}
    mean = {score.metric: score for score in scores_by_type(questions, values) if score.type == "all answerable"}
    assert (mean["nDCG@10"].n, mean["nDCG@10"].mean) == (2, 1 / 2)


def test_a_clause_below_rank_ten_counts_for_nothing(ask):
    ranking = [f"r/{i}" for i in range(20, 30)] + ["r/1"]
    assert set(retrieval_values([ask()], {"q1": ranking})["q1"].values()) == {0}


def test_an_unanswerable_question_has_no_retrieval_metrics(ask):
    assert retrieval_values([ask(), ask("q2", quote=None)], {"q1": ["r/1"], "q2": ["r/1"]}).keys() == {"q1"}


def test_an_answer_is_measured_by_what_its_question_asks_for(ask, say, cite):
    right = say(answer="1100.2亿元", citations=(cite("1100.2亿元"),))
    all_right = {"exact": 1, "F1": 1, "citation_exact": 1, "right_figure": 1, "abstained": 0}
    assert answer_values(ask(), right) == all_right
    assert answer_values(ask(), say()) == dict.fromkeys(all_right, 0) | {"abstained": 1}
    assert "right_figure" not in answer_values(ask(answers=("白杨街道",)), right)
    assert answer_values(ask(quote=None), say()) == {"abstained": 1}


def test_scores_are_by_type_and_over_all_answerable_ones(ask, say):
    questions = [ask("q1"), ask("q2", type="span"), ask("q3", quote=None)]
    answers = {"q1": "1100.2亿元", "q2": "下沙", "q3": None}
    values = {question.question_id: answer_values(question, say(answer=answers[question.question_id])) for question in questions}
    found = {(score.type, score.metric): (score.n, score.mean) for score in scores_by_type(questions, values)}
    assert found["all answerable", "exact"] == (2, 1 / 2)
    assert found["figure", "exact"] == (1, 1)
    assert found["span", "exact"] == (1, 0)
    assert found["unanswerable", "abstained"] == (1, 1)
    assert ("unanswerable", "exact") not in found


def test_the_interval_of_equal_values_is_that_value():
    assert bootstrap_interval([1, 1, 1]) == (1, 1)


def test_the_interval_is_the_same_every_time_and_narrows_with_n():
    low, high = bootstrap_interval([0, 1] * 50)
    assert (low, high) == bootstrap_interval([0, 1] * 50)
    # sd of a mean of 100 such values is 0.5 / 10, so about 0.5 -+ 1.96 * 0.05
    assert (low, high) == pytest.approx((0.5 - 1.96 * 0.05, 0.5 + 1.96 * 0.05), abs=0.02)


def test_there_is_no_interval_of_nothing():
    with pytest.raises(ValueError, match="no values"):
        bootstrap_interval([])


@given(st.lists(st.sampled_from([f"r/{i}" for i in range(15)]), unique=True))
def test_retrieval_metrics_stay_between_zero_and_one(ranking):
    from eval.gold import Question, Quote

    question = Question("q", "span", "zh", "?", "dev", ("r/1", "r/2"), (Quote("x", 0, 1),), ("x",))
    assert all(0 <= value <= 1 + 1e-12 for value in retrieval_values([question], {"q": ranking})["q"].values())
