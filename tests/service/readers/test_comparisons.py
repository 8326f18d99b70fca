"""Figures held against each other, and several at once."""

from __future__ import annotations

import pytest

from service.engine import Engine
from service.readers.comparisons import read_comparison
from service.readers.relations import comparison_of
from service.readers.several import asked_parts, read_several
from tests.service.readers.conftest import MUHE_2020, Read


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("2019年服务业增加值比规模以上工业增加值多多少亿元?", "402.5亿元 − 310.5亿元 = 92亿元"),
        ("2020年签约的重大项目比2019年签约的多几个?", "26个 − 20个 = 6个"),
        ("2019年事故起数的降幅和死亡人数的降幅相差几个百分点?", "12.5% − 9% = 3.5个百分点"),
        ("2019年签约重大项目是开工重大项目的多少倍?", "20个 ÷ 12个 ≈ 1.67倍"),
    ],
)
def test_arithmetic_is_shown_with_the_figures_it_is_made_from(read_muhe: Read, question: str, answer: str) -> None:
    draft = read_muhe(read_comparison, question)
    assert draft is not None
    assert draft.answer == answer
    cited = "".join(MUHE_2020[place.start : place.end] for place in draft.places)
    assert all(figure in cited for figure in (answer.split(" ")[0], answer.split(" ")[2]))


def test_which_of_two_is_more_is_told_with_both(read_muhe: Read) -> None:
    draft = read_muhe(read_comparison, "2019年规模以上工业增加值和服务业增加值哪个更多?")
    assert draft is not None
    assert draft.answer == "服务业增加值402.5亿元 > 规模以上工业增加值310.5亿元"


def test_a_side_that_is_not_stated_gives_no_difference(read_muhe: Read) -> None:
    assert read_muhe(read_comparison, "2019年出口比进口多多少亿元?") is None
    assert read_muhe(read_comparison, "2019年服务业增加值比规模以上工业增加值快多少?") is None  # amounts alone, no growth


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("去年事故起数和死亡人数各下降了多少?", "12.5%、9%"),  # in one enumeration
        ("2019年规模以上工业增加值和服务业增加值分别是多少?", "310.5亿元、402.5亿元"),
        ("2020年地区生产总值和固定资产投资的增长目标分别是多少?", "7%以上、5%左右"),
        ("签约重大项目,去年和今年各有多少个?", "20个、26个"),  # in two parts of the report
        ("2019年签约重大项目多少个,开工多少个?", "20个、12个"),
    ],
)
def test_two_figures_are_both_told_in_the_order_of_the_question(read_muhe: Read, question: str, answer: str) -> None:
    draft = read_muhe(read_several, question)
    assert draft is not None
    assert draft.answer == answer
    cited = "".join(MUHE_2020[place.start : place.end] for place in draft.places)
    assert all(figure in cited for figure in answer.split("、"))


def test_one_of_two_figures_is_no_answer(read_muhe: Read) -> None:
    assert read_muhe(read_several, "2019年规模以上工业增加值和农业增加值分别是多少?") is None


def test_what_two_sides_share_is_asked_of_both() -> None:
    of_years = comparison_of("2020年计划引进的项目比2019年引进的多")
    assert of_years is not None and "项目" in of_years.b and "2019" in of_years.b
    of_measures = comparison_of("2020年民间投资与工业投资的增速一样")
    assert of_measures is not None and of_measures.a.endswith("的增速") and of_measures.b.startswith("2020年")
    assert comparison_of("2019年垃圾总量比上一年减少了") is None


@pytest.mark.parametrize("question", ["2019年地区生产总值是多少?", "四个组团分别是什么?", "食品和餐饮类单位有哪些、各多少家?"])
def test_a_question_for_one_figure_or_for_a_list_is_not_cut(question: str) -> None:
    assert asked_parts(question) == []


def test_figures_of_two_regions_are_not_held_against_each_other(tiny: Engine) -> None:
    """安林县 states the rate of dangers mended, 北河市 the share of research in what is spent: 100% − 2.8% is of neither."""
    assert "−" not in (tiny.ask("2020年隐患整改率比研发投入占比高几个百分点?").answer or "")
