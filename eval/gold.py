"""The gold questions: what is asked, where the report says it, and what counts as right.

`python -m eval.gold` brings clause_ids and the qrels up to date after the outline has changed. With `--deal` it deals the facts
to dev and test anew, which makes earlier numbers incomparable.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import typer

from eval.files import write_aside
from eval.splits import deal, fact_groups
from indexer.corpus import load_corpus
from indexer.errors import GoldInvalid
from indexer.outline import outline as outline_of
from indexer.paths import CORPUS
from indexer.records import Outline, Report

Split = Literal["dev", "test"]
Type = Literal["figure", "pair", "noisy", "span", "paraphrase", "list", "shorthand", "yesno", "english", "other", "unanswerable"]
SEED_GOLD = Path(__file__).with_name("gold") / "qiantang-2020.jsonl"
OPTIONAL = ("pair", "reason", "note")


@dataclass(frozen=True, slots=True)
class Quote:
    """A place in the report that answers a question. Invariant: report.text[start:end] == text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Question:
    """One gold question. Invariant: type is unanswerable exactly when there are no quotes, answers and clause_ids."""

    question_id: str
    type: Type
    lang: str  # BCP 47: zh, zh-Hant, en, ja, ...
    text: str  # "question" in the file
    split: Split
    clause_ids: tuple[str, ...]  # every clause that a quote touches; each answers by itself or holds a part
    quotes: tuple[Quote, ...]
    answers: tuple[str, ...]  # the accepted forms, the report's own first
    items: tuple[str, ...] = ()  # what a list must hold, all of it
    pair: str | None = None  # the indicator that two questions share, one for what was done and one for what is planned
    near: Quote | None = None  # what an unanswerable question is easily mistaken to be answered by
    reason: str | None = None  # why it cannot be answered: wrong_year, wrong_place, not_stated, opinion, forecast, off_topic
    note: str | None = None
    report_id: str | None = None  # asked of that report alone; None asks all that the service has

    @property
    def is_answerable(self) -> bool:
        return self.type != "unanswerable"


def load_gold(path: Path) -> tuple[Question, ...]:
    """The questions of a file in its order. Raises GoldInvalid naming the line that is not a question."""
    questions = []
    for line_no, line in enumerate(path.read_text(encoding="utf8").splitlines(), start=1):
        try:
            questions.append(_question(json.loads(line)))
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise GoldInvalid(f"{path}:{line_no}: not a question ({error!r}); see eval/gold/README.md") from error
    return tuple(questions)


def save_gold(path: Path, questions: Sequence[Question]) -> None:
    """Write the questions and, beside them as .qrels, where each answerable one is answered (TREC: question 0 clause grade)."""
    write_aside(path, "".join(json.dumps(_fields(question), ensure_ascii=False) + "\n" for question in questions))
    rows = [f"{question.question_id} 0 {clause_id} 1\n" for question in questions for clause_id in question.clause_ids]
    write_aside(path.with_suffix(".qrels"), "".join(rows))


def check(questions: Sequence[Question], report: Report, outline: Outline) -> None:
    """Raise GoldInvalid, naming the line, unless every question agrees with the report and no fact is in both splits."""
    seen: dict[str, int] = {}
    for line_no, question in enumerate(questions, start=1):
        if problem := _problem(question, report.text, outline):
            raise GoldInvalid(f"line {line_no} ({question.question_id}): {problem}")
        for key in (question.question_id, question.text):
            if (first := seen.setdefault(key, line_no)) != line_no:
                raise GoldInvalid(f"line {line_no} ({question.question_id}): {key!r} is on line {first} too")
    for group in fact_groups(questions, report.text):
        for question in group:
            if question.split != group[0].split:
                line_no, other = seen[question.question_id], group[0].question_id
                raise GoldInvalid(f"line {line_no} ({question.question_id}): in {question.split}, but shares a fact with {other}")


def refresh(questions: Sequence[Question], outline: Outline) -> tuple[Question, ...]:
    """The questions with the clause_ids that their quotes have in `outline`."""
    return tuple(replace(question, clause_ids=clause_ids(question.quotes, outline)) for question in questions)


def clause_ids(quotes: Sequence[Quote], outline: Outline) -> tuple[str, ...]:
    """The clauses that the quotes touch, in reading order; for a quote inside a heading the first clause below it."""
    wanted = set()
    for quote in quotes:
        touched = {clause.clause_id for clause in outline.clauses if clause.start < quote.end and quote.start < clause.end}
        below = [clause.clause_id for clause in outline.clauses if clause.start >= quote.end][:1]
        wanted |= touched or set(below)
    return tuple(clause.clause_id for clause in outline.clauses if clause.clause_id in wanted)


def _problem(question: Question, text: str, outline: Outline) -> str | None:
    for quote in (*question.quotes, *((question.near,) if question.near else ())):
        if text[quote.start : quote.end] != quote.text:
            return f"the report has {text[quote.start : quote.end]!r} at {quote.start}:{quote.end}, the quote is {quote.text!r}"
    if question.type not in get_args(Type) or question.split not in get_args(Split):
        return f"type {question.type!r} or split {question.split!r} is none of the known ones"
    if question.is_answerable != bool(question.quotes) or question.is_answerable != bool(question.answers):
        return f"type {question.type} with {len(question.quotes)} quotes and {len(question.answers)} answers"
    if question.is_answerable == bool(question.reason):
        return "an unanswerable question says why (`reason`), an answerable one does not"
    if question.type == "list" and not question.items:
        return "a list without items"
    if question.clause_ids != (wanted := clause_ids(question.quotes, outline)):
        return f"clause_ids {question.clause_ids}, the outline says {wanted}; run `python -m eval.gold`"
    return None


def _question(row: dict[str, Any]) -> Question:
    return Question(
        question_id=row["question_id"],
        type=row["type"],
        lang=row["lang"],
        text=row["question"],
        split=row["split"],
        clause_ids=tuple(row["clause_ids"]),
        quotes=tuple(Quote(**quote) for quote in row["quotes"]),
        answers=tuple(row["answers"]),
        items=tuple(row.get("items", ())),
        near=Quote(**row["near"]) if row["near"] else None,
        **{name: row.get(name) for name in OPTIONAL},
    )


def _fields(question: Question) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(question, name) for name in ("question_id", "type", "lang")}
    row |= {"question": question.text, "split": question.split, "clause_ids": question.clause_ids}
    row |= {"quotes": [_place(quote) for quote in question.quotes], "answers": question.answers}
    row |= {"items": question.items} if question.items else {}
    row |= {"near": _place(question.near) if question.near else None}
    return row | {name: value for name in OPTIONAL if (value := getattr(question, name)) is not None}


def _place(quote: Quote) -> dict[str, str | int]:
    return {"text": quote.text, "start": quote.start, "end": quote.end}


def main(
    path: Annotated[Path, typer.Argument(help="A gold file, named for its report.")] = SEED_GOLD,
    anew: Annotated[bool, typer.Option("--deal", help="Deal the facts to dev and test anew.")] = False,
) -> None:
    """Bring clause ids and qrels up to date with the outline, and check the file."""
    report = next((report for report in load_corpus(CORPUS) if report.report_id == path.stem), None)
    if report is None:
        raise GoldInvalid(f"{path}: no report {path.stem!r} in {CORPUS}; name the gold file for the report it asks about")
    outline = outline_of(report)
    questions = refresh(load_gold(path), outline)
    if anew:
        splits = deal(questions, report.text)
        questions = tuple(replace(question, split=splits[question.question_id]) for question in questions)
    check(questions, report, outline)
    save_gold(path, questions)
    typer.echo(f"{path}: {len(questions)} questions agree with {report.report_id}")


if __name__ == "__main__":
    typer.run(main)
