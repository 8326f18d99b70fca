"""Questions over many reports: `python -m eval.many --data DIR`.

DIR holds the reports under reports/; all of them are indexed together, known by what they print (`eval.collection`). `dev` is
to work with, `test` for numbers of a release.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from eval.cli import Splits
from eval.collection import load_collection
from eval.many_gold import ManyQuestion, check_rows, load_many
from eval.many_scores import OF_ONE, OF_SEVERAL, as_question, one_values, row_values, scores
from eval.records import Score
from eval.report import Cells, commit, mean_and_interval, to_table
from indexer.build import build_snapshot
from indexer.encoders import open_encoder
from indexer.records import Report
from service.engine import Engine
from service.holder import Holder
from service.records import Answer

K = 10


def ask(
    engine: Engine, questions: Sequence[ManyQuestion], reports: Mapping[str, Report]
) -> tuple[dict[str, Answer], dict[str, dict[str, float]]]:
    """The answer to every question, and what it is worth on each metric that applies, both by question id."""
    answers = {question.question_id: engine.ask(question.text) for question in questions}
    of_one = {
        question.question_id: as_question(question, reports[question.rows[0].report_id])
        for question in questions
        if question.type == "one"
    }
    run = {
        question_id: [hit.clause.clause_id for hit in engine.search(question.text, k=K).hits]
        for question_id, question in of_one.items()
    }
    values = one_values(of_one, answers, run)
    values |= {
        question.question_id: row_values(question, answers[question.question_id])
        for question in questions
        if question.type != "one"
    }
    return answers, values


def main(
    data: Annotated[Path, typer.Option(help="The folder with reports/.")],
    split: Annotated[Splits, typer.Option(help="dev to work with, test for released numbers.")] = Splits.dev,
    home: Annotated[Path | None, typer.Option(help="A folder to keep the index in; a second run prepares nothing anew.")] = None,
    misses: Annotated[bool, typer.Option("--misses", help="List the questions that are not answered rightly.")] = False,
) -> None:
    """Index all reports, ask each question of all of them, and show how good the answers are, by type of question."""
    everything = load_many()
    reports = {report.report_id: report for report in load_collection(data)}
    check_rows(everything, reports)
    questions = [question for question in everything if split in (Splits.all, question.split)]
    with tempfile.TemporaryDirectory() as aside:
        build_snapshot(list(reports.values()), open_encoder(), home or Path(aside))
        answers, values = ask(Holder(home or Path(aside)).engine(), questions, reports)
    console = Console()
    console.print(f"{split}, {len(questions)} questions over {len(reports)} reports, commit {commit()}")
    found = scores(questions, values)
    console.print(to_table("of several reports", _cells(found, OF_SEVERAL)))
    console.print(to_table("of one report", _cells(found, OF_ONE)))
    if misses:
        for question in questions:
            if (value := values[question.question_id]).get("all_right", value.get("exact", value.get("abstained"))) != 1.0:
                console.print(
                    _miss(question, answers[question.question_id], reports), markup=False, highlight=False, soft_wrap=True
                )


def _cells(found: Sequence[Score], metrics: Sequence[str]) -> Cells:
    of = {(score.type, score.metric): score for score in found if score.metric in metrics}
    n = {type_: max(score.n for score in of.values() if score.type == type_) for type_, _ in of}
    body = [
        [type_, str(n[type_]), *(mean_and_interval(of[type_, metric]) if (type_, metric) in of else "" for metric in metrics)]
        for type_ in n
    ]
    return ["type", "n", *metrics], body


def _miss(question: ManyQuestion, answer: Answer, reports: Mapping[str, Report]) -> str:
    wanted = [f"{row.report_id} {reports[row.report_id].text[row.start : row.end]}" for row in question.rows if row.is_stated]
    found = [f"{row.report_id} {row.answer}" for row in answer.rows if row.answer is not None] or [str(answer.answer)]
    return f"{question.question_id} {question.text}\n  wanted {'; '.join(wanted) or 'an abstention'}\n  found  {'; '.join(found)}"


if __name__ == "__main__":
    typer.run(main)
