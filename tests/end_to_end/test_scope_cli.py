"""Questions over several reports at the command line: rows, bars, the filters that words set, and facets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from service.cli.drawing import BAR
from tests.end_to_end.conftest import Run
from tests.end_to_end.test_prompt import PROMPT, squeezed, terminal

BOTH = "安林县和北河市2019年地区生产总值分别是多少?"
YEARS = "安林县2018年到2019年的地区生产总值"


def cells(out: str) -> list[list[str]]:
    """The rows of the table below the answer."""
    _, _, _, *lines = out.splitlines()
    return [re.split(r"\s{2,}", line) for line in lines if "  " in line.strip()]


def test_each_region_is_a_line_with_figure_bar_and_place(wenzheng: Run) -> None:
    ran = wenzheng("ask", BOTH)
    assert (ran.exit_code, ran.err) == (0, "")
    answer, head, *_ = ran.out.splitlines()
    assert answer == "安林县：92.4亿元；北河市：1530亿元"
    assert head.split("  ")[0] == "region" and "year" not in head  # one year, which the question names
    [anlin, beihe] = cells(ran.out)
    assert anlin[:3] == ["安林县", "92.4亿元", "█" * round(BAR * 92.4 / 1530)]
    assert beihe[:3] == ["北河市", "1530亿元", "█" * BAR]
    assert re.fullmatch(r"anlin-2020/1\.1 \d+–\d+", anlin[3]) and beihe[3].startswith("beihe-2020/1.1 ")


def test_each_year_is_a_line_of_one_region(wenzheng: Run) -> None:
    found = cells(wenzheng("ask", YEARS).out)
    assert [row[:2] for row in found] == [["2018", "86.5亿元"], ["2019", "92.4亿元"]]


def test_a_report_that_does_not_say_and_one_that_is_not_there_are_told_apart(wenzheng: Run, process: Run) -> None:
    silent = cells(wenzheng("ask", "安林县和北河市2019年一般公共预算收入分别是多少?").out)
    assert silent[1] == ["北河市", "not stated", "beihe-2020"]  # a single figure has no bar
    assert cells(wenzheng("ask", "北河市和上海市2019年的地区生产总值").out)[1][:2] == ["上海", "no report"]
    chinese = process("ask", "北河市和上海市2019年的地区生产总值", env={"LANG": "zh_CN.UTF-8"}).out
    assert cells(chinese)[1][:2] == ["上海", "未收录"]
    assert chinese.endswith("%\n按 北河市 查找\n")


def test_rows_without_an_answer_stand_above_the_reason(wenzheng: Run) -> None:
    out = wenzheng("ask", "安林县和北河市2019年的社会消费品零售总额").out
    assert [row[:2] for row in cells(out)] == [["安林县", "not stated"], ["北河市", "not stated"]]


def test_a_filter_that_words_set_can_be_ignored(wenzheng: Run) -> None:
    asked = ("search", "北河市公交线路", "-k", "3")
    narrowed, ignored = wenzheng(*asked).out, wenzheng(*asked, "--ignore", "region").out
    assert narrowed.endswith("\nlooked in 北河市\n") and "anlin-2020" not in narrowed
    assert "looked in" not in ignored and "anlin-2020" in ignored
    assert "\nregion: 安林县 " in ignored
    assert "looked in" not in wenzheng("ask", "北河市2019年地区生产总值是多少?", "--ignore", "region", "--ignore", "year").out


def test_facets_are_told_where_they_differ(wenzheng: Run, process: Run) -> None:
    lines = wenzheng("search", "公交线路", "-k", "1").out.splitlines()
    told = dict(line.split(": ", 1) for line in lines[-4:])
    assert list(told) == ["region", "level", "year", "report"]
    assert re.fullmatch(r"county \d+ · city \d+", told["level"])
    assert "region: " not in wenzheng("search", "公交线路", "--region", "安林县").out  # only one
    assert re.search(r"\n层级: 县级 \d+ · 市级 \d+\n", process("search", "公交线路", env={"LANG": "zh_CN.UTF-8"}).out)


@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_filter_that_no_words_set_is_refused_by_name(wenzheng: Run, command: str) -> None:
    ran = wenzheng(command, "公交", "--ignore", "report")
    assert (ran.exit_code, ran.out) == (2, "")
    assert "ignore 'report', expected one of region, level, year" in re.sub(r"[│\s]+", " ", ran.err)


def test_rows_can_be_opened_and_a_filter_ignored_at_the_prompt(tiny_home: Path) -> None:
    with terminal(tiny_home, columns=100) as screen:
        screen.read_to(PROMPT)
        assert "ask first" in screen.ask(":ignore region")
        assert "1安林县92.4亿元" in squeezed(screen.ask(BOTH))
        assert "全市实现地区生产总值1530亿元" in squeezed(screen.ask(":open 2"))
        assert "one of region, level, year" in screen.ask(":ignore place")
        assert "looked in 安林县 · 2019\n" in screen.ask("安林县2018年地区生产总值是多少?")
        assert "looked in 2019\n" in screen.ask(":ignore region")
        assert "looked in" not in screen.ask(":ignore year")  # nor by region


def test_an_answer_longer_than_a_line_is_left_to_the_table_and_a_narrow_one_has_no_bars(tiny_home: Path) -> None:
    with terminal(tiny_home, "ask", BOTH, columns=59) as screen:
        wide = screen.read_to(None)
    with terminal(tiny_home, "ask", BOTH, columns=30) as screen:
        narrow = screen.read_to(None)
    assert "安林县：92.4亿元；北河市：1530亿元" in squeezed(wide) and "█" not in wide
    assert "2 in the table below" in narrow and "；" not in narrow
