"""How far the confidence of answers can be trusted.

What counts as right is `eval.matching.is_right`; every answer to an unanswerable question is wrong. Abstentions have no part
in these: what they cost and save is the metric `abstained`.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from eval.records import Bin

N_BINS = 10


def aurc(confidences: Sequence[float], right: Sequence[bool]) -> float | None:
    """Area under the risk-coverage curve (Geifman and El-Yaniv, NeurIPS 2017): 0 is best, None without answers.

    The mean over i of the share wrong among the i most confident answers; answers of equal confidence are taken to be wrong in
    equal parts, so that their order does not matter.
    """
    ranked = sorted(zip(confidences, right, strict=True), key=lambda answer: -answer[0])
    risks: list[float] = []
    wrong_before = 0.0
    for _, tied in itertools.groupby(ranked, key=lambda answer: answer[0]):
        group = [not is_right for _, is_right in tied]
        n_before = len(risks)
        share = sum(group) / len(group)
        risks += [(wrong_before + share * i) / (n_before + i) for i in range(1, len(group) + 1)]
        wrong_before += sum(group)
    return math.fsum(risks) / len(risks) if risks else None


def auroc(confidences: Sequence[float], right: Sequence[bool]) -> float | None:
    """The chance that a right answer has more confidence than a wrong one, equal ones count half (Mann and Whitney 1947).

    None unless there are both right and wrong answers.
    """
    answers = list(zip(confidences, right, strict=True))
    high = [confidence for confidence, is_right in answers if is_right]
    low = [confidence for confidence, is_right in answers if not is_right]
    if not high or not low:
        return None
    return math.fsum((a > b) + (a == b) / 2 for a in high for b in low) / (len(high) * len(low))


def reliability(confidences: Sequence[float], right: Sequence[bool]) -> tuple[Bin, ...]:
    """Ten bins of equal width, the empty ones left out; a confidence of 1 is in the last."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, is_right in zip(confidences, right, strict=True):
        bins.setdefault(min(int(confidence * N_BINS), N_BINS - 1), []).append((confidence, is_right))
    return tuple(_bin(row, answers) for row, answers in sorted(bins.items()))


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error (Naeini et al., AAAI 2015): the mean distance of confidence and share right."""
    return math.fsum(bin_.n * abs(bin_.confidence - bin_.share_right) for bin_ in bins) / sum(bin_.n for bin_ in bins)


def _bin(row: int, answers: Sequence[tuple[float, bool]]) -> Bin:
    n = len(answers)
    mean = math.fsum(confidence for confidence, _ in answers) / n
    share_right = sum(is_right for _, is_right in answers) / n
    return Bin(low=row / N_BINS, high=(row + 1) / N_BINS, n=n, confidence=mean, share_right=share_right)
