"""What an answer says in the language of the question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from service.engine import Engine
from service.languages.phrases import phrases
from service.languages.telling import period, quoted, told
from service.records import Answer, Citation

HALL = Citation("a/1", "a", (), "安水大剧院开工建设", 0, 9)


def answer(question: str, kind: str, text: str | None, **fields: object) -> Answer:
    plain = Answer(question, "answered", "span", text, 0.9, "s", citations=(HALL,))
    return replace(plain, kind=kind, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What was the GDP of 安林县 in 2019?", "Gross regional product, 2019: 9.24 billion yuan"),
        ("2019年の安林县の域内総生産はいくらでしたか。", "域内総生産：2019年は92.4億元"),
        ("Wie hoch war das BIP von 安林县 im Jahr 2019?", "Bruttoinlandsprodukt der Region, 2019: 9,24 Milliarden Yuan"),
        ("安林縣2019年地區生產總值是多少?", "92.4億元"),
        ("安林县2019年地区生产总值是多少?", None),
    ],
)
def test_a_figure_is_told_in_the_language_of_the_question_with_what_it_is_of(
    tiny: Engine, question: str, said: str | None
) -> None:
    found = replace(tiny.ask("安林县2019年地区生产总值是多少?"), question=question)
    assert (found.answer, told(found)) == ("92.4亿元", said)


def test_asking_gives_the_answer_in_both_forms(tiny: Engine) -> None:
    found = tiny.ask("What share will R&D spending reach in 北河 in 2020?")
    assert (found.answer, found.told) == ("2.8%", "R&D intensity, target for 2020: 2.8%")
    assert "研发投入占比提高到2.8%" in found.citations[0].quote


def test_an_indicator_without_a_name_in_the_language_keeps_that_of_the_report(tiny: Engine) -> None:
    found = replace(tiny.ask("安林县2020年食品抽检多少个批次?"), question="How many batches of food are to be tested in 2020?")
    assert told(found) == "“食品抽检”, target for 2020: 48,600 or more"


def test_a_figure_that_two_facts_of_the_quote_share_is_told_alone() -> None:
    alone = answer("What growth is aimed at?", "value", "8%以上")
    assert told(alone) == "8% or more"


def test_what_is_no_figure_is_quoted() -> None:
    assert told(answer("What is to be built?", "span", "安水大剧院")) == "The report says: “安水大剧院”"
    assert told(answer("Was soll gebaut werden?", "span", "安水大剧院")) == "Im Bericht steht: „安水大剧院“"


def test_a_list_is_counted_and_each_of_its_items_quoted() -> None:
    listed = answer("Which projects were started?", "list", "茶饮、民宿", items=("茶饮", "民宿"))
    assert told(listed) == "The report names 2: “茶饮”, “民宿”"


def test_the_sentences_of_a_passage_are_quoted_one_by_one() -> None:
    passage = answer("What was done about tea?", "passage", "办了节。卖了茶。", items=("办了节。", "卖了茶。"))
    assert told(passage) == "The report says: “办了节。” “卖了茶。”"


def test_yes_and_no_are_said_in_the_language_with_the_words_they_rest_on() -> None:
    assert told(answer("¿Se construye el teatro?", "yesno", "是")) == "Sí. El informe dice: «安水大剧院开工建设»"


def test_a_definition_is_quoted_as_one() -> None:
    assert told(answer("What does “一河两岸” mean?", "definition", "安水河")) == "The report explains: “安水河”"


def test_an_abstention_is_told_by_its_reason_alone() -> None:
    assert told(answer("Who won?", "span", None)) is None


def test_of_two_facts_with_the_same_figure_the_one_is_meant_whose_indicator_the_question_names(tiny: Engine) -> None:
    found = tiny.ask("安林县2019年地区生产总值是多少?")
    [gdp] = [fact for fact in found.facts if fact.indicator == "地区生产总值" and fact.change == "level"]
    both = replace(found, facts=(gdp, replace(gdp, indicator="一般公共预算收入", period="2018")))
    assert (
        told(replace(both, question="What was the fiscal revenue?")) == "General public budget revenue, 2018: 9.24 billion yuan"
    )
    assert told(replace(both, question="How much was it?")) == "9.24 billion yuan"


def test_several_figures_are_each_told() -> None:
    assert told(answer("How many of each?", "value", "50场、120万元")) == "50; 1.2 million yuan"


def test_items_that_are_figures_have_the_form_of_the_language() -> None:
    listed = answer("Which are they?", "list", "1.5万亩、茶园", items=("1.5万亩", "茶园"))
    assert told(listed) == "The report names 2: 15,000 mu, “茶园”"


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("When is it to open?", "2020年6月", "June 2020"),
        ("Wann wird es eröffnet?", "2020年6月30日", "30. Juni 2020"),
        ("When is it to open?", "2020年", "2020"),
        ("When is it to open?", "2020年2月30日", "The report says: “2020年2月30日”"),
    ],
)
def test_a_date_is_written_as_the_language_does(question: str, text: str, said: str) -> None:
    assert told(answer(question, "span", text)) == said


def test_a_sentence_with_one_figure_is_led_by_it(tiny: Engine) -> None:
    found = tiny.ask("安林县2020年食品抽检多少个批次?")
    whole = replace(found, question="What is planned for food?", kind="span", answer="食品抽检不少于48600个批次,隐患整改率达标")
    assert told(whole) == (
        "“食品抽检”, target for 2020: 48,600 or more. The report says: “食品抽检不少于48600个批次,隐患整改率达标”"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("2019", "2019"),
        ("“十四五”时期", "2021–2025"),
        ("“十五五”期间", "2026–2030"),
        ("“七五”期间", "1986–1990"),
        ("“一五”期间", "““一五”期间”"),  # was counted otherwise
        ("五年来", "“五年来”"),
    ],
)
def test_a_period_is_told_in_years_where_it_has_them(words: str, said: str) -> None:
    assert period(words, phrases("en")) == said


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What was the GDP of each in 2019?", "安林县, 2019: 9.24 billion yuan; 北河市, 2019: 153 billion yuan"),
        ("Wie hoch war jeweils das BIP 2019?", "安林县, 2019: 9,24 Milliarden Yuan; 北河市, 2019: 153 Milliarden Yuan"),
        ("どちらの域内総生産ですか", "安林县（2019年）：92.4億元；北河市（2019年）：1530億元"),
        ("How many cities reached that in 2019?", "2. 安林县, 2019: 9.24 billion yuan; 北河市, 2019: 153 billion yuan"),
    ],
)
def test_each_row_is_told_with_its_region_and_year(tiny: Engine, question: str, said: str) -> None:
    found = tiny.ask("安林县和北河市2019年地区生产总值分别是多少?")
    assert told(replace(found, question=question)) == said


def test_rows_of_one_region_are_told_by_their_years(tiny: Engine) -> None:
    found = tiny.ask("安林县2018年到2019年的地区生产总值")
    assert told(replace(found, question="What was the GDP?")) == "2018: 8.65 billion yuan; 2019: 9.24 billion yuan"


def test_a_place_has_its_name_in_the_language_and_what_is_not_told_comes_last(tiny: Engine) -> None:
    found = tiny.ask("上海市和北河市2019年的地区生产总值")
    beihe = replace(found.rows[1], region="天津市")
    silent = replace(beihe, region="全国", answer=None, fact=None, citation=None)
    found = replace(found, rows=(found.rows[0], silent, beihe))
    assert told(replace(found, question="Какой был ВВП?")) == (
        "Тяньцзинь, 2019 г.: 153 миллиарда юаней; не указано: Китай, 2019 г.; нет доклада: Шанхай, 2019 г."
    )


def test_a_row_of_words_is_quoted_and_one_of_yes_is_said(tiny: Engine) -> None:
    [row, _] = tiny.ask("安林县和北河市2019年地区生产总值分别是多少?").rows
    words = replace(row, fact=None, year=None, answer="安水大剧院")
    found = answer("Which?", "list", "…", rows=(words, replace(words, region="北京市", answer="是")))
    assert told(found) == "安林县: “安水大剧院”; Beijing: Yes."


def test_words_that_stand_in_quotation_marks_get_those_of_the_language_instead() -> None:
    german = phrases("de")
    assert quoted("“亲清在线”", german) == "„亲清在线“"
    assert quoted("“十四五”时期", german) == "„“十四五”时期“"
