"""The gold questions over many reports: gold/many.jsonl. How they are written: gold/README.md."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal, get_args

from eval.collection import id_of
from eval.gold import Split
from eval.matching import normalise
from indexer.errors import GoldInvalid
from indexer.numerals import DIGITS, read_number
from indexer.records import Report

MANY = Path(__file__).with_name("gold") / "many.jsonl"
RANGE = ".."  # between the two values of a range: 5..5.5
Kind = Literal["one", "several", "all", "trend", "unanswerable"]
Asks = Literal["figure", "list", "span", "yesno"]


@dataclass(frozen=True, slots=True)
class GoldRow:
    """What one report says. Invariant: an answer stands at text[start:end]; a silent report has a file and a sha256 alone."""

    file: str  # below reports/: provincial-2026/北京市.txt
    sha256: str
    start: int = 0
    end: int = 0
    values: tuple[Decimal, ...] = ()  # of a figure, in `unit`; two of a range; none where the report is only to be named
    unit: str = ""  # as printed, with its scale: 亿元
    answers: tuple[str, ...] = ()  # of a phrase, the accepted forms; of yes or no 是 or 否
    items: tuple[tuple[int, int], ...] = ()  # of a list, offsets
    is_stated: bool = True
    is_optional: bool = False  # right to give and right to leave out: 5%以上 where above 5% is asked for

    @property
    def report_id(self) -> str:
        """As `load_collection` gives it."""
        return id_of(Path(self.file))


@dataclass(frozen=True, slots=True)
class ManyQuestion:
    """A question over many reports. Invariant: `asks` is set exactly of type one, `reason` exactly of an unanswerable one."""

    question_id: str
    type: Kind
    lang: str
    text: str
    rows: tuple[GoldRow, ...]  # one for each report
    asks: Asks | None = None
    reason: str | None = None  # no_report, not_stated, no_place

    @property
    def split(self) -> Split:
        """Odd numbers are dev, even ones test."""
        return "dev" if int(self.question_id.rpartition("-")[2]) % 2 else "test"

    @property
    def is_of_silence(self) -> bool:
        """Whether it asks which reports do not say so."""
        return self.type == "all" and bool(self.rows) and not any(row.is_stated for row in self.rows)


def load_many(path: Path = MANY) -> tuple[ManyQuestion, ...]:
    """The questions in the order of the file.

    Raises GoldInvalid naming the line that is no question, repeats one, or asks in one split for what the other asks for.
    """
    questions: list[ManyQuestion] = []
    seen: dict[str, int] = {}
    split_of: dict[tuple[str, int], Split] = {}
    for line_no, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            question = _question(json.loads(line))
        except (json.JSONDecodeError, KeyError, TypeError, ValueError, InvalidOperation) as error:
            raise GoldInvalid(f"{path}:{line_no}: not a question ({error!r}); see eval/gold/README.md") from error
        if problem := _problem(question):
            raise GoldInvalid(f"{path}:{line_no} ({question.question_id}): {problem}")
        for key in (question.question_id, question.text):
            if (first := seen.setdefault(key, line_no)) != line_no:
                raise GoldInvalid(f"{path}:{line_no}: {key!r} is on line {first} too")
        for row in question.rows:
            if row.is_stated and split_of.setdefault((row.file, row.start), question.split) != question.split:
                raise GoldInvalid(f"{path}:{line_no} ({question.question_id}): {row.file} at {row.start} is in both splits")
        questions.append(question)
    return tuple(questions)


def check_rows(questions: Sequence[ManyQuestion], reports: Mapping[str, Report]) -> None:
    """Hold the rows against the reports, which are given by their ids.

    Raises GoldInvalid, naming the line, if a report is missing or another text, or does not say there what the row says.
    """
    for line_no, question in enumerate(questions, start=1):
        for row in question.rows:
            where = f"line {line_no} ({question.question_id}), {row.file}"
            if row.report_id not in reports:
                raise GoldInvalid(f"{where}: not among the {len(reports)} reports; see indexer/training/README.md for the folder")
            report = reports[row.report_id]
            if report.sha256 != row.sha256:
                raise GoldInvalid(f"{where}: sha256 {report.sha256[:12]}, the question was written for {row.sha256[:12]}")
            if row.is_stated and (problem := _disagreement(question, row, report.text)):
                raise GoldInvalid(f"{where}: {problem}")


def _disagreement(question: ManyQuestion, row: GoldRow, text: str) -> str | None:
    if not row.start < row.end <= len(text):
        return f"{row.start}:{row.end} is no stretch of its {len(text)} characters"
    printed = text[row.start : row.end]
    if row.values and tuple(map(read_number, re.findall(DIGITS, printed))) != row.values:
        return f"it has {printed!r} at {row.start}:{row.end}, the question says {RANGE.join(map(str, row.values))}"
    if not normalise(printed).endswith(normalise(row.unit)):
        return f"{printed!r} at {row.start}:{row.end} is not in {row.unit!r}"
    if question.asks == "span" and row.answers[0] != printed:
        return f"it has {printed!r} at {row.start}:{row.end}, the question says {row.answers[0]!r}"
    if any(not row.start <= start < end <= row.end for start, end in row.items):
        return f"an item of {row.items} is outside {row.start}:{row.end}"
    return None


def _problem(question: ManyQuestion) -> str | None:
    stated = [row for row in question.rows if row.is_stated]
    if question.type not in get_args(Kind) or question.asks not in (None, *get_args(Asks)):
        return f"type {question.type!r} or asks {question.asks!r} is none of the known ones"
    if (question.type == "one") != (question.asks is not None) or (question.type == "unanswerable") != (
        question.reason is not None
    ):
        return "a question of one report says what it `asks` for, an unanswerable one its `reason`, others neither"
    is_silent = question.type == "unanswerable" or question.is_of_silence
    if bool(stated) == is_silent or (question.type == "one" and len(question.rows) != 1):
        return f"type {question.type} with {len(stated)} reports that state it, of {len(question.rows)}"
    if len({row.file for row in question.rows}) < len(question.rows):
        return "two rows of one report"
    for row in stated:
        given = [name for name, value in (("value", row.values), ("answers", row.answers), ("items", row.items)) if value]
        wanted = {"figure": ["value"], "list": ["items"], "span": ["answers"], "yesno": ["answers"]}.get(question.asks or "")
        if wanted is not None and given != wanted or len(given) > 1:
            return f"{row.file}: a row with {' and '.join(given) or 'no answer'}"
        if bool(row.values) != bool(row.unit) or (row.is_optional and question.type != "all"):
            return f"{row.file}: a value without a unit, or optional where not all of a kind are asked for"
    return None


def _question(line: dict[str, Any]) -> ManyQuestion:
    return ManyQuestion(
        question_id=line["question_id"],
        type=line["type"],
        lang=line["lang"],
        text=line["question"],
        rows=tuple(map(_row, line["rows"])),
        asks=line.get("asks"),
        reason=line.get("reason"),
    )


def _row(fields: dict[str, Any]) -> GoldRow:
    if not fields.get("stated", True):
        return GoldRow(fields["file"], fields["sha256"], is_stated=False)
    return GoldRow(
        file=fields["file"],
        sha256=fields["sha256"],
        start=fields["start"],
        end=fields["end"],
        values=tuple(map(Decimal, fields["value"].split(RANGE))) if "value" in fields else (),
        unit=fields.get("unit", ""),
        answers=tuple(fields.get("answers", ())),
        items=tuple((start, end) for start, end in fields.get("items", ())),
        is_optional=fields.get("optional", False),
    )
