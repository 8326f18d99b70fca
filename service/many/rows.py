"""Which rows a question over several reports leaves: those that keep its bound (高于5%), the highest, the lowest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.records import Fact
from service.many.scope import Scope
from service.query import Query
from service.readers.bounds import bound_of, holds, in_figures, keeps
from service.readers.directions import Direction, direction_of
from service.records import AnswerRow

_MOST = re.compile(r"最[高大多快]|(?:谁|哪个|哪家|哪边)(?:的)?.{0,8}更?[高大多快]|highest|largest|most\b|fastest|\w+er\b.*\bor\b")
_LEAST = re.compile(r"最[低小少慢]|(?:谁|哪个|哪家|哪边)(?:的)?.{0,8}更?[低小少慢]|lowest|smallest|least|slowest")
_FIRST = re.compile(r"前([两三四五六七八九十]|\d{1,2})[名位个]?|\btop (\d{1,2}|three|five|ten)\b")
_NUMBERS = {"两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "three": 3, "five": 5, "ten": 10}
_SETS_BOUND = re.compile(r"哪|谁|几个|多少个|which|how many provinces|how many cities")
_ASIDE = re.compile(r"[(（].*?[)）]")
_OF_THOSE = re.compile("(?<=以[上下内])的|(?<=之[内上下])的")
_WORDED = re.compile("(?P<sign>[正负])增长")
_YEARS = re.compile(r"(?:19|20)\d\d年?")


@dataclass(frozen=True, slots=True)
class Cell:
    """A row with how sure it is."""

    row: AnswerRow
    confidence: float


def meeting(query: Query, cells: Sequence[Cell]) -> list[Cell]:
    """The rows whose figure keeps the bound of the question, and those that are silent; all without a bound."""
    asked = in_figures(_WORDED.sub(_in_percent, _YEARS.sub("", _ASIDE.sub("", query.folded))))
    bound = bound_of(_OF_THOSE.sub(",", asked)) if _SETS_BOUND.search(asked) else None
    if bound is None:
        return list(cells)
    falls = direction_of(asked[: bound.start]) is Direction.DOWN
    is_about = bound.relation == "=" and asked.startswith("左右", bound.end) or "左右" in asked[bound.start : bound.end]

    def meets(fact: Fact) -> bool:
        if is_about:  # 5%左右 is what is printed, and not 5%以上
            return fact.qualifier == "约" and fact.value_to is None and fact.value_base == bound.value_base
        if fact.unit_base.partition("/")[0] != bound.unit_base.partition("/")[0]:  # 28微克每立方米 is told in 微克, too
            return False
        if fact.change == "growth" and falls != (fact.value < 0):
            return not falls and keeps(bound.relation, bound.value_base, fact.value_base, fact.value_base) is True
        return holds(bound, fact) is True

    return [cell for cell in cells if (meets(cell.row.fact) if cell.row.fact else cell.row.answer is None)]


def _in_percent(match: re.Match[str]) -> str:
    return "增长超过0%" if match["sign"] == "正" else "增长低于0%"


def ordered(query: Query, scope: Scope, cells: Sequence[Cell]) -> list[Cell]:
    """The rows of the highest or the lowest figures, if those are asked for, else all as they are.

    Of regions that are named each keeps its row, the highest or lowest first, unless one is silent: then nothing is first.
    """
    is_most, is_least = bool(_MOST.search(query.folded)), bool(_LEAST.search(query.folded))
    stated = [(cell.row.fact.value_base, cell) for cell in cells if cell.row.fact is not None]
    is_named = len(scope.said_regions) > 1
    if is_most == is_least or not stated or is_named and len(stated) < len(cells):
        return list(cells)
    stated.sort(key=lambda each: each[0], reverse=is_most)
    if is_named:
        return [cell for _, cell in stated]
    first = _FIRST.search(query.folded)
    n = int(_NUMBERS.get(named, 0) or named) if first and (named := first[1] or first[2]) else 1
    border = stated[min(n, len(stated)) - 1][0]
    return [cell for value, cell in stated if (value >= border if is_most else value <= border)]
