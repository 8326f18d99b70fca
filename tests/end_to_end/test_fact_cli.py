"""`wenzheng facts` and `wenzheng compare`: what they print, in which language, and how they refuse."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.cli.drawing import BAR
from service.holder import Holder
from service.web.api import create_app
from tests.end_to_end.conftest import Run


def api(home: Path, call: str, **params: Any) -> httpx.Response:
    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(create_app(Holder(home)))
        async with httpx.AsyncClient(transport=transport, base_url="http://wenzheng") as client:
            return await client.get(call, params=params)

    return asyncio.run(send())


def test_facts_are_lines_with_figure_period_and_place(wenzheng: Run) -> None:
    ran = wenzheng("facts", "GDP", "--report", "anlin-2020")
    assert (ran.exit_code, ran.err) == (0, "")
    head, _, *lines = ran.out.splitlines()
    assert head.split() == ["indicator", "value", "measure", "period", "kind", "place"]
    told = [re.split(r"\s{2,}", line) for line in lines]
    assert [line[:5] for line in told] == [
        ["地区生产总值", "92.4亿元", "level", "2019", "outcome"],
        ["地区生产总值", "7.1%", "growth", "2019", "outcome"],
        ["地区生产总值", "7%以上", "growth", "2020", "target"],
    ]
    assert all(re.fullmatch(r"anlin-2020/[\d.]+ \d+–\d+", line[5]) for line in told)


def test_a_line_in_a_pipe_is_whole_however_narrow_the_terminal(process: Run) -> None:
    narrow = process("facts", "GDP", env={"COLUMNS": "30"})
    assert narrow.out == process("facts", "GDP", env={"COLUMNS": "200"}).out
    assert "\x1b" not in narrow.out


@pytest.mark.parametrize(
    ("options", "params"),
    [
        (["GDP"], {"indicator": "GDP"}),
        (["--period", "2020", "--kind", "target", "--unit", "%"], {"period": "2020", "kind": "target", "unit": "%"}),
        (["公交线路", "--region", "北河市", "--year", "2020"], {"indicator": "公交线路", "region": "北河市", "year": 2020}),
        (["--level", "city", "--limit", "2"], {"level": "city", "limit": 2}),
        (["不存在的指标"], {"indicator": "不存在的指标"}),
    ],
)
def test_facts_are_printed_as_the_api_sends_them(
    wenzheng: Run, tiny_home: Path, options: list[str], params: dict[str, Any]
) -> None:
    printed = json.loads(wenzheng("facts", *options, "--json").out)
    changing: dict[str, Any] = {"took_ms": 0, "next": None}
    assert printed | changing == api(tiny_home, "/v1/facts", **params).json() | changing
    assert wenzheng("facts", *options, "--csv").out.encode() == api(tiny_home, "/v1/facts.csv", **params).content


def test_a_table_opens_in_a_spreadsheet(process: Run) -> None:
    ran = process("facts", "--csv")
    assert ran.out.startswith("\ufeff") and ran.out.count("\ufeff") == 1
    rows = list(csv.DictReader(io.StringIO(ran.out.removeprefix("\ufeff"))))
    assert {"anlin-2019", "anlin-2020", "beihe-2020"} == {row["report_id"] for row in rows}


def test_an_indicator_that_is_not_there_is_told_with_near_names(wenzheng: Run) -> None:
    ran = wenzheng("facts", "财政收人")
    assert (ran.exit_code, ran.out) == (
        0,
        "No figure for “财政收人” fits what was asked for.\nnear: 一般公共预算收入\n",
    )
    assert wenzheng("compare", "财政收人").out == ran.out
    assert wenzheng("facts", "--period", "1950").out == "No figure fits these filters.\n"


def test_a_comparison_is_a_table_and_a_bar_for_each_figure(wenzheng: Run) -> None:
    ran = wenzheng("compare", "GDP", "--region", "安林县")
    assert (ran.exit_code, ran.err) == (0, "")
    growth = ran.out.split("\n\n")[0].splitlines()
    assert growth[0] == "地区生产总值  安林县  growth (%)"
    table = [re.split(r"\s{2,}", line) for line in growth[3:6]]
    assert table == [
        ["2018", "no report", "6.8%"],
        ["2019", "not stated", "7.1%", "7%以上"],  # the last is the target for 2020
        ["2020", "7%以上", "no report"],
    ]
    bars = [re.fullmatch(r"  (\d+)  (\w+) +([█░]+) (\S+)  (\S+) \d+–\d+", line) for line in growth[6:]]
    told = [(bar[1], bar[2], bar[3], bar[4]) for bar in bars if bar]
    assert told == [
        ("2018", "outcome", "█" * round(BAR * 6.8 / 7.1), "6.8%"),
        ("2019", "outcome", "█" * BAR, "7.1%"),
        ("2020", "target", "░" * round(BAR * 7 / 7.1), "7%以上"),
    ]


def test_a_comparison_is_printed_as_the_api_sends_it(wenzheng: Run, tiny_home: Path) -> None:
    printed = json.loads(wenzheng("compare", "一般公共预算收入", "--period", "2019", "--json").out)
    sent = api(tiny_home, "/v1/compare", indicator="一般公共预算收入", period="2019").json()
    assert printed | {"took_ms": 0} == sent | {"took_ms": 0}
    assert sent["rows"]


def test_figures_are_told_in_chinese_where_the_locale_is(process: Run) -> None:
    chinese = {"LANG": "zh_CN.UTF-8"}
    assert process("facts", "GDP", env=chinese).out.splitlines()[0].split() == ["指标", "数值", "性质", "时期", "类别", "出处"]
    assert process("facts", "没有", env=chinese).out.startswith("没有符合条件的“没有”数据。\n")
    assert "未收录" in process("compare", "GDP", env=chinese).out


@pytest.mark.parametrize(
    ("arguments", "exit_code", "told"),
    [
        (["facts", "GDP", "--kind", "maybe"], 2, "kind 'maybe', expected one of actual, target, other"),
        (["facts", "GDP", "--json", "--csv"], 2, "expected one of them"),
        (["facts", " "], 2, "the indicator is empty"),
        (["facts", "GDP", "--limit", "0"], 2, "--limit"),
        (["facts", "GDP", "--report", "nowhere-2020"], 4, "no report 'nowhere-2020'; known are anlin-2019"),
        (["facts", "--clause", "anlin-2020/9"], 4, "no clause 'anlin-2020/9'"),
        (["compare", "GDP", "--level", "village"], 2, "level 'village'"),
        (["compare"], 2, "indicator"),
    ],
)
def test_a_wrong_command_line_is_told_with_what_was_expected(
    wenzheng: Run, arguments: list[str], exit_code: int, told: str
) -> None:
    ran = wenzheng(*arguments)
    assert (ran.exit_code, ran.out) == (exit_code, "")
    assert told in re.sub(r"[│\s]+", " ", ran.err)
