"""Claims about one figure: whether it keeps the bound that the question sets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.records import Fact
from service.readers.base import Reading
from service.readers.bounds import Bound, bound_of, holds, in_figures
from service.readers.claims import Claim
from service.readers.directions import Direction, direction_of
from service.readers.stated import Stated, find_all_stated
from service.readers.verdict import Verdict

_SURE = 0.75  # fit
_ECONOMY = re.compile("(?:(?<=[年的国省市区 ])|^)经济(?:总量|规模)?(?=[ 增涨跑长总的]|$)")
_AIM = re.compile(r"目标|\btarget\b")


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a claim says of one figure: how it is bounded, of what it is, and which way it went."""

    bound: Bound
    subject: str
    direction: Direction | None
    is_aim: bool

    @classmethod
    def of(cls, claim: Claim) -> Threshold | None:
        statement = in_figures(claim.statement)
        bound = bound_of(statement)
        if bound is None:
            return None
        subject = _ECONOMY.sub("生产总值", f"{statement[: bound.start]} {statement[bound.end :]}")
        direction = Direction.UP if bound.measure == "番" or "增长率" in subject else direction_of(subject)
        bound = bound if direction is None else bound.as_growth()
        return cls(bound, subject, direction, _AIM.search(statement) is not None)

    def admits(self, reading: Reading, fact: Fact) -> bool:
        """Whether a fact is of the kind that is bounded."""
        if reading.snapshot.reports[fact.report_id].text[fact.value_start - 1] in "由从":  # 由3万增加到5万: what it was
            return False
        is_of_unit = fact.unit_base == self.bound.unit_base or not self.bound.measure and fact.unit_base not in ("%", "‰", "倍")
        return is_of_unit and (fact.unit_base != "%" or (fact.change == "growth") == (self.direction is not None))

    def is_kept(self, fact: Fact) -> bool | None:
        """None where the words of the fact leave it open."""
        kept = holds(self.bound, fact, is_aim=self.is_aim)
        is_moved = fact.change == "growth" and self.direction is not None
        return False if is_moved and (self.direction is Direction.DOWN) != (fact.value < 0) else kept  # it went the other way


def figures_of(reading: Reading, claim: Claim, threshold: Threshold) -> list[Stated]:
    """The figures that the claim may be about, best first."""
    query = replace(reading.query, planned=None if claim.is_done is None else not claim.is_done)
    return find_all_stated(reading, threshold.subject, query, admits=lambda fact: threshold.admits(reading, fact))


def is_decisive(found: Sequence[Stated]) -> bool:
    """Whether the first of the figures is so surely the one meant that nothing else decides."""
    return bool(found) and found[0].fit >= _SURE


def judge_threshold(threshold: Threshold, found: Sequence[Stated]) -> Verdict | None:
    """Whether the first of the figures keeps the bound; None where its words leave it open, or there are none."""
    for stated in found:
        if _says(stated.fact) != _says(found[0].fact):  # 突破8000公里、达8184公里 are two of one
            continue
        kept = threshold.is_kept(stated.fact)
        if kept is not None:
            return Verdict(kept, (stated.place,), stated.fit)
    return None


def _says(fact: Fact) -> tuple[str, str, str]:
    return fact.indicator, fact.period, fact.kind
