"""Which words are to be mentioned, and where a report has them."""

from __future__ import annotations

import pytest

from service.engine import Engine
from service.many.mentions import asked_words, first_mention
from service.query import understand
from tests.tiny import REPORTS


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("哪些地方2020年的报告提到了地铁?", ("地铁",)),
        ("2020年报告里说到龙头企业的县有哪些", ("龙头企业",)),
        ("“科创城市”出现在哪几个地方的报告里?", ("科创城市",)),
        ("同时写到“地铁”和“公交线路”的有哪些", ("地铁", "公交线路")),
        ("哪些地方的报告提到地铁和敬老院", ("地铁", "敬老院")),  # which no report has together
        ("哪些地方提到了地区生产总值目标,各是多少", ()),  # a figure is asked for
        ("哪些地方的地区生产总值提高了", ()),
    ],
)
def test_the_words_of_a_question_that_are_to_be_mentioned(question: str, wanted: tuple[str, ...]) -> None:
    assert tuple(asked_words(understand(question), REPORTS)) == wanted


def test_the_first_sentence_of_a_report_that_has_all_words_is_given(tiny: Engine) -> None:
    found = first_mention(("公交线路", "地铁"), REPORTS, tiny.snapshot)
    assert found is not None
    assert (found.report_id, found.quote) == ("beihe-2020", "地铁1号线开通运营,新增公交线路11条。")
    assert first_mention(("地铁", "敬老院"), REPORTS, tiny.snapshot) is None
