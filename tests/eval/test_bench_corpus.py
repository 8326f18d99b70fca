"""The corpora that speed is measured on: what is in them, in which order, and where they stop."""

from __future__ import annotations

import gzip
from pathlib import Path

import docx
import pytest

from eval.bench_candidates import WAYS, ask
from eval.bench_corpus import made_corpus, written_questions
from eval.bench_sizes import STEPS, measure_sizes
from eval.fit_ranking import QUESTIONS
from indexer.build import build_snapshot
from indexer.corpus import load_corpus
from indexer.encoders.base import Encoder
from indexer.home import open_current
from indexer.paths import CORPUS

HELD_OUT = (QUESTIONS / "held_out.txt").read_text(encoding="utf-8").split()
LAWS = "茶法\t第一条 种茶。\n茶法\t第二条 采茶。\n路法\t第一条 修路。\n"


def write_report(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".docx":
        document = docx.Document()
        document.add_paragraph(text)
        document.save(str(path))
    else:
        path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The layout of the training data, with a sentence for each text."""
    found = tmp_path_factory.mktemp("data")
    for name in (*HELD_OUT, "state-council/2024.txt", "provincial-2025/江苏省.txt"):
        write_report(found / "reports" / name, f"{Path(name).stem}新建学校三所。")
    for name, text in (
        ("text/laws", LAWS),
        ("parallel/un-devset.zh-en-es-fr-ru-ar", "会议开始。\tx\n"),
        ("parallel/tatoeba.zh-en", "你好。\tx\n"),
    ):
        path = found / "training" / f"{name}.tsv.gz"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(text.encode()))
    return found


def test_the_packaged_report_and_those_held_out_are_in_the_smallest(folder: Path) -> None:
    made = made_corpus(folder, 1)
    assert [report.title for report in made] == [load_corpus(CORPUS)[0].title, *(Path(name).stem for name in HELD_OUT)]


def test_everything_follows_in_order_each_law_one_report(folder: Path) -> None:
    others = made_corpus(folder, 1_000_000)[1 + len(HELD_OUT) :]
    assert [report.region for report in others] == [
        "江苏省",
        "全国",
        "茶法",
        "路法",
        "un-devset.zh-en-es-fr-ru-ar",
        "tatoeba.zh-en",
    ]
    assert others[2].text == "茶法\n\n第一条 种茶。\n\n第二条 采茶。"
    ids = [report.report_id for report in made_corpus(folder, 1_000_000)]
    assert len(set(ids)) == len(ids)


def test_it_stops_at_the_report_that_makes_the_size_full(folder: Path) -> None:
    n_least = 80 + len(HELD_OUT)  # clauses: of the packaged report, and one each
    assert len(made_corpus(folder, n_least)) == 1 + len(HELD_OUT)
    assert [report.region for report in made_corpus(folder, n_least + 1)[1 + len(HELD_OUT) :]] == ["江苏省"]


def test_written_questions_are_on_reports_of_the_corpus(folder: Path) -> None:
    ids = {report.report_id for report in made_corpus(folder, 1)}
    assert {question.report_id for question in written_questions(folder)} <= ids


def test_every_step_of_a_search_is_measured_with_the_whole(folder: Path) -> None:
    found = list(measure_sizes(folder, ["2019年地区生产总值是多少?"], [1]))
    names = [measurement.name for measurement in found]
    assert names[:3] == ["index", "  reports", "memory at most"]
    assert names[3:] == ["search p50", "search p95", *(f"  {step}, mean" for step in STEPS)]
    assert {measurement.n_clauses for measurement in found} == {80 + len(HELD_OUT)}


def test_what_each_way_finds_is_told_beside_what_scores_best(folder: Path, tmp_path: Path, encoder: Encoder) -> None:
    build_snapshot(made_corpus(folder, 1), encoder, tmp_path)
    asked = ask(open_current(tmp_path), folder)
    assert all(tuple(question.found) == WAYS and len(question.best) == 10 for question in asked)
    dev = [question for question in asked if question.kind == "dev"]
    assert sum(bool(len(question.right)) for question in dev) > 0.9 * len(dev)
