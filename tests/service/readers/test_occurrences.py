"""Where a shorthand stands in a clause."""

from __future__ import annotations

from typing import cast

import pytest

from indexer.records import Clause
from service.readers.codes.occurrences import occurrences
from service.records import Hit

CLAUSE = Clause("a/1", "a", (), None, 0, 20)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“三级”队伍", ["三级”"]),
        ("“三级 ”队伍", ["三级 ”"]),  # the mark is part of it, behind a blank too
        ("三级 队伍", ["三级"]),
        ("“三级三类”队伍", []),
    ],
)
def test_a_shorthand_ends_behind_its_quotation_mark(text: str, found: list[str]) -> None:
    hit = cast(Hit, None)  # goes through as it is
    assert [text[start:end] for _, _, start, end in occurrences("三级", [(hit, CLAUSE, text)])] == found
