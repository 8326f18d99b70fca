"""Which measure a question asks for."""

from __future__ import annotations

import pytest

from indexer.facts.units import COUNTED, MEASURED, RATES
from indexer.segment import fold
from service.measures import _table, asked_measures, measures_of


@pytest.mark.parametrize(
    ("question", "measures"),
    [
        ("新修公路多少公里", {"length"}),
        ("公路有多长", {"length"}),
        ("一共花了多少", {"money"}),
        ("补贴几块钱", {"money"}),
        ("分成几块地", set()),
        ("物价涨了几成", {"rate"}),
        ("新建多少个停车位", {"things"}),
        ("多少个人参加", {"things"}),
        ("来了多少人", {"people"}),
        ("等了多久", {"time"}),
        ("领到几个钱", {"money"}),
        ("啥价一斤", {"money"}),
        ("每一百个人里有几个上过大学", {"rate"}),
        ("添了多少套房", {"things"}),
        ("住到多大岁数", {"time"}),
        ("地区生产总值是多少", set()),
        ("How many kilometres of road were built?", {"length"}),
        ("How many bridges were built?", {"things"}),
        ("What is the number of bridges?", {"things"}),
        ("By how much did the number of firms increase?", set()),
        ("How much foreign investment came in?", {"money"}),
        ("How many roads does the New Area have?", {"things"}),
        ("How many foreign tourists came?", {"people"}),
        ("How many years did it take?", {"time"}),
        ("combien de yuans", {"money"}),
        ("Combien de ponts ont été construits ?", {"things"}),
        ("Combien de blé a été récolté ?", set()),
        ("Wie viele Quadratmeter?", {"area"}),
        ("Сколько тонн зерна?", {"mass"}),
        ("Сколько новых школ построено?", {"things"}),
        ("Сколько пшеницы собрано?", set()),
        ("Сколько составил доход?", set()),
        ("Bao nhiêu phần trăm?", {"rate"}),
        ("Đã xây bao nhiêu cây cầu?", {"things"}),
        ("Thu nhập là bao nhiêu?", set()),
        ("何キロメートルですか", {"length"}),
        ("停留所は何か所ですか", {"things"}),
        ("工場は何棟ですか", {"things"}),
        ("何か月かかりますか", {"time"}),
        ("다리는 몇 개입니까?", {"things"}),
        ("몇 배입니까?", {"rate"}),
        ("كم عدد الجسور؟", {"things"}),
        ("كم كيلومترا؟", {"length"}),
    ],
)
def test_a_measure_is_known_in_everyday_words_and_other_languages(question: str, measures: set[str]) -> None:
    assert asked_measures(fold(question)) == measures


def test_every_unit_of_the_table_is_one_that_reports_print() -> None:
    listed = {unit for entry in _table().values() for unit in entry["units"]}
    assert listed <= COUNTED | MEASURED | RATES | {""}


def test_a_unit_that_only_counts_is_of_things_and_people_are_counted_too() -> None:
    assert measures_of("个") == {"things"}
    assert measures_of("人次") == measures_of("") == {"people", "things"}
    assert measures_of("方") == {"area", "volume"}
