from __future__ import annotations

from collections import Counter
from dataclasses import replace

from eval.splits import deal, fact_groups


def ids(groups):
    return [[question.question_id for question in group] for group in groups]


def test_questions_about_one_sentence_are_one_fact_and_a_semicolon_ends_a_sentence(ask, text):
    gdp, gdp_again = ask("a"), ask("b", quote="全年")
    retail, listed = ask("c", quote="增长8%"), ask("d", quote="上市企业3家")
    assert ids(fact_groups([gdp, retail, gdp_again, listed], text)) == [["a", "b"], ["c"], ["d"]]


def test_a_quote_over_two_sentences_joins_their_facts(ask, text):
    across = ask("c", quote="增长8%；新增上市企业")
    assert ids(fact_groups([ask("a", quote="零售总额"), ask("b", quote="3家"), across], text)) == [["a", "b", "c"]]


def test_a_near_miss_and_a_pair_join_facts_too(ask, text, place):
    near = ask("b", quote=None, near=place("1100.2亿元"))
    first, second = ask("c", quote="增长8%", pair="p"), ask("d", quote="3家", pair="p")
    assert ids(fact_groups([ask("a"), near, first, second], text)) == [["a", "b"], ["c", "d"]]


def test_questions_about_no_place_are_facts_of_their_own(ask, text):
    assert ids(fact_groups([ask("a", quote=None), ask("b", quote=None)], text)) == [["a"], ["b"]]


def test_every_fact_is_dealt_whole_and_types_evenly_whatever_the_order(ask, text):
    singles = [ask(f"s{i}", quote=None) for i in range(6)]
    gdp = [ask("a"), ask("b", type="span")]
    retail = [ask("c", quote="增长8%"), ask("d", quote="零售总额", type="span")]
    questions = [*singles, *gdp, *retail]
    splits = deal(questions, text)
    assert splits == deal(questions[::-1], text)
    assert splits["a"] == splits["b"] != splits["c"] == splits["d"]
    assert Counter(splits[question.question_id] for question in singles) == {"dev": 3, "test": 3}
    assert deal([replace(question, split="test") for question in questions], text) == splits
