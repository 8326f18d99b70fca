"""Which of many figures is the one that is asked for."""

from __future__ import annotations

import pytest

from indexer.build import build_snapshot
from indexer.encoders.base import Encoder
from service.engine import Engine
from service.holder import Holder
from service.query import understand
from service.readers.base import Reading
from service.readers.figure_features import FEATURES, describe
from service.readers.figures import figures, read_figure
from service.readers.several import read_several
from tests.tiny import tiny_report

QINGHE_2020 = """一、2019年工作回顾
2019年,全市出口增长5.3%,民营企业出口增长9.8%。新修公路820公里、绿道36公里,完成造林3600亩,旅游收入46亿元,接待游客930万人次。
学生保险保费由每人每年20元提高到35元,新建图书馆14座。居民人均收入突破2万元、达到20793元。
二、2020年主要任务
开工建设河堤22公里,建成17公里。粮食、油料作物种植面积分别稳定在45万亩、12万亩。
"""


@pytest.fixture(scope="module")
def qinghe(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Engine:
    folder = tmp_path_factory.mktemp("qinghe")
    build_snapshot([tiny_report("qinghe-2020", "清河市", "city", QINGHE_2020)], encoder, folder)
    return Holder(folder).engine()


def _reading(engine: Engine, encoder: Encoder, question: str) -> Reading:
    return Reading(understand(question), engine.search(question, k=3, explain=True).hits, engine.snapshot, encoder)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("2019年出口增长了多少", "5.3%"),  # that of 民营企业出口 is of something else
        ("民营企业出口多了百分之几", "9.8%"),
        ("学生保险的保费每人每年提高到多少元", "35元"),
        ("新修公路有多长", "820公里"),
        ("旅游挣了多少钱", "46亿元"),
        ("每个居民一年收入几块钱", "20793元"),  # and not the mark that it passed
        ("2020年河堤要建成多少公里", "17公里"),
        ("¿Cuántos kilómetros de carreteras se construyeron en 2019?", "820公里"),
        ("Сколько туристов приехало в 2019 году?", "930万人次"),
        ("How many mu of forest were planted?", "3600亩"),
    ],
)
def test_the_figure_that_is_asked_for_is_told_from_those_beside_it(
    qinghe: Engine, encoder: Encoder, question: str, answer: str
) -> None:
    draft = read_figure(_reading(qinghe, encoder, question))
    assert draft is not None
    assert draft.answer == answer


def test_what_was_begun_is_told_from_what_was_finished(qinghe: Engine, encoder: Encoder) -> None:
    reading = _reading(qinghe, encoder, "河堤要开工多少公里")
    found = figures(reading)
    stage = describe(reading, found)[:, FEATURES.index("stage")].tolist()
    told = {figure.hit.text[figure.quantity.start : figure.quantity.end]: way for figure, way in zip(found, stage, strict=True)}
    assert (told["22公里"], told["17公里"]) == (1, -1)


def test_where_a_change_led_is_told_from_where_it_came_from(qinghe: Engine, encoder: Encoder) -> None:
    reading = _reading(qinghe, encoder, "学生保险保费是多少")
    found = figures(reading)
    turned = describe(reading, found)[:, FEATURES.index("turned")].tolist()
    told = {figure.hit.text[figure.quantity.start : figure.quantity.end]: way for figure, way in zip(found, turned, strict=True)}
    assert (told["20元"], told["35元"], told["14座"]) == (-1, 1, 0)
    assert (told["突破2万元"], told["20793元"]) == (-1, 1)


def test_a_number_that_the_question_holds_is_not_what_it_asks_for(qinghe: Engine, encoder: Encoder) -> None:
    reading = _reading(qinghe, encoder, "造林3600亩那年新修公路多少公里")
    found = figures(reading)
    held = describe(reading, found)[:, FEATURES.index("told")].tolist()
    assert [
        figure.hit.text[figure.quantity.start : figure.quantity.end]
        for figure, is_held in zip(found, held, strict=True)
        if is_held
    ] == ["3600亩"]


@pytest.mark.parametrize(
    ("question", "answer"),
    [("粮食和油料作物今年各要种够多少亩?", "45万亩、12万亩"), ("粮食和棉花今年各要种够多少亩?", None)],
)
def test_a_figure_that_a_sentence_lists_beside_another_is_found_by_its_name(
    qinghe: Engine, encoder: Encoder, question: str, answer: str | None
) -> None:
    draft = read_several(_reading(qinghe, encoder, question))
    assert (draft.answer if draft else None) == answer


@pytest.mark.parametrize(
    ("question", "growth"),
    [
        ("保险保费增长了多少", -1),
        ("保险保费提高到多少", 0),
        ("To what amount did the premium rise?", 0),
        ("By how much did it grow?", -1),
    ],
)
def test_to_what_something_grew_asks_for_a_level(qinghe: Engine, encoder: Encoder, question: str, growth: int) -> None:
    reading = _reading(qinghe, encoder, question)
    of_level = [figure for figure in figures(reading) if figure.hit.text[figure.quantity.start : figure.quantity.end] == "35元"]
    assert [row[FEATURES.index("growth")] for row in describe(reading, of_level).tolist()] == [growth]
