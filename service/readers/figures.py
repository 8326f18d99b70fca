"""The figure that a question asks for."""

from __future__ import annotations

import functools
import re

from indexer.facts import Quantity, quantities
from indexer.facts.units import is_rate
from indexer.segment import fold
from service.query import Query
from service.readers.base import Draft, Reading
from service.readers.stops import PART, STOP, last

# A figure's own words weigh as much as its clause; a unit that is asked for outright decides between near equals.
_UNIT_BONUS = 0.15
_ASKED_SHARE = re.compile(r"占比|比例|比重|百分之|增速|增幅|增长率|率|增长.{0,3}多少|percent|share|proportion|rate")
_NAMES_NOTHING = re.compile(r"(?:同比|比上年|较上年|年均)?(?:实际)?(?:增长|下降|提高|增加|减少|上升|回落)(?:了)?")
_JOINT = re.compile(r"和|及|与")
_quantities = functools.lru_cache(maxsize=4096)(quantities)  # of a sentence, which many questions come upon


def read_figure(reading: Reading) -> Draft | None:
    """The quantity whose surroundings fit the question best, from all sentences of the hits; None if they hold none."""
    query = reading.query
    found = [
        (hit, start, end, quantity)
        for hit, start, end in reading.all_sentences()
        for quantity in _quantities(hit.text)
        if start <= quantity.start and quantity.end <= end
    ]
    if not found:
        return None
    near = reading.fits([_near(hit.text, quantity) for hit, _, _, quantity in found])
    wide = reading.fits([_up_to(hit.text, quantity) for hit, _, _, quantity in found])
    fits = (2 * near + wide) / 3
    totals = [hit.score + fit + _UNIT_BONUS * _unit_fits(query, q) for (hit, _, _, q), fit in zip(found, fits, strict=True)]
    best = max(range(len(totals)), key=lambda i: (totals[i], -i))
    hit, start, end, quantity = found[best]
    answer = hit.text[quantity.start : quantity.end]
    is_asked_form = not query.wants_date and _unit_fits(query, quantity) >= 0
    return Draft("value", answer, (reading.place(hit, start, end),), float(fits[best]), is_asked_form)


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


def _unit_fits(query: Query, quantity: Quantity) -> int:
    """1 if the question asks for this unit, or for a share or rate and this is one; -1 if it is another; 0 if it names none."""
    if query.unit:
        unit = fold(quantity.measure)
        if query.unit.endswith(unit) or unit.endswith(query.unit):
            return 1
        return -1 if query.unit.endswith("元") else 0  # 多少家企业 may be told in 户, but money is money
    if _ASKED_SHARE.search(query.folded):
        return 1 if is_rate(quantity.measure) else -1
    return 0
