"""Which rows a question over several reports leaves: those that keep its bound (高于5%), the highest, the lowest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from indexer.numerals import SEVERAL, read_number
from indexer.records import Fact
from service.many.moves import Move, asked_moves
from service.many.scope import Scope
from service.query import Query
from service.readers.bounds import Bound, bound_of, holds, in_figures, keeps
from service.readers.directions import Direction, direction_of
from service.records import AnswerRow

_WHO = "(?:谁|哪个|哪家|哪边)(?:的)?(?:.{0,20}更|.{0,8})"
_MOST = re.compile(
    rf"最も?[高大多快強强]|가장 (?:높|많|빠)|{_WHO}[高大多快]|(?<!从|之|以|目|当|提)前[两三四五六七八九十]|"
    r"highest|largest|most\b|fastest|biggest|\b(?:más alt|plus élev|mais alt|höchst)\w*|\btop \w+|\w+er\b.*\bor\b"
)
_LEAST = re.compile(
    rf"最も?[低小少慢]|가장 (?:낮|적)|最保守|垫底|{_WHO}[低小少慢]|倒数|lowest|smallest|least|slowest|"
    r"\b(?:más baj|plus (?:bas|faibl)|mais baix|niedrigst)\w*"
)
_FIRST = re.compile(
    rf"(?:前|最[高大多快低小少慢强]的)([两三四五六七八九十]|\d{{1,2}})[名位个]?|\btop (\d{{1,2}}|{SEVERAL})\b"
    rf"|倒数([两三四五六七八九十])|\b(?:which|the) ({SEVERAL})\b"
)
_SETS_BOUND = re.compile(r"哪|谁|几个|多少个|which|how many provinces|how many cities")
_ASIDE = re.compile(r"[(（].*?[)）]")
_DIGIT = "[一二两三四五六七八九]"
_NUMBER = rf"(?:\d+(?:\.\d+)?|{_DIGIT}?十{_DIGIT}?|{_DIGIT})"
_OF = r"[^\d\s到至和之,，—–~十-]{0,3}"
_BETWEEN = re.compile(
    rf"(?<![\d.十])(?<!{_DIGIT})(?P<low>{_NUMBER})(?P<low_unit>[百千万亿]*%?){_OF}(?:到|至|和|[—–~-]+)"
    rf"(?P<high>{_NUMBER})(?P<unit>[百千万亿]*%?)(?P<of>{_OF})之间"
)
_AVERAGE = re.compile(r"(?:全国|平均|水平|增速)+[(（](\d[\d.]*%)[)）]")  # 跑赢全国(5%)
_INCLUDED = re.compile(r"[(（,，]包?含")  # 高于6%(含6%)
_OF_THOSE = re.compile("(?<=以[上下内])的|(?<=之[内上下])的")
_WORDED = re.compile(r"(?P<up>正增长)|负增长|(?:出现|有所)?(?:下降|下滑|减少)了?(?=的(?:[省地城市县区]|有|是)|的?[?？。]?$)")
_N_REGIONS = re.compile(r"(?<![\d.])(?:[两三四五六七八九十]|\d{1,2})[个名位](?:省|市|区|地|县|(?=[?？。]?$))")  # 最高的三个省
_YEARS = re.compile(r"(?:19|20)\d\d年?")
_RANGE = re.compile(r"[是定设给为][^,，。合]{0,6}(?:区间|范围)|\b(?:as|set|give|is|are) an? (?:\w+ )?range\b")


@dataclass(frozen=True, slots=True)
class Cell:
    """A row with how sure it is."""

    row: AnswerRow
    confidence: float


class _Limit(NamedTuple):
    """A bound; whether it is of a fall, whose size it bounds; whether 5%左右 is asked for as it is printed."""

    bound: Bound
    falls: bool
    is_about: bool


def meeting(query: Query, scope: Scope, cells: Sequence[Cell]) -> list[Cell]:
    """The rows whose figure keeps the bound of the question, and those that are silent; all without a bound.

    Of regions that are named it is a bound only where it is asked which of them keep it. Where it is asked whose figure moved
    since the year before, those of the later year whose did; where whose is a range, those.
    """
    if moves := _moves_of(query, scope):
        earlier, later = ({_region(cell): cell for cell in cells if cell.row.year == year} for year in sorted(scope.years))
        cells = [cell for region, cell in later.items() if region in earlier and _since(earlier[region], cell) in moves]
    if _RANGE.search(query.folded) and _SETS_BOUND.search(query.folded):
        return [cell for cell in cells if cell.row.fact is not None and cell.row.fact.value_to is not None]
    bounds = _bounds(query, scope)
    return [cell for cell in cells if all(_keeps(cell.row, bound) for bound in bounds)]


def _moves_of(query: Query, scope: Scope) -> frozenset[Move]:
    """The moves that are asked for, where it is asked whose of several regions' figures they are."""
    is_of_whom = len(scope.regions) > 1 and len(scope.years) == 2 and _asks_whose(query, scope)
    return asked_moves(query.folded) if is_of_whom else frozenset()


def _asks_whose(query: Query, scope: Scope) -> bool:
    """Whether rows are to be left out: of a level that is named, or where it is asked which."""
    return len(scope.said_regions) == 1 or _SETS_BOUND.search(query.folded) is not None


def _region(cell: Cell) -> tuple[str, str]:
    return cell.row.region, cell.row.level


def _since(earlier: Cell, later: Cell) -> Move | None:
    """What became of a figure; None where one of the two is not stated, or in another measure."""
    before, now = earlier.row.fact, later.row.fact
    if before is None or now is None or (before.change, before.unit_base) != (now.change, now.unit_base):
        return None
    if _middle(before) == _middle(now):
        return Move.NONE
    return Move.UP if _middle(before) < _middle(now) else Move.DOWN


def _middle(fact: Fact) -> Decimal:
    """Of a range the middle of its two values, else the value."""
    return (fact.value_base + fact.high_base) / 2


def sets_bound(query: Query, scope: Scope) -> bool:
    """Whether a question bounds the figures of its rows."""
    return bool(_bounds(query, scope))


def _bounds(query: Query, scope: Scope) -> list[_Limit]:
    if not _asks_whose(query, scope):
        return []
    asked = _bounding(query.folded, scope)
    asked_for = _between(between) if (between := _BETWEEN.search(asked)) else [_OF_THOSE.sub(",", asked)]
    return [bound for text in asked_for if (bound := _bound(text, query.folded))]


def _between(match: re.Match[str]) -> Sequence[str]:
    """The two bounds of 4到5万家之间. The unit of the high one holds for the low one, too, unless that were the higher then: 5000
    of 5000到1万家. 四到五之间 without any is in percent.
    """
    unit = match["unit"] if match["unit"] or match["of"] else "%"
    is_lower = read_number(match["low"]) < read_number(match["high"])
    low_unit = match["low_unit"] or (unit if is_lower else "")
    return [f"不低于{match['low']}{low_unit}{match['of']}", f"不超过{match['high']}{unit}{match['of']}"]


def _bound(text: str, folded: str) -> _Limit | None:
    """The bound of a text, and how a figure is to be held against it."""
    bound = bound_of(text)
    if bound is None:
        return None
    if _INCLUDED.search(folded) and bound.relation in (">", "<"):
        bound = replace(bound, relation=">=" if bound.relation == ">" else "<=")
    is_about = bound.relation == "=" and text.startswith("左右", bound.end) or "左右" in text[bound.start : bound.end]
    return _Limit(bound, direction_of(text[: bound.start]) is Direction.DOWN, is_about)


def _keeps(row: AnswerRow, limit: _Limit) -> bool:
    """Whether the figure of a row keeps a bound, or the row is silent."""
    bound, fact = limit.bound, row.fact
    if fact is None:
        return row.answer is None
    if limit.is_about:  # 5%左右 is what is printed, and not 5%以上
        return fact.qualifier == "约" and fact.value_to is None and fact.value_base == bound.value_base
    unit = bound.unit_base.partition("/")[0]  # 28微克每立方米 is told in 微克, too; 5000万 people are asked for without 人
    if unit and unit != fact.unit_base.partition("/")[0]:
        return False
    if fact.change == "growth" and limit.falls != (fact.value < 0):
        return not limit.falls and keeps(bound.relation, bound.value_base, fact.value_base, fact.value_base) is True
    if bound.relation == "=" and fact.value_to is not None:
        return False
    return holds(bound, fact, is_aim=fact.kind == "target") is True


def _bounding(folded: str, scope: Scope) -> str:
    """The words of a question that may bound a figure: without regions (五个自治区), years, asides."""
    for words in scope.said_regions:
        folded = folded.replace(words, "")
    for pattern, instead in ((_N_REGIONS, ""), (_AVERAGE, r"\1"), (_ASIDE, ""), (_YEARS, "")):
        folded = pattern.sub(instead, folded)
    return in_figures(_WORDED.sub(_in_percent, folded))


def _in_percent(match: re.Match[str]) -> str:
    return "增长超过0%" if match["up"] else "增长低于0%"


def ordered(query: Query, scope: Scope, cells: Sequence[Cell]) -> list[Cell]:
    """The rows of the highest or the lowest figures, if those are asked for, else all as they are.

    Of regions that are named each keeps its row, the highest or lowest first, unless one is silent: then nothing is first.
    """
    is_most, is_least = bool(_MOST.search(query.folded)), bool(_LEAST.search(query.folded))
    stated = _of_one_measure(cells)
    is_named = len(scope.said_regions) > 1
    if is_most == is_least or not stated or is_named and len(stated) < len(cells):
        return list(cells)
    stated.sort(key=lambda each: each[0], reverse=is_most)
    if is_named:
        return [cell for _, cell in stated]
    first = _FIRST.search(query.folded)
    named = next((each for each in first.groups() if each), None) if first else None
    n = int(read_number(named)) if named else 1
    border = stated[min(n, len(stated)) - 1][0]
    return [cell for value, cell in stated if (value >= border if is_most else value <= border)]


def _of_one_measure(cells: Sequence[Cell]) -> list[tuple[Decimal, Cell]]:
    """The cells with a figure, and it, of the measure that most of them have: growth is not held against an amount."""
    stated = [(cell.row.fact, cell) for cell in cells if cell.row.fact is not None]
    measures = Counter((fact.change == "growth", fact.unit_base) for fact, _ in stated)
    [(usual, _)] = measures.most_common(1) or [((False, ""), 0)]
    return [(fact.value_base, cell) for fact, cell in stated if (fact.change == "growth", fact.unit_base) == usual]
