from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.matching import (
    asks_for_figure,
    character_f1,
    has_right_figure,
    is_citation_exact,
    is_exact,
    normalise,
    stands_in,
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("４８，６００ 个批次", "48600个批次"),
        ("87 个", "87个"),
        ("2.70‰", "2.7‰"),
        ("90.0%", "90%"),
        ("100", "100"),
        ("1,2,3", "1,2,3"),  # no thousands
        ("“投资之家”。", "投资之家"),
        ("《新闻联播》《焦点访谈》", "新闻联播》《焦点访谈"),  # only what is around it
        ("。", ""),
    ],
)
def test_normalising_drops_width_space_separators_and_outer_punctuation(text, wanted):
    assert normalise(text) == wanted


@given(st.text(alphabet="0123456789.,，%‰“”。 亿元家街道"))
def test_every_text_but_bare_punctuation_stands_in_itself(text):
    assert stands_in(text, text) is any(char not in ".,，“”。 " for char in text)


@pytest.mark.parametrize(
    ("form", "text", "wanted"),
    [
        ("8%", "增长8%", True),
        ("8%", "增长18%", False),
        ("8%", "增长3.8%", False),
        ("3", "3.5亿元", False),
        ("3", "3家", True),
        ("48600", "48,600个", True),
        ("新闻联播", "《新闻联播》", True),
        ("科大讯飞", "360、科大讯飞", True),  # the figure before it is another item
        ("360", "360、3家", True),
        ("。", "没有。", False),
    ],
)
def test_a_form_stands_in_a_text_only_with_its_figure_whole(form, text, wanted):
    assert stands_in(form, text) is wanted


def test_an_accepted_form_is_exact_and_a_missing_unit_only_where_it_is_accepted(ask):
    question = ask(answers=("1100.2亿元", "1100.2亿"))
    assert is_exact(question, "1,100.20 亿元。", ())
    assert is_exact(question, "1100.2亿", ())
    assert not is_exact(question, "1100.2", ())
    assert not is_exact(question, "1100.3亿元", ())
    assert not is_exact(question, "地区生产总值1100.2亿元", ())
    assert not is_exact(question, None, ())


def test_yes_and_no_are_told_by_how_the_answer_starts(ask):
    question = ask(type="yesno", answers=("否",))
    assert is_exact(question, "不是，只有88%。", ())
    assert is_exact(question, "否", ())
    assert not is_exact(question, "是的", ())
    assert not is_exact(question, "88%", ())


def test_a_list_needs_every_item_and_no_other(ask):
    question = ask(type="list", items=("残联", "侨联", "科协"), answers=("残联、侨联、科协",))
    assert is_exact(question, "科协、残联和侨联", ())
    assert is_exact(question, "三个", ("科协", "残联", "侨联"))
    assert not is_exact(question, "残联、侨联", ("残联", "侨联"))
    assert not is_exact(question, "残联、侨联、科协", ("残联", "侨联", "科协", "妇联"))


def test_an_item_may_be_given_in_parts_or_with_words_around_it(ask):
    question = ask(type="list", items=("安置房开工600套,建成3200套",), answers=("安置房开工600套,建成3200套",))
    assert is_exact(question, "安置房开工600套、建成3200套", ("安置房开工600套", "建成3200套"))
    assert is_exact(question, "", ("实现安置房开工600套,建成3200套",))


def test_a_clause_that_holds_the_list_is_not_the_list(ask):
    question = ask(type="list", items=("残联", "侨联", "科协"), answers=("残联、侨联、科协",))
    assert is_exact(question, "新残联、侨联、科协", ())  # 6 of 7 characters are of its items
    assert not is_exact(question, "成立残联、侨联、科协", ())  # 6 of 8
    assert not is_exact(question, "残联、侨联、科协", ("成立新区残联", "侨联", "科协"))  # 6 of 10


def test_the_f1_of_a_list_is_that_of_its_items(ask):
    question = ask(type="list", items=("残联", "侨联"), answers=("残联、侨联",))
    assert character_f1(question, "成立残联、侨联和科协", ("残联", "侨联")) == 1
    # 残联侨联 in common of 9 characters found and 4 wanted
    assert character_f1(question, "成立残联、侨联和科协", ()) == pytest.approx(2 * 4 / (9 + 4))


@pytest.mark.parametrize(
    ("type_", "answer", "wanted"),
    [
        ("figure", "1100.2亿元", True),
        ("figure", "不少于48600个", True),
        ("span", "白杨街道", False),
        ("shorthand", "“515”", False),
    ],
)
def test_only_answers_in_digits_are_figures(ask, type_, answer, wanted):
    assert asks_for_figure(ask(type=type_, answers=(answer,))) is wanted


def test_the_right_figure_may_have_other_words_around_it_but_needs_its_unit(ask):
    question = ask(answers=("7%以上", "增长7%以上"))
    assert has_right_figure(question, "增长7%")
    assert not has_right_figure(question, "增长17%以上")
    assert not has_right_figure(question, "7")
    assert not has_right_figure(question, None)


def test_a_bare_number_is_right_by_itself_only(ask):
    question = ask(answers=("8个", "8"))
    assert has_right_figure(question, "8")
    assert has_right_figure(question, "引进8个项目")
    assert not has_right_figure(question, "增长8%")


def test_character_f1_takes_the_best_accepted_form(ask):
    question = ask(answers=("白杨街道", "白杨"))
    assert character_f1(question, "“白杨街道”", ()) == 1
    # 白, 杨 in common; 3 characters found, 2 wanted by the better form: P = 2/3, R = 1
    assert character_f1(question, "白杨镇", ()) == pytest.approx(2 * (2 / 3) * 1 / (2 / 3 + 1))
    assert character_f1(question, "下沙", ()) == 0
    assert character_f1(question, None, ()) == 0


def test_a_citation_is_exact_in_the_right_clause_at_the_quote_with_the_answer_in_it(ask, cite):
    question = ask()
    assert is_citation_exact(question, [cite("全年实现地区生产总值1100.2亿元")])
    assert is_citation_exact(question, [cite("增长8%"), cite("1100.2亿元")])
    assert not is_citation_exact(question, [cite("1100.2亿元", "r/2")])
    assert not is_citation_exact(question, [cite("全年实现地区生产总值")])
    assert not is_citation_exact(question, [cite("增长8%")])
    assert not is_citation_exact(question, [])


def test_the_place_is_enough_where_the_report_does_not_print_the_answer(ask, cite):
    assert is_citation_exact(ask(type="yesno", answers=("是",)), [cite("全年实现地区生产总值")])


def test_the_citations_of_a_list_hold_all_its_items_together(ask, cite):
    quote, items = "社会消费品零售总额增长8%；新增上市企业3家", ("增长8%", "3家")
    question = ask(type="list", quote=quote, items=items, answers=("、".join(items),))
    assert is_citation_exact(question, [cite("零售总额增长8%"), cite("新增上市企业3家")])
    assert not is_citation_exact(question, [cite("零售总额增长8%")])


def test_of_arithmetic_that_is_shown_the_result_is_the_answer_where_it_is_right(ask):
    question = ask(answers=("145亿元",))
    assert is_exact(question, "7295亿元 − 7150亿元 = 145亿元", ())
    assert not is_exact(question, "7295亿元 − 7140亿元 = 145亿元", ())  # 155
    assert not is_exact(question, "7295亿元 − 7150万元 = 145亿元", ())  # of two units
    assert not is_exact(question, "投资 = 145亿元", ())
    assert is_exact(ask(answers=("2.2个百分点",)), "28.1% − 25.9% = 2.2个百分点", ())
