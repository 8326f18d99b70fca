"""Which facts are found: real reports, read by the real extraction."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.build import build_snapshot
from indexer.encoders.base import Encoder
from indexer.home import open_current
from service.engine import Engine
from service.facts.finder import FactFilters, FactFinder, FactPage
from service.records import Filters
from service.web.fact_table import BYTE_ORDER_MARK, COLUMNS, csv_lines
from tests.tiny import tiny_report


def told(page: FactPage) -> list[tuple[str, str, str]]:
    return [(each.fact.report_id, each.fact.indicator, f"{each.fact.value}{each.fact.unit}") for each in page.found]


GDP = [
    ("linhu-2019", "地区生产总值", "200亿元"),
    ("linhu-2019", "地区生产总值", "6.5%"),
    ("linhu-2019", "地区生产总值", "7%"),
    ("linhu-2020", "地区生产总值", "215亿元"),
    ("linhu-2020", "地区生产总值", "7%"),
    ("linhu-2020", "地区生产总值", "6.5%"),
    ("linhu-2021", "地区生产总值", "222亿元"),
    ("linhu-2021", "地区生产总值", "3.2%"),
    ("linhu-2021", "地区生产总值", "6%"),
    ("nangang-2020", "地区生产总值", "3100亿元"),
    ("nangang-2020", "地区生产总值", "5.1%"),
    ("nangang-2020", "地区生产总值", "6%"),
]


@pytest.mark.parametrize("name", ["GDP", "地区生产总值", "生产总值", "gross regional product"])
def test_every_name_of_an_indicator_finds_the_same_rows_in_the_order_of_the_reports(finder: FactFinder, name: str) -> None:
    page = finder.find(name)
    assert told(page) == [*GDP, ("nangang-2020", "人均地区生产总值", "9万元")]
    assert [each.match for each in page.found] == ["same"] * len(GDP) + ["contains"]


def test_the_indicator_itself_comes_before_those_that_hold_its_words(finder: FactFinder) -> None:
    page = finder.find("工业增加值")
    assert [(indicator, value) for _, indicator, value in told(page)] == [
        ("工业增加值", "6%"),
        ("规上工业增加值", "8%"),
        ("规上工业增加值", "7.5%"),
    ]
    assert [each.match for each in page.found] == ["same", "contains", "contains"]


def test_an_indicator_that_only_shares_words_is_not_found(finder: FactFinder) -> None:
    assert told(finder.find("固定资产投资")) == [("linhu-2019", "固定资产投资", "9%"), ("linhu-2019", "固定资产投资", "10%")]
    assert told(finder.find("工业投资")) == [("linhu-2019", "工业投资", "12%")]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (FactFilters(Filters(report=("linhu-2021",))), {"linhu-2021"}),
        (FactFilters(Filters(region=("临湖县",), year=(2019, 2020))), {"linhu-2019", "linhu-2020"}),
        (FactFilters(Filters(level=("city",))), {"nangang-2020"}),
        (FactFilters(Filters(region=("没有这个地方",))), set()),
        (FactFilters(clause=("linhu-2020/1.1",)), {"linhu-2020"}),
    ],
)
def test_a_filter_on_reports_keeps_their_facts(finder: FactFinder, filters: FactFilters, expected: set[str]) -> None:
    assert {each.fact.report_id for each in finder.find("GDP", filters=filters).found} == expected


def test_filters_on_a_fact_narrow_each_other(finder: FactFinder) -> None:
    planned = FactFilters(period=("2019年", "2020"), kind=("target",), unit=("%",))
    assert told(finder.find("GDP", filters=planned)) == [
        ("linhu-2019", "地区生产总值", "7%"),
        ("linhu-2020", "地区生产总值", "6.5%"),
        ("nangang-2020", "地区生产总值", "6%"),
    ]


@pytest.mark.parametrize(("period", "wanted"), [("十三五时期", ["五年来"]), ("十四五", ["今后五年"]), ("十二五", [])])
def test_a_period_finds_what_other_words_say_of_the_same_years(
    tmp_path: Path, encoder: Encoder, period: str, wanted: list[str]
) -> None:
    text = "一、过去五年工作回顾\n五年来，茶产值累计80亿元。\n二、今后五年的目标\n今后五年，新建茶站30个。"
    build_snapshot([tiny_report("muhe-2021", "木河县", "county", text)], encoder, tmp_path)
    page = FactFinder(open_current(tmp_path)).find(filters=FactFilters(period=(period,)))
    assert [each.fact.period for each in page.found] == wanted


@pytest.mark.parametrize("unit", ["亿元", "元", "億元"])
def test_a_unit_is_the_printed_or_the_base_one_in_any_script(finder: FactFinder, unit: str) -> None:
    found = finder.find("GDP", filters=FactFilters(Filters(region=("南港市",)), unit=(unit,)))
    assert ("nangang-2020", "地区生产总值", "3100亿元") in told(found)
    assert {each.fact.unit_base for each in found.found} == {"元"}


def test_without_an_indicator_all_facts_come_in_the_order_of_the_snapshot(finder: FactFinder) -> None:
    page = finder.find()
    assert [each.fact for each in page.found] == list(finder.snapshot.facts)
    assert {each.match for each in page.found} == {None}


def test_pages_follow_each_other_without_a_gap_or_a_repeat(finder: FactFinder) -> None:
    whole, offset, paged = finder.find("GDP"), 0, []
    while offset is not None:
        page = finder.find("GDP", limit=5, offset=offset)
        assert page.n_found == whole.n_found == 13
        paged += page.found
        offset = page.next_offset
    assert tuple(paged) == whole.found


def test_what_is_not_there_is_told_with_near_names_of_what_is(finder: FactFinder) -> None:
    page = finder.find("城镇新增就业率")
    assert (page.found, page.near[0]) == ((), "城镇新增就业")
    assert finder.find("xyz").near == ()


def test_an_answer_carries_the_facts_of_its_quotes_and_of_no_other_sentence(engine: Engine) -> None:
    answer = engine.ask("2019年地区生产总值是多少?")
    assert [fact.indicator for fact in answer.facts] == ["地区生产总值", "农业增加值", "规上工业增加值", "服务业增加值"]
    [citation] = answer.citations
    for fact in answer.facts:
        assert citation.start <= fact.value_start < fact.value_end <= citation.end
    assert engine.ask("怎么做红烧肉?").facts == ()


def read(lines: Iterable[str]) -> list[dict[str, str]]:
    text = "".join(lines)
    assert text.startswith(BYTE_ORDER_MARK + ",".join(COLUMNS) + "\r\n")
    return list(csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))


def test_a_table_has_one_row_a_fact_with_its_place(finder: FactFinder) -> None:
    page = finder.find("GDP")
    rows = read(csv_lines(page.found, finder.snapshot.reports))
    assert [row["fact_id"] for row in rows] == [each.fact.fact_id for each in page.found]
    for row in rows:
        text = finder.snapshot.reports[row["report_id"]].text
        assert text[int(row["start"]) : int(row["end"])] == row["quote"]
    assert (rows[0]["region"], rows[0]["year"], rows[0]["value"], rows[0]["value_to"]) == ("临湖县", "2019", "200", "")
    assert rows[0]["value_base"] == "20000000000"  # 200 * 10 ** 8, never 2e10


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝"])
def test_a_cell_that_a_spreadsheet_would_run_is_text(finder: FactFinder, start: str) -> None:
    found = finder.find("GDP", limit=1).found[0]
    told = replace(found, fact=replace(found.fact, quote=f'{start}HYPERLINK("http://x","a,b")', indicator=f"{start}1"))
    [row] = read(csv_lines([told], finder.snapshot.reports))
    assert (row["quote"], row["indicator"]) == (f"'{told.fact.quote}", f"'{start}1")


def test_a_negative_number_in_a_table_stays_a_number(finder: FactFinder) -> None:
    found = finder.find("GDP", limit=1).found[0]
    fallen = replace(found, fact=replace(found.fact, value=-found.fact.value, value_base=-found.fact.value_base))
    [row] = read(csv_lines([fallen], finder.snapshot.reports))
    assert (row["value"], row["value_base"]) == ("-200", "-20000000000")
