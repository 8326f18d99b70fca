"""What reports call a theme that they say in other words."""

from __future__ import annotations

import pytest

from service.engine import Engine
from service.many.wordings import wording
from tests.tiny import REPORTS


@pytest.mark.parametrize(
    ("theme", "wanted"),
    [
        ("rural roads", "农村公路"),
        ("nuclear submarines", None),
        ("horse racing", None),
        ("核潜艇", None),
        ("the", None),  # says nothing
    ],
)
def test_it_is_the_phrase_that_answers_every_word(tiny: Engine, theme: str, wanted: str | None) -> None:
    assert wording(theme, REPORTS, tiny.snapshot, tiny.encoder) == wanted
