"""An evaluation put together from outcomes, and shown: for the terminal, as Markdown, as JSON."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from eval.abstention import aurc, auroc, calibration_error, reliability
from eval.gold import Question
from eval.matching import is_right
from eval.metrics import ANSWER, RETRIEVAL, answer_values, retrieval_values, scores_by_type
from eval.records import Bin, Cited, EvalReport, Outcome, Row, Score

FORMAT_VERSION = 1
_WIDTH = 20  # characters of a bar
Cells = tuple[list[str], list[list[str]]]  # head, lines


def make_report(
    questions: Sequence[Question], outcomes: Sequence[Outcome], *, split: str, mode: str, snapshot_id: str, encoder: str
) -> EvalReport:
    """The report of an evaluation; outcomes are in the order of the questions."""
    ranked = retrieval_values(questions, {outcome.question_id: outcome.ranking for outcome in outcomes})
    rows = tuple(
        _row(question, outcome, ranked.get(question.question_id, {}))
        for question, outcome in zip(questions, outcomes, strict=True)
    )
    answered = [(question, outcome) for question, outcome in zip(questions, outcomes, strict=True) if outcome.answer is not None]
    confidences = [outcome.confidence for _, outcome in answered]
    right = [is_right(question, outcome.answer, outcome.citations) for question, outcome in answered]
    return EvalReport(
        split=split,
        mode=mode,
        n=len(questions),
        commit=commit(),
        snapshot_id=snapshot_id,
        encoder=encoder,
        scores=scores_by_type(questions, {row.question_id: row.values for row in rows}),
        n_answered=len(answered),
        aurc=aurc(confidences, right),
        auroc=auroc(confidences, right),
        reliability=reliability(confidences, right),
        latency_ms=_latencies(outcomes),
        rows=rows,
    )


def to_json(report: EvalReport) -> str:
    """The report as a JSON document, which `from_json` reads back."""
    return json.dumps({"format_version": FORMAT_VERSION} | asdict(report), ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> EvalReport:
    """The report that `to_json` wrote. Raises ValueError for another format version."""
    body: dict[str, Any] = json.loads(text)
    if (version := body.pop("format_version", None)) != FORMAT_VERSION:
        raise ValueError(f"report of format version {version}, expected {FORMAT_VERSION}; run `wenzheng eval` again")
    scores = tuple(Score(**score) for score in body.pop("scores"))
    bins = tuple(Bin(**bin_) for bin_ in body.pop("reliability"))
    rows = tuple(_row_from(row) for row in body.pop("rows"))
    return EvalReport(scores=scores, reliability=bins, rows=rows, **body)


def to_markdown(report: EvalReport) -> str:
    """The same tables as in the terminal, for a pull request or a CI summary."""
    parts = [f"**{_headline(report)}**"]
    for head, body in _tables(report).values():
        lines = [head, ["---"] * len(head), *body]
        parts.append("\n".join("| " + " | ".join(cell.replace("\n", "<br>") for cell in line) + " |" for line in lines))
    return "\n\n".join([*parts, _confidence_line(report), _latency_line(report)]) + "\n"


def to_terminal(report: EvalReport) -> RenderableType:
    """The tables as rich shows them, 80 columns wide: each mean above its 95% interval."""
    tables = [to_table(title, cells) for title, cells in _tables(report).items()]
    lines = Text("\n".join((_confidence_line(report), _latency_line(report))))
    return Group(Text(_headline(report), style="bold"), *tables, lines)


def to_table(title: str, cells: Cells) -> Table:
    """The cells as rich shows them, the first column to the left."""
    head, body = cells
    table = Table(title=f"\n{title}", title_justify="left", box=None, padding=(0, 1, 0, 0))
    for column, name in enumerate(head):
        table.add_column(name, justify="left" if column == 0 else "right", no_wrap=True)
    for line in body:
        table.add_row(*line)
    return table


def mean_and_interval(score: Score) -> str:
    """The mean above its 95% interval."""
    return f"{score.mean:.3f}\n{score.low:.2f}–{score.high:.2f}"


def commit() -> str:
    """The commit of this checkout, "-dirty" after it where files differ; "unknown" outside of one."""
    command = ["git", "describe", "--always", "--dirty", "--abbrev=10"]
    try:
        found = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return found.stdout.strip()


def _row(question: Question, outcome: Outcome, ranked: dict[str, float]) -> Row:
    return Row(
        question_id=question.question_id,
        type=question.type,
        lang=question.lang,
        question=question.text,
        accepted=question.items or question.answers,
        clause_ids=question.clause_ids,
        outcome=outcome,
        values=ranked | answer_values(question, outcome),
    )


def _row_from(row: dict[str, Any]) -> Row:
    outcome = row["outcome"]
    outcome |= {name: tuple(outcome[name]) for name in ("ranking", "items")}
    outcome["citations"] = tuple(Cited(**cited) for cited in outcome["citations"])
    row |= {name: tuple(row[name]) for name in ("accepted", "clause_ids")}
    return Row(**(row | {"outcome": Outcome(**outcome)}))


def _latencies(outcomes: Sequence[Outcome]) -> dict[str, float]:
    if not outcomes:
        return {}
    took = {"search": [outcome.search_ms for outcome in outcomes], "ask": [outcome.ask_ms for outcome in outcomes]}
    return {f"{call} p{p}": float(np.percentile(values, p)) for call, values in took.items() for p in (50, 95)}


def _headline(report: EvalReport) -> str:
    what = f"{report.split}, n={report.n}, mode {report.mode}"
    return f"{what}, commit {report.commit}, snapshot {report.snapshot_id}, encoder {report.encoder}"


def _tables(report: EvalReport) -> dict[str, Cells]:
    """Title -> head and lines."""
    return {
        "Finding the clause": _score_cells(report, tuple(RETRIEVAL)),
        "Answering": _score_cells(report, ANSWER),
        "Confidence": _reliability_cells(report),
    }


def _score_cells(report: EvalReport, metrics: Sequence[str]) -> Cells:
    found = {(score.type, score.metric): score for score in report.scores if score.metric in metrics}
    lines = []
    for type_ in dict.fromkeys(type_ for type_, _ in found):
        scores = [found.get((type_, metric)) for metric in metrics]
        n = max(score.n for score in scores if score is not None)
        lines.append([type_, str(n), *(mean_and_interval(score) if score else "" for score in scores)])
    return ["type", "n", *metrics], lines


def _reliability_cells(report: EvalReport) -> Cells:
    lines = [
        [f"{bin_.low:.1f}–{bin_.high:.1f}", str(bin_.n), f"{bin_.confidence:.3f}", f"{bin_.share_right:.3f}", _diagram(bin_)]
        for bin_ in report.reliability
    ]
    return ["confidence", "n", "mean", "share right", "right, and ┃ as told"], lines


def _diagram(bin_: Bin) -> str:
    """A line of the reliability diagram: the share right as a bar, and the mean confidence, where it would end were it kept."""
    bar = "█" * round(_WIDTH * bin_.share_right)
    at = round(_WIDTH * bin_.confidence)
    return f"{bar[:at]:·<{at}}┃{bar[at:]:·<{_WIDTH - at}}"


def _confidence_line(report: EvalReport) -> str:
    calibration = f"{calibration_error(report.reliability):.3f}" if report.n_answered else "none"
    aurc_, auroc_ = (f"{value:.3f}" if value is not None else "none" for value in (report.aurc, report.auroc))
    return f"Of {report.n_answered} answers: calibration error {calibration}, AURC {aurc_}, AUROC {auroc_}"


def _latency_line(report: EvalReport) -> str:
    return "Milliseconds: " + ", ".join(f"{name} {value:.1f}" for name, value in report.latency_ms.items())
