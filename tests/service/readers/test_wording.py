"""What a statement denies, and what it says is done away with."""

from __future__ import annotations

import pytest

from service.query import understand
from service.readers.claims import claim_of
from service.readers.wording import is_denied, undoes


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("全年未发生较大事故", True),
        ("取消收费站", False),  # something was done
        ("结束不通高铁历史", False),
        ("一户不落", False),
        ("最不发达国家", False),
        ("不发生规模性返贫", True),
    ],
)
def test_what_is_done_away_with_is_not_denied(text: str, is_so: bool) -> None:
    assert is_denied(text) is is_so


@pytest.mark.parametrize(
    ("text", "is_so"),
    [("免除学费", True), ("不用交学费", True), ("费用全额支付", True), ("提高学费", False)],
)
def test_what_need_not_be_paid_is_done_away_with(text: str, is_so: bool) -> None:
    assert undoes(text) is is_so


@pytest.mark.parametrize(
    ("question", "is_so"),
    [
        ("大桥还没通车吗?", True),
        ("没有单位的老人能领养老金吗?", False),  # which old people
        ("门诊能当场结算、不用回老家报了吧?", False),
        ("一家子谁都没活干,政府会帮一把,对吧?", False),
        ("增长不到8%吗?", False),  # a bound
        ("论产量,全省没有对手吧?", False),  # a rank
    ],
)
def test_a_claim_is_denied_by_its_predicate(question: str, is_so: bool) -> None:
    claim = claim_of(understand(question))
    assert claim is not None
    assert claim.is_denied is is_so
