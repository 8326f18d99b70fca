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
    found = stated("一、过去五年工作回顾\n这五年，累计造林3万亩，茶园面积达到9万亩。\n二、2020年工作安排\n继续努力。")
    assert [fact.period for fact in found] == ["这五年", "这五年"]
    found = stated("一、2019年和过去五年工作回顾\n茶产值8亿元。\n“六五”期间，全县造林3万亩。\n新建水库2座。")
    assert [fact.period for fact in found] == ["2019", "“六五”期间", "“六五”期间"]
    assert [fact.period for fact in reviewed("三年转移农民5万人。五年增产茶叶3万吨。两年新增茶站6个。")] == [
        "三年",
        "五年",
        "两年",
    ]


def test_a_period_at_the_head_of_a_paragraph_ends_with_its_section() -> None:
    found = stated(
        "一、过去五年工作回顾\n（一）发展茶业\n这五年，茶农增收明显。\n新建茶站12个。\n（二）改善民生\n新建校舍3栋。\n"
        "二、2020年工作安排\n继续努力。"
    )
    assert [fact.period for fact in found] == ["这五年", "过去五年"]


def test_what_leads_to_a_list_holds_for_its_items_and_an_item_for_itself() -> None:
    found = stated(
        "一、工作回顾\n按照计划，主要产品2022年的产量如下：\n茶叶：3万吨。\n毛竹：5万吨。\n"
        "二、“十四五”时期的目标\n——做强茶业。今后五年，茶产值年均增长7%。\n——做优生态。森林覆盖率达到70%。"
    )
    assert [fact.period for fact in found] == ["2022", "2022", "今后五年", "“十四五”时期"]


def test_the_year_reviewed_ends_a_spell_of_years_but_not_that_of_a_heading() -> None:
    body = "五年来，新建茶站12个。2019年，新建茶站3个。\n修复古桥4座。\n刚刚过去的2019年，全县上下一心。\n新建校舍5栋。"
    assert [fact.period for fact in stated(f"一、工作回顾\n{body}")] == ["五年来", "2019", "2019", "2019"]
    assert [fact.period for fact in stated(f"一、过去五年工作回顾\n{body}")] == ["五年来", "2019", "五年来", "2019"]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("2018年同2015年相比，茶产值由3亿元增加到5亿元，竹产值由1亿元增加到2亿元。", "2015 2018 2015 2018"),
        ("茶产值由2015年的3亿元增加到2018年的5亿元，其中绿茶由1亿元增加到2亿元。", "2015 2018 2015 2018"),
        ("2018年同完成改造的2015年相比，茶产值增加2亿元。", "2018"),
        ("五年茶业投资9亿元，是2001年到2014年14年的总和，竹业投资4亿元。", "五年 五年"),
        ("从2015年到2018年的四年内，茶业投资9亿元。", "2015年到2018年"),
        ("2017、2018两年，茶业投资3亿元。", "2017、2018两年"),
        ("第二季度茶产值2亿元，2018年上半年3亿元。", "第二季度 2018年上半年"),
        ("茶业投资五年累计9亿元。", "五年"),
        ("茶产值8亿元，创近五年新高，竹产值4亿元。", "2019 2019"),
        ("2018年茶产值5亿元，比2015年的3亿元增加2亿元，其中绿茶由1亿元增加到2亿元。", "2018 2015 2018 2015 2018"),
        ("去年，茶产值将由2015年的3亿元增加到5亿元，竹产值4亿元。", "2015 2019 2019"),
        ("2018年比2015年增长8%。这两年中，茶产值由3亿元增加到5亿元。", "这两年中 这两年中"),
        ("规划提出，到2025年，茶业提质。竹产值达到9亿元。", "到2025年"),
        ("要指出的是，在刚刚过去的2018年，茶业提质。竹产值达到9亿元。", "2018"),
        ("竹业提质，2018年完成整治。竹产值达到9亿元。", "2019"),
        ("九年义务教育投入3亿元。", "2019"),
        ("2016年以来，茶业投资9亿元，为建国以来的最高水平，竹业投资4亿元。", "2016年以来 2016年以来"),
        ("全年茶产值8亿元，增幅比一季度回落，竹产值4亿元。", "2019 2019"),
    ],
)
def test_what_a_figure_is_held_against_and_where_it_began(sentence: str, wanted: str) -> None:
    assert [fact.period for fact in reviewed(sentence) if fact.unit == "亿元"] == wanted.split()


def test_an_average_of_many_years_is_not_of_the_year_before_it() -> None:
    found = stated("一、过去五年工作回顾\n茶产值2019年达到8亿元，年均增长9%。\n二、2020年工作安排\n继续努力。")
    assert [fact.period for fact in found] == ["2019", "过去五年"]


def test_a_period_in_a_title_is_no_period() -> None:
    assert [fact.period for fact in reviewed("落实《茶业规划(2016-2030)》，茶产值8亿元。")] == ["2019"]


def test_a_heading_of_one_and_of_several_years_leaves_the_period_to_the_paragraphs() -> None:
    found = stated(
        "一、2019年和“十三五”时期工作回顾\n新建茶站1个。\n五年来，茶农增收明显。\n（一）发展茶业\n新建茶站12个。\n"
        "近两年，新建绿道30公里。\n二、2020年工作安排\n继续努力。"
    )
    assert [fact.period for fact in found] == ["2019", "五年来", "近两年"]


def test_what_was_added_and_what_there_is_have_names_of_their_own() -> None:
    assert [(fact.indicator, fact.value) for fact in reviewed("茶企净增98户、突破1900户。")] == [("茶企净增", 98), ("茶企", 1900)]


def test_the_spell_that_a_change_begins_in_is_not_that_of_its_end() -> None:
    assert [fact.period for fact in reviewed("登记失业率从上半年5.5%降到5.3%。")] == ["上半年", "2019"]


def test_a_figure_that_only_says_which_things_are_meant_is_none_of_theirs() -> None:
    assert [(fact.indicator, fact.value) for fact in reviewed("产值超5亿元的乡镇增至12个。")] == [("产值超5亿元的乡镇", 12)]
    assert [fact.value for fact in reviewed("茶产值实现超8%的增长。")] == [8]


def test_a_change_from_the_year_before_begins_before_the_year_reviewed() -> None:
    assert [fact.period for fact in reviewed("人口由上年的72万人增加到73万人。")] == ["2018", "2019"]
    assert [fact.period for fact in reviewed("出口占比由上年的3%上升为4%。")] == ["2018", "2019"]
    assert [fact.period for fact in planned("森林覆盖率由上年的3%提高到4%。")] == ["2019", "2020"]  # planned in that year


def test_the_whole_year_that_leads_to_a_list_is_that_of_its_part() -> None:
    found = stated("二、2020年工作安排\n完成全年目标，要重点抓好以下工作：\n（一）发展茶业\n新建茶站12个。")
    assert [(fact.period, fact.kind) for fact in found] == [("2020", "target")]


def test_a_year_long_past_at_the_head_of_a_paragraph_does_not_end_what_the_heading_says() -> None:
    found = stated("一、过去五年工作回顾\n2016年，全县遭遇洪水。\n新建茶站12个。\n二、2020年工作安排\n继续努力。")
    assert [fact.period for fact in found] == ["过去五年"]


def test_a_plan_that_has_not_begun_is_a_target_wherever_it_stands() -> None:
    text = "一、“十三五”时期发展成就和“十四五”时期目标\n“十三五”时期，茶产值达到8亿元。\n“十四五”时期，茶产值达到20亿元。"
    assert [(fact.kind, fact.period) for fact in stated(text)] == [("actual", "“十三五”时期"), ("target", "“十四五”时期")]
    found = stated("一、成就\n全县齐心协力。\n（一）“十四五”时期\n茶产值达到20亿元。")
    assert [fact.period for fact in found] == ["“十四五”时期"]


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


def test_a_unit_of_another_may_be_told_with_each() -> None:
    found = reviewed("颗粒物平均浓度降至28.5微克每立方米，粉尘浓度低于每立方米19微克。")
    assert [(fact.indicator, fact.unit) for fact in found] == [("颗粒物平均浓度", "微克/立方米"), ("粉尘浓度", "微克")]


def test_town_and_country_told_apart_are_two() -> None:
    found = planned("城乡居民人均可支配收入分别增长5%、6.5%左右。")
    assert [(fact.indicator, str(fact.value)) for fact in found] == [
        ("城镇居民人均可支配收入", "5"),
        ("农村居民人均可支配收入", "6.5"),
    ]
    assert indicators("⑤城乡低保标准提高到不低于740元/月和485元/月。") == ["城镇低保标准", "农村低保标准"]
    assert indicators("城乡居民收入年均增长5.3%、8.1%。") == ["城镇居民收入", "农村居民收入"]
    assert indicators("城乡低保标准从500元提高到600元。") == ["城乡低保标准", "城乡低保标准"]  # two years, not two places
    assert indicators("城乡居民收入达到2.1万元、增长5.1%。") == ["城乡居民收入", "城乡居民收入"]


def test_a_counted_thing_is_named_with_what_stands_in_brackets_and_in_its_grade_around_it() -> None:
    assert indicators("建设1个具有儿童（含新生儿）救治Ⅲ级水平的医学中心，70个具有Ⅰ级及以上水平的急救点。") == [
        "建设具有儿童救治Ⅲ级水平的医学中心",
        "具有Ⅰ级及以上水平的急救点",
    ]
    assert indicators("97家二级以上医院开设门诊。") == ["二级以上医院开设门诊"]


def test_what_was_added_net_is_of_what_is_counted_before_it() -> None:
    assert indicators("全省经营主体达59.3万户、净增2万多户。") == ["经营主体", "净增经营主体"]


def test_a_red_line_in_another_part_of_the_sentence_is_no_rule_for_the_figure() -> None:
    assert [fact.kind for fact in planned("严守耕地红线，确保茶叶总产8万吨以上。")] == ["target"]


def test_an_output_behind_an_area_is_of_what_grows_there() -> None:
    assert indicators("全年茶叶种植面积1.1万亩、产量825吨。") == ["茶叶种植面积", "茶叶产量"]
    assert indicators("研发经费投入增长25%、投入强度提升至1.4%。") == ["研发经费投入", "研发经费投入强度"]


def test_the_years_between_which_something_changed_are_no_part_of_its_name() -> None:
    found = reviewed("绿化率从2015年的53%提升到2018年的57%。")
    assert [(fact.indicator, fact.period) for fact in found] == [("绿化率", "2015"), ("绿化率", "2018")]
