"""Which years a question asks about (2019年以来, 2010年到2014年, 近三年), and whether each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.numerals import SEVERAL, read_number
from service.many.listing import Reports
from service.many.moves import asked_moves, is_against_last
from service.many.wanted import names_aim
from service.query import RELATIVE, Query

_YEAR = r"((?:19|20)\d\d)"
_UNTIL = re.compile(
    rf"{_YEAR}年?(?:以来|之后|以后|开始|起)?[,，、]?(?:一直)?(?:到|至|—+|–|-|~|～){_YEAR}(?=年|[^年\d]|$)"
    rf"|from {_YEAR} (?:to|until|through) {_YEAR}|between {_YEAR} and {_YEAR}"
)
_SINCE = re.compile(rf"{_YEAR}年?(?:以来|之后|以后|至今|起|到现在|到今年)|since {_YEAR}|from {_YEAR} on")
_LATEST = re.compile(rf"(?:近|最近|过去)([两二三四五六七八九十]|\d{{1,2}})年|(?:last|past) (\d{{1,2}}|{SEVERAL}) years")
_EVERY_YEAR = re.compile(r"历年|历次|每年|逐年|各年|这些年|历届|哪[几些]年|(?:over the|across|each|every) years?\b")
_EACH = re.compile(rf"{_EVERY_YEAR.pattern}|分别|各[是为多达增]|一年一年|respectively")
_CHANGE = re.compile(
    r"增长了?多少|提高了?多少|[上下]降了?多少|变化了?多少|累计|(?:年均|平均)(?:每年)?[增上下提降涨]|一共|总共|"
    r"by how much|in total|on average"
)
_COMPARED = re.compile(r"比(?![赛例重如])|谁|哪个|哪家|compare|which|versus|\bvs\b|than")
_WHOSE = re.compile("哪|谁|which|how many")
_DECADE = re.compile(r"([三四五六七八九])十年代|(?:19)?(\d)0年代|(?:19)?(\d)0s\b")


def is_series(query: Query) -> bool:
    """Whether each of several years is asked about, and not the change from one to another.

    What was aimed at in two years stands in two reports, so they are asked about each, even where they are compared.
    """
    folded = query.folded
    if any(pattern.search(folded) for pattern in (_SINCE, _UNTIL, _LATEST, _EVERY_YEAR, _DECADE)):
        return _EACH.search(folded) is not None or not _CHANGE.search(folded)
    is_one = _COMPARED.search(folded) and not names_aim(folded)
    return len(query.report_years or query.years) > 1 and not is_one


def asked_years(query: Query, reports: Reports) -> tuple[Sequence[int], str]:
    """The years asked about, ascending, and the words that say so."""
    told = reports.years(query.planned)
    folded = query.folded
    if match := _UNTIL.search(folded):
        first, last = (int(year) for year in match.groups() if year)
        return range(first, last + 1), match.group()
    if match := _SINCE.search(folded):
        first = int(next(year for year in match.groups() if year))
        return range(first, told[-1] + 1), match.group()
    if match := _LATEST.search(folded):
        number = next(each for each in match.groups() if each)
        return told[-int(read_number(number)) :], match.group()
    if match := _DECADE.search(folded):
        tens = next(each for each in match.groups() if each)
        first = 1900 + 10 * int(read_number(tens))
        return range(first, first + 10), match.group()
    if match := _EVERY_YEAR.search(folded):
        return told, match.group()
    if named := query.report_years or query.years:
        years, words = sorted(named), "、".join(map(str, sorted(named)))
    elif query.relative:
        years, words = sorted(query.asked_years(reports.newest)), RELATIVE[query.relative[0]]
    else:
        years, words = [], ""
    if len(years) < 2 and asked_moves(folded):
        if not years and _WHOSE.search(folded) or not named and is_against_last(folded):
            years, words = [reports.newest.year], RELATIVE[0]
        years = [year + step for year in years for step in (-1, 0)]
    return years, words
