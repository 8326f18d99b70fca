"""Lists of whole parts: in a row, or opening alike."""

from __future__ import annotations

import pytest

from indexer.build import build_snapshot
from indexer.encoders.base import Encoder
from service.engine import Engine
from service.holder import Holder
from service.query import understand
from service.readers.base import Reading
from service.readers.lists import lists
from service.readers.wanted import wanted
from tests.tiny import tiny_report

BEILING = """一、2019年工作回顾
(一)产业。打造茶叶产业集群,扩种千亩。修好村道。打造竹木产业集群,新建两厂。
(二)试点。东岸获批设立,西岸投入使用,南坪通过验收,形势喜人。取消许可12项,收费压减九成,工期缩短到20天,群众满意。
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Engine:
    folder = tmp_path_factory.mktemp("alike")
    build_snapshot([tiny_report("beiling-2020", "北岭县", "county", BEILING)], encoder, folder)
    return Holder(folder).engine()


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("要做成哪些集群?", ["打造茶叶产业集群", "打造竹木产业集群"]),
        ("要做成哪些集群?", ["茶叶产业集群", "竹木产业集群"]),
        ("各园区有什么进展?", ["东岸获批设立", "西岸投入使用", "南坪通过验收"]),
        ("政府给自己砍掉了多少?", ["取消许可12项", "工期缩短到20天"]),
    ],
)
def test_parts_that_stand_in_a_row_or_open_alike_may_be_the_list(
    engine: Engine, encoder: Encoder, question: str, items: list[str]
) -> None:
    hits = engine.search(question, k=5, explain=True).hits
    reading = Reading(understand(question), hits, engine.snapshot, encoder)
    found = lists(reading, wanted(reading.query))
    assert items in [[reading.text(place) for place in each.items] for each in found]
