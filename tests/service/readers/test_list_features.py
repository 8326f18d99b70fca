"""The texts that speak for a list."""

from __future__ import annotations

from safetensors import safe_open

from service.readers.list_features import FEATURES, WEIGHTS, _folded


def test_texts_keep_their_rows_whatever_lines_they_have() -> None:
    rows = [("目标是:\n\n", "茶叶\n竹木"), ("ＧＤＰ",)]
    assert [len(row) for row in _folded(rows)] == [2, 1]
    assert _folded(rows)[1] == ["gdp"]


def test_the_network_was_fitted_on_the_features_that_it_is_given() -> None:
    with safe_open(WEIGHTS, framework="numpy") as file:
        assert tuple(file.metadata()["features"].split()) == FEATURES
