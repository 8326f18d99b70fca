"""Facts as CSV that a spreadsheet opens: UTF-8 with a byte order mark, one row a fact, the same columns in every version.

A cell that a spreadsheet would run as a formula (it begins with =, +, - or @) gets an apostrophe in front, as OWASP
advises; the numbers, which this project wrote itself, do not.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from indexer.records import Report
from service.facts.finder import FoundFact
from service.web.fact_responses import fact_fields

BYTE_ORDER_MARK = "\ufeff"
COLUMNS = (
    "region year indicator value value_to unit qualifier change period kind value_base unit_base quote "
    "report_id clause_id fact_id start end value_start value_end match"
).split()
_NUMBERS = frozenset("year value value_to value_base start end value_start value_end".split())
_STARTS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def csv_lines(found: Iterable[FoundFact], reports: Mapping[str, Report]) -> Iterator[str]:
    """The lines of the table: the byte order mark and the header, then one line a fact (RFC 4180, so with CR LF)."""
    yield BYTE_ORDER_MARK + _line(COLUMNS)
    for each in found:
        report = reports[each.fact.report_id]
        fields = fact_fields(each.fact) | {"region": report.region, "year": report.year, "match": each.match}
        yield _line(_cell(name, fields[name]) for name in COLUMNS)


def _cell(name: str, value: object) -> str:
    text = "" if value is None else str(value)
    return "'" + text if name not in _NUMBERS and text.startswith(_STARTS_FORMULA) else text


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
