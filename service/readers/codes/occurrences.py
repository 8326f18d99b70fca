"""Where the reports that were found have a shorthand."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from string import ascii_letters, digits

from indexer.records import Clause
from indexer.segment import lower
from service.readers.base import Reading
from service.records import Hit

_OPENS, _CLOSES = frozenset('“"「'), frozenset('”"」')
_HALF_WIDTH = {ord(sign) + 0xFEE0: sign for sign in f"+{digits}{ascii_letters}"}

Searched = tuple[Hit, Clause, str]  # a clause with its hit, or the best one of its report, and its plain text


def reports(reading: Reading) -> list[str]:
    """The plain texts of the reports that were found."""
    report_ids = dict.fromkeys(hit.clause.report_id for hit in reading.hits)
    return [_plain_report(reading.snapshot.reports[report_id].text) for report_id in report_ids]


def clauses(reading: Reading) -> list[Searched]:
    """The clauses of the reports that were found."""
    hit_of = {hit.clause.clause_id: hit for hit in reading.hits}
    best_of = {hit.clause.report_id: hit for hit in reversed(reading.hits)}
    return [
        (hit_of.get(clause.clause_id, best), clause, _plain(reading.snapshot.text(clause)))
        for report_id, best in best_of.items()
        for clause in reading.snapshot.clauses_of(report_id)
    ]


def occurrences(code: str, searched: Sequence[Searched]) -> Iterator[tuple[Hit, Clause, int, int]]:
    """Where the shorthand stands: its hit, clause, and offsets in the clause's text up to the closing quotation mark.

    Not where it begins or ends another in quotation marks: “三级” in “三级三类”.
    """
    for hit, clause, text in searched:
        for found in re.finditer(re.escape(code), text):
            is_opened = text[found.start() - 1 : found.start()] in _OPENS
            behind = text[found.end() :]
            close = len(behind) - len(behind.lstrip())
            is_closed = behind[close : close + 1] in _CLOSES
            if is_opened == is_closed:
                yield hit, clause, found.start(), found.end() + (close + 1 if is_closed else 0)


def _plain(text: str) -> str:
    """A text in lower case, with Latin letters and digits of half width, as long as it is."""
    return lower(text.translate(_HALF_WIDTH))


_plain_report = functools.lru_cache(maxsize=128)(_plain)  # a millisecond each
