"""Which language a question is in."""

from __future__ import annotations

import pytest

from service.languages.detect import language_of, to_traditional


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("2019年地区生产总值是多少？", "zh"),
        ("2019年地區生產總值是多少？", "zh-Hant"),
        ("GDP目标", "zh"),
        ("2019", "zh"),
        ("What is the growth target?", "en"),
        ("GDP 2019", "en"),
        ("What does 规上工业增加值 mean in the report?", "en"),
        ("2020年のGDP目標はいくらですか", "ja"),
        ("「515」とは何ですか", "ja"),
        ("优の茶饮有几家门店？", "zh"),
        ("2020년 목표는 얼마입니까?", "ko"),
        ("Wie hoch ist das Ziel für 2020?", "de"),
        ("Welche Ziele will der Kreis 2020 erreichen?", "de"),
        ("Quel est l'objectif pour 2020 ?", "fr"),
        ("¿Cuál es el objetivo para 2020?", "es"),
        ("Qual é a meta para 2020?", "pt"),
        ("Какова цель на 2020 год?", "ru"),
        ("ما هو هدف عام 2020؟", "ar"),
        ("Mục tiêu năm 2020 là bao nhiêu?", "vi"),
        ("เป้าหมายปี 2020 เท่าไร", "th"),
    ],
)
def test_a_question_is_in_the_language_of_its_script_and_small_words(question: str, language: str) -> None:
    assert language_of(question) == language


def test_a_chinese_name_quoted_in_another_script_does_not_make_the_question_chinese() -> None:
    assert language_of("Сколько домов у проекта 安居新城?") == "ru"


def test_full_width_letters_are_letters() -> None:
    assert language_of("Ｗｈａｔ ｉｓ ｔｈｅ ＧＤＰ？") == "en"


def test_traditional_characters_are_written_for_simplified_ones() -> None:
    assert to_traditional("1100.2亿元") == "1100.2億元"
