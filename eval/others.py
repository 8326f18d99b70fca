"""Questions over other reports: `python -m eval.others --data DIR`.

The reports are not the project's to pass on: the gold files point at them by file, SHA-256 and offsets, and DIR holds them under
reports/. Every question is asked of its own report, in an index of all of a set that is made for it. Nothing is tuned on the
questions of `unseen` and `check`; answers are developed on `dev` and `fit`, lists on `lists` and `training` too, yes or no on
`claims`, shorthands on `shorthands`, abstaining on `silent`.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from eval.cli import Modes, evaluate
from eval.files import write_aside
from eval.gold import Question, Quote, clause_ids
from eval.report import to_json, to_terminal
from indexer.build import build_snapshot
from indexer.encoders import EMBEDDED, open_encoder
from indexer.errors import GoldInvalid
from indexer.outline import outline
from indexer.reading import read_report
from indexer.records import Outline, Report

GOLD = Path(__file__).with_name("gold")


class Sets(StrEnum):
    unseen = "unseen"
    dev = "dev"
    fit = "fit"
    lists = "lists"
    training = "training"
    claims = "claims"
    shorthands = "shorthands"
    silent = "silent"
    check = "check"


FILES = {
    Sets.unseen: GOLD / "unseen-2026.jsonl",
    Sets.dev: GOLD / "others-dev.jsonl",
    Sets.fit: GOLD / "others-fit.jsonl",
    Sets.lists: GOLD / "lists-dev.jsonl",
    Sets.training: GOLD / "lists-training.jsonl",
    Sets.claims: GOLD / "claims-dev.jsonl",
    Sets.shorthands: GOLD / "shorthands-training.jsonl",
    Sets.silent: GOLD / "unanswerable-training.jsonl",
    Sets.check: GOLD / "others-check.jsonl",
}
TO_MEASURE = (Sets.unseen, Sets.check)


def load_others(folder: Path, path: Path) -> tuple[list[Report], list[Question]]:
    """The reports below `folder` and the questions about them; an item is its text or its offsets.

    Raises GoldInvalid if a report is missing or another text.
    """
    reports: dict[str, Report] = {}
    outlines: dict[str, Outline] = {}
    questions = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        file = row["file"]
        if file not in reports:
            reports[file] = load_report(folder / "reports" / file, row["sha256"], f"other-{len(reports) + 1}")
            outlines[file] = outline(reports[file])
        questions.append(_question(row, reports[file], outlines[file]))
    return list(reports.values()), questions


def load_report(path: Path, sha256: str, report_id: str) -> Report:
    if not path.exists():
        raise GoldInvalid(f"{path}: not there; the questions are about it, see indexer/training/README.md for the folder")
    read = read_report(path, str(path), trusted=True)
    if read.sha256 != sha256:
        raise GoldInvalid(f"{path}: sha256 {read.sha256[:12]}, the questions were written for {sha256[:12]}")
    if path.parent.name == "state-council":
        return Report(report_id, path.stem, "全国", "national", int(path.stem), int(path.stem) - 1, None, None, sha256, read.text)
    year = int(path.parent.name.rpartition("-")[2])
    return Report(report_id, path.stem, path.stem, "provincial", year, year - 1, None, None, sha256, read.text)


def _question(row: dict[str, Any], report: Report, cut: Outline) -> Question:
    quotes = tuple(Quote(report.text[start:end], start, end) for start, end in row["places"])
    items = tuple(item if isinstance(item, str) else report.text[slice(*item)] for item in row.get("items", ()))
    return Question(
        question_id=row["question_id"],
        type=row["type"],
        lang=row["lang"],
        text=row["question"],
        split="test",
        clause_ids=clause_ids(quotes, cut),
        quotes=quotes,
        answers=("、".join(items), *row["answers"]) if items else tuple(row["answers"]),
        items=items,
        pair=row.get("pair"),
        reason=row.get("reason"),
        report_id=report.report_id,
    )


def main(
    data: Annotated[Path, typer.Option(help="The folder with reports/.")],
    of: Annotated[
        Sets, typer.Option("--set", help="unseen and check for numbers to report, the others to work with.")
    ] = Sets.unseen,
    encoder: Annotated[str, typer.Option(help="As for `wenzheng index`.")] = EMBEDDED,
    mode: Annotated[Modes, typer.Option(help="How /v1/search looks for clauses.")] = Modes.hybrid,
    out: Annotated[Path | None, typer.Option(help="Write the report there, as JSON.")] = None,
) -> None:
    """Index the reports of a set, ask each its questions, and show how good the answers are, by type of question."""
    reports, questions = load_others(data, FILES[of])
    with tempfile.TemporaryDirectory() as home:
        build_snapshot(reports, open_encoder(encoder), Path(home), encoder_name=encoder)
        report = asyncio.run(
            evaluate(questions, split=of.value if of in TO_MEASURE else FILES[of].stem, home=Path(home), url=None, mode=mode)
        )
    if out is not None:
        write_aside(out, to_json(report))
    Console().print(to_terminal(report))


if __name__ == "__main__":
    typer.run(main)
