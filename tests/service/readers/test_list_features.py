"""The texts that speak for a list."""

from __future__ import annotations

from service.readers.list_features import _folded


def test_texts_keep_their_rows_whatever_lines_they_have() -> None:
    rows = [("目标是:\n\n", "茶叶\n竹木"), ("ＧＤＰ",)]
    assert [len(row) for row in _folded(rows)] == [2, 1]
    assert _folded(rows)[1] == ["gdp"]
