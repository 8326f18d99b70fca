"""What reports call a theme that they say in other words."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.build import build_snapshot
from indexer.encoders.base import Encoder
from service.engine import Engine
from service.holder import Holder
from service.many.wordings import wording
from tests.tiny import REPORTS, tiny_report


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


def test_a_word_that_answers_none_best_is_no_part_of_it(tmp_path: Path, encoder: Encoder) -> None:
    text = "一、2020年工作安排\n" + "打造人工智能大模型典型应用。" * 6
    report = tiny_report("anlin-2020", "安林县", "county", text)
    build_snapshot([report], encoder, tmp_path)
    engine = Holder(tmp_path).engine()
    assert wording("ai large model", [report], engine.snapshot, engine.encoder) == "人工智能大模型"  # and not 人工智能大模型典型
