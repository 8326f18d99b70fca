"""What speaks for and against a figure being the one asked for, a number each (`figures.WEIGHTS`)."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indexer.encoders.base import Floats, has_words
from indexer.facts import Quantity, quantities
from indexer.facts.units import is_rate
from indexer.records import Fact
from indexer.segment import fold, words
from service.measures import asked_measures, measures_of
from service.query import Query
from service.readers.base import Reading
from service.readers.relevance import likeness, word_fits_and_answered
from service.readers.stops import PART, STOP, last
from service.records import Hit

FEATURES = (
    "near",  # how well its part of the sentence fits the question
    "wide",  # how well the words since the last stop fit
    "indicator",  # how well the name of its fact fits, or its part where that fits better
    "within",  # how well its sentence fits, headings included
    "beside",  # how well the words right beside it fit those of the question beside its 多少
    "own",  # how well the question fits the name of its fact, else its part: less for a name that says more than is asked
    "meaning",  # how much its sentence means what the question does, each as a whole
    "called",  # the same of the name of its fact, else its part
    "first",  # 1 / rank of its clause
    "unit",  # 1 for the unit that is asked for, a half for one that counts the same things, or anything
    "measure",  # 1 for what is asked for, money, a length, people, -1 for another (`service.measures`)
    "rate",  # -1 for a rate where neither a rate nor a growth is asked for
    "growth",  # 1 for a growth where one is asked for, -1 for anything else, or for a growth where none is
    "turned",  # 1 for where a change led (由5元提高到10元, 突破9元、达到10元: 10元), -1 for where it came from
    "told",  # -1 for a number that the question holds
    "stage",  # 1 for what was begun (开工) or finished (建成) as asked for, -1 for the other
    "period",  # 1 for the year that is asked for, -1 for another
    "kind",  # 1 for done or planned as asked for, -1 for the other
)
_ASKED_GROWTH = re.compile(
    r"增速|增幅|涨幅|降幅|增长率|增长|涨|[上回]升|下降|提高|降低|多[少了]?百分|增加了|减少|增长幅度|了(?:百分之|几成|几个(?:百分)?点)|"
    r"gr[eo]w|increas|rise|rose|fell|drop|declin|wachs|steig|stieg|gesunken|"
    r"croissance|augment|hausse|bais[st]|diminu|crec|subi|cay[óe]|рост|вырос|увелич|сниз|сокра|упал|"
    r"成长率|伸び|増加|低下|성장|증가|감소|상승|하락|نمو|ارتفع|انخفض|tăng|giảm"
)
# To what it grew is a level.
_ASKED_LEVEL = re.compile(
    r"(?:增长|增加|提高|提升|上升|上调|回升|涨|扩大|下降|降低|下调|减少|压减|降|减)[到至]|"
    r"\bto (?:what|how (?:much|many))\b|\bauf (?:wie ?viel|welche)|à combien|jusqu'à quel|\ba cuánt[oa]s?\b|"
    r"до скольки|до какого|까지|まで"
)
_NAMES_NOTHING = re.compile(
    r"(?:同比|比上年|较上年|年均)?(?:实际)?(?:增长|下降|提高|增加|减少|上升|回落)(?:了)?|(?:首次)?(?:达到?|实现)"
)
# Measure words that count the same things: 多少家企业 may be told in 户. Others, as 个 and 项, count anything.
_ALIKE = ("家户", "人名位", "张", "辆台艘架", "亩顷", "岁", "套幢栋", "条", "吨斤", "棵株", "所座处", "次场", "天日", "级")
_ANYTHING = "个项件家处"
_JOINT = re.compile(r"和|及|与")
_PASSED = "突破|超过?|跨[上过越]|迈上"
_TO = re.compile(rf"[由从][^，。；;]*(?:到|至|为)$|(?:{_PASSED})[^，。；;]*、达到?$")
_FROM, _ON_TO = re.compile(r"[由从][^，。；;\d]*$"), re.compile(r"[^，。；;\d]{0,8}(?:到|至|为)")
_MARK, _REACHED = re.compile(rf"(?:{_PASSED})$"), re.compile(r"(?:大关|台阶)?、达到?\d")
_BEGUN = re.compile(
    r"开工|开建|启动|动工|破土|在建|着工|착공|khởi công|"
    r"\b(?:start|begin|began|begun|broke|launch)|\b(?:inici|comenz|comec|lanc|commenc)|\bbegonnen|\bнач"
)
_FINISHED = re.compile(
    r"建成|竣工|完工|投产|投用|通车|[建盖修]好|完成|交付|완공|완료|hoàn thành|"
    r"\b(?:complet|finish|built)|\b(?:termin|achev|conclu|fertig)|\bпостро|\bзаверш"
)
_N_BEFORE, _N_BEHIND = 6, 4  # characters right beside a figure
_FAR = 4.0  # characters from 多少 at which a word of the question counts a third
quantities_of = functools.lru_cache(maxsize=4096)(quantities)  # of a clause, which many questions come upon


@dataclass(frozen=True, slots=True)
class Figure:
    """One quantity of a hit; offsets are those of the hit's text."""

    hit: Hit
    sentence: tuple[int, int]
    quantity: Quantity
    fact: Fact | None


def describe(reading: Reading, found: Sequence[Figure]) -> Floats:
    """(n figures, len(FEATURES)), in the order of FEATURES."""
    query = reading.query
    measures, asks_change = asked_measures(query.folded), bool(_ASKED_GROWTH.search(query.folded))
    asks_growth = asks_change and not _ASKED_LEVEL.search(query.folded)
    stage = _stage_of(query.folded)
    rows = []
    for figure, fits in zip(found, _fits(reading, found).tolist(), strict=True):
        quantity, fact = figure.quantity, figure.fact
        is_growth = fact is not None and fact.change == "growth"
        years = query.asked_years(reading.snapshot.reports[figure.hit.clause.report_id])
        rows.append(
            (
                *fits,
                1 / figure.hit.rank,
                _unit_fits(query, quantity),
                (1 if measures & measures_of(quantity.measure) else -1) if measures else 0,
                -1 if is_rate(quantity.measure) and not asks_change and "rate" not in measures else 0,
                (1 if is_growth else -1) if asks_growth else -1 if is_growth else 0,
                _turned(figure.hit.text, quantity),
                -1 if is_told(query, figure) else 0,
                stage and stage * _stage_of(_own_words(figure.hit.text, quantity)),
                (1 if int(fact.period) in years else -1) if fact and years and fact.period.isdigit() else 0,
                (
                    (1 if (fact.kind == "target") == query.planned else -1)
                    if fact and query.planned is not None and fact.kind != "other"
                    else 0
                ),
            )
        )
    return np.array(rows, np.float32)


def _fits(reading: Reading, found: Sequence[Figure]) -> Floats:
    """near, wide, indicator, within, beside, own, meaning and called, (n figures, 8)."""
    parts = [_near(figure.hit.text, figure.quantity) for figure in found]
    names = [figure.fact.indicator if figure.fact else "" for figure in found]
    texts = parts + names
    texts += [_up_to(figure.hit.text, figure.quantity) for figure in found]
    texts += [" ".join((*figure.hit.clause.path, figure.hit.text[slice(*figure.sentence)])) for figure in found]
    texts += [_beside(figure.hit.text, figure.quantity) for figure in found]
    fits, weights, back = word_fits_and_answered(reading.encoder, reading.query.plain, texts)
    near, indicator, wide, within = np.split((fits @ weights)[: -len(found)], 4)
    beside = fits[-len(found) :] @ _weights_near(reading, weights)
    is_named = np.array([bool(name) for name in names])
    own = np.where(is_named, back[len(found) : 2 * len(found)], back[: len(found)])
    names = [name or part for name, part in zip(names, parts, strict=True)]
    sentences = [figure.hit.text[slice(*figure.sentence)] for figure in found]
    meaning, called = np.split(likeness(reading.encoder, reading.query.plain, sentences + names), 2)
    return np.stack([near, wide, np.maximum(near, indicator), within, beside, own, meaning, called], axis=1)


def _weights_near(reading: Reading, weights: Floats) -> Floats:
    """The weights of the question's words, of sum 1, less the further they stand from the words that ask for the figure."""
    query = reading.query
    if query.asking is None or not has_words(reading.encoder):
        return weights
    start, end = query.asking
    gaps = [max(start - word.end, word.start - end, 0) for word in words(query.folded)]
    nearer = weights * np.exp(-np.array(gaps, np.float32) / _FAR)
    return np.asarray(nearer / nearer.sum() if nearer.any() else weights, np.float32)


def _near(text: str, quantity: Quantity) -> str:
    """The words that a quantity belongs to: its part of the sentence, cut where another quantity of the part has its own
    (覆盖2个街道和87个小区: 覆盖87个小区), with the part before where it names nothing of its own (25宗、1908.6亩;
    总额92亿元,增长7.1%).
    """
    shared = ""  # what stands before the first of several, which is said of all
    begin, end = _part(text, quantity.start, quantity.end)
    others = [(begin + other.start, begin + other.end) for other in quantities_of(text[begin:end])]
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


def _beside(text: str, quantity: Quantity) -> str:
    return f"{text[max(0, quantity.start - _N_BEFORE) : quantity.start]} {text[quantity.end : quantity.end + _N_BEHIND]}"


def _own_words(text: str, quantity: Quantity) -> str:
    """The part of the sentence that a quantity stands in, without the number."""
    start, end = _part(text, quantity.start, quantity.end)
    return text[start : quantity.start] + text[quantity.end : end]


def _stage_of(words: str) -> int:
    """-1 where the last word that tells says that something was begun, 1 that it was finished, 0 without one."""
    begun, finished = (last(pattern, words, 0, len(words)) or 0 for pattern in (_BEGUN, _FINISHED))
    return (finished > begun) - (finished < begun)


def _turned(text: str, quantity: Quantity) -> int:
    """1 for the figure that a change led to, -1 for the one that it came from or passed on its way, else 0."""
    before = text[last(STOP, text, 0, quantity.start) or 0 : quantity.start]
    if _TO.search(before):
        return 1
    came_from = _FROM.search(before) and _ON_TO.match(text, quantity.end)
    return -1 if came_from or _MARK.search(text[: quantity.number_start]) and _REACHED.match(text, quantity.end) else 0


def is_told(query: Query, figure: Figure) -> bool:
    """True if the question holds this number, which it then does not ask for."""
    number = fold(figure.hit.text[figure.quantity.number_start : figure.quantity.end])
    return len(number) > 1 and query.holds(number)


def _unit_fits(query: Query, quantity: Quantity) -> float:
    """1 for the unit that the question asks for; a half if it counts the same things, or if the two count anything."""
    unit = fold(quantity.measure)
    if not query.unit or not unit:
        return 0
    if query.unit.endswith(unit) or unit.endswith(query.unit):
        return 0.5 if unit in _ANYTHING else 1
    return 0.5 if any(query.unit[-1] in alike and unit[-1] in alike for alike in _ALIKE) else 0
