"""Spaces inside words."""

from __future__ import annotations

import pytest

from service.query import understand
from service.spacing import close_gaps


@pytest.mark.parametrize(
    ("asked", "closed"),
    [
        ("快递业务 量增 长多少", "快递业务量增长多少"),
        ("北 京地铁 总里程", "北京地铁 总里程"),
        ("茶园 消化 亩", "茶园 消化 亩"),  # between keywords
        ("地铁 3 号线", "地铁 3 号线"),
        ("new tea gardens", "new tea gardens"),
        ("", ""),
    ],
)
def test_a_space_goes_where_a_word_reaches_across_it(asked: str, closed: str) -> None:
    assert close_gaps(asked) == closed


def test_a_question_is_searched_for_without_them_and_kept_as_it_was_asked() -> None:
    query = understand("新建 茶 园多 少亩")
    assert (query.text, query.plain, query.unit, query.kind) == ("新建 茶 园多 少亩", "新建 茶园多少亩", "亩", "value")
    assert understand("新建茶园 多少ＡＢ").plain == "新建茶园 多少ＡＢ"
