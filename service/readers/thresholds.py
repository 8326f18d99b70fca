"""Claims about one figure: whether it keeps the bound that the question sets."""

from __future__ import annotations

import re
from dataclasses import replace

from indexer.records import Fact
from service.readers.base import Reading
from service.readers.bounds import bound_of, holds, in_figures
from service.readers.claims import Claim
from service.readers.directions import Direction, direction_of
from service.readers.stated import find_all_stated
from service.readers.verdict import Verdict

_AIM = re.compile(r"目标|\btarget\b")


def judge_threshold(reading: Reading, claim: Claim) -> Verdict | None:
    """Whether the figure that the claim is about keeps its bound; None without a bound, or where no figure decides it."""
    statement = in_figures(claim.statement)
    bound = bound_of(statement)
    if bound is None:
        return None
    subject = f"{statement[: bound.start]} {statement[bound.end :]}"
    query = replace(reading.query, planned=None if claim.is_done is None else not claim.is_done)
    direction = Direction.UP if bound.measure == "番" or "增长率" in subject else direction_of(subject)
    if direction is not None:
        bound = bound.as_growth()

    def is_comparable(fact: Fact) -> bool:
        if reading.snapshot.reports[fact.report_id].text[fact.value_start - 1] in "由从":  # 由3万增加到5万: what it was
            return False
        is_growth = fact.change == "growth"
        is_of_unit = fact.unit_base == bound.unit_base or not bound.measure and fact.unit_base not in ("%", "‰", "倍")
        return is_of_unit and (fact.unit_base != "%" or is_growth == (direction is not None))

    found = find_all_stated(reading, subject, query, admits=is_comparable)
    for stated in found:
        if _says(stated.fact) != _says(found[0].fact):  # 突破8000公里、达8184公里 are two of one
            continue
        kept = holds(bound, stated.fact, is_aim=_AIM.search(statement) is not None)
        if stated.fact.change == "growth" and direction is not None and (direction is Direction.DOWN) != (stated.fact.value < 0):
            kept = False  # it went the other way
        if kept is not None:
            return Verdict(kept, (stated.place,), stated.fit)
    return None


def _says(fact: Fact) -> tuple[str, str, str]:
    return fact.indicator, fact.period, fact.kind
