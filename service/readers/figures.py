"""The figure that a question asks for.

Every quantity of the clauses is a candidate, described by `FEATURES` and scored by their weighted sum. The weights, in
figures.toml with the command that fitted them, are those of a softmax over all candidates of a question.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from indexer.encoders.base import Floats
from indexer.facts import Quantity, quantities
from indexer.facts.units import MONEY, is_rate
from indexer.records import Fact
from indexer.segment import fold
from service.query import Query
from service.readers.base import Draft, Reading
from service.readers.stops import PART, STOP, last
from service.records import Hit

WEIGHTS = Path(__file__).with_name("figures.toml")
FEATURES = (
    "near",  # how well its part of the sentence fits the question
    "wide",  # how well the words since the last stop fit
    "indicator",  # how well the name of its fact fits, or its part where that fits better
    "found",  # score of its clause
    "first",  # 1 / rank of its clause
    "unit",  # 1 for the unit that is asked for, -1 for another
    "rate",  # 1 where a share or a growth is asked for and it is a rate, -1 where it is none or only it is one
    "money",  # the same of money
    "growth",  # 1 for a growth where one is asked for, -1 for anything else, or for a growth where none is
    "period",  # 1 for the year that is asked for, -1 for another
    "kind",  # 1 for done or planned as asked for, -1 for the other
    "fact",  # 1 for a quantity that is a fact
    "counted",  # 1 where the word behind it is what the question counts (多少个小区: 87个小区)
)
_ASKED_RATE = re.compile(
    r"占比|比例|比重|百分之|百分比|增速|增幅|涨幅|降幅|增长率|[^频功效]率|(?:增长|增|涨|升|降|下降|提高)了?(?:多少|几成?)$|几成|percent|share\b|proportion|\brate\b|"
    r"prozent|pour ?cent|por ?ciento|процент|パーセント|割合|퍼센트|비율|phần trăm|نسبة|anteil|taux|tasa"
)
_ASKED_GROWTH = re.compile(
    r"增速|增幅|涨幅|降幅|增长率|增长|涨|[上回]升|下降|提高|降低|多[少了]?百分|增加了|减少了|增长幅度|gr[eo]w|increas|rise|rose|fell|drop|declin|wachs|"
    r"croissance|augment|crecimiento|crec|рост|вырос|увелич|成長率|伸び|성장|증가|نمو|tăng"
)
_ASKED_MONEY = re.compile(
    r"多少钱|花了?多少|投了?多少钱|多少(?:万|亿)?元|how much money|\b(?:yuan|dollars?|yuans?)\b|いくら|얼마"
)
_NAMES_NOTHING = re.compile(r"(?:同比|比上年|较上年|年均)?(?:实际)?(?:增长|下降|提高|增加|减少|上升|回落)(?:了)?")
# Measure words that count the same things: 多少家企业 may be told in 户. Others, as 个 and 项, count anything.
_ALIKE = ("家户", "人名位", "张", "辆台艘架", "亩顷", "岁", "套幢栋", "条", "吨斤", "棵株", "所座处", "次场", "天日", "级")
_HOW_MANY = re.compile(r"(?:多少|几)(.{2,5})")
_JOINT = re.compile(r"和|及|与")
_quantities = functools.lru_cache(maxsize=4096)(quantities)  # of a clause, which many questions come upon


@dataclass(frozen=True, slots=True)
class Figure:
    """One quantity of a hit; offsets are those of the hit's text."""

    hit: Hit
    sentence: tuple[int, int]
    quantity: Quantity
    fact: Fact | None


def read_figure(reading: Reading) -> Draft | None:
    """The quantity that fits the question best, of all sentences of the hits; None if they hold none."""
    found = figures(reading)
    if not found:
        return None
    described = describe(reading, found)
    weights = _weights()
    scores = described @ np.array([weights[name] for name in FEATURES], np.float32)
    best = int(scores.argmax())
    share = 1 / float(np.exp(scores - scores[best]).sum())
    figure = found[best]
    answer = figure.hit.text[figure.quantity.start : figure.quantity.end]
    of = dict(zip(FEATURES, described[best].tolist(), strict=True))
    is_asked_form = not reading.query.wants_date and min(of["unit"], of["rate"], of["money"]) >= 0
    n_contradicted = sum(of[name] == -1 for name in ("unit", "rate", "money", "growth", "period", "kind")) + _is_told(
        reading.query, figure
    )
    fit = (2 * of["near"] + of["wide"]) / 3
    return Draft(
        "value",
        answer,
        (reading.place(figure.hit, *figure.sentence),),
        fit,
        is_asked_form,
        n_contradicted=n_contradicted,
        share=share,
    )


def figures(reading: Reading) -> list[Figure]:
    """Every quantity of the hits, in their order and that of the text."""
    found = []
    for hit in reading.hits:
        facts = {fact.value_start - hit.clause.start: fact for fact in reading.snapshot.facts_of(hit.clause.clause_id)}
        sentences = reading.sentences(hit)
        for quantity in _quantities(hit.text):
            inside = [(start, end) for start, end in sentences if start <= quantity.start and quantity.end <= end]
            if inside:
                found.append(Figure(hit, inside[0], quantity, facts.get(quantity.number_start)))
    return found


def describe(reading: Reading, found: Sequence[Figure]) -> Floats:
    """(n figures, len(FEATURES)), in the order of FEATURES."""
    query = reading.query
    texts = [_near(figure.hit.text, figure.quantity) for figure in found]
    texts += [_up_to(figure.hit.text, figure.quantity) for figure in found]
    texts += [figure.fact.indicator if figure.fact else "" for figure in found]
    near, wide, indicator = np.split(reading.fits(texts), 3)
    indicator = np.maximum(near, indicator)
    asks_rate, asks_growth = bool(_ASKED_RATE.search(query.folded)), bool(_ASKED_GROWTH.search(query.folded))
    asks_money = bool(_ASKED_MONEY.search(query.folded))
    rows = []
    for figure, *fits in zip(found, near.tolist(), wide.tolist(), indicator.tolist(), strict=True):
        measure, fact = figure.quantity.measure, figure.fact
        is_growth = fact is not None and fact.change == "growth"
        report = reading.snapshot.reports[figure.hit.clause.report_id]
        years = query.asked_years(report)
        rows.append(
            (
                *fits,
                figure.hit.score,
                1 / figure.hit.rank,
                _unit_fits(query, figure.quantity),
                (1 if is_rate(measure) else -1) if asks_rate else -1 if is_rate(measure) and query.unit else 0,
                (1 if measure in MONEY else -1) if asks_money else 0,
                (1 if is_growth else -1) if asks_growth else -1 if is_growth else 0,
                (1 if int(fact.period) in years else -1) if fact and years and fact.period.isdigit() else 0,
                (
                    (1 if (fact.kind == "target") == query.planned else -1)
                    if fact and query.planned is not None and fact.kind != "other"
                    else 0
                ),
                fact is not None,
                _is_counted(query, figure),
            )
        )
    return np.array(rows, np.float32)


@functools.cache
def _weights() -> Mapping[str, float]:
    return tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))


def _near(text: str, quantity: Quantity) -> str:
    """The words that a quantity belongs to: its part of the sentence, cut where another quantity of the part has its own
    (覆盖2个街道和87个小区: 覆盖87个小区), with the part before where it names nothing of its own (25宗、1908.6亩;
    总额92亿元,增长7.1%).
    """
    shared = ""  # what stands before the first of several, which is said of all
    begin, end = _part(text, quantity.start, quantity.end)
    others = [(begin + other.start, begin + other.end) for other in _quantities(text[begin:end])]
    for other_start, other_end in others:
        if other_end <= quantity.number_start:
            if joined := last(_JOINT, text, other_end, quantity.start):
                shared, begin = shared or text[begin:other_start], joined
        elif other_start >= quantity.end:
            joint = _JOINT.search(text, quantity.end, other_start)
            end = joint.start() if joint else end
            break
    own = text[begin : quantity.start].strip() + text[quantity.end : end].strip()
    if (len(own) < 2 or _NAMES_NOTHING.fullmatch(own)) and begin > 1:
        begin = _part(text, begin - 1, begin - 1)[0]
    return shared + text[begin:end]


def _up_to(text: str, quantity: Quantity) -> str:
    """The words between the last stop and the quantity: the verb that several quantities share stands there."""
    return text[last(STOP, text, 0, quantity.start) or 0 : quantity.end]


def _part(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of the sentence, between stops or 、, around text[start:end]."""
    stop = PART.search(text, end)
    return last(PART, text, 0, start) or 0, stop.start() if stop else len(text)


def _is_counted(query: Query, figure: Figure) -> bool:
    """True if the two characters behind the quantity stand close behind 多少 or 几 in the question."""
    asked = _HOW_MANY.search(query.folded)
    behind = fold(figure.hit.text[figure.quantity.end : figure.quantity.end + 2])
    return asked is not None and len(behind) == 2 and behind in asked[1]


def _counted_alike(unit: str) -> str | None:
    """The measure words that count what this one counts; None for one that counts anything."""
    return next((alike for alike in _ALIKE if unit and unit[-1] in alike), None)


def _is_told(query: Query, figure: Figure) -> bool:
    """True if the question holds this number, which it then does not ask for."""
    number = fold(figure.hit.text[figure.quantity.number_start : figure.quantity.end])
    return len(number) > 1 and number in query.folded


def _unit_fits(query: Query, quantity: Quantity) -> int:
    """1 if the question asks for this unit; -1 if for another; 0 if it names none."""
    if not query.unit:
        return 0
    unit = fold(quantity.measure)
    if query.unit.endswith(unit) or unit.endswith(query.unit):
        return 1
    if query.unit.endswith("元"):
        return -1
    asked, told = _counted_alike(query.unit), _counted_alike(unit)
    return -1 if asked and told and asked != told else 0
