"""Facts found beside the reference: which is which, and what of it is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from eval.fact_gold import Label
from eval.matching import bag_f1, bare, normalise
from eval.metrics import mean_score
from eval.records import Score

FIELDS = ("value", "unit", "qualifier", "change", "period", "kind", "indicator")
METRICS = ("precision", "recall", *FIELDS, "whole")
MIN_INDICATOR_F1 = 0.6
MEAN_OF_OTHERS = "mean of the others"


@dataclass(frozen=True, slots=True)
class Match:
    """A fact of the reference and the one that was found at its place."""

    wanted: Label
    found: Label

    @property
    def wrong(self) -> tuple[str, ...]:
        """The fields that are not right."""
        return tuple(name for name, is_right in right_fields(self.wanted, self.found).items() if not is_right)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was found in a report beside its reference. Invariant: every label is in exactly one of the three."""

    name: str
    matches: tuple[Match, ...]  # these three in reading order
    missed: tuple[Label, ...]
    invented: tuple[Label, ...]


def compare(name: str, wanted: Sequence[Label], found: Sequence[Label]) -> Comparison:
    """Found and wanted facts whose spans overlap are matched, one to one, the largest overlap first.

    Of equal overlaps the first counts. What is left of the reference was missed, what is left of the found was invented.
    """
    overlaps = sorted(
        (-overlap, i, j)
        for i, reference in enumerate(wanted)
        for j, fact in enumerate(found)
        if (overlap := min(reference.end, fact.end) - max(reference.start, fact.start)) > 0
    )
    found_of: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in overlaps:
        if i not in found_of and j not in taken:
            found_of[i] = j
            taken.add(j)
    return Comparison(
        name,
        tuple(Match(wanted[i], found[j]) for i, j in sorted(found_of.items())),
        tuple(label for i, label in enumerate(wanted) if i not in found_of),
        tuple(label for j, label in enumerate(found) if j not in taken),
    )


def right_fields(wanted: Label, found: Label) -> dict[str, bool]:
    """Field -> whether what was found is right.

    Values are equal as numbers, 8.0 and 8; of a range both ends. Units and periods are equal as `eval.matching` normalises them,
    punctuation of a period aside (“六五”期间), or if they are of the same years (过去的五年, of 1986). An indicator is right from
    `indicator_f1` 0.6 on: two people word it differently.
    """
    return {
        "value": (wanted.value, wanted.value_to) == (found.value, found.value_to),
        "unit": normalise(wanted.unit) == normalise(found.unit),
        "qualifier": wanted.qualifier == found.qualifier,
        "change": wanted.change == found.change,
        "period": bare(found.period) in map(bare, (wanted.period, *wanted.also))
        or (wanted.years is not None and wanted.years == found.years),
        "kind": wanted.kind == found.kind,
        "indicator": indicator_f1(wanted.indicator, found.indicator) >= MIN_INDICATOR_F1,
    }


def indicator_f1(wanted: str, found: str) -> float:
    """2 * |W & F| / (|W| + |F|) over the multisets W and F of characters, punctuation aside.

    The token F1 of SQuAD (Rajpurkar et al., EMNLP 2016) with characters for tokens: 增加值 for 工业增加值 has 2 * 3 / (5 + 3).
    """
    return bag_f1(Counter(bare(found)), Counter(bare(wanted)))


def scores_of(comparison: Comparison) -> tuple[Score, ...]:
    """Precision over what was found, recall over the reference; over the matched ones the share right of each field.

    `whole` is the share that has no field wrong. A metric over nothing is left out. For the intervals facts are resampled.
    """
    n_matched = len(comparison.matches)
    values: dict[str, list[float]] = {
        "precision": [1.0] * n_matched + [0.0] * len(comparison.invented),
        "recall": [1.0] * n_matched + [0.0] * len(comparison.missed),
    }
    for name in FIELDS:
        values[name] = [float(name not in match.wrong) for match in comparison.matches]
    values["whole"] = [float(not match.wrong) for match in comparison.matches]
    return tuple(mean_score(comparison.name, metric, values[metric]) for metric in METRICS if values[metric])


def mean_scores(reports: Sequence[Sequence[Score]], name: str = MEAN_OF_OTHERS) -> tuple[Score, ...]:
    """The mean over reports of every metric, each report counted once; n is the number of reports, and these are resampled."""
    values: dict[str, list[float]] = {metric: [] for metric in METRICS}
    for scores in reports:
        for score in scores:
            values[score.metric].append(score.mean)
    return tuple(mean_score(name, metric, values[metric]) for metric in METRICS if values[metric])
