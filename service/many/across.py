"""One answer for each of several reports: 北京和上海2025年GDP目标分别是多少, 哪些省2026年的增长目标高于5%."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from indexer.facts import quantities
from indexer.records import Fact, Report
from indexer.segment import fold
from indexer.snapshot import Snapshot
from service.facts.finder import FactFinder, periods_of
from service.facts.indicators import find_indicator, is_indicator, mentioned
from service.languages.phrases import phrases
from service.many.put import put_to
from service.many.rows import Cell, meeting, ordered
from service.many.scope import Region, Scope, is_about
from service.many.wanted import Wanted, names_aim
from service.query import Query, understand
from service.records import Answer, AnswerRow, Citation

_MOST_OF_NAME = 0.6
_OF_FACT = 0.95  # share of rows that are right when a fact of the asked indicator, year and kind is there
_HOW_MANY = re.compile(r"[几多][个少]个?(?:省|市|区|地)|how many (?:provinces|cities|districts)")
_GROWTH_TARGET = re.compile(
    r"(?:年|省|市|报告|国务院|国家)的?(?:经济)?增[长速](?:预期)?目标|economic growth|^(?!.* in ).*growth (?:target|goal)"
)
_MENTIONS = re.compile(r"(?:提到|提及|说到|写到|讲到|谈到|写了|提了)了?\s*[“\"「]?(.+?)[”\"」]?(?:的(?:有|是).*)?[?？。]?$")
_AIMS = re.compile("主要(?:预期)?目标|预期目标|目标是")
_N_READ = 4  # regions whose reports are read for an indicator of which no fact is found; of many, few would say it in other words
_REACHED = re.compile(r"完成|实现|达[到成]|\bmet\b|reach|achiev")  # a target: what came of it is asked for

ReadOne = Callable[[Query, Scope], Answer]  # the answer to a question from the reports of a scope as one


def answer_across(query: Query, scope: Scope, finder: FactFinder, read_one: ReadOne) -> Answer:
    """The answer to a question that `is_across`: a row for each region and year, those that its condition leaves out dropped.

    A row is a fact of the indicator that is asked for, of that year, done or planned as asked, from a report of that region;
    where the question asks for no indicator of the table, what `read_one` answers to the question put to that report alone.
    An abstention if no report says anything.
    """
    of_region: dict[Region, list[Report]] = {}
    for report in scope.reports:
        of_region.setdefault((report.region, report.level), []).append(report)
    read = [
        [_cell(tense, scope, *row, of_region.get(row[0], ()), finder, read_one) for row in _asked(tense, scope, of_region)]
        for tense in _tenses(query)
    ]
    cells = max(read, key=lambda cells: (_n_stated(cells), sum(cell.row.report_id is not None for cell in cells)))
    if 2 * _n_stated(read[0]) >= _n_stated(cells) > 0:  # what was done, if that is told
        cells = read[0]
    kept = ordered(query, scope, meeting(query, cells))
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


def _tenses(query: Query) -> tuple[Query, ...]:
    """What was done, what is planned, or both where the question does not tell; "what was the target" asks for the target."""
    if query.planned is None and names_aim(query.folded) and not _REACHED.search(query.folded):
        return (replace(query, planned=True),)
    return (query,) if query.planned is not None else (replace(query, planned=False), replace(query, planned=True))


def _asked(query: Query, scope: Scope, of_region: Mapping[Region, Sequence[Report]]) -> Iterator[tuple[Region, int | None]]:
    """Regions and years in the order of the question; of a series only years that a report is about."""
    for region in scope.regions:
        years = [year for year in scope.years if any(_is_of(report, year, query) for report in of_region.get(region, ()))]
        for year in years or scope.years[:1] or (None,):
            yield region, year


def _cell(
    query: Query,
    scope: Scope,
    region: Region,
    year: int | None,
    reports: Sequence[Report],
    finder: FactFinder,
    read_one: ReadOne,
) -> Cell:
    if year is None:
        reports = sorted(reports, key=lambda report: -report.year)[:1]
    else:
        reports = [report for report in reports if _is_of(report, year, query)]
    silent = AnswerRow(*region, year, reports[0].report_id if reports else None, None, None, None)
    if not reports:
        return Cell(silent, 0.0)
    if mentioned_words := _MENTIONS.search(query.folded):
        return _mentioning(silent, mentioned_words[1], reports, finder.snapshot)
    indicator = _indicator(query)
    if indicator and (fact := _fact(query, None if query.report_years else year, reports, finder, indicator)):
        return Cell(_row_of(silent, fact, finder.snapshot), _OF_FACT)
    if indicator and len(scope.regions) > _N_READ:
        return Cell(silent, 0.0)
    read = read_one(understand(put_to(query, scope, region, year)), Scope(tuple(reports)))
    if read.answer is None or (indicator and not _may_be_of(read, indicator, finder)):
        return Cell(silent, 0.0)
    place = read.citations[0]
    return Cell(replace(silent, report_id=place.report_id, answer=read.answer, citation=place), read.confidence)


def _may_be_of(read: Answer, indicator: str, finder: FactFinder) -> bool:
    """Whether a figure that was read may be the indicator's: its sentence has most of one of the names, and no fact says that it
    is another's that the table knows.
    """
    asked, answer = find_indicator(indicator), read.answer or ""
    facts = [fact for fact in finder.within(read.citations) if _printed(fact, finder.snapshot) in answer]
    others = [fact for fact in facts if is_indicator(fact.indicator) and find_indicator(fact.indicator) != asked]
    quote = fold("".join(citation.quote for citation in read.citations))
    return read.kind == "value" and not others and any(_share_in(name, quote) > _MOST_OF_NAME for name in asked.names)


def _share_in(name: str, text: str) -> float:
    """The share of the pairs of characters of a name that a text has."""
    pairs = [name[i : i + 2] for i in range(len(name) - 1)]
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def _printed(fact: Fact, snapshot: Snapshot) -> str:
    return snapshot.reports[fact.report_id].text[fact.value_start : fact.value_end]


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
        for fact in finder.same(indicator, by_id)
        if fact.kind != "other" and not any(wanted.misses(fact)) and _is_own(fact, year, by_id)
    ]
    return min(
        found, key=lambda fact: (fact.kind == "target", fact.change == "growth", not _is_aim(fact, finder.snapshot)), default=None
    )


def _is_aim(fact: Fact, snapshot: Snapshot) -> bool:
    """Whether a target stands among those that are set for the year: 主要预期目标是…, and not in passing."""
    return fact.kind == "target" and _AIMS.search(snapshot.text(snapshot.clauses[snapshot.row_of[fact.clause_id]])) is not None


def _is_of(report: Report, year: int, query: Query) -> bool:
    return report.year == year if query.report_years else is_about(report, year, query.planned)


def _n_stated(cells: Sequence[Cell]) -> int:
    return sum(cell.row.answer is not None for cell in cells)


def _mentioning(silent: AnswerRow, words: str, reports: Sequence[Report], snapshot: Snapshot) -> Cell:
    """The first sentence of the reports that has these words."""
    for report in reports:
        for clause in snapshot.clauses_of(report.report_id):
            row = snapshot.row_of[clause.clause_id]
            first, last = snapshot.first_sentences[row : row + 2]
            for _, start, end in snapshot.sentences[first:last].tolist():
                if words in fold(report.text[start:end]):
                    place = Citation.of(report, clause, start, end)
                    return Cell(replace(silent, report_id=report.report_id, answer=place.quote.strip(), citation=place), 1.0)
    return Cell(silent, 0.0)


def _is_own(fact: Fact, year: int | None, reports: dict[str, Report]) -> bool:
    report = reports[fact.report_id]
    return year is not None or str(report.year if fact.kind == "target" else report.reviewed_year) in periods_of(report, fact)


def _row_of(silent: AnswerRow, fact: Fact, snapshot: Snapshot) -> AnswerRow:
    clause = snapshot.clauses[snapshot.row_of[fact.clause_id]]
    text, at = snapshot.text(clause), fact.value_start - clause.start
    printed = next((text[each.start : each.end] for each in quantities(text) if each.number_start == at), None)
    place = Citation.of(snapshot.reports[fact.report_id], clause, fact.start, fact.end)
    answer = printed or text[at : fact.value_end - clause.start]
    return replace(silent, report_id=fact.report_id, answer=answer, citation=place, fact=fact)


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
