"""Rules by which the words around a figure say its period, its name and its kind."""

from __future__ import annotations

import pytest

from tests.stated import indicators, planned, reviewed, stated, values


def test_a_period_in_words_holds_for_what_stands_below_it() -> None:
    found = stated(
        "一、过去五年工作回顾\n累计造林3万亩，茶产值年均增长8%，茶园面积达到9万亩。\n"
        "去年，新建绿道30公里。\n这五年，茶农增收明显。\n新建茶站12个。\n二、2020年工作安排\n新建茶站3个。"
    )
    assert [fact.period for fact in found] == ["过去五年", "过去五年", "2019", "2019", "这五年", "2020"]
    found = stated("一、2019年和过去五年工作回顾\n茶产值8亿元。\n“六五”期间，全县造林3万亩。\n新建水库2座。")
    assert [fact.period for fact in found] == ["2019", "“六五”期间", "“六五”期间"]
    assert [fact.period for fact in reviewed("三年转移农民5万人。五年增产茶叶3万吨。两年新增茶站6个。")] == [
        "三年",
        "五年",
        "两年",
    ]


def test_an_average_of_many_years_is_not_of_the_year_before_it() -> None:
    found = stated("一、过去五年工作回顾\n茶产值2019年达到8亿元，年均增长9%。\n二、2020年工作安排\n继续努力。")
    assert [fact.period for fact in found] == ["2019", "过去五年"]


def test_a_period_in_a_title_is_no_period() -> None:
    assert [fact.period for fact in reviewed("落实《茶业规划(2016-2030)》，茶产值8亿元。")] == ["2019"]


def test_what_a_review_strove_for_was_done() -> None:
    assert [fact.kind for fact in reviewed("全县努力加快发展，争取资金3亿元。")] == ["actual"]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("包括投资3亿元的茶谷项目、投资2亿元的竹海项目。", ["茶谷项目投资", "竹海项目投资"]),
        ("茶叶覆盖率超80%；12个居住片区完成管网改造。", ["茶叶覆盖率", "完成管网改造居住片区"]),
        ("全县6个停车场、300个泊位实现“无感支付”。", ["实现“无感支付”停车场", "实现“无感支付”泊位"]),
        ("东桥等9条道路建成通车。", ["建成通车道路"]),
        ("完成2个村二次供水改造。", ["村二次供水改造"]),
        (
            "东路隧道、西湖改造一期、南街与北街改造分别完成总工程量的3%、2%和1%。",
            ["东路隧道总工程量", "西湖改造一期总工程量", "南街与北街改造总工程量"],
        ),
    ],
)
def test_what_stands_after_a_figure_belongs_to_it(sentence: str, wanted: list[str]) -> None:
    assert indicators(sentence) == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("增设东山、西山、南山三个茶叶服务站。", "3 个"),
        ("东山、西山两个街道列入试点名单。", "2 个"),
        ("三个茶叶平台分别为茶谷、茶园和茶镇。", "3 个"),
        ("垃圾总量实现零增长。", "0 %"),
        ("茶企审批“最多30天”。", "30 天"),
        ("茶企开办一日办结。", "1 日"),
        ("开展两个批次主题教育。", "2 个批次"),
        ("茶叶合格率实现两个100%。", "100 %"),
    ],
)
def test_small_numerals_and_words_count_where_they_say_how_many(sentence: str, wanted: str) -> None:
    assert values(reviewed(sentence)) == [wanted]


def test_what_was_done_early_in_the_planned_year_is_actual() -> None:
    found = planned("组建12个茶叶小组，累计走访茶企300余次。")
    assert [fact.kind for fact in found] == ["actual", "actual"]


def test_reached_is_said_of_all_that_stand_after_it() -> None:
    found = reviewed("东村和西村茶产值分别达到3亿元、2亿元。")
    assert [fact.qualifier for fact in found] == ["达", "达"]


def test_a_share_of_the_work_is_no_growth() -> None:
    assert [fact.change for fact in reviewed("茶园提升改造完成总工程量的13%。")] == ["share"]
