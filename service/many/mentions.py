"""Where a report mentions a theme: the sentence that has it."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from indexer.facts.part import Part, parts
from indexer.records import Clause, Report
from indexer.segment import simplified
from indexer.snapshot import Snapshot
from service.records import Citation

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # ＋ and Ａ as they are typed


class Theme(NamedTuple):
    """What is to be mentioned: all of `parts`, each in any of its wordings, where it is asked so among what is planned."""

    parts: Sequence[Sequence[str]]
    is_planned: bool = False
    is_reworded: bool = False  # in words of the reports that are near to those of the question


def is_mentioned(words: str, reports: Sequence[Report]) -> bool:
    pattern = _pattern((words,))
    return any(pattern.search(_text(report)) for report in reports)


def first_mention(theme: Theme, reports: Sequence[Report], snapshot: Snapshot) -> Citation | None:
    """The first sentence that has the first part of a theme, in a report that has all of it."""
    patterns = [_pattern(tuple(wordings)) for wordings in theme.parts]
    for report in reports:
        text = _text(report)
        if not all(each.search(text) for each in patterns):
            continue
        clauses = snapshot.clauses_of(report.report_id)
        if theme.is_planned:
            clauses = [clause for clause, part in zip(clauses, parts(report, clauses), strict=True) if part is Part.PLAN]
        for match in patterns[0].finditer(text):
            if place := _sentence(report, match.start(), clauses, snapshot):
                return place
    return None


@functools.lru_cache(maxsize=1 << 14)
def _text(report: Report) -> str:
    return simplified(report.text).translate(_HALF_WIDTH)


@functools.lru_cache(maxsize=256)
def _pattern(wordings: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the wordings in any case, with white space between any two characters, as a printer leaves it."""
    spaced = (r"\s*".join(map(re.escape, each.replace(" ", ""))) for each in wordings)
    return re.compile("|".join(spaced), re.IGNORECASE)


def _sentence(report: Report, at: int, clauses: Sequence[Clause], snapshot: Snapshot) -> Citation | None:
    for clause in clauses:
        if clause.start <= at < clause.end:
            row = snapshot.row_of[clause.clause_id]
            first, last = snapshot.first_sentences[row : row + 2]
            for _, start, end in snapshot.sentences[first:last].tolist():
                if start <= at < end:
                    return Citation.of(report, clause, start, end)
    return None
