"""Whether what a question states is so: 是 or 否, with the sentence that proves it."""

from __future__ import annotations

from service.readers.base import Draft, Reading
from service.readers.bounds import bound_of, in_figures
from service.readers.claims import Claim, claim_of
from service.readers.comparisons import judge_comparison, judge_times
from service.readers.relations import comparison_of, times_of
from service.readers.statements import judge_statement
from service.readers.thresholds import judge_threshold
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
    return Draft("yesno", YES if verdict.is_so else NO, verdict.places, verdict.fit, is_asked_form=True)


def _judge(reading: Reading, claim: Claim) -> Verdict | None:
    """By the figure that it is about, by what the report says in words, by two figures of the report."""
    statement = in_figures(claim.statement)
    if bound := bound_of(statement):
        times = times_of(statement[: bound.start]) if bound.measure == "倍" else None
        verdict = judge_times(reading, times, bound) if times else judge_threshold(reading, claim)
        return verdict or judge_statement(reading, claim)  # 第一个万亿城市 is no fact
    comparison = comparison_of(statement)
    verdict = judge_statement(reading, claim)
    return verdict if verdict or comparison is None else judge_comparison(reading, claim, comparison)
