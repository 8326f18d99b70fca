"""Which reports the words of a question ask for."""

from __future__ import annotations

import pytest

from indexer.records import Report
from service.many.listing import Reports
from service.many.scope import Scope, read_scope
from service.many.years import asked_years
from service.query import understand


def report(region: str, level: str, year: int) -> Report:
    return Report(
        f"{region}-{year}", f"{year}年{region}政府工作报告", region, level, year, year - 1, None, None, "0" * 64, "文本"
    )


REPORTS = [
    *(report("全国", "national", year) for year in (2018, 2019, 2020)),
    *(report(region, "provincial", year) for region in ("吉林省", "浙江省") for year in (2019, 2020)),
    report("吉林市", "city", 2020),
]


def scope_of(question: str, **how: object) -> Scope:
    return read_scope(understand(question), REPORTS, **how)  # type: ignore[arg-type]


def ids(scope: Scope) -> set[str]:
    return {report.report_id for report in scope.reports}


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("浙江的公交线路", {"浙江省-2019", "浙江省-2020"}),
        ("浙江省2020年的粮食目标", {"浙江省-2020"}),
        ("浙江2019年粮食产量达到了多少", {"浙江省-2020"}),  # told by the report that looks back on 2019
        ("国务院2019年的增长目标", {"全国-2019"}),
        ("浙江占全国的比重是多少", {"浙江省-2019", "浙江省-2020"}),
        ("浙江2035年的远景目标", {"浙江省-2019", "浙江省-2020"}),  # no report is of that year
        ("浙江地区生产总值", {"浙江省-2019", "浙江省-2020"}),  # and not of a place 浙江地区
        ("粮食产量", {each.report_id for each in REPORTS}),
    ],
)
def test_a_question_is_asked_of_the_reports_that_it_names(question: str, wanted: set[str]) -> None:
    assert ids(scope_of(question)) == wanted


def test_each_word_that_narrows_is_told() -> None:
    chips = [(chip.field, chip.value, chip.words) for chip in scope_of("浙江2020年的粮食目标").chips]
    assert chips == [("region", "浙江省", "浙江"), ("year", "2020", "2020")]


def test_a_region_in_another_language_is_told_by_its_name_there() -> None:
    chips = [(chip.field, chip.value, chip.words) for chip in scope_of("What does Zhejiang plan for grain?").chips]
    assert chips == [("region", "浙江省", "zhejiang")]


def test_a_field_that_is_ignored_narrows_nothing() -> None:
    scope = scope_of("浙江2020年的粮食目标", ignore=["region"])
    assert ids(scope) == {"全国-2020", "吉林省-2020", "浙江省-2020", "吉林市-2020"}
    assert [chip.field for chip in scope.chips] == ["year"]


@pytest.mark.parametrize(
    ("question", "regions", "years"),
    [
        ("浙江和吉林省2020年的增长目标", ["浙江省", "吉林省"], [2020]),
        ("哪些省2020年的增长目标高于5%", ["吉林省", "浙江省"], [2020]),
        ("国务院2019年以来的CPI目标", ["全国"], [2019, 2020]),
        ("国务院2018年到2020年的CPI目标", ["全国"], [2018, 2019, 2020]),
        ("国务院近两年的CPI目标", ["全国"], [2019, 2020]),
        ("国务院哪几年的报告提到高铁", ["全国"], [2018, 2019, 2020]),
        ("2020年的GDP目标最高的是哪?", ["吉林省", "浙江省", "吉林市"], [2020]),
        ("哪些省2020年下调了增长目标", ["吉林省", "浙江省"], [2019, 2020]),  # which only the year before tells
        ("哪些省下调了增长目标", ["吉林省", "浙江省"], [2019, 2020]),
        ("哪些省的增长目标低于去年", ["吉林省", "浙江省"], [2019, 2020]),
        ("2020年哪两个地方提到了高铁", ["吉林省", "浙江省", "吉林市"], [2020]),
        ("¿Qué provincias hablan del hidrógeno en 2020?", ["吉林省", "浙江省"], [2020]),
        ("Welche Provinzen nennen 2020 Wasserstoff?", ["吉林省", "浙江省"], [2020]),
        ("浙江和江苏2020年的增长目标", ["浙江省", "江苏"], [2020]),  # of which the second is not indexed
        ("2020年增长目标高于5%的省份有哪几个", ["吉林省", "浙江省"], [2020]),
        ("2020年全国哪些省的增长目标超过5%", ["吉林省", "浙江省"], [2020]),
        ("2020年增长目标过5%的省", ["吉林省", "浙江省"], [2020]),
        ("2020年哪些省的增长目标跑赢了全国", ["吉林省", "浙江省"], [2020]),
        ("2020年的GDP目标,谁定得最高", ["吉林省", "浙江省", "吉林市"], [2020]),
        ("2019年以来,到2020年为止,CPI每年是多少", ["全国"], [2019, 2020]),  # a series of no region
        ("浙江2020年的增长目标和吉林省的一样吗", ["浙江省", "吉林省"], [2020]),
        ("2018—2020年CPI分别上涨了多少", ["全国"], [2018, 2019, 2020]),
        ("浙江2020年的增长目标比2019年提高了吗", ["浙江省"], [2019, 2020]),  # which stand in two reports
        ("Growth targets of Zhejiang and Jilin in 2020", ["浙江省", "吉林省"], [2020]),
        ("Wachstumsziele 2020 von Jiangsu und Zhejiang", ["江苏", "浙江省"], [2020]),
        ("浙江と吉林の2020年の成長目標", ["浙江省", "吉林省"], [2020]),
    ],
)
def test_a_question_over_several_reports_is_answered_for_each(question: str, regions: list[str], years: list[int]) -> None:
    scope = scope_of(question)
    assert scope.is_across
    assert [name for name, _ in scope.regions] == regions
    assert list(scope.years) == years


@pytest.mark.parametrize(
    "question",
    [
        "浙江2019年到2020年粮食产量增长了多少",
        "吉林队在浙江的比赛",
        "浙江的粮食目标",
        "全国粮食产量是多少",
        "谁获得了劳动模范称号",
    ],
)
def test_a_question_about_one_thing_is_not_answered_for_each(question: str) -> None:
    assert not scope_of(question).is_across


def test_a_region_whose_name_is_that_of_another_with_its_kind_is_told_from_it() -> None:
    assert ids(scope_of("吉林市的公交线路")) == {"吉林市-2020"}
    assert ids(scope_of("吉林省2020年的目标")) == {"吉林省-2020"}


@pytest.mark.parametrize("words", ["过去两年", "past two years", "last 2 years"])
def test_the_latest_years_are_counted_in_words_and_digits(words: str) -> None:
    years, said = asked_years(understand(f"GDP {words}"), Reports(REPORTS))
    assert (len(years), said) == (2, words)


def test_a_decade_is_ten_years() -> None:
    years, words = asked_years(understand("九十年代的CPI目标"), Reports(REPORTS))
    assert (years[0], years[-1], words) == (1990, 1999, "九十年代")


@pytest.mark.parametrize(
    ("question", "regions"),
    [
        ("东北三省2020年的增长目标", ["吉林省", "辽宁", "黑龙江"]),  # of which two are not indexed
        ("长三角各地2020年的粮食目标分别是多少", ["浙江省", "上海", "江苏", "安徽"]),
        ("What growth do the members of the Yangtze River Delta target for 2020?", ["浙江省", "上海", "江苏", "安徽"]),
        ("东北三省和京津冀三地2020年的增长目标", ["吉林省", "辽宁", "黑龙江", "北京", "天津", "河北"]),
        ("京津冀和东北各省2020年的增长目标", ["吉林省", "北京", "天津", "河北", "辽宁", "黑龙江"]),
        ("东北三省2020年的增长目标和长三角各地的分别是多少", ["吉林省", "浙江省", "辽宁", "黑龙江", "上海", "江苏", "安徽"]),
        ("东北各省和浙江2020年的增长目标分别是多少", ["辽宁", "吉林省", "黑龙江", "浙江省"]),
        ("直辖市和东北三省2020年的增长目标分别是多少", ["吉林省", "北京", "天津", "上海", "重庆", "辽宁", "黑龙江"]),
        ("The 2020 growth targets of northeast China", ["吉林省", "辽宁", "黑龙江"]),
        ("Which provinces mention the Yangtze River Delta in 2020?", ["吉林省", "浙江省"]),  # which is what they mention
        ("Which provinces plan anything in the East China Sea in 2020?", ["吉林省", "浙江省"]),
    ],
)
def test_a_group_of_provinces_is_all_of_its_members(question: str, regions: list[str]) -> None:
    scope = scope_of(question)
    assert scope.is_across
    assert [name for name, _ in scope.regions] == regions


@pytest.mark.parametrize("question", ["长三角一体化2020年怎么推进", "京津冀三地2020年的增长目标", "自治区今年的目标"])
def test_a_group_that_is_a_topic_or_has_no_report_sets_nothing(question: str) -> None:
    assert not scope_of(question).said_regions
