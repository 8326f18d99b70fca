"""Where prose is cut into sentences."""

from __future__ import annotations

from indexer.outline import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


def test_a_sentence_ends_at_full_and_half_width_punctuation() -> None:
    assert cut("修路。架桥！通车？绿化；照明;排水!供热?") == ["修路。", "架桥！", "通车？", "绿化；", "照明;", "排水!", "供热?"]


def test_a_decimal_point_and_a_half_width_comma_end_nothing() -> None:
    assert cut("投资12.5亿元,增长3.2%。") == ["投资12.5亿元,增长3.2%。"]


def test_brackets_and_quotes_are_not_cut_inside() -> None:
    assert cut("建设“开工；竣工；投产”机制（2019年；试行）。后文。") == ["建设“开工；竣工；投产”机制（2019年；试行）。", "后文。"]


def test_a_closing_quote_stays_with_its_sentence() -> None:
    assert cut("他说：“路通了！”大家鼓掌。") == ["他说：“路通了！”", "大家鼓掌。"]


def test_a_quoted_sentence_followed_by_a_comma_goes_on() -> None:
    assert cut("“路通了。”，他说。") == ["“路通了。”，他说。"]


def test_a_quote_that_never_closes_does_not_swallow_the_rest() -> None:
    assert cut("“路通了。桥也通了。") == ["“路通了。", "桥也通了。"]


def test_a_line_break_ends_a_line_without_punctuation() -> None:
    assert cut("工作回顾\n道路通车。") == ["工作回顾", "道路通车。"]


def test_a_line_broken_in_the_middle_of_a_sentence_is_one_sentence() -> None:
    assert cut("公布了《\n道路条例\n》，施行顺利。") == ["公布了《\n道路条例\n》，施行顺利。"]
    assert cut("修建道路，\n架设桥梁。") == ["修建道路，\n架设桥梁。"]


def test_a_long_line_without_punctuation_goes_on_after_the_break() -> None:
    wrapped = "路" * 50 + "\n" + "桥。"
    assert cut(wrapped) == [wrapped]
    assert cut("路" * 49 + "\n" + "桥。") == ["路" * 49, "桥。"]


def test_repeated_and_stray_punctuation_makes_no_sentence_of_its_own() -> None:
    assert cut("通车了！！！\n。") == ["通车了！！！\n。"]


def test_only_the_stretch_asked_for_is_cut() -> None:
    text = "修路。架桥。通车。"
    assert sentences(text, 3, 6) == [(3, 6)]


def test_white_space_has_no_sentences() -> None:
    assert sentences(" \n\u3000", 0, 3) == []
