"""Which questions hold the figure of one year against that of the year before."""

from __future__ import annotations

import pytest

from service.many.moves import Move, asked_moves, is_against_last


@pytest.mark.parametrize(
    ("folded", "wanted"),
    [
        ("2020年下调了增长目标的省份有哪些", {Move.DOWN}),
        ("2020年增长目标比2019年低的省份", {Move.DOWN}),
        ("哪些省2020年的增长目标定得比上一年高?", {Move.UP}),
        ("哪些省市2020年的增速比2019年快?", {Move.UP}),
        ("哪些省2020年的增速高于2019年?", {Move.UP}),
        ("2020年哪些省没有调整增长目标?", {Move.NONE}),
        ("哪些省2020年的增长目标没有变化?", {Move.NONE}),
        ("哪些省2020年的增长目标与去年持平", {Move.NONE}),
        ("哪些省2020年没有上调增长目标?", {Move.DOWN, Move.NONE}),
        ("哪些省2020年的增长目标不低于2019年?", {Move.UP, Move.NONE}),
        ("哪些省有没有上调增长目标?", {Move.UP}),
        ("which provinces raised their 2020 growth target?", {Move.UP}),
        ("which provinces did not raise their 2020 growth target?", {Move.DOWN, Move.NONE}),
        ("which provinces cut their target?", {Move.DOWN}),
        ("各省2020年的增长目标比2019年提高了多少?", set()),  # of each how much, and not whose
        ("哪些省2020年的出口比上年下降?", set()),  # which a growth tells by itself
        ("哪些省2020年的增长目标高于5%?", set()),
        ("2019年和2020年的增长目标分别是多少?", set()),
        ("2020年哪些省的收入提高了?", set()),
    ],
)
def test_what_a_figure_did_since_the_year_before(folded: str, wanted: set[Move]) -> None:
    assert asked_moves(folded) == wanted


def test_the_year_before_is_what_a_figure_is_held_against() -> None:
    assert is_against_last("哪些省的增长目标不低于去年?")
    assert not is_against_last("哪些省去年下调了增长目标?")
