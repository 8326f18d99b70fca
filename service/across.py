"""One answer for each of several reports: 北京和上海2025年GDP目标分别是多少, 哪些省2026年的增长目标高于5%."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.facts import quantities
from indexer.records import Fact, Report
from indexer.snapshot import Snapshot
from service.facts import FactFinder
from service.indicators import mentioned
from service.phrases import phrases
from service.query import Query, understand
from service.readers.bounds import bound_of, holds, in_figures
from service.records import Answer, AnswerRow, Citation
from service.scope import Region, Scope, is_about
from service.wanted import Wanted

_OF_FACT = 0.95  # share of rows that are right when a fact of the asked indicator, year and kind is there
_MOST = re.compile(r"最[高大多快]|(?:谁|哪个|哪家|哪边)(?:的)?.{0,8}更?[高大多快]|highest|largest|most\b|fastest|\w+er\b.*\bor\b")
_LEAST = re.compile(r"最[低小少慢]|(?:谁|哪个|哪家|哪边)(?:的)?.{0,8}更?[低小少慢]|lowest|smallest|least|slowest")
_FIRST = re.compile(r"前([两三四五六七八九十]|\d{1,2})[名位个]?|\btop (\d{1,2}|three|five|ten)\b")
_NUMBERS = {"两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "three": 3, "five": 5, "ten": 10}
_HOW_MANY = re.compile(r"[几多][个少]个?(?:省|市|区|地)|how many (?:provinces|cities|districts)")
_GROWTH_TARGET = re.compile(r"增[长速](?:预期)?目标|目标增[长速]|growth (?:target|goal)")
_SETS_BOUND = re.compile(r"哪|几个|多少个|which|how many provinces|how many cities")

_YEARS = re.compile(r"(?:19|20)\d\d年?")

ReadOne = Callable[[Query, Scope], Answer]  # the answer to a question from the reports of a scope as one


@dataclass(frozen=True, slots=True)
class _Cell:
    """A row with how sure it is."""

    row: AnswerRow
    confidence: float


def answer_across(query: Query, scope: Scope, finder: FactFinder, read_one: ReadOne) -> Answer:
    """The answer to a question that `is_across`: a row for each region and year, those that its condition leaves out dropped.

    A row is a fact of the indicator that is asked for, of that year, done or planned as asked, from a report of that region;
    where the question asks for no indicator of the table, what `read_one` answers to the question put to that report alone.
    An abstention if no report says anything.
    """
    tenses = (query,) if query.planned is not None else (replace(query, planned=False), replace(query, planned=True))
    read = [[_cell(tense, scope, *row, finder, read_one) for row in _asked(tense, scope)] for tense in tenses]
    cells = max(read, key=lambda cells: sum(cell.row.answer is not None for cell in cells))  # what was done, if both are told
    kept = _ordered(query, scope, _meeting(query, cells))
    said = [cell for cell in kept if cell.row.answer is not None]
    citations = tuple(cell.row.citation for cell in said if cell.row.citation is not None)
    answered = bool(said)
    items = tuple(_told(cell.row, scope) for cell in said)
    return Answer(
        question=query.text,
        status="answered" if answered else "abstained",
        kind="list",
        answer=_joined(query, items) if answered else None,
        confidence=round(sum(cell.confidence for cell in said) / len(said), 4) if said else 0.0,
        snapshot_id=finder.snapshot.snapshot_id,
        citations=citations,
        items=items,
        facts=tuple(cell.row.fact for cell in said if cell.row.fact is not None),
        rows=tuple(cell.row for cell in kept),
    )


def _asked(query: Query, scope: Scope) -> Iterator[tuple[Region, int | None]]:
    """Regions and years in the order of the question; of a series only years that a report is about."""
    for region in scope.regions:
        of_region = [report for report in scope.reports if (report.region, report.level) == region]
        years = [year for year in scope.years if any(is_about(report, year, query.planned) for report in of_region)]
        for year in years or scope.years[:1] or (None,):
            yield region, year


def _cell(query: Query, scope: Scope, region: Region, year: int | None, finder: FactFinder, read_one: ReadOne) -> _Cell:
    reports = [report for report in scope.reports if (report.region, report.level) == region]
    if year is None:
        reports = sorted(reports, key=lambda report: -report.year)[:1]
    else:
        reports = [report for report in reports if is_about(report, year, query.planned)]
    silent = AnswerRow(*region, year, reports[0].report_id if reports else None, None, None, None)
    if not reports:
        return _Cell(silent, 0.0)
    if indicator := _indicator(query):
        fact = _fact(query, year, reports, finder, indicator)
        return _Cell(_row_of(silent, fact, finder.snapshot), _OF_FACT) if fact else _Cell(silent, 0.0)
    read = read_one(understand(_put_to(query, scope, region, year)), Scope(tuple(reports)))
    if read.answer is None:
        return _Cell(silent, 0.0)
    place = read.citations[0]
    return _Cell(replace(silent, report_id=place.report_id, answer=read.answer, citation=place), read.confidence)


def _indicator(query: Query) -> str | None:
    """The indicator that is asked for; 增长目标 without any is that of the whole economy."""
    if found := mentioned(query.text):
        return found.name
    return "地区生产总值" if _GROWTH_TARGET.search(query.folded) else None


def _fact(query: Query, year: int | None, reports: Sequence[Report], finder: FactFinder, indicator: str) -> Fact | None:
    """The fact that is asked for: of that year, or else of the year that the report plans or looks back on."""
    by_id = {report.report_id: report for report in reports}
    wanted = Wanted(query if year is None else replace(query, years=frozenset((year,)), relative=()), by_id)
    found = [
        fact
        for fact in finder.same(indicator)
        if fact.report_id in by_id and fact.kind != "other" and not any(wanted.misses(fact)) and _is_own(fact, year, by_id)
    ]
    return min(found, key=lambda fact: (fact.kind == "target", fact.change == "growth"), default=None)


def _is_own(fact: Fact, year: int | None, reports: dict[str, Report]) -> bool:
    report = reports[fact.report_id]
    return year is not None or fact.period == str(report.year if fact.kind == "target" else report.reviewed_year)


def _row_of(silent: AnswerRow, fact: Fact, snapshot: Snapshot) -> AnswerRow:
    clause = snapshot.clauses[snapshot.row_of[fact.clause_id]]
    text, at = snapshot.text(clause), fact.value_start - clause.start
    printed = next((text[each.start : each.end] for each in quantities(text) if each.number_start == at), None)
    place = Citation.of(snapshot.reports[fact.report_id], clause, fact.start, fact.end)
    answer = printed or text[at : fact.value_end - clause.start]
    return replace(silent, report_id=fact.report_id, answer=answer, citation=place, fact=fact)


def _put_to(query: Query, scope: Scope, region: Region, year: int | None) -> str:
    """The question put to one report: its region and year in place of all that are named."""
    text = query.folded
    words = [chip.words for chip in scope.chips if chip.field != "year"]
    for number, each in enumerate(words):
        text = re.sub(
            rf"(?:和|与|及|以及|跟|、|,|，|and )?\s*{re.escape(each)}(?:省|市|自治区)?",
            "" if number else region[0],
            text,
            count=1,
        )
    if year is not None:
        said = [chip.words for chip in scope.chips if chip.field == "year"]
        text = next((text.replace(each, f"{year}年") for each in said if each in text), text)
    return text.replace("分别", "").replace("各自", "")


def _meeting(query: Query, cells: Sequence[_Cell]) -> list[_Cell]:
    """The rows whose figure keeps the bound of the question, and those that are silent; all without a bound."""
    asked = in_figures(_YEARS.sub("", query.folded))
    bound = bound_of(asked) if _SETS_BOUND.search(asked) else None
    if bound is None:
        return list(cells)
    is_about = bound.relation == "=" and asked.startswith("左右", bound.end) or "左右" in asked[bound.start : bound.end]

    def meets(fact: Fact) -> bool:
        if is_about:  # 5%左右 is what is printed, and not 5%以上
            return fact.qualifier == "约" and fact.value_to is None and fact.value_base == bound.value_base
        return fact.unit_base == bound.unit_base and holds(bound, fact) is True

    return [cell for cell in cells if cell.row.fact is None or meets(cell.row.fact)]


def _ordered(query: Query, scope: Scope, cells: Sequence[_Cell]) -> list[_Cell]:
    """The rows of the highest or the lowest figures, if those are asked for; else all as they are, as where one of the regions
    that are compared is silent.
    """
    is_most, is_least = bool(_MOST.search(query.folded)), bool(_LEAST.search(query.folded))
    stated = [(cell.row.fact.value_base, cell) for cell in cells if cell.row.fact is not None]
    is_open = len(stated) < len(cells) and any(chip.field == "region" for chip in scope.chips)
    if is_most == is_least or not stated or is_open:
        return list(cells)
    stated.sort(key=lambda each: each[0], reverse=is_most)
    first = _FIRST.search(query.folded)
    n = int(_NUMBERS.get(named, 0) or named) if first and (named := first[1] or first[2]) else 1
    border = stated[min(n, len(stated)) - 1][0]
    return [cell for value, cell in stated if (value >= border if is_most else value <= border)]


def asks_how_many(folded: str) -> bool:
    """Whether a folded question is to be answered with the number of its rows."""
    return _HOW_MANY.search(folded) is not None


def _joined(query: Query, items: Sequence[str]) -> str:
    chinese = phrases("zh")
    rows = chinese.say("rows.join").join(items)
    return chinese.say("rows.counted", n=len(items), rows=rows) if asks_how_many(query.folded) else rows


def _told(row: AnswerRow, scope: Scope) -> str:
    """A row in words: 北京市：5%左右, or with several years 2010年：3%左右."""
    year = f"{row.year}年" if len(scope.years) > 1 and row.year is not None else ""
    name = row.region if len(scope.regions) > 1 else ""
    return f"{name}{year}：{row.answer}"
