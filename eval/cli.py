"""`wenzheng eval`: how good the answers are."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from eval.files import write_aside
from eval.gate import check, load_gate
from eval.gold import SEED_GOLD, Question, load_gold
from eval.records import EvalReport, Row
from eval.report import make_report, to_json, to_markdown, to_terminal
from eval.run import check_served, connect, readiness, run_questions
from eval.side_by_side import side_by_side, to_table
from eval.side_by_side import to_json as columns_to_json
from indexer.encoders import EMBEDDED
from indexer.paths import default_home


class Splits(StrEnum):
    dev = "dev"
    test = "test"
    all = "all"


class Modes(StrEnum):
    hybrid = "hybrid"
    lexical = "lexical"
    dense = "dense"
    pooled = "pooled"


def eval_command(
    split: Annotated[Splits, typer.Option(help="Which half of the gold questions; test is for released numbers.")] = Splits.dev,
    home: Annotated[Path | None, typer.Option(help="The folder with the index.")] = None,
    url: Annotated[str | None, typer.Option(help="Measure the service at this address instead.")] = None,
    encoder: Annotated[
        list[str] | None,
        typer.Option(help="Compare encoders over indexes made here: embedded, a hub id or a path; may be repeated."),
    ] = None,
    mode: Annotated[
        list[Modes] | None, typer.Option(help="How /v1/search looks for clauses, hybrid if left out; repeated, side by side.")
    ] = None,
    gold: Annotated[Path, typer.Option(help="The gold questions.")] = SEED_GOLD,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write report.json and report.md into this folder.")] = None,
    gate: Annotated[bool, typer.Option(help="Exit with 1 where a metric breaks a limit of eval/gate.toml.")] = False,
    misses: Annotated[bool, typer.Option("--misses", help="List the questions answered wrongly, with what was found.")] = False,
) -> None:
    """Run the gold questions through the service and show how good its answers are, by type of question."""
    questions = [question for question in load_gold(gold) if split in (Splits.all, question.split)]
    modes = list(mode or [Modes.hybrid])
    if encoder or len(modes) > 1:
        given = {"--home": home, "--url": url, "--out": out, "--gate": gate, "--misses": misses}
        if wrong := [name for name, value in given.items() if value]:
            raise typer.BadParameter(f"{wrong[0]} is for one index and one mode, not for several side by side")
        answerable = [question for question in questions if question.is_answerable]
        if not answerable:
            raise typer.BadParameter(f"no answerable question of {split} in {gold}; name another --split or --gold")
        _compare(encoder or [EMBEDDED], modes, answerable, split=split, as_json=as_json)
        return
    report = asyncio.run(evaluate(questions, split=split, home=home or default_home(), url=url, mode=modes[0]))
    if out is not None:
        write_aside(out / "report.json", to_json(report))
        write_aside(out / "report.md", to_markdown(report))
    if as_json:
        typer.echo(to_json(report), nl=False)
    else:
        Console().print(to_terminal(report))
    if misses:
        _print_misses(report)
    if gate and (failures := check(report.scores, load_gate())):
        for failure in failures:
            typer.echo(f"gate: {failure}", err=True)
        raise typer.Exit(1)


def _compare(encoders: Sequence[str], modes: Sequence[str], questions: Sequence[Question], *, split: str, as_json: bool) -> None:
    """Print the table of `eval.side_by_side`, or its JSON."""
    with Console(stderr=True).status("") as status:
        columns = side_by_side(encoders, modes, questions, progress=status.update)
    if as_json:
        typer.echo(columns_to_json(columns, split=split), nl=False)
    else:
        Console().print(to_table(columns, split=split))


async def evaluate(questions: Sequence[Question], *, split: str, home: Path, url: str | None, mode: str) -> EvalReport:
    """The questions through the service at `url`, or one made here over the index in `home`, with a progress bar."""
    columns = (TextColumn("asking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    async with connect(home, url) as client:
        snapshot_id, encoder = await readiness(client)
        await check_served(client, questions)
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("asking", total=len(questions))
            outcomes = await run_questions(
                client, questions, mode=mode, progress=lambda n_done: bar.update(task, completed=n_done)
            )
    return make_report(questions, outcomes, split=split, mode=mode, snapshot_id=snapshot_id, encoder=encoder)


def _print_misses(report: EvalReport) -> None:
    """To stderr, so that `--json --misses` still prints one JSON document."""
    for row in report.rows:
        if is_miss(row):
            typer.echo(_miss(row), err=True)


def is_miss(row: Row) -> bool:
    """True for an answerable question not answered exactly, and for an unanswerable one that was answered."""
    return row.values.get("exact", row.values["abstained"]) < 1


def _miss(row: Row) -> str:
    outcome = row.outcome
    rank = next((rank for rank, clause_id in enumerate(outcome.ranking, start=1) if clause_id in row.clause_ids), "-")
    lines = [
        f"{row.question_id} {row.type} {row.lang}  {row.question}",
        f"  wanted  {' / '.join(row.accepted) or 'an abstention'}  [{' '.join(row.clause_ids)}], found at rank {rank}",
        f"  found   {outcome.answer or outcome.status}  ({outcome.kind}, confidence {outcome.confidence:.2f})",
        *(f"  cited   {cited.clause_id}  {cited.quote}" for cited in outcome.citations[:1]),
    ]
    return "\n".join(lines)
