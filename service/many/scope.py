"""Which of the indexed reports a question is asked of, by its own words: 2025年湖南粮食目标, 哪些省…, 国务院2010年以来….

What its words set are filters like those of a caller, and are shown so that they can be taken away again.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Container, Iterator, Sequence
from dataclasses import dataclass

from indexer.records import Report
from indexer.segment import fold, words
from service.many.groups import asked_group
from service.many.levels import asked_level
from service.many.listing import KIND_OF_REGION, Region, Reports, region_name, region_of
from service.many.years import asked_years, is_series
from service.places import named_abroad
from service.query import COUNTRY, Query
from service.records import Chip, Filters, ScopeField

_NATION = re.compile(
    r"国务院|中央政府|我国|国家(?=的|\d|总理|每年|历年|今年|去年)|(?<![占居赢于比先超])(?<!赢了)(?<!过了)全国(?![首第平前唯最率占人政两性统百文示重试领先劳优各哪有几多])|"
    r"(?<![\w])中国(?=\d|的|政府|经济|gdp|今年|去年|$)|state council|central government|"
    r"(?<!north |south )(?<!east |west )(?<!ern )(?<!central |coastal )\bchina(?:'s)?\b|\bnational government\b"
)
_PASSING = COUNTRY | {"我国"}
_JOINED = re.compile(r"(?:省|市|县|区|自治区|\s|和|与|及|以及|跟|同|还有|、|,|，|and|und|et|y|e|и|と|와|과|,|/|vs\.?|比|对比)*")
_CHINESE = re.compile("[\u3400-\u9fff]")  # other languages join names in ways too many to list
_COMPARED = re.compile(r"比(?![赛例重如])|谁|哪个|哪家|compare|which|versus|\bvs\b|than")
_BESIDE = re.compile(rf"{_COMPARED.pattern}|分别|各是|各自|一样|相同|相差|both|respectively")


@dataclass(frozen=True, slots=True)
class Scope:
    """The reports that a question is asked of, in their order, and which words of it say so.

    With `regions` (name and level, in the order of the question) and `years` (those asked about, not those of reports) the
    question `is_across`: it is to be answered for each of them.
    """

    reports: tuple[Report, ...]
    chips: tuple[Chip, ...] = ()
    is_across: bool = False
    is_missing: bool = False  # it names the report of a year that is not there
    regions: tuple[Region, ...] = ()
    years: tuple[int, ...] = ()
    said_regions: tuple[str, ...] = ()  # the words for them: a name for each, or those for a level
    said_years: str = ""

    @property
    def filters(self) -> Filters:
        return Filters(report=tuple(report.report_id for report in self.reports))


def read_scope(query: Query, reports: Sequence[Report], *, ignore: Collection[ScopeField] = ()) -> Scope:
    """The scope of a question among the reports that count. Words that would leave none of them, or all, set nothing."""
    if not reports:
        return Scope(())
    chips: list[Chip] = []
    kept = reports = reports if isinstance(reports, Reports) else Reports(reports)
    named = [] if "region" in ignore else _named(query, reports)
    level = None if named or "level" in ignore else asked_level(query, reports)
    if named:
        wanted = {each.region for each in named}
        kept = Reports(report for report in reports if region_of(report) in wanted)
        indexed = [each for each in named if each.region[1]]
        chips += [Chip("region", each.region[0], each.words) for each in indexed] if len(kept) < len(reports) else []
    elif level:
        kept = Reports(report for report in reports if level.admits(report))
        chips += [Chip("level", level.name, level.words)] if len(kept) < len(reports) else []
    years, words = ((), "") if "year" in ignore else asked_years(query, kept)
    planned = query.planned if not query.report_years else True
    if of_years := kept.about(years, planned):
        told = sorted({report.year for report in of_years})
        span = str(told[0]) if len(told) == 1 else f"{told[0]}–{told[-1]}"
        chips += [Chip("year", span, words)] if len(of_years) < len(kept) else []
        kept = Reports(of_years)
    is_missing = bool(query.report_years and years) and not of_years
    regions = tuple(dict.fromkeys(each.region for each in named)) if named else kept.regions
    regions += tuple((member, "") for member in level.lacking(kept)) if level else ()
    are_several = (_are_beside(query.folded, named) if named else level is not None) and len(regions) > 1
    are_years = len(regions) == 1 and len(years) > 1 and len(kept) > 1 and is_series(query)
    is_across = (are_several or are_years) and not is_missing
    said = tuple(dict.fromkeys(each.words for each in named)) if named else (level.words,) if level else ()
    return Scope(kept, tuple(chips), is_across, is_missing, regions, tuple(years) if is_across else (), said, words)


def is_about(report: Report, years: Container[int], planned: bool | None) -> bool:
    """Whether a report plans one of the years (`planned`), looks back on it (not `planned`), or either (None)."""
    return (planned is not False and report.year in years) or (planned is not True and report.reviewed_year in years)


@dataclass(frozen=True, slots=True)
class _Named:
    """A region that a question names: folded[start:end] == words."""

    region: Region
    words: str
    start: int
    end: int


def _named(query: Query, reports: Reports) -> list[_Named]:
    """The regions of reports that a question names, in its order; of names within each other the longest."""
    folded, found, abroad = query.folded, [], named_abroad(query.folded)
    for region in reports.may_be_named(folded, abroad):
        name = region_name(region[0])
        pattern = _NATION if region[1] == "national" else _name_in(region[0]) if name in folded else None
        if pattern and (match := pattern.search(folded)):
            found.append(_Named(region, match.group(), *match.span()))
        elif span := abroad.get(name):
            found.append(_Named(region, folded[slice(*span)], *span))
    local = [each for each in found if each.region[1] != "national" or each.words not in _PASSING]
    found = local or found  # 全国 beside a province is what it is compared with
    longest = [each for each in found if not any(_is_within(each, other) for other in found)]
    if longest:  # beside a region that is indexed, another that is not: its row says so
        longest += _unknown(query, longest, reports)
        longest += _of_group(folded, longest, reports)
    return sorted(longest, key=lambda each: each.start)


def _unknown(query: Query, known: Sequence[_Named], reports: Reports) -> Iterator[_Named]:
    """The places that a question names apart from those that are known."""
    folded, abroad = query.folded, named_abroad(query.folded)
    for place in query.places:
        at = folded.find(place)
        start, end = (at, at + len(place)) if at >= 0 else abroad.get(place, (-1, -1))
        is_apart = all(start >= each.end or end <= each.start for each in known)
        if start >= 0 and is_apart and not any(place in region for region, _ in reports.regions):
            yield _Named((place, ""), folded[start:end], start, end)


def _of_group(folded: str, named: Sequence[_Named], reports: Reports) -> Iterator[_Named]:
    """The other members of a group that is joined to one of these regions: 东北各省和北京."""
    if (group := asked_group(folded)) is None:
        return
    start = folded.index(group.words)
    end = start + len(group.words)
    gaps = [folded[each.end : start] or folded[end : each.start] for each in named]
    if any(gap and _JOINED.fullmatch(gap) for gap in gaps):
        for member in group.members:
            if not any(each.region[0].startswith(member) for each in named):
                whole = next((each for each in reports.regions if each[1] == "provincial" and each[0].startswith(member)), None)
                yield _Named(whole or (member, ""), group.words, start, end)


@functools.lru_cache(maxsize=1 << 14)
def region_names(region: str) -> frozenset[str]:
    """A region with less and less of what it lies in before it, with its kind and without: 杭州钱塘新区, 钱塘新区, 钱塘."""
    folded = fold(region)
    long = [folded[word.start :] for word in words(folded)]
    short = [KIND_OF_REGION.sub("", name) for name in long]
    return frozenset(name for name in (*long, *short) if len(name) > 2 or name == region_name(region))


@functools.lru_cache(maxsize=1 << 10)
def _name_in(region: str) -> re.Pattern[str]:
    """With its kind, if that stands behind it."""
    return re.compile(f"{re.escape(fold(region))}|{re.escape(region_name(region))}")


def _is_within(one: _Named, other: _Named) -> bool:
    """Whether a longer name holds this one, or the same is that of a higher level: 吉林 is the province."""
    if (one.start, one.end) == (other.start, other.end):
        return one is not other and _rank(one) > _rank(other)
    return other.start <= one.start and one.end <= other.end


def _rank(named: _Named) -> int:
    return ("national", "provincial", "city", "county", "district", "").index(named.region[1])


def _are_beside(folded: str, named: Sequence[_Named]) -> bool:
    """Whether the regions are asked about side by side; 北京 of 北京冬奥会 in a question about 河北 is not."""
    gaps = [(one, folded[one.end : other.start], other) for one, other in zip(named, named[1:], strict=False)]
    are_joined = [_JOINED.fullmatch(gap) or not _CHINESE.search(one.words + gap + other.words) for one, gap, other in gaps]
    return all(are_joined) or _BESIDE.search(folded) is not None
