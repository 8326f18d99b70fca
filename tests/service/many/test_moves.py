"""Which questions hold the figure of one year against that of the year before."""

from __future__ import annotations

import pytest

from service.many.moves import Move, asked_move


@pytest.mark.parametrize(
    ("folded", "wanted"),
    [
        ("2020年下调了增长目标的省份有哪些", Move.DOWN),
        ("2020年增长目标比2019年低的省份", Move.DOWN),
        ("哪些省2020年的增长目标定得比上一年高?", Move.UP),
        ("哪些省市2020年的增速比2019年快?", Move.UP),
        ("2020年哪些省没有调整增长目标?", Move.NONE),
        ("哪些省2020年的增长目标与去年持平", Move.NONE),
        ("which provinces raised their 2020 growth target?", Move.UP),
        ("which provinces cut their target?", Move.DOWN),
        ("哪些省2020年的出口比上年下降?", None),  # which a growth tells by itself
        ("哪些省2020年的增长目标高于5%?", None),
        ("2019年和2020年的增长目标分别是多少?", None),
        ("2020年哪些省的收入提高了?", None),
    ],
)
def test_what_a_figure_did_since_the_year_before(folded: str, wanted: Move | None) -> None:
    assert asked_move(folded) is wanted
