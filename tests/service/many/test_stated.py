"""Which of the figures that the reports state is asked for."""

from __future__ import annotations

import pytest

from service.engine import Engine
from service.many.stated import Stated
from service.query import understand


def stated(tiny: Engine, question: str) -> Stated:
    return Stated.of(understand(question), question, tuple(tiny.snapshot.reports.values()), tiny.facts)


def figure(tiny: Engine, question: str, report_id: str, year: int) -> str | None:
    found = stated(tiny, question).one(understand(question), year, [tiny.snapshot.reports[report_id]])
    return None if found is None else f"{found.value}{found.unit}"


@pytest.mark.parametrize(
    ("question", "report_id", "year", "wanted"),
    [
        ("2019年地区生产总值", "anlin-2020", 2019, "92.4亿元"),
        ("2019年地区生产总值增长多少", "anlin-2020", 2019, "7.1%"),
        ("2020年地区生产总值的目标", "anlin-2020", 2020, "7%"),
        ("2020年计划改造多少老旧小区", "beihe-2020", 2020, "120个"),
        ("2020年地区生产总值的目标", "beihe-2020", 2020, None),
    ],
)
def test_the_figure_of_the_year_and_kind_that_is_asked_for(
    tiny: Engine, question: str, report_id: str, year: int, wanted: str | None
) -> None:
    assert figure(tiny, question, report_id, year) == wanted


def test_what_the_table_does_not_list_is_found_under_the_very_name_that_is_asked_for(tiny: Engine) -> None:
    assert {*stated(tiny, "2020年的隐患整改率是多少").facts} == {"anlin-2020"}
    assert stated(tiny, "2020年的整改是多少").facts == {}
    assert stated(tiny, "2020年建了什么").indicator is None
