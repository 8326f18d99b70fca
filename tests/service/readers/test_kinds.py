"""What kind of words stand at the edges of a phrase."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.build import build_snapshot
from indexer.encoders.base import WordEncoder
from indexer.encoders.embedded import normalise
from service.engine import Engine
from service.holder import Holder
from service.query import understand
from service.readers.base import Reading
from service.readers.spans.kinds import axes, kinds
from service.readers.spans.layout import Laid, lay_out, read_question
from service.readers.spans.runs import find_runs
from tests.tiny import tiny_report


def test_a_word_is_where_its_vector_lies_and_nowhere_behind_a_stop(tmp_path: Path, encoder: WordEncoder) -> None:
    text = "一、任务\n(一)扩大开放。建成大桥,举办会议。\n"
    build_snapshot([tiny_report("a-2022", "甲县", "county", text)], encoder, tmp_path)
    laid = _laid(Holder(tmp_path).engine(), encoder, "举办什么会议")
    runs = find_runs(laid)
    found = kinds(laid, runs)
    at = normalise(laid.vectors) @ axes()
    [row] = [row for row, (a, b) in enumerate(zip(runs.left, runs.right, strict=True)) if laid.words[a:b] == ["会议"]]
    word = laid.words.index("会议")
    assert found["last_0"][row] == pytest.approx(at[word, 0])
    assert found["previous_0"][row] == pytest.approx(at[word - 1, 0])
    assert found["following_0"][row] == 0


def _laid(engine: Engine, encoder: WordEncoder, question: str) -> Laid:
    hits = engine.search(question, k=3, explain=True).hits
    asked = Reading(understand(question), hits, engine.snapshot, encoder)
    laid = lay_out(asked, read_question(asked, encoder), encoder)
    assert laid is not None
    return laid
