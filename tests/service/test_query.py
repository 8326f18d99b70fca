"""What a question is understood to ask."""

from __future__ import annotations

import re

import pytest

from indexer.errors import QueryInvalid
from service.query import MAX_CHARACTERS, understand
from tests.tiny import REPORTS

ANLIN_2019, ANLIN_2020, _ = REPORTS


@pytest.mark.parametrize(
    ("question", "of_2019", "of_2020"),
    [
        ("去年新建茶园多少亩", {2018}, {2019}),
        ("今年新建茶园多少亩", {2019}, {2020}),
        ("20年 新建茶园 亩", set(), {2020}),  # two digits are a year where it is one of the report
        ("连续19年的丰收", set(), set()),
        ("去年和今年各多少", {2018, 2019}, {2019, 2020}),
        ("How many were built last year?", {2018}, {2019}),
        ("What is planned this year?", {2019}, {2020}),
        ("2016年新建茶园多少亩", {2016}, {2016}),
        ("２０１６年新建茶园多少亩", {2016}, {2016}),
        ("茶园面积", set(), set()),
    ],
)
def test_years_are_stated_against_the_report_and_not_the_clock(question: str, of_2019: set[int], of_2020: set[int]) -> None:
    query = understand(question)
    assert query.asked_years(ANLIN_2019) == of_2019
    assert query.asked_years(ANLIN_2020) == of_2020


def test_without_a_year_what_is_planned_is_of_the_year_of_the_report_and_what_was_done_of_the_year_before() -> None:
    assert understand("地区生产总值的目标是多少").asked_years(ANLIN_2020) == {2020}
    assert understand("完成了哪些项目").asked_years(ANLIN_2020) == {2019}


@pytest.mark.parametrize(
    ("question", "planned"),
    [
        ("地区生产总值的增长目标是多少", True),
        ("要新建几所学校", True),
        ("下一步怎么做", True),
        ("What will be built?", True),
        ("建成了几所学校", False),
        ("引进了多少人才", False),
        ("How many were built?", False),
        ("目标完成了吗", None),  # both
        ("茶园面积", None),  # neither
    ],
)
def test_planned_and_done_are_told_apart_and_in_doubt_neither(question: str, planned: bool | None) -> None:
    assert understand(question).planned is planned


@pytest.mark.parametrize(
    ("question", "wants_date"),
    [("大桥什么时候通车", True), ("大桥哪年通车", True), ("When does it open?", True), ("大桥有多长", False)],
)
def test_a_question_for_a_time_is_one(question: str, wants_date: bool) -> None:
    assert understand(question).wants_date is wants_date


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("投资多少亿元", "亿元"),
        ("高几个百分点", "个百分点"),
        ("一共花了多少钱", "元"),
        ("多少平方公里", "平方公里"),
        ("多少职工", None),
    ],
)
def test_the_unit_that_is_asked_for_is_one_that_reports_print(question: str, unit: str | None) -> None:
    assert understand(question).unit == unit


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("北河市2019年的地区生产总值", {"北河"}),
        ("贫困县2019年摘帽了吗", set()),
        ("哪些县今年摘帽", set()),
        ("2025年青海地区生产总值的预期增速是多少", {"青海"}),
        ("哪些景区要争创国家级旅游度假区", set()),
        ("浙江的目标", {"浙江"}),
        ("浙江省和上海市的目标", {"浙江", "上海"}),
        ("開發區的目標", set()),
        ("开发区和示范区的目标", set()),
        ("全市的目标", set()),
    ],
)
def test_places_are_named_without_their_rank_and_words_that_end_like_one_are_none(question: str, places: set[str]) -> None:
    assert understand(question).places == places


@pytest.mark.parametrize("blank", ["", " ", "\u3000\t\r\n", "\u00a0"])
def test_a_blank_question_is_refused_with_an_example(blank: str) -> None:
    with pytest.raises(QueryInvalid, match=r"empty.*地区生产总值"):
        understand(blank)


def test_five_hundred_characters_are_a_question_and_one_more_are_too_many() -> None:
    assert MAX_CHARACTERS == 500
    assert understand("的" * 500).text == "的" * 500
    assert understand("𠮷" * 500).text == "𠮷" * 500  # characters, not UTF-16 units or bytes
    with pytest.raises(QueryInvalid, match="501 characters, expected at most 500"):
        understand("的" * 501)


@pytest.mark.parametrize("signs", ["🚌", "🚌" * 500, "?", "??!!。。", "____", "\u200d\ufe0f", "%+-", "\ue000"])
def test_a_question_without_a_word_is_refused_with_what_was_found_and_an_example(signs: str) -> None:
    with pytest.raises(QueryInvalid, match=rf"^the question {re.escape(repr(signs[:20]))} has no word .*地区生产总值"):
        understand(signs)


@pytest.mark.parametrize("text", ["2019", "⑦", "县", "x", "🚌1", "𓀀", "ᠮᠣᠩᠭᠣᠯ"])
def test_one_word_or_number_of_any_script_is_a_question(text: str) -> None:
    assert understand(text).text == text


@pytest.mark.parametrize("half", ["\ud800", "公交\udfff", "\ud83d公交"])
def test_half_a_character_is_refused_by_name(half: str) -> None:
    with pytest.raises(QueryInvalid, match="lone surrogate"):
        understand(half)


@pytest.mark.parametrize(
    "text",
    [
        "👩‍👩‍👧‍👦公交",
        "كم عدد الحافلات؟",
        "\u202eabc",
        "'; DROP TABLE clauses; --",
        "<script>alert(1)</script>",
        "\x1b[31m公交\x1b[0m",
        "公交\x00",
        "%s%n",
    ],
)
def test_any_other_text_is_kept_as_it_was_asked(text: str) -> None:
    assert understand(text).text == text


@pytest.mark.parametrize(
    ("question", "planned", "kind"),
    [
        ("2020年のGDP成長目標はいくらですか", True, "value"),
        ("2019年の固定資産投資はいくらでしたか", False, "value"),
        ("2020년 GDP 성장 목표는 얼마입니까?", True, "value"),
        ("¿Cuál es el objetivo de crecimiento para 2020?", True, "value"),
        ("Qual foi o valor das exportações em 2019?", False, "value"),
        ("Quelle croissance est visée pour 2020 ?", True, "value"),
        ("Wie viel soll 2020 gebaut werden?", True, "value"),
        ("Каков целевой показатель на 2020 год? Какова цель?", True, "value"),
        ("Năm 2020 sẽ xây dựng bao nhiêu phòng học?", True, "value"),
        ("เป้าหมายการเติบโตปี 2020 คือเท่าไร", True, "value"),
        ("「3+1」とは何ですか", None, "definition"),
    ],
)
def test_what_is_planned_and_what_was_done_are_told_apart_in_other_languages(
    question: str, planned: bool | None, kind: str
) -> None:
    found = understand(question)
    assert (found.planned, found.kind) == (planned, kind)


@pytest.mark.parametrize("words", ["este año", "cette année", "in diesem Jahr", "в этом году", "năm nay", "ปีนี้"])
def test_this_year_is_known_in_other_languages(words: str) -> None:
    assert understand(f"GDP {words}?").relative == (0,)


@pytest.mark.parametrize(
    ("question", "years", "report_years"),
    [
        ("2013年的国务院政府工作报告说五年里新增了多少公里高速铁路?", set(), {2013}),
        ("2020年报告里2019年的增速是多少", {2019}, {2020}),
        ("2024年和2025年国务院的报告提出降低多少?", set(), {2024, 2025}),
        ("How much was spent in 2008, according to the 2009 State Council report?", {2008}, {2009}),
        ("2019年地区生产总值是多少", {2019}, set()),
    ],
)
def test_the_year_of_a_report_is_not_the_year_that_is_asked_about(question: str, years: set[int], report_years: set[int]) -> None:
    found = understand(question)
    assert (found.years, found.report_years) == (years, report_years)


@pytest.mark.parametrize("words", ["前年", "the year before last", "一昨年の", "재작년", "позапрошлый год"])
def test_the_year_before_last_is_the_one_before_that_which_the_report_reviews(words: str) -> None:
    assert understand(f"GDP {words}?").relative == (-2,)


@pytest.mark.parametrize("words", ["明年", "next year", "来年の", "내년", "el próximo año", "l'année prochaine", "nächstes Jahr"])
def test_next_year_is_the_one_after_the_year_that_the_report_plans(words: str) -> None:
    assert understand(f"{words} GDP?").asked_years(ANLIN_2020) == {2021}


@pytest.mark.parametrize("words", ["大前年的", "前年同期", "前年比"])
def test_the_year_before_is_not_always_the_one_before_last(words: str) -> None:
    assert understand(f"{words}GDP是多少?").relative == ()


@pytest.mark.parametrize("words", ["请问", "劳驾,请问一下", "麻烦查一下", "我想知道"])
def test_what_is_said_for_politeness_is_no_part_of_a_question(words: str) -> None:
    assert understand(f"{words}地区生产总值是多少?").folded == "地区生产总值是多少?"


@pytest.mark.parametrize("question", ["过去20年建了多少座桥", "20年代的产量", "建了20年的桥"])
def test_a_number_of_years_is_no_year(question: str) -> None:
    assert understand(question).short_years == set()


def test_a_number_is_held_alone_and_not_within_a_longer_one() -> None:
    query = understand("增长15%,以及“14+2+N”")
    assert query.holds("15%")
    assert not query.holds("5%")
    assert not query.holds("14")
