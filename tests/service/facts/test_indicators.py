"""What an indicator is called."""

from __future__ import annotations

import tomllib
from collections import defaultdict

import pytest

from service.facts.indicators import TABLE, core_of, find_indicator, fold_name, mentioned, near_names, similarity


@pytest.mark.parametrize(
    "name",
    [
        "GDP",
        "gdp",
        "生产总值",
        "地區生產總值",
        "国内生产总值",
        "地区生产总值增速",
        "gross regional product",
        "Gross  Regional-Product",
        "域内総生産",
        "валовой региональный продукт",
    ],
)
def test_the_names_of_gdp_are_one_indicator(name: str) -> None:
    assert find_indicator(name) == find_indicator("地区生产总值")


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("全县地区生产总值", "地区生产总值"),
        ("地区生产总值连跨两个百亿台阶", "地区生产总值"),
        ("城镇调查失业率平均值", "城镇调查失业率"),
        ("森林覆盖率达", "森林覆盖率"),
        ("固定资产投资预期增长目标拟定", "固定资产投资"),
        ("国家高新技术企业数量", "高新技术企业"),
        ("高速公路通车总里程全国第四", "高速公路通车里程"),
        ("研发经费支出相当于全县生产总值的比例", "研发经费投入强度"),
    ],
)
def test_the_words_around_a_printed_name_make_no_other_indicator(printed: str, wanted: str) -> None:
    assert find_indicator(printed) == find_indicator(wanted)


def test_the_words_around_a_name_that_is_not_listed_stay() -> None:
    assert find_indicator("全县茶园面积").key == "全县茶园面积"
    assert core_of("全县茶园面积达到") == core_of("茶园面积")
    assert core_of("居民医保补助标准") == "居民医保补助标准"
    assert core_of("预期目标") == "预期目标"


def test_an_indicator_is_called_by_its_first_name_in_each_language() -> None:
    called = find_indicator("GDP").called
    assert [called[language] for language in ("zh", "en", "ja", "de")] == [
        "地区生产总值",
        "gross regional product",
        "域内総生産",
        "Bruttoinlandsprodukt der Region",
    ]
    assert find_indicator("新建茶园").called == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("工业投资", "固定资产投资"),
        ("规上工业增加值", "工业增加值"),
        ("人均地区生产总值", "地区生产总值"),
        ("单位GDP能耗", "GDP"),
        ("出口总额", "进出口总额"),
        ("城镇登记失业率", "城镇调查失业率"),
        ("财政总收入", "财政收入"),
        ("城镇居民人均可支配收入", "居民人均可支配收入"),
    ],
)
def test_indicators_that_only_share_words_are_two(one: str, other: str) -> None:
    assert find_indicator(one).key != find_indicator(other).key


def test_no_name_of_the_table_stands_for_two_indicators() -> None:
    listed = defaultdict(set)
    for name, entry in tomllib.loads(TABLE.read_text(encoding="utf-8")).items():
        others = (each for names in entry.get("other", {}).values() for each in names)
        for each in (name, *entry.get("zh", ()), *entry.get("en", ()), *others):
            listed[fold_name(each)].add(name)
    assert {name: found for name, found in listed.items() if len(found) > 1} == {}


def test_written_out_and_short_are_the_same_words() -> None:
    assert fold_name("规模以上工业增加值") == fold_name("规上工业增加值")
    assert fold_name("“小巨人”企业") == fold_name("小巨人企业")


def test_the_nearer_a_name_that_holds_the_words_the_higher_its_score() -> None:
    asked = find_indicator("工业增加值")
    assert similarity(asked, "工业增加值") == 1
    assert similarity(asked, "规上工业增加值") == pytest.approx(5 / 7)  # five of its seven characters
    assert similarity(asked, "高新技术产业规上工业增加值占比") == pytest.approx(5 / 15)
    assert similarity(asked, "服务业增加值") is None


def test_words_of_an_unlisted_name_may_stand_apart() -> None:
    assert similarity(find_indicator("公交 站点"), "优化调整公交线路和站点") == pytest.approx(4 / 11)


def test_a_slip_of_the_pen_is_near_to_the_name_that_is_meant() -> None:
    known = ["税收收入", "一般公共预算收入", "森林覆盖率", "固定资产投资"]
    assert near_names(find_indicator("财政收人"), known) == ["一般公共预算收入"]
    assert near_names(find_indicator("xyz"), known) == []


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("2019年GDP是多少?", "地区生产总值"),
        ("2019年人均GDP是多少?", "人均地区生产总值"),  # the longest name
        ("What was the gross regional product?", "地区生产总值"),
        ("How much were total imports and exports?", "货物进出口总额"),
        ("2019年の域内総生産は", "地区生产总值"),
        ("Wie hoch war das BIP?", "地区生产总值"),
        ("Wo ist der BIPARK?", None),  # no word of its own
        ("新建茶园多少亩?", None),
        ("民营经济增长得怎么样?", None),  # a part of the economy
        ("经济体制怎么改革?", None),
        ("两个县的经济分别增长多少?", "地区生产总值"),
        ("研发投入目标(占生产总值比例)是多少?", "研发经费投入强度"),
    ],
)
def test_a_question_mentions_the_indicator_with_the_longest_name_in_it(question: str, name: str | None) -> None:
    found = mentioned(question)
    assert (found and found.name) == name
