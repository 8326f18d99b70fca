"""Weights and fusion, worked by hand."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import get_args

import numpy as np
import pytest

from service.rank import PARTS, SAME_REPORT, fuse, spread_out, weights
from service.records import Mode

VECTORS = ("lexical", "dense", "sentence", "year", "fact", "term")
GIVEN = [PARTS, (*VECTORS, "late"), VECTORS]


@pytest.mark.parametrize("mode", get_args(Mode))
@pytest.mark.parametrize("parts", GIVEN)
def test_the_weights_of_every_mode_add_up_to_one(mode: Mode, parts: Collection[str]) -> None:
    found = weights(mode, parts)
    assert math.fsum(found.values()) == pytest.approx(1, abs=1e-12)
    assert all(weight >= 0 for weight in found.values())
    assert set(found) <= set(PARTS)


def test_lexical_counts_words_alone_and_dense_all_but_them() -> None:
    assert weights("lexical", PARTS) == {"lexical": 1.0}
    hybrid, dense = weights("hybrid", PARTS), weights("dense", PARTS)
    assert dense.keys() == hybrid.keys() - {"lexical"}
    rest = 1 - hybrid["lexical"]
    assert dense == pytest.approx({part: hybrid[part] / rest for part in dense})


@pytest.mark.parametrize("parts", GIVEN)
def test_pooled_counts_the_vectors_of_clauses_and_sentences_alone_in_their_proportion(parts: Collection[str]) -> None:
    hybrid, pooled = weights("hybrid", parts), weights("pooled", parts)
    together = hybrid["dense"] + hybrid["sentence"]
    assert pooled == pytest.approx({part: hybrid[part] / together for part in ("dense", "sentence")})


@pytest.mark.parametrize("parts", GIVEN)
def test_only_parts_that_the_encoder_gives_count(parts: Collection[str]) -> None:
    assert weights("hybrid", parts).keys() == set(parts)


def test_a_score_is_the_weighted_sum_of_its_parts() -> None:
    parts = {
        "lexical": np.array([0.5, 0.0], np.float32),
        "dense": np.array([0.25, 1.0], np.float32),
        "year": np.array([1.0, -1.0], np.float32),
        "late": np.array([9.0, 9.0], np.float32),  # not weighed, so it does not count
    }
    found = fuse(parts, {"lexical": 0.5, "dense": 0.25, "year": 0.25})
    assert found.tolist() == [0.5 * 0.5 + 0.25 * 0.25 + 0.25 * 1, 0.25 * 1 - 0.25 * 1]


def test_no_clause_has_no_score() -> None:
    assert fuse({"lexical": np.zeros(0, np.float32)}, {"lexical": 1.0}).tolist() == []


def test_a_report_is_put_back_a_little_for_each_better_clause_of_it() -> None:
    scores = np.array([0.9, 0.895, 0.89, 0.5])
    order, lowered = spread_out(np.arange(4), scores, np.array([0, 0, 1, 0]))
    assert lowered.tolist() == pytest.approx([0.9, 0.895 - SAME_REPORT, 0.89, 0.5 - 2 * SAME_REPORT])
    assert order.tolist() == [0, 2, 1, 3]
