"""What a question says about the list that it asks for."""

from __future__ import annotations

import pytest

from service.query import understand
from service.readers.wanted import Wanted, wanted


def of(question: str) -> Wanted:
    return wanted(understand(question))


@pytest.mark.parametrize(
    ("question", "n_items"),
    [
        ("茶叶园区放在哪三个城市?", 3),
        ("重点抓好的十二个方面是哪些?", 12),
        ("哪4条公路今年通车?", 4),
        ("要建立的“四个清单”是什么?", 4),
        ("一体推进的“三不”指什么?", 3),
        ("Which three towns were named?", 3),
        ("2020年的目标有哪些?", None),  # a year is no count
        ("十件实事的第2件包括什么?", None),  # nor an ordinal
        ("“十五五”要建的电站有哪些?", None),  # nor the number of a plan
        ("“三个1亿人”问题是指什么?", 3),
    ],
)
def test_how_many_are_asked_for(question: str, n_items: int | None) -> None:
    assert of(question).n_items == n_items


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("哪些街道列入了名单?", "街道"),
        ("主要预期目标有哪些?", "主要预期目标"),
        ("在建的4座电站叫什么?", "电站"),
        ("哪些项目要加快建设?", "项目"),  # up to a word that goes on
        ("已完工的项目有哪些?", "项目"),  # 项 is counted in nothing here
        ("茶叶、竹木产业的主要指标,请列全", "主要指标"),
        ("今年要打造哪几个?", ""),
        ("引进的3600名人才都是哪几类?", "人才"),
        ("10件实事里报告具体写出来的都有什么?", "实事"),
    ],
)
def test_what_the_items_are(question: str, noun: str) -> None:
    assert of(question).noun == noun


def test_the_verbs_beside_the_asking_word_are_those_asked_about() -> None:
    assert of("县里要举办或办好的展会有哪些?").verbs == ("举办", "办好")
    assert of("建设学校时引进了哪些企业?").verbs == ("引进",)
    assert of("报告说今年要“开工”哪些工程?").verbs == ("开工",)
    assert of("今年要新开工的公路有哪些?").verbs == ("开工",)  # the part that reports say too


def test_what_leads_to_a_list_in_words_alone_is_no_verb() -> None:
    assert of("经济社会发展的目标分别是哪些?").verbs == ()
    assert of("哪些镇率先建成水厂?").verbs == ("建成",)


def test_the_name_of_the_whole_is_none_of_its_items() -> None:
    assert of("“三大行动”是哪三个?").announces("实施“三大行动”")
    assert not of("报告说今年要“开工”哪些工程?").announces("开工安林铁路")


def test_the_number_of_an_entry_is_known() -> None:
    assert of("十件实事的第2件包括哪几项?").ordinal == 2


def test_what_stands_in_brackets_is_said_aside() -> None:
    assert of("在建项目是哪些(不是建成的)?").question == "在建项目是哪些?"
