"""The words in which a question over several reports is put to one of them."""

from __future__ import annotations

import pytest

from service.many.listing import Region
from service.many.put import put_to
from service.many.scope import Scope, read_scope
from service.query import Query, understand
from tests.tiny import REPORTS

ANLIN, BEIHE = ("安林县", "county"), ("北河市", "city")


def asked(question: str) -> tuple[Query, Scope]:
    query = understand(question)
    return query, read_scope(query, REPORTS)


@pytest.mark.parametrize(
    ("question", "region", "year", "wanted"),
    [
        ("安林县和北河市2019年茶产值分别是多少", ANLIN, 2019, "安林县2019年茶产值是多少"),
        ("安林县2018年到2019年的茶产值", ANLIN, 2018, "安林县2018年的茶产值"),
        ("安林县2018年和2019年茶产值各自多少", ANLIN, 2019, "安林县2019年茶产值多少"),
        ("安林县的茶产值2018年至2019年是怎么一步步提高的?", ANLIN, 2019, "安林县的茶产值2019年是多少?"),
        ("从2018年到2019年安林县的茶产值有没有变化", ANLIN, 2018, "2018年安林县的茶产值是多少"),
        ("历年安林县的茶产值走势如何", ANLIN, 2018, "2018年安林县的茶产值是多少"),
        ("安林县和北河市2019年茶产值增长多少,哪几个地方说了?", ANLIN, 2019, "安林县2019年茶产值增长多少"),
        ("哪些地方2019年的报告提到地铁", BEIHE, 2019, "北河市2019年的报告提到地铁"),
    ],
)
def test_one_report_is_asked_of_its_own_region_and_year(question: str, region: Region, year: int, wanted: str) -> None:
    assert put_to(*asked(question), region, year) == wanted
