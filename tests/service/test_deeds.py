"""Which questions ask what was done about something, and about what."""

from __future__ import annotations

import pytest

from indexer.segment import fold
from service.deeds import topic


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("养老服务采取了哪些措施?", "养老服务"),
        ("2019年在优化营商环境方面做了哪些工作?", "在优化营商环境"),
        ("为了改善空气质量出台了什么办法", "改善空气质量"),
        ("今年打算怎么发展生物医药产业?", "发展生物医药产业"),
        ("垃圾分类是怎么推进的?", "垃圾分类 推进"),
        ("防汛上下了哪些功夫?", "防汛"),
        ("扶贫工作都干了些什么?", "扶贫工作"),
        ("稳就业的举措有哪些?", "稳就业"),
        ("垃圾分类做得怎么样了?", "垃圾分类"),
        ("营商环境改善得如何?", "营商环境"),
        ("What was done about the environment?", "environment"),
        ("What measures is the government planning for housing?", "planning housing"),
        ("What did the district do about traffic?", "traffic"),
    ],
)
def test_what_was_done_is_asked_about_what_the_other_words_name(question: str, about: str) -> None:
    assert topic(fold(question)) == about


@pytest.mark.parametrize(
    "question",
    [
        "2019年做了哪些工作?",  # about everything
        "今年的重点工作有哪些?",
        "2019年做了哪七方面工作?",
        "增速怎么样?",
        "怎么看待房价?",
        "怎么走?",
        "建成了哪些学校?",
        "为老人开展什么行动?",
        "想把旅游业做成什么?",
        "卖不掉的房子拿来做什么?",
        "这项措施是什么意思?",
        "What was the growth rate?",
    ],
)
def test_a_question_for_a_name_a_list_or_nothing_in_particular_asks_for_no_deeds(question: str) -> None:
    assert topic(fold(question)) is None
