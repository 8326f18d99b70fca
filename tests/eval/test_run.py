from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from eval.bench import varied_copies
from eval.cli import eval_command
from eval.gold import SEED_GOLD, load_gold
from eval.load import Call, ProgramFailed, drive, search_calls, serve_home, served
from eval.run import ServiceUnreachable, check_served, connect, readiness, run_questions
from indexer.corpus import load_corpus
from indexer.errors import GoldInvalid
from indexer.outline import outline
from indexer.paths import CORPUS


@pytest.fixture(scope="module")
def few() -> list:
    """One question of each type."""
    return list({question.type: question for question in load_gold(SEED_GOLD)}.values())


def run(home, questions, seen=None):
    async def work():
        async with connect(home, None) as client:
            snapshot_id, _ = await readiness(client)
            progress = (lambda n_done: None) if seen is None else seen.append
            return snapshot_id, await run_questions(client, questions, mode="hybrid", progress=progress)

    return asyncio.run(work())


def test_every_question_comes_back_in_its_place_with_ten_clauses_and_citations_of_the_text(home, few):
    seen: list[int] = []
    snapshot_id, outcomes = run(home, few, seen)
    text = load_corpus(CORPUS)[0].text
    assert [outcome.question_id for outcome in outcomes] == [question.question_id for question in few]
    assert seen == list(range(1, len(few) + 1))
    assert snapshot_id
    for outcome in outcomes:
        assert len(outcome.ranking) == len(set(outcome.ranking)) == 10
        assert (outcome.answer is None) == (outcome.status == "abstained") == (not outcome.citations)
        assert all(text[cited.start : cited.end] == cited.quote for cited in outcome.citations)


def test_running_no_questions_asks_nothing(home):
    assert run(home, [])[1] == ()


def test_questions_about_other_clauses_than_the_service_has_are_refused(home, few):
    async def work(questions):
        async with connect(home, None) as client:
            await check_served(client, questions)

    asyncio.run(work(few))
    moved = replace(few[0], clause_ids=("qiantang-2020/9.9",))
    with pytest.raises(GoldInvalid, match=f"{moved.question_id}: its quotes are in {few[0].clause_ids[0]} of the service"):
        asyncio.run(work([moved]))


def test_a_service_that_is_not_there_is_named(home):
    async def work():
        async with connect(home, "http://127.0.0.1:9") as client:
            await readiness(client)

    with pytest.raises(ServiceUnreachable, match="is `wenzheng serve` running there"):
        asyncio.run(work())


def test_an_index_that_is_not_there_is_told_with_what_to_do(tmp_path):
    async def work():
        async with connect(tmp_path, None) as client:
            await readiness(client)

    with pytest.raises(ServiceUnreachable, match="/readyz: 503 .*wenzheng index"):
        asyncio.run(work())


@pytest.fixture
def gold(tmp_path, few) -> Path:
    lines = {json.loads(line)["question_id"]: line for line in SEED_GOLD.read_text(encoding="utf8").splitlines()}
    path = tmp_path / "qiantang-2020.jsonl"
    path.write_text("".join(lines[question.question_id] + "\n" for question in few), encoding="utf8")
    return path


def invoke(*arguments):
    app = typer.Typer()
    app.command()(eval_command)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_the_command_prints_one_json_document_and_writes_both_reports(home, gold, tmp_path, few):
    done = invoke("--home", home, "--gold", gold, "--split", "all", "--json", "--misses", "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    printed = json.loads(done.stdout)
    assert printed["n"] == len(few)
    assert printed == json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf8"))
    assert "| all answerable |" in (tmp_path / "out" / "report.md").read_text(encoding="utf8")


def test_the_command_takes_one_split_and_a_mode(home, gold, few):
    for split in ("dev", "test"):
        printed = json.loads(invoke("--home", home, "--gold", gold, "--split", split, "--mode", "lexical", "--json").stdout)
        wanted = [question.question_id for question in few if question.split == split]
        assert (printed["split"], printed["mode"]) == (split, "lexical")
        assert [row["question_id"] for row in printed["rows"]] == wanted


def test_the_gate_ends_the_command_with_status_one_and_says_what_fell_below(home, tmp_path):
    question = next(question for question in load_gold(SEED_GOLD) if question.type == "unanswerable")
    line = next(line for line in SEED_GOLD.read_text(encoding="utf8").splitlines() if question.question_id in line)
    path = tmp_path / "qiantang-2020.jsonl"
    path.write_text(line + "\n", encoding="utf8")
    done = invoke("--home", home, "--gold", path, "--split", "all", "--gate")
    assert done.exit_code == 1
    assert "gate: nDCG@10 of all answerable: found nothing, expected at least" in done.stderr


def test_requests_are_counted_and_one_that_is_refused_is_told(home):
    command, environ = serve_home(home)
    with served(command, **environ) as url:
        load = drive(url, search_calls(["地区生产总值"], k=3), n_threads=2, seconds=0.5)
        assert load.n >= 2
        assert 0 < load.per_s <= load.n / 0.5  # each call that was begun in time is waited for
        assert load.p50_ms <= load.p95_ms
        with pytest.raises(ProgramFailed, match="404 .*expected 200"):
            drive(url, [Call("GET", "/nowhere")], n_threads=2, seconds=0.5)


def test_a_server_that_does_not_start_is_told():
    command = [sys.executable, "-c", "raise SystemExit('no index')"]
    with pytest.raises(ProgramFailed, match="did not say where it listens: no index"), served(command):
        pass


def test_copies_of_a_report_have_other_figures_and_as_many_clauses():
    report = load_corpus(CORPUS)[0]
    first, second = varied_copies(report, 2)
    assert first.text == report.text
    assert "2211.3亿元" in second.text  # 1100.2 with every digit one up
    assert len({copy.report_id for copy in (first, second)}) == 2
    assert len(outline(second).clauses) == len(outline(first).clauses)
