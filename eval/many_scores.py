"""What answers over many reports are worth: every row right and none too many; of one report as everywhere else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from eval.gold import Question, Quote, clause_ids
from eval.many_gold import GoldRow, ManyQuestion
from eval.matching import asks_for_figure, has_right_figure, is_citation_exact, is_exact, normalise
from eval.metrics import mean_score, retrieval_values
from eval.records import Cited, Score
from indexer.numerals import DIGITS, read_number
from indexer.outline import outline
from indexer.records import Report
from service.records import Answer

OF_SEVERAL = ("all_right", "recall", "precision", "abstained")
OF_ONE = ("nDCG@10", "exact", "right_figure", "citation_exact")
_FIGURE = rf"(?<![\d.])({DIGITS})(?:%?[—–~至-]({DIGITS}))?"
_BEFORE = ("突破", "超过", "超", "近", "约")  # qualifiers that a figure may be given with
_AFTER = ("以上", "以内", "左右")


def row_values(question: ManyQuestion, answer: Answer) -> dict[str, float]:
    """Metric -> value of a question over several reports; of an unanswerable one only whether it was abstained from.

    `all_right`: every row that is wanted is given and no row is wrong; `recall` and `precision` are the shares, both 0 where no
    row is given. A row is right when its report is one that says so and its answer holds the figure; a row without an answer
    ("not stated") counts neither way, except where it is asked which reports do not say: there it is what is given.
    """
    if question.type == "unanswerable":
        return {"abstained": float(not _given(answer, silent=False))}
    given = _given(answer, silent=question.is_of_silence)
    asked = {row.report_id: row for row in question.rows if row.is_stated or question.is_of_silence}
    right = {report_id for report_id, said in given if report_id in asked and says(asked[report_id], said)}
    wrong = [report_id for report_id, said in given if report_id not in asked or not says(asked[report_id], said)]
    wanted = {report_id for report_id, row in asked.items() if not row.is_optional}
    return {
        "all_right": float(wanted <= right and not wrong),
        "recall": len(wanted & right) / len(wanted),
        "precision": 1 - len(wrong) / len(given) if given else 0.0,
    }


def says(row: GoldRow, answer: str | None) -> bool:
    """Whether an answer holds the figure of the row in its unit, a range as a range; any answer, where the row has no figure;
    none, where the report does not say.
    """
    if answer is None or not row.is_stated:
        return answer is None and not row.is_stated
    if not row.values:
        return True
    figures = re.finditer(_FIGURE + re.escape(normalise(row.unit)), normalise(answer))
    return any(tuple(read_number(number) for number in figure.groups() if number) == row.values for figure in figures)


def one_values(
    questions: Mapping[str, Question], answers: Mapping[str, Answer], run: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, float]]:
    """Question id -> metric -> value of the questions about one report; `run` has clause ids, best first."""
    ranked = retrieval_values(list(questions.values()), run)
    return {
        question_id: {"nDCG@10": ranked[question_id]["nDCG@10"]} | _answer_values(question, answers[question_id])
        for question_id, question in questions.items()
    }


def as_question(question: ManyQuestion, report: Report) -> Question:
    """A question about one report as the other gold questions are."""
    [row] = question.rows
    start, end = row.start, row.end
    if row.values:
        before = next((start - len(word) for word in _BEFORE if report.text.endswith(word, 0, start)), start)
        after = next((end + len(word) for word in _AFTER if report.text.startswith(word, end)), end)
        answers = tuple(
            dict.fromkeys(report.text[a:b] for a, b in ((start, end), (before, end), (start, after), (before, after)))
        )
    else:
        answers = row.answers or (report.text[start:end],)
    quotes = (Quote(report.text[start:end], start, end),)
    return Question(
        question_id=question.question_id,
        type=question.asks or "figure",
        lang=question.lang,
        text=question.text,
        split=question.split,
        clause_ids=clause_ids(quotes, outline(report)),
        quotes=quotes,
        answers=answers,
        items=tuple(report.text[a:b] for a, b in row.items),
    )


def scores(questions: Sequence[ManyQuestion], values: Mapping[str, Mapping[str, float]]) -> tuple[Score, ...]:
    """The mean of every metric over each type of question, in the order the questions have them."""
    types = dict.fromkeys(question.type for question in questions)
    return tuple(
        mean_score(type_, metric, found)
        for type_ in types
        for metric in (*OF_SEVERAL, *OF_ONE)
        if (
            found := [
                each[metric]
                for question in questions
                if question.type == type_ and metric in (each := values[question.question_id])
            ]
        )
    )


def _given(answer: Answer, *, silent: bool) -> list[tuple[str, str | None]]:
    """The report and the answer of every row that tells one, or of all (`silent`); of an answer without rows its own."""
    if answer.rows:
        rows = [row for row in answer.rows if silent or row.answer is not None]
        return [(row.report_id, row.answer) for row in rows if row.report_id is not None]
    return [(answer.citations[0].report_id, answer.answer)] if answer.answer is not None else []


def _answer_values(question: Question, answer: Answer) -> dict[str, float]:
    cited = [Cited(each.clause_id, each.quote, each.start, each.end) for each in answer.citations]
    values = {
        "exact": float(is_exact(question, answer.answer, answer.items)),
        "citation_exact": float(is_citation_exact(question, cited)),
    }
    if asks_for_figure(question):
        values["right_figure"] = float(has_right_figure(question, answer.answer))
    return values
