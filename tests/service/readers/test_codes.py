"""What a part of a shorthand stands for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.build import build_snapshot
from indexer.encoders.base import Encoder
from service.engine import Engine
from service.holder import Holder
from service.query import understand
from service.readers.base import Draft, Reading
from service.readers.codes import parts_of, read_code
from tests.tiny import tiny_report

LINSHUI = """一、2022年主要任务
(一)提升治理水平。建立巡查、评议和奖惩“三位一体”的工作机制。推行数字门牌。
名词解释
1.“8+1+N”校地合作体系:与县内8所学校,江南大学,以及更多科研院所建立合作关系。
2.“224X”招商体系:招商局和服务局两个部门;茶叶、竹木等两大产业;四个驻外招商处分别为北京、上海、深圳和广州招商处;“X”为乡镇、街道及国有企业等。
3.“一湖两岸”:镜月湖;东岸新城、西岸老城。
4.港区“四位一体”监管体系:消防安全一体化、货物流动一体化、应急救援一体化、医疗保障一体化。
"""

Read = Callable[[str], Draft | None]


@pytest.fixture(scope="module")
def linshui(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Engine:
    home: Path = tmp_path_factory.mktemp("linshui")
    build_snapshot([tiny_report("linshui-2022", "临水县", "county", LINSHUI)], encoder, home)
    return Holder(home).engine()


@pytest.fixture
def read(linshui: Engine, encoder: Encoder) -> Read:
    def run(question: str) -> Draft | None:
        hits = linshui.search(question, k=3, explain=True).hits
        return read_code(Reading(understand(question), hits, linshui.snapshot, encoder))

    return run


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("14+2+n", ["14", "2", "n"]),
        ("1335x", ["1", "3", "3", "5", "x"]),
        ("一江双城四组团", ["一江", "双城", "四组团"]),
        ("一件事", ["一件事"]),
    ],
)
def test_a_shorthand_is_cut_into_its_parts(code: str, parts: list[str]) -> None:
    assert parts_of(code) == parts


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("“8+1+N”里的“8”指什么？", "县内8所学校"),
        ("8+1+N中的1是哪所大学？", "江南大学"),
        ("“8+1+N”中的“N”代表什么？", "更多科研院所"),  # what all three share is left out
        ("“224X”里第二个“2”指什么？", "两大产业"),
        ("“224X”招商体系里的“X”指哪些？", "乡镇、街道及国有企业等"),
        ("“一湖两岸”里的“一湖”是哪个湖？", "镜月湖"),
        ("港区“四位一体”中,与看病有关的是哪个“一体化”？", "医疗保障一体化"),
    ],
)
def test_a_part_is_told_by_the_stretch_in_its_place(read: Read, question: str, answer: str) -> None:
    draft = read(question)
    assert draft is not None
    assert (draft.kind, draft.answer) == ("definition", answer)


def test_what_a_shorthand_sums_up_stands_before_it(read: Read) -> None:
    draft = read("“三位一体”的工作机制由哪三方面组成？")
    assert draft is not None
    assert (draft.kind, draft.items) == ("list", ("巡查", "评议", "奖惩"))


@pytest.mark.parametrize("question", ["“8+1+N”是什么意思？", "推行了什么门牌？", "“8+1+N”里的“5”指什么？"])
def test_a_question_about_no_part_is_left_to_other_readers(read: Read, question: str) -> None:
    assert read(question) is None
