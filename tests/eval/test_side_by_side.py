"""Encoders and modes in one table, over a handful of questions and a tiny model."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from eval.cli import eval_command
from eval.gold import SEED_GOLD, Question, load_gold
from eval.side_by_side import METRICS, Column, side_by_side
from indexer.encoders import open_encoder
from indexer.records import Report
from tests.tiny_models import DIM, save_multi_vector

MODES = ("hybrid", "lexical", "pooled")


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    """Two answerable ones of each type."""
    answerable = [question for question in load_gold(SEED_GOLD) if question.is_answerable]
    types = dict.fromkeys(question.type for question in answerable)
    return [question for type_ in types for question in [each for each in answerable if each.type == type_][:2]]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory, reports: Sequence[Report]) -> Path:
    return save_multi_vector(tmp_path_factory.mktemp("models") / "tiny-colbert", reports[0].text, prompts={})


@pytest.fixture(scope="module")
def columns(model: Path, questions: list[Question]) -> tuple[Column, ...]:
    return side_by_side(["embedded", str(model)], MODES, questions, progress=lambda told: None)


def invoke(*arguments: object):
    app = typer.Typer()
    app.command()(eval_command)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_there_is_a_column_for_each_encoder_and_mode_and_one_for_bm25_which_has_no_encoder(
    columns: tuple[Column, ...], model: Path
) -> None:
    found = [(column.encoder, column.mode) for column in columns]
    rest = [(encoder, mode) for encoder in ("embedded", str(model)) for mode in ("hybrid", "pooled")]
    assert found == [("BM25", "lexical"), *rest]
    assert [column.fingerprint is None for column in columns] == [True, False, False, False, False]


def test_a_column_says_what_the_encoder_takes(columns: tuple[Column, ...]) -> None:
    bm25, embedded, _, tiny, _ = (column.cost for column in columns)
    assert (bm25.clause_ms, bm25.query_ms, bm25.dim) == (None, None, None)
    assert (embedded.dim, tiny.dim) == (open_encoder().dim, DIM)
    for cost in (embedded, tiny):
        assert cost.clause_ms is not None and cost.query_ms is not None
        assert min(cost.clause_ms, cost.query_ms) > 0
        assert cost.index_bytes > bm25.index_bytes > 0


def test_scores_are_those_of_an_evaluation_in_that_mode_alone(
    columns: tuple[Column, ...], home: Path, questions: list[Question], gold: Path
) -> None:
    for column in columns[:2]:
        done = invoke("--home", home, "--gold", gold, "--split", "all", "--mode", column.mode, "--json")
        wanted = [score for score in json.loads(done.stdout)["scores"] if score["metric"] in METRICS]
        assert [(score.type, score.metric, score.n, score.mean) for score in column.scores] == [
            (score["type"], score["metric"], score["n"], score["mean"]) for score in wanted
        ]


@pytest.fixture
def gold(tmp_path: Path, questions: list[Question]) -> Path:
    lines = {json.loads(line)["question_id"]: line for line in SEED_GOLD.read_text(encoding="utf8").splitlines()}
    path = tmp_path / "qiantang-2020.jsonl"
    path.write_text("".join(lines[question.question_id] + "\n" for question in questions), encoding="utf8")
    return path


def test_the_command_prints_the_table_with_all_three_metrics_of_each_type(
    gold: Path, questions: list[Question], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    done = invoke("--gold", gold, "--split", "all", "--mode", "lexical", "--mode", "pooled")
    assert done.exit_code == 0, done.output
    assert f"all, n={len(questions)} answerable" in done.stdout
    assert re.search(r"BM25 +embedded", done.stdout)
    for type_ in {question.type for question in questions}:
        assert re.search(rf"^{type_} +2 +nDCG@10 +[01]\.\d{{3}} +[01]\.\d{{3}} *\n +hit@1 .*\n +hit@5 ", done.stdout, re.M)
    assert re.search(r"^encode a clause +ms +– +\d+\.\d\d *$", done.stdout, re.M)
    assert re.search(r"^vector +numbers +– +128 *$", done.stdout, re.M)


def test_the_command_prints_one_json_document_for_one_encoder(gold: Path, questions: list[Question], model: Path) -> None:
    done = invoke("--gold", gold, "--split", "all", "--encoder", model, "--json")
    assert done.exit_code == 0, done.output
    printed = json.loads(done.stdout)
    assert (printed["split"], printed["n"]) == ("all", len(questions))
    [column] = printed["columns"]
    assert (column["encoder"], column["mode"], column["cost"]["dim"]) == (str(model), "hybrid", DIM)


@pytest.mark.parametrize("option", [["--gate"], ["--misses"], ["--url", "http://127.0.0.1:9"], ["--home", "x"], ["--out", "x"]])
def test_options_for_one_index_are_refused_beside_several(option: list[str]) -> None:
    done = invoke("--encoder", "embedded", *option)
    assert done.exit_code == 2
    assert f"{option[0]} is for one index and one mode" in re.sub(r"[│\s]+", " ", done.stderr)


def test_without_an_answerable_question_there_is_nothing_to_compare(tmp_path: Path) -> None:
    line = next(line for line in SEED_GOLD.read_text(encoding="utf8").splitlines() if '"unanswerable"' in line)
    path = tmp_path / "qiantang-2020.jsonl"
    path.write_text(line + "\n", encoding="utf8")
    done = invoke("--gold", path, "--split", "all", "--encoder", "embedded")
    assert done.exit_code == 2
    assert "no answerable question of all" in re.sub(r"[│\s]+", " ", done.stderr)
