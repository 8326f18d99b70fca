"""Spaces inside words, and indicators by their initials."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pypinyin import Style, lazy_pinyin

from indexer.segment import fold
from service.facts.indicators import TABLE, by_initials
from service.query import understand
from service.spelling import close_gaps, write_out_initials


@pytest.mark.parametrize(
    ("asked", "closed"),
    [
        ("快递业务 量增 长多少", "快递业务量增长多少"),
        ("北 京地铁 总里程", "北京地铁 总里程"),
        ("茶园 消化 亩", "茶园 消化 亩"),  # between keywords
        ("地铁 3 号线", "地铁 3 号线"),
        ("new tea gardens", "new tea gardens"),
        ("", ""),
    ],
)
def test_a_space_goes_where_a_word_reaches_across_it(asked: str, closed: str) -> None:
    assert close_gaps(asked) == closed


def test_a_question_is_searched_for_without_them_and_kept_as_it_was_asked() -> None:
    query = understand("新建 茶 园多 少亩")
    assert (query.text, query.plain, query.unit, query.kind) == ("新建 茶 园多 少亩", "新建 茶园多少亩", "亩", "value")
    assert understand("新建茶园 多少ＡＢ").plain == "新建茶园 多少ＡＢ"


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("2019年dqsczz是多少", "2019年地区生产总值是多少"),
        ("jckze", "货物进出口总额"),
        ("ybggyssr 目标", "一般公共预算收入 目标"),
        ("what did the jobs cost", "what did the jobs cost"),
        ("xdqsczz", "xdqsczz"),
    ],
)
def test_an_indicator_is_known_by_its_initials(asked: str, meant: str) -> None:
    assert write_out_initials(asked) == meant


def test_who_types_initials_gets_the_question_with_the_name() -> None:
    query = understand("ＤＱＳＣＺＺ去年多少亿元")
    assert (query.text, query.plain, query.unit) == ("ＤＱＳＣＺＺ去年多少亿元", "地区生产总值去年多少亿元", "亿元")


def test_initials_are_those_of_a_name_of_the_indicator_and_of_one_indicator() -> None:
    listed = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    typed = [(each, name) for name, entry in listed.items() for each in entry.get("initials", ())]
    assert len(typed) == len(by_initials()) > 50
    for each, name in typed:
        names = (name, *listed[name].get("zh", ()))
        assert each in {"".join(lazy_pinyin(one, style=Style.FIRST_LETTER)) for one in names}, each


def test_no_written_question_holds_initials_by_chance() -> None:
    root = Path(__file__).parents[2]
    gold = [path for path in (root / "eval/gold").glob("*.jsonl") if not path.name.startswith("facts")]
    written = [*gold, root / "indexer/training/data/questions.jsonl"]
    asked = [
        fold(text)
        for path in written
        for line in path.read_text(encoding="utf-8").splitlines()
        for text in _asked(json.loads(line))
    ]
    assert len(asked) > 20_000
    assert [text for text in asked if write_out_initials(text) != text] == []


def _asked(record: dict[str, Any]) -> list[str]:
    return [one["text"] for one in record["questions"]] if "questions" in record else [record["question"]]
