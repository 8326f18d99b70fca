"""Names in the Latin alphabet are read as the clauses write them."""

from __future__ import annotations

import pytest

from indexer.lexical import LexicalIndex, tokens
from service.engine import Engine
from service.romanised import Romanised

CLAUSES = [
    "东沙湖板块优化提升",
    "东沙湖公园开放",
    "动沙工程",
    "重庆与西安通车，吕梁通水",
    "那么我们努力",
    "一九八八年义乌兴办市场",
    "西岸",
]


@pytest.fixture(scope="module")
def names() -> Romanised:
    texts = [tokens(clause) for clause in CLAUSES]
    return Romanised(sorted({term for text in texts for term in text}), LexicalIndex.build(texts))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Quelle est la superficie du lac Dongsha ?", "Quelle est la superficie du lac 东沙 ?"),  # in two clauses, 动沙 in one
        ("from Chongqing to Xi'an", "from 重庆 to 西安"),  # places, before 西岸, which is as common
        ("Lüliang, Luliang and LÜLIANG", "吕梁, 吕梁 and LÜLIANG"),
        ("Dongshahu park", "东沙湖 park"),
    ],
)
def test_a_capitalised_name_is_written_as_most_clauses_have_what_sounds_like_it(
    names: Romanised, typed: str, written: str
) -> None:
    assert names.written_out(typed) == written


@pytest.mark.parametrize(
    "text",
    [
        "Name the women's park. Women, too",  # 那么 and 我们 are no names
        "the dongsha plan",  # as words of other languages are typed
        "Dong lake",  # one syllable sounds like too much
        "Ningbo",  # of no clause
        "东沙湖的GDP是多少",
        "",
    ],
)
def test_what_is_no_name_of_the_clauses_stays(names: Romanised, text: str) -> None:
    assert names.written_out(text) == text


def test_a_long_name_of_many_cuts_is_let_be(names: Romanised) -> None:
    assert names.written_out("Yiyiyiyiyiyiyiyi Aaaaaaaaaaaa") == "Yiyiyiyiyiyiyiyi Aaaaaaaaaaaa"


def test_a_word_of_five_hundred_letters_is_read_once_through(names: Romanised) -> None:
    text = f"A{'b' * 490}é"  # tried in every way to cut it, it would never end
    assert names.written_out(text) == text


def test_no_more_than_eight_names_of_a_question_are_looked_up(names: Romanised) -> None:
    assert names.written_out("Dongsha " * 10) == "东沙 " * 8 + "Dongsha " * 2


def test_a_question_finds_the_clause_of_a_place_that_it_names_in_pinyin(engine: Engine) -> None:
    found = engine.search("Dongsha", k=1).hits
    assert "东沙" in found[0].text


def test_the_question_is_told_as_it_was_asked(engine: Engine) -> None:
    question = "What industry is the Linjiang cluster built around?"
    assert engine.search(question).query == question
    assert engine.ask(question).question == question
