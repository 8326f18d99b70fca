"""What a report states: its figures, with what they belong to, when, and whether done or planned."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.facts import facts
from indexer.outline import outline
from tests.stated import indicators, planned, report, reviewed, stated, values


def test_a_fact_has_value_unit_base_period_and_the_smallest_quote() -> None:
    sentence = "过去一年，我们砥砺前行，全年实现地区生产总值320.5亿元。"
    (fact,) = reviewed(sentence)
    assert fact.fact_id == "linshui-2020/1.1#1"
    assert (fact.indicator, str(fact.value), fact.unit) == ("地区生产总值", "320.5", "亿元")
    assert (fact.value_base, fact.unit_base) == (32_050_000_000, "元")
    assert (fact.change, fact.period, fact.kind, fact.qualifier) == ("level", "2019", "actual", None)
    assert fact.quote == "地区生产总值320.5亿元"
    text = report(f"一、2019年工作回顾\n{sentence}\n").text
    assert text[fact.start : fact.end] == fact.quote
    assert text[fact.value_start : fact.value_end] == "320.5亿元"


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("完成技改投资20亿元，增长5%。", ["技改投资", "技改投资"]),
        ("工业产值增长6%；其中茶叶加工业产值增长8%。", ["工业产值", "茶叶加工业产值"]),
        ("新增种茶大户128家、县级合作社4家。", ["新增种茶大户", "新增县级合作社"]),
        ("东桥、西桥、南桥分别完成总工程量的13.5%、21.8%和12.2%。", ["东桥总工程量", "西桥总工程量", "南桥总工程量"]),
        ("稻谷和小麦产量分别达到5万吨、3万吨，分别增长2%、1%。", ["稻谷产量", "小麦产量"] * 2),
        ("茶叶、竹笋支出分别为3亿元、1亿元，比上年增长2%、1%。", ["茶叶支出", "竹笋支出"] * 2),
        ("新建3所学校。", ["新建学校"]),
        ("12个村庄通了自来水。", ["村庄通了自来水"]),
        ("茶叶产值增长8%，占比达到60%。", ["茶叶产值", "茶叶产值占比"]),
        ("引进10亿元以上项目15个。", ["引进10亿元以上项目"]),
        ("亩均税收达到40万元。", ["亩均税收"]),
        ("污水处理率由82.6%提高到90.2%。", ["污水处理率", "污水处理率"]),
        ("全县居民人均可支配收入达到2.9万元。", ["居民人均可支配收入"]),
        ("建成绿道30公里，累计达到210公里。", ["建成绿道", "建成绿道"]),
    ],
)
def test_a_figure_is_named_by_what_it_belongs_to(sentence: str, wanted: list[str]) -> None:
    assert indicators(sentence) == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("单位能耗下降2.8%。", "-2.8 %"),
        ("茶园面积翻一番。", "100 %"),
        ("游客增长2倍多。", "200 %"),
        ("九成以上的村通了公路。", "90 %"),
        ("粮田占耕地的三分之一。", "33.33 %"),
        ("全县人口一百二十万人。", "120 万人"),
        ("失业率控制在5%-7%。", "5..7 %"),
        ("培训农民30至40万人次。", "30..40 万人次"),
        ("工业产值增长百分之十二点五。", "12.5 %"),
        ("出口２３．５亿元。", "23.5 亿元"),
        ("检测茶样48,600批次。", "48600 批次"),
        ("细颗粒物浓度28微克/立方米。", "28 微克/立方米"),
    ],
)
def test_a_value_is_what_the_words_say(sentence: str, wanted: str) -> None:
    assert values(reviewed(sentence)) == [wanted]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("茶产值增长8%以上。", "以上"),
        ("茶产值增长不低于8%。", "以上"),
        ("茶产值达到8亿元以上。", "以上"),
        ("审批时间不超过3天。", "以下"),
        ("失业率控制在4%以内。", "以下"),
        ("茶产值约8亿元。", "约"),
        ("茶产值8亿元左右。", "约"),
        ("茶产值突破8亿元。", "超"),
        ("走访茶农200余户。", "超"),
        ("茶产值达到8亿元。", "达"),
        ("茶产值增至8亿元。", None),
        ("茶产值8亿元。", None),
    ],
)
def test_a_bound_is_reduced_to_one_word(sentence: str, wanted: str | None) -> None:
    assert [fact.qualifier for fact in reviewed(sentence)] == [wanted]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("茶产值增长8%。", "growth"),
        ("茶产值提高0.3个百分点。", "growth"),
        ("茶产值增速达到8%。", "growth"),
        ("茶产值占比8%。", "share"),
        ("垃圾处理率提高到98%。", "share"),
        ("茶企达到80家。", "count"),
        ("茶园达到80公顷。", "level"),
        ("办理时限缩短至3天。", "level"),
    ],
)
def test_a_figure_is_growth_share_count_or_level(sentence: str, wanted: str) -> None:
    assert [fact.change for fact in reviewed(sentence)] == [wanted]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("茶产值8亿元。", "2019"),
        ("去年茶产值8亿元。", "2019"),
        ("2018年，茶产值8亿元。", "2018"),
        ("比2015年增长8%，茶产值8亿元。", "2019"),
        ("截至目前，茶产值8亿元。", "截至目前"),
        ("五年来，茶产值累计80亿元。", "五年来"),
        ("“十三五”期间，茶产值累计80亿元。", "“十三五”期间"),
        ("一季度茶产值2亿元。", "一季度"),
        ("茶产值由2015年的3亿元增加到2018年的5亿元。", "2015 2018"),
        ("近三年茶产值累计20亿元。", "近三年"),
        ("到2025年，茶产值达到20亿元。", "到2025年"),
    ],
)
def test_a_period_is_the_one_that_the_text_names_or_that_of_its_part(sentence: str, wanted: str) -> None:
    assert [fact.period for fact in reviewed(sentence) if fact.unit == "亿元"] == wanted.split()


def test_the_plan_is_a_target_of_the_year_of_the_report() -> None:
    (fact,) = planned("地区生产总值增长7%以上。")
    assert (fact.kind, fact.period) == ("target", "2020")
    (fact,) = planned("去年，全县茶产值8亿元。")
    assert (fact.kind, fact.period) == ("actual", "2019")


def test_a_review_that_looks_ahead_states_a_target() -> None:
    (fact,) = reviewed("力争茶产值达到20亿元。")
    assert fact.kind == "target"


def test_definitions_state_neither_outcome_nor_target() -> None:
    found = stated("一、2019年工作回顾\n一切顺利。\n名词解释\n1.“茶谷”:指占地30公顷的茶园。\n2.“水乡”:指200户人家的村落。")
    assert {fact.kind for fact in found} == {"other"}
    assert values(found) == ["30 公顷", "200 户"]


@pytest.mark.parametrize(
    "sentence",
    [
        "2019年12月31日，大桥通车。",
        "实施“152”工程，建设“14+2+N”体系。",
        "12号路、1号线和220kv变电站开工。",
        "第一批、第三期、第11届顺利完成。",
        "建设5G网络，服务G20峰会。",
        "树牢四个意识，做到两手抓，办好十件实事。",
        "推进一批、一系列工程，落实三个方面工作。",
        "“十三五”规划收官。",
        "没有数字。",
    ],
)
def test_years_codes_names_and_fixed_phrases_are_no_facts(sentence: str) -> None:
    assert reviewed(sentence) == []


def test_chinese_numerals_that_count_things_are_facts() -> None:
    (fact,) = reviewed("增设三个服务站。")
    assert (fact.indicator, str(fact.value), fact.unit) == ("增设服务站", "3", "个")


def test_facts_are_numbered_in_the_order_of_the_text_within_their_clause() -> None:
    found = reviewed("茶产值8亿元，增长5%。新建学校3所。")
    assert [fact.fact_id.partition("#")[2] for fact in found] == ["1", "2", "3"]
    assert [fact.value_start for fact in found] == sorted(fact.value_start for fact in found)


WORDS = st.characters(exclude_categories=["Nd", "No", "Nl"], exclude_characters="一二两三四五六七八九十半翻零")
PIECES = st.sampled_from(
    [
        "地区生产总值", "增长", "８％", "5%-7%", "、", "，", "；", "。", "\n", "分别", "和", "其中", "新增", "三亿五千万", "个",
        "翻两番", "三分之一", "2019年",
        "30至40万", "人", "“14+2+N”", "（", "）", "以上", "近", "\U0001d7d8", "1/3", "百分之", "\ud800", " ", "今年", "名词解释",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(min_size=1, max_size=200), st.lists(PIECES, min_size=1, max_size=40).map("".join)))
def test_no_text_is_refused_and_every_fact_quotes_it(text: str) -> None:
    if not text.strip():
        return
    whole = report(text)
    clauses = outline(whole).clauses
    within = {clause.clause_id: clause for clause in clauses}
    for fact in facts(whole, clauses):
        clause = within[fact.clause_id]
        assert fact.quote == text[fact.start : fact.end]
        assert clause.start <= fact.start <= fact.value_start < fact.value_end <= fact.end <= clause.end


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Nd", "No", "Nl"], exclude_characters="一二两三四五六七八九十半翻零"), max_size=200)
)
def test_a_text_without_numbers_states_nothing(text: str) -> None:
    if text.strip():
        assert stated(text) == []


def test_a_traditional_text_is_read_and_quoted_as_printed() -> None:
    (fact,) = reviewed("茶葉産量達到二萬三千噸。")
    assert (fact.indicator, str(fact.value), fact.unit, fact.value_base) == ("茶叶产量", "23000", "吨", 23_000)
    assert fact.quote == "茶葉産量達到二萬三千噸"


def test_a_second_rate_of_a_growing_indicator_is_growth_and_of_a_rate_it_is_a_share() -> None:
    assert [fact.change for fact in planned("茶产值增长8%以上、力争达到10%。")] == ["growth", "growth"]
    assert [fact.change for fact in reviewed("垃圾处理率提高0.9个百分点、达到98%。")] == ["growth", "share"]
    found = reviewed("事故起数、死亡人数分别下降40.5%、32.7%。")
    assert values(found) == ["-40.5 %", "-32.7 %"]


def test_a_review_is_followed_by_the_plan_where_headings_do_not_say_so() -> None:
    found = stated("一、2019年工作回顾\n茶产值8亿元。\n二、做强茶叶产业\n茶产值达到10亿元。")
    assert [(fact.kind, fact.period) for fact in found] == [("actual", "2019"), ("target", "2020")]
