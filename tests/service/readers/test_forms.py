"""How a claim is put."""

from __future__ import annotations

import pytest

from service.readers.forms import FORMS, forms


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ("桥修好没有?", {"open"}),
        ("所有的村都修了路,对吗?", {"all", "tagged"}),
        ("全市的茶园?", set()),  # 全 of a place
        ("2020年桥已经修好了?", {"number", "dated", "already"}),
        ("will the bridge be the largest?", {"first", "ahead", "letters"}),
    ],
)
def test_a_claim_is_put_in_these_forms(claim: str, found: set[str]) -> None:
    assert {name for name, value in zip(FORMS, forms(claim), strict=True) if value} == found
