"""What the figures of a report say of a claim: one that it bounds, or two that it holds against each other."""

from __future__ import annotations

from dataclasses import dataclass

from service.readers.base import Reading
from service.readers.bounds import in_figures
from service.readers.claims import Claim
from service.readers.comparisons import judge_comparison, judge_times
from service.readers.relations import comparison_of, times_of
from service.readers.stated import Stated
from service.readers.thresholds import Threshold, figures_of, is_decisive, judge_threshold
from service.readers.verdict import Verdict

RECKONED = ("bounded", "bounded_fit", "bounded_surely", "compared", "compared_fit", "compared_surely")
_NOTHING = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """`says` has of each of RECKONED how it speaks for the claim (0 where nothing is reckoned, below 0 against it): that it does,
    the fit of the figures, and whether they are surely meant: the first by its fit, two by being of two years or so many times.
    """

    threshold: Threshold | None  # that the claim sets
    verdict: Verdict | None
    says: tuple[float, ...]
    is_sure: bool  # it is of the figure that is surely meant, or of two that are compared
    leaves_open: bool  # the figure is surely meant, and its words leave open whether it keeps the bound


def reckoned(reading: Reading, claim: Claim) -> Reckoned:
    threshold = Threshold.of(claim)
    statement = in_figures(claim.statement)
    found: list[Stated] = []
    times = None
    if threshold is None:
        comparison = comparison_of(statement)
        verdict = judge_comparison(reading, claim, comparison) if comparison else None
        is_sure = bool(comparison and comparison.is_of_two_times)
    elif threshold.bound.measure == "倍" and (times := times_of(statement[: threshold.bound.start])):
        verdict, is_sure = judge_times(reading, times, threshold.bound), True
    else:
        found = figures_of(reading, claim, threshold)
        verdict, is_sure = judge_threshold(threshold, found), is_decisive(found)
    if verdict is None:
        return Reckoned(threshold, None, _NOTHING * 2, False, is_decisive(found))
    side = 1.0 if verdict.is_so else -1.0
    says = (side, side * verdict.fit, side * is_sure)
    of_one = threshold is not None and times is None
    return Reckoned(threshold, verdict, says + _NOTHING if of_one else _NOTHING + says, is_sure or not of_one, False)
