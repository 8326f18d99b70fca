"""The facts of a report: every quantity that it states, with what it belongs to, its period and its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indexer.facts.change import SHARES, change_of, qualifier_of, stated_unit, stated_value
from indexer.facts.indicator import Named, named
from indexer.facts.outcome import is_reached, last_year
from indexer.facts.part import Part, kind_of, parts
from indexer.facts.period import period_of
from indexer.facts.phrases import phrase
from indexer.facts.quantities import Quantity, quantities
from indexer.facts.scope import Told, average_of, inherited
from indexer.facts.units import is_counted, is_rate
from indexer.numerals import to_base
from indexer.outline.sentences import STOPS, spans
from indexer.records import Clause, Fact, Report
from indexer.segment import simplified

# 10亿元以上项目15个: the first figure says which projects, the second how many.
_WHAT_IS_BOUND = re.compile(
    "(?:的)?[^，。；、\\d]{0,8}?(?:项目|企业|公司|单位|老人|老年|人口|船舶|泊位|锅炉|机组|设备|基地|园区|集群|产业|平台|工程|住房|农户|大户|家庭|群众|居民|高龄|失能|"
    "水库|河流|城市|街道|村|镇|行业|产品|人员|人群|妇女|儿童|公民|工业|服务业|路段|地区|品种|商品|贷款|矿|车|楼|小区|学校|医院|台风|岁|企)"
)
_PASSED = ("超", "超过", "突破", "达", "达到", "过", "逾", "高于", "低于")
_WHAT_IS_PASSED = re.compile(
    "的[^，。；、\\d增目]{0,6}?(?:县|市|区|乡|镇|村|企业|产业|园区|集群|项目|省份|地区|国家|家庭|人群|品种|商品)"
)
_STATES = re.compile(r"(?:增长|达|为|占|在|高|至|到|投入|完成|实现|增加|减少|下降|提供|补助|奖励)(?:到|了|至|于)?$")


class _Place(NamedTuple):
    """Where a sentence stands."""

    report: Report
    text: str  # of the report, in simplified characters
    clause: Clause
    part: Part
    told: Told  # the period that holds for the clause
    start: int
    end: int


def facts(report: Report, clauses: Sequence[Clause]) -> list[Fact]:
    """The quantities that the clauses of a report state, in the order of the text.

    `clauses` are all clauses of the report in reading order: whether one tells what was done or what is planned may follow
    from those before it. Years and dates, list numbers, codes, names and fixed phrases are no facts. Never raises for a
    text, whatever is in it.
    """
    found: list[Fact] = []
    text = simplified(report.text)
    for clause, part, told in zip(clauses, parts(report, clauses), inherited(report, clauses), strict=True):
        rows = [(place, row) for place in _sentences(report, text, clause, part, told) for row in _rows(place)]
        before: Fact | None = None
        for number, (place, row) in enumerate(rows, start=1):
            before = _fact(place, row, number, before)
            found.append(before)
    return found


def _sentences(report: Report, text: str, clause: Clause, part: Part, told: Told) -> Iterator[_Place]:
    for start, end in spans(report.text, clause.start, clause.end, stops=STOPS):
        yield _Place(report, text, clause, part, told, start, end)


def _rows(place: _Place) -> list[Named]:
    text, start, end = place.text, place.start, place.end
    found = [_moved(quantity, start) for quantity in quantities(text[start:end])]
    stated = [quantity for quantity in found if not _is_bound_of_name(text, quantity)]
    if not stated:
        return []
    fallback = phrase(text, place.clause.start, place.clause.start + len(place.clause.heading or ""))
    return [row for row in named(text, start, end, stated, fallback) if row.indicator]


def _moved(quantity: Quantity, by: int) -> Quantity:
    return quantity._replace(
        start=quantity.start + by,
        end=quantity.end + by,
        number_start=quantity.number_start + by,
        number_end=quantity.number_end + by,
    )


def _is_bound_of_name(text: str, quantity: Quantity) -> bool:
    """Whether a quantity only says which things are meant: 5亿元以上项目, 经济总量超500亿元的县域."""
    if quantity.before in _PASSED and _WHAT_IS_PASSED.match(text, quantity.end):
        return True
    if is_rate(quantity.measure) or is_counted(quantity.measure) and quantity.measure not in ("人", "名", "户"):
        return False
    if quantity.after.removeprefix("及") not in ("以上", "以下", "以内", "之内"):
        return False
    if quantity.measure in ("岁", "周岁"):
        return True
    if _STATES.search(text, max(0, quantity.start - 4), quantity.start) or quantity.before:
        return False
    return _WHAT_IS_BOUND.match(text, quantity.end) is not None


def _fact(place: _Place, row: Named, number: int, before: Fact | None) -> Fact:
    report, quantity, text = place.report, row.quantity, place.text
    change, sign = change_of(quantity, row.left, row.indicator)
    if change == "share" and before is not None and _goes_on(before, row.indicator):
        change, sign = "growth", -1 if before.value < 0 else 1
    unit = stated_unit(quantity, change)
    value = stated_value(quantity.value, quantity, change, sign)
    value_to = None if quantity.value_to is None else stated_value(quantity.value_to, quantity, change, sign)
    if value_to is not None and value_to < value:
        value, value_to = value_to, value
    value_base, unit_base = to_base(value, unit)
    within = text[place.start : quantity.start]
    near = re.split("[，,。；;：:]", within)[-1]
    period = _period(place, within, near, quantity.before, change)
    segment = re.split("[。；;]", within)[-1]
    return Fact(
        fact_id=f"{place.clause.clause_id}#{number}",
        report_id=report.report_id,
        clause_id=place.clause.clause_id,
        indicator=row.indicator,
        value=value,
        value_to=value_to,
        unit=unit,
        value_base=value_base,
        unit_base=unit_base,
        qualifier=qualifier_of(quantity) or ("达" if row.left.endswith(("分别达到", "分别达")) else None),
        change=change,
        period=period,
        kind=kind_of(report, place.part, period, segment, text[place.start : place.end]),
        quote=report.text[row.start : row.end],
        start=row.start,
        end=row.end,
        value_start=quantity.number_start,
        value_end=quantity.number_end,
    )


def _period(place: _Place, within: str, near: str, before: str, change: str) -> str:
    """The period of a figure; `within` stands before it in its sentence, `near` in its part of it, `before` is its qualifier.

    A level is of the last of several years that only a heading, or a paragraph before it, tells of.
    """
    report, told, is_review = place.report, place.told.period, place.part is Part.REVIEW
    if told and not place.told.is_near and is_review and is_reached(near + before, change) and (last := last_year(report, told)):
        told = str(last)
    earlier = place.text[place.clause.start : place.start]
    period = period_of(report, report.reviewed_year if is_review else report.year, earlier, within, told)
    return (average_of(near, earlier + within, place.told.period) or period) if period.isdigit() else period


def _goes_on(before: Fact, indicator: str) -> bool:
    """Whether a percentage without a word of its own is growth like the one before it (增长8%以上、力争达到10%)."""
    is_growth = before.change == "growth" and before.unit == "%" and before.indicator == indicator
    return is_growth and SHARES.search(indicator) is None
