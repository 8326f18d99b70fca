"""One answer for each of several reports: 北京和上海2025年GDP目标分别是多少, 哪些省2026年的增长目标高于5%."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from indexer.facts import quantities
from indexer.records import Fact, Report
from indexer.snapshot import Snapshot
from service.facts.finder import FactFinder
from service.languages.phrases import phrases
from service.many.listing import Region
from service.many.mentions import Theme, first_mention
from service.many.put import put_to
from service.many.rows import Cell, meeting, ordered, sets_bound
from service.many.scope import Scope, is_about
from service.many.silence import as_said
from service.many.stated import Stated
from service.many.themes import InTheirWords, asked_theme, implied_theme
from service.many.wanted import names_aim
from service.query import Query, understand
from service.records import Answer, AnswerRow, Citation

# Of rows from facts on dev, (right + 1) / (given + 2): 265 of 265 of the year itself, 9 of 9 that were reached by its end.
_OF_YEAR, _BY_ITS_END = 0.99, 0.91
# Of rows from sentences, likewise: 137 of 137 that say a theme in its words, 54 of 54 in others.
_IN_ITS_WORDS, _IN_OTHERS = 0.99, 0.98
_HOW_MANY = re.compile(r"[几多][个少]个?(?:省|市|区|地)|how many (?:provinces|cities|districts)")
_REACHED = re.compile(r"完成|实现|达[到成]|\bmet\b|reach|achiev")  # a target: what came of it is asked for
# Whether an aim was met or is set by another figure, what did not come, or which rank a figure has, no fact tells by itself.
_HELD_AGAINST = re.compile(
    r"(?:没有?|未)能?(?:完成|实现|达到|达成).*(?:目标|任务)|(?:没有?|未)出现|"
    r"同步|新高|居全国|miss(?:ed)? .*(?:target|goal)|f[ae]ll short"
)
_BUT = re.compile(r"但|却(?=[没未不有提说写])|\bbut\b")  # one thing is said and another is not
_N_READ = 6  # reports, and regions, that are read one by one; of more, few say in other words what no fact states, and not surely
_N_CONTRASTED = 3  # reports that say so are cited where those that do not are asked for
_SHARE_DONE = 4  # what was done is meant if no fewer than a fourth as many tell it as what is planned

ReadOne = Callable[[Query, Scope], Answer]  # the answer to a question from the reports of a scope as one
Nearest = Callable[[Query, Scope], Sequence[str]]  # ids of the reports with the clauses nearest to a question, best first


@dataclass(frozen=True, slots=True)
class _Place:
    """What a row is to say, and the reports that may say it."""

    query: Query  # of what was done, or of what is planned
    row: AnswerRow  # still silent
    reports: Sequence[Report]

    @property
    def silent(self) -> Cell:
        return Cell(self.row, 0.0)

    def cell(self, place: Citation, answer: str, confidence: float, fact: Fact | None = None) -> Cell:
        row = replace(self.row, report_id=place.report_id, answer=answer, citation=place, fact=fact)
        return Cell(row, confidence)


def answer_across(
    query: Query, scope: Scope, finder: FactFinder, read_one: ReadOne, nearest: Nearest, in_their_words: InTheirWords
) -> Answer:
    """The answer to a question that `is_across`: a row for each region and year, those that its condition leaves out dropped.

    A row is a fact of what is asked for, of that year, done or planned as asked, from a report of that region; or the sentence
    that mentions the theme that is asked for; or else, of no more than `_N_READ` regions, what `read_one` answers to the question
    put to that report alone. Where it is asked which do not say so, the silent rows are the answer. An abstention if no report
    says anything, or where figures would have to be held against each other; or if none is silent: then with all the rows.
    """
    said = as_said(query)
    is_denied = said is not None
    cells = _cells(said or query, scope, finder, read_one, nearest, in_their_words, is_denied=is_denied)
    kept = ordered(query, scope, meeting(query, scope, cells)) if said is None else list(cells)
    telling = [cell for cell in kept if cell.row.answer is not None]
    given, cited = telling, telling
    if said is not None and telling:
        given = [cell for cell in cells if cell.row.answer is None and cell.row.report_id is not None]
        kept = given or telling
        cited = telling[:_N_CONTRASTED]
    items = tuple(_told(cell.row, scope) for cell in given)
    citations = tuple(cell.row.citation for cell in cited if cell.row.citation is not None)
    return Answer(
        question=query.text,
        status="answered" if given else "abstained",
        kind="list",
        answer=_joined(query, items) if given else None,
        confidence=round(sum(cell.confidence for cell in telling) / len(telling), 4) if given else 0.0,
        snapshot_id=finder.snapshot.snapshot_id,
        citations=citations if given else (),
        items=items,
        alternatives=() if given else citations,
        facts=tuple(cell.row.fact for cell in cited if cell.row.fact is not None),
        rows=tuple(cell.row for cell in kept),
    )


def _cells(
    query: Query,
    scope: Scope,
    finder: FactFinder,
    read_one: ReadOne,
    nearest: Nearest,
    in_their_words: InTheirWords,
    *,
    is_denied: bool,
) -> Sequence[Cell]:
    """A cell for each region and year, as `answer_across` has it.

    A bound that `is_denied` (没有定5%以上的目标) may be missed by a figure or by silence, which no fact tells apart.
    """
    tries = [list(_places(tense, scope)) for tense in _tenses(query)]
    if is_denied and _BUT.search(query.folded):
        return [place.silent for place in tries[0]]
    if theme := asked_theme(query, scope, in_their_words):
        return _mentioning(theme, query, scope, finder.snapshot)
    if _HELD_AGAINST.search(query.folded) or is_denied and sets_bound(query, scope):
        return [place.silent for place in tries[0]]
    put = understand(put_to(query, scope, scope.regions[0], scope.years[0] if scope.years else None))
    stated = Stated.of(query, put, scope.reports, finder)
    tried = [[_of_fact(place, stated, finder.snapshot) for place in places] for places in tries]
    if stated.facts:
        at = _meant(tried)
        tries, tried = tries[at : at + 1], tried[at : at + 1]
    elif theme := implied_theme(query, scope, in_their_words):
        return _mentioning(theme, query, scope, finder.snapshot)
    if len(scope.regions) <= _N_READ:
        near = nearest(query, scope) if len(scope.reports) > _N_READ else [report.report_id for report in scope.reports]
        for places, found in zip(tries, tried, strict=True):
            for row in _to_read(places, found, near):
                found[row] = _reading(places[row], scope, stated, finder, read_one)
    return max(tried, key=lambda cells: (sum(cell.confidence for cell in cells), _n_reports(cells)))


def _tenses(query: Query) -> tuple[Query, ...]:
    """What was done, what is planned, or both where the question does not tell; "what was the target" asks for the target."""
    if query.planned is None and names_aim(query.folded) and not _REACHED.search(query.folded):
        return (replace(query, planned=True),)
    return (query,) if query.planned is not None else (replace(query, planned=False), replace(query, planned=True))


def _places(query: Query, scope: Scope) -> Iterator[_Place]:
    """A row for each region and year in the order of the question; of a series only years that a report is about."""
    of_region: dict[Region, list[Report]] = {}
    for report in scope.reports:
        of_region.setdefault((report.region, report.level), []).append(report)
    for region in scope.regions:
        local = of_region.get(region, [])
        years = [year for year in scope.years if any(_is_of(report, year, query) for report in local)]
        for year in years or scope.years[:1] or (None,):
            newest = sorted(local, key=lambda report: -report.year)[:1]  # which may tell of a year that no report is about
            reports = [report for report in local if year is not None and _is_of(report, year, query)] or newest
            report_id = reports[0].report_id if reports else None
            yield _Place(query, AnswerRow(*region, year, report_id, None, None, None), reports)


def _is_of(report: Report, year: int, query: Query) -> bool:
    return report.year == year if query.report_years else is_about(report, (year,), query.planned)


def _meant(tried: Sequence[Sequence[Cell]]) -> int:
    """Whether what was done (the first) is meant or what is planned, by how many tell it."""
    told = [sum(cell.row.answer is not None for cell in cells) for cells in tried]
    return 0 if _SHARE_DONE * told[0] >= max(told) > 0 else told.index(max(told))


def _n_reports(cells: Sequence[Cell]) -> int:
    return sum(cell.row.report_id is not None for cell in cells)


def _mentioning(theme: Theme, query: Query, scope: Scope, snapshot: Snapshot) -> list[Cell]:
    """A report is called by the year that it plans."""
    places = list(_places(replace(query, planned=True), scope))
    found = [first_mention(theme, place.reports, snapshot) for place in places]
    sure = _IN_OTHERS if theme.is_reworded else _IN_ITS_WORDS
    return [
        place.cell(each, each.quote.strip(), sure) if each else place.silent for place, each in zip(places, found, strict=True)
    ]


def _of_fact(place: _Place, stated: Stated, snapshot: Snapshot) -> Cell:
    fact = stated.one(place.query, None if place.query.report_years else place.row.year, place.reports)
    if fact is None:
        return place.silent
    clause = snapshot.clauses[snapshot.row_of[fact.clause_id]]
    text, at = snapshot.text(clause), fact.value_start - clause.start
    printed = next((text[each.start : each.end] for each in quantities(text) if each.number_start == at), None)
    cited = Citation.of(snapshot.reports[fact.report_id], clause, fact.start, fact.end)
    confidence = _OF_YEAR if fact.period.isdecimal() else _BY_ITS_END
    return place.cell(cited, printed or text[at : fact.value_end - clause.start], confidence, fact)


def _to_read(places: Sequence[_Place], cells: Sequence[Cell], near: Sequence[str]) -> Sequence[int]:
    """At most `_N_READ` of the rows that are silent: those of the reports that are nearest to the question, nearest first."""
    ranks: Mapping[str, int] = {report_id: rank for rank, report_id in enumerate(near)}
    silent = [
        (min(ranks[report.report_id] for report in place.reports if report.report_id in ranks), row)
        for row, (place, cell) in enumerate(zip(places, cells, strict=True))
        if cell.row.answer is None and any(report.report_id in ranks for report in place.reports)
    ]
    return [row for _, row in sorted(silent)[:_N_READ]]


def _reading(place: _Place, scope: Scope, stated: Stated, finder: FactFinder, read_one: ReadOne) -> Cell:
    """What the reports of a row are read for."""
    region = (place.row.region, place.row.level)
    query = understand(put_to(place.query, scope, region, place.row.year))
    read = read_one(query, Scope(tuple(place.reports)))
    is_other = query.kind == "value" and read.kind != "value"
    if read.answer is None or is_other or not stated.may_be_of(read, place.query, finder):
        return place.silent
    return place.cell(read.citations[0], read.answer, read.confidence)


def asks_how_many(folded: str) -> bool:
    """Whether a folded question is to be answered with the number of its rows."""
    return _HOW_MANY.search(folded) is not None


def _joined(query: Query, items: Sequence[str]) -> str:
    chinese = phrases("zh")
    rows = chinese.say("rows.join").join(items)
    return chinese.say("rows.counted", n=len(items), rows=rows) if asks_how_many(query.folded) else rows


def _told(row: AnswerRow, scope: Scope) -> str:
    """A row in words: 北京市：5%左右, or with several years 2010年：3%左右; of a silent one the region or the year alone."""
    year = f"{row.year}年" if len(scope.years) > 1 and row.year is not None else ""
    name = row.region if len(scope.regions) > 1 else ""
    return f"{name}{year}" if row.answer is None else f"{name}{year}：{row.answer}"
