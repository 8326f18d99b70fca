"""Whether what a question states is so: 是 or 否, with the sentence that proves it."""

from __future__ import annotations

from service.readers.base import Draft, Reading
from service.readers.bounds import in_figures
from service.readers.claims import Claim, claim_of
from service.readers.comparisons import judge_comparison, judge_times
from service.readers.relations import comparison_of, times_of
from service.readers.statements import judge_statement
from service.readers.thresholds import Threshold, figures_of, is_decisive, judge_threshold
from service.readers.verdict import Verdict

YES, NO = "是", "否"


def read_yes_no(reading: Reading) -> Draft | None:
    """`YES` or `NO`, which `service.languages.telling` puts into the language of the question.

    None where the clauses neither prove nor refute what it states.
    """
    claim = claim_of(reading.query)
    verdict = _judge(reading, claim) if claim else None
    if verdict is None:
        return None
    return Draft("yesno", YES if verdict.is_so else NO, verdict.places, verdict.fit, is_asked_form=True, share=verdict.share)


def _judge(reading: Reading, claim: Claim) -> Verdict | None:
    """By the figure that it surely is about or two years of one, by what the report says in words, by two figures."""
    if threshold := Threshold.of(claim):
        times = times_of(in_figures(claim.statement)[: threshold.bound.start]) if threshold.bound.measure == "倍" else None
        if times:
            return judge_times(reading, times, threshold.bound)
        found = figures_of(reading, claim, threshold)
        return judge_threshold(threshold, found) if is_decisive(found) else judge_statement(reading, claim)
    comparison = comparison_of(in_figures(claim.statement))
    if comparison is None:
        return judge_statement(reading, claim)
    first = judge_comparison(reading, claim, comparison) if comparison.is_of_two_times else None
    return first or judge_statement(reading, claim) or judge_comparison(reading, claim, comparison)
