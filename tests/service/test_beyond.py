import pytest

from indexer.segment import fold
from service.beyond import beyond


@pytest.mark.parametrize(
    "question",
    [
        "你觉得这个目标合适吗?",
        "8%的增速是不是太高了?",
        "这些措施够不够有力?",
        "Should I buy a flat there?",
        "Do you think the target is realistic?",
    ],
)
def test_a_question_for_an_opinion_is_beyond_a_report(question: str) -> None:
    assert beyond(fold(question)) == "opinion"


@pytest.mark.parametrize(
    "question", ["房价明年会涨吗?", "十年之内能赶上上海吗?", "Will it overtake Shanghai?", "增速真能做到5%吗?"]
)
def test_a_question_for_a_forecast_is_beyond_a_report(question: str) -> None:
    assert beyond(fold(question)) == "forecast"


@pytest.mark.parametrize(
    "question",
    [
        "2020年的增长目标是多少?",
        "召开了几次董事会吗?",
        "有没有召开人代会?",
        "值班制度是什么?",
        "What will be built in 2020?",
        "全社会研发投入是多少?",
    ],
)
def test_what_a_report_may_say_is_not_beyond_it(question: str) -> None:
    assert beyond(fold(question)) is None
