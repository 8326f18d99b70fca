"""Words that stand against each other."""

from __future__ import annotations

import pytest

from service.readers.poles import _AGAINST, agrees, is_left_open


@pytest.mark.parametrize(
    ("claim", "text", "is_so"),
    [
        ("森林覆盖率高", "森林覆盖率低", [False]),
        ("贸易增长很慢", "贸易增长缓慢", [True]),
        ("审批权限放宽", "审批权限收紧", [False]),
        ("放宽购车政策", "限制购车", [False]),
        ("打疫苗是强制的", "按照自愿原则接种疫苗", [False]),
        ("覆盖率高", "覆盖率达到九成", [None]),  # which takes no side
        ("有过失误", "有成功的方面,也有失误的事例", [True]),  # both sides are told
        ("高铁开工", "低空经济", []),  # 高 and 低 in names are no sides
    ],
)
def test_a_text_that_takes_only_the_other_side_does_not_agree(claim: str, text: str, is_so: list[bool | None]) -> None:
    assert agrees(claim, text) == is_so


@pytest.mark.parametrize(
    ("claim", "text", "is_open"),
    [
        ("森林覆盖率高", "森林覆盖率达到六成", True),
        ("森林覆盖率高", "森林覆盖率低", False),
        ("改革方案编好", "改革方案制定完毕", False),
    ],
)
def test_how_much_is_much_is_left_open_by_a_figure(claim: str, text: str, is_open: bool) -> None:
    assert is_left_open(claim, text) is is_open


def test_a_word_stands_on_one_side_of_one_pair() -> None:
    words = [word for sides in _AGAINST for side in sides for word in side.split()]
    assert len(words) == len(set(words))
