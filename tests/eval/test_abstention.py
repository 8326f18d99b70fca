from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.abstention import aurc, auroc, reliability
from eval.records import Bin


def test_aurc_is_the_mean_risk_over_coverages():
    # by confidence: right, wrong, right -> risks 0/1, 1/2, 1/3
    assert aurc([0.9, 0.5, 0.7], [True, True, False]) == pytest.approx((0 + 1 / 2 + 1 / 3) / 3)


def test_answers_of_equal_confidence_are_wrong_in_equal_parts():
    # one of two is wrong: half an error among the first, one among both
    assert aurc([0.5, 0.5], [True, False]) == aurc([0.5, 0.5], [False, True]) == pytest.approx((0.5 / 1 + 1 / 2) / 2)


def test_auroc_counts_pairs_in_the_right_order_and_equal_ones_half():
    # right 0.9 and 0.5 against wrong 0.5: 1 + 1/2 of 2 pairs
    assert auroc([0.9, 0.5, 0.5], [True, True, False]) == (1 + 1 / 2) / 2


def test_without_answers_or_with_only_right_ones_there_is_nothing_to_tell_apart():
    assert aurc([], []) is None
    assert auroc([0.9], [True]) is None
    assert reliability([], []) == ()


def test_answers_are_binned_by_confidence_and_a_full_one_is_in_the_last_bin():
    bins = reliability([0.93, 1.0, 0.2], [True, False, False])
    assert bins == (Bin(0.2, 0.3, 1, 0.2, 0), Bin(0.9, 1.0, 2, (0.93 + 1.0) / 2, 1 / 2))


@given(st.lists(st.tuples(st.sampled_from([0.1, 0.4, 0.9]), st.booleans()), min_size=1))
def test_the_order_of_answers_does_not_matter(answers):
    one, other = zip(*answers, strict=True), zip(*answers[::-1], strict=True)
    (confidences, right), (confidences_back, right_back) = one, other
    assert aurc(confidences, right) == pytest.approx(aurc(confidences_back, right_back))
    assert auroc(confidences, right) == auroc(confidences_back, right_back)
    assert 0 <= aurc(confidences, right) <= 1
