"""Which questions ask which reports do not say so."""

from __future__ import annotations

import pytest

from service.many.silence import as_said
from service.query import understand


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("哪些省没有提到高铁?", "哪些省提到高铁?"),
        ("2020年没给进出口定目标的有哪几个省?", "2020年给进出口定目标的有哪几个省?"),
        ("没在2020年报告里提地铁的有谁?", "在2020年报告里提地铁的有谁?"),
        ("哪两个地方的报告通篇没提地铁?", "哪两个地方的报告通篇提地铁?"),
        ("哪些省绝口不提地铁?", "哪些省提地铁?"),
        ("哪些省没谈高铁?", "哪些省谈高铁?"),
        ("Which provinces say nothing about hydrogen?", "which provinces say about hydrogen?"),
        ("哪些省没有一个字谈到高铁?", "哪些省谈到高铁?"),
        ("Which provinces never mention hydrogen?", "which provinces mention hydrogen?"),
        ("谁未公布失业率?", "谁公布失业率?"),
        ("哪些省的报告里没有出现高铁?", "哪些省的报告里出现高铁?"),
        ("哪些省没有在报告中出现过高铁?", "哪些省在报告中出现过高铁?"),
        ("Which provinces do not mention hydrogen?", "which provinces mention hydrogen?"),
        ("Which provinces set no target for exports?", "which provinces set target for exports?"),
    ],
)
def test_it_is_turned_into_the_question_which_do(question: str, wanted: str) -> None:
    said = as_said(understand(question))
    assert said is not None and said.text == wanted


@pytest.mark.parametrize(
    "question",
    [
        "哪些省没有超过5%?",
        "哪些省的收入不提高?",
        "哪些省没有完成目标?",
        "高铁没有提到吗?",
        "哪些省有没有提到高铁?",
        "哪些省没有出现收入下降?",
        "哪些省提到高铁?",
    ],
)
def test_no_other_question_is(question: str) -> None:
    assert as_said(understand(question)) is None
