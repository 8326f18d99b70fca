"""Whether what a question states is so: 是 or 否, with the sentence that proves it."""

from __future__ import annotations

from service.readers.base import Draft, Reading
from service.readers.claims import claim_of
from service.readers.statements import judge

YES, NO = "是", "否"


def read_yes_no(reading: Reading) -> Draft | None:
    """`YES` or `NO`, which `service.languages.telling` puts into the language of the question.

    None where the question states nothing that the clauses could prove or refute.
    """
    claim = claim_of(reading.query)
    verdict = judge(reading, claim) if claim else None
    if verdict is None:
        return None
    return Draft("yesno", YES if verdict.is_so else NO, verdict.places, verdict.fit, is_asked_form=True, share=verdict.share)
