"""Fit the weights of service/ranking.toml: `python -m eval.fit_ranking --data DIR`.

On two sets of questions that count the same: the gold questions of dev, and written questions over other reports that no
encoder training saw (indexer/training/data/held_out.txt). DIR holds reports/. Every question is ranked within its own
report. The test split is never looked at.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

import indexer
from eval.gold import SEED_GOLD, load_gold
from indexer.build import build_snapshot
from indexer.corpus import load_corpus
from indexer.encoders import open_encoder
from indexer.encoders.base import Encoder
from indexer.errors import WenzhengError
from indexer.home import open_current
from indexer.paths import CORPUS
from indexer.reading import read_report
from indexer.records import Report
from indexer.snapshot import Snapshot
from service.query import understand
from service.rank import PARTS, RANKING
from service.retrieve import Retriever

QUESTIONS = Path(indexer.__file__).parent / "training" / "data"
_STEPS, _BATCH, _RATE, _MOMENTUM = 4000, 32, 0.02, 0.9


class DataMissing(WenzhengError):
    code = "data_missing"


@dataclass(frozen=True, slots=True)
class Judged:
    """One question: the parts of every clause of its report, (n clauses, n parts), and which clauses answer it, (n,)."""

    lang: str
    style: str
    parts: npt.NDArray[np.float64]
    relevant: npt.NDArray[np.bool_]


def load_reports(folder: Path) -> dict[str, Report]:
    """The reports that were held out of training, by the name of their file. Raises DataMissing."""
    reports = {}
    for number, name in enumerate((QUESTIONS / "held_out.txt").read_text(encoding="utf-8").split()):
        path = folder / "reports" / name
        if not path.exists():
            raise DataMissing(f"{path}: not there; expected the data of indexer/training/README.md")
        year, read = int(path.parent.name.rpartition("-")[2]), read_report(path, name, trusted=True)
        reports[name] = Report(
            f"r{number}", path.stem, path.stem, "provincial", year, year - 1, None, None, read.sha256, read.text
        )
    return reports


def judge(reports: Mapping[str, Report], snapshot: Snapshot, retriever: Retriever) -> list[Judged]:
    """The written questions about these reports, and what each clause of the report scores."""
    judged = []
    for line in (QUESTIONS / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if report := reports.get(record["file"]):
            rows = _rows_of(record["start"], record["end"], report, snapshot)
            for question in record["questions"]:
                found = retriever.find(understand(question["text"]), [snapshot.reports[report.report_id]])
                parts = np.column_stack([found.parts[part] for part in PARTS]).astype(np.float64)
                judged.append(Judged(question["lang"], question["style"], parts, np.isin(found.rows, rows)))
    return [question for question in judged if question.relevant.any()]


def _rows_of(start: int, end: int, report: Report, snapshot: Snapshot) -> list[int]:
    """Rows of the clauses that share text with start:end."""
    clauses = [(row, clause) for row, clause in enumerate(snapshot.clauses) if clause.report_id == report.report_id]
    return [row for row, clause in clauses if clause.start < end and start < clause.end]


def judge_gold(snapshot: Snapshot, retriever: Retriever) -> list[Judged]:
    """The answerable gold questions of dev."""
    judged = []
    for question in load_gold(SEED_GOLD):
        if question.split == "dev" and question.clause_ids:
            found = retriever.find(understand(question.text), list(snapshot.reports.values()))
            parts = np.column_stack([found.parts[part] for part in PARTS]).astype(np.float64)
            relevant = np.isin(found.rows, [snapshot.row_of[clause_id] for clause_id in question.clause_ids])
            judged.append(Judged(question.lang, question.type, parts, relevant))
    return judged


def fit(*sets: Sequence[Judged]) -> Mapping[str, float]:
    """Weights adding up to 1 that make the clauses which answer likely: a conditional logit (McFadden, 1974), weights positive.

    A step takes as many questions from each set, however large it is.
    """
    logs = np.zeros(len(PARTS))
    velocity = np.zeros_like(logs)
    rng = np.random.default_rng(0)
    for _ in range(_STEPS):
        weights = np.exp(logs)
        gradient = np.zeros_like(logs)
        for question in [judged[i] for judged in sets for i in rng.integers(len(judged), size=_BATCH)]:
            scores = question.parts @ weights
            chances = np.exp(scores - scores.max())
            right = chances * question.relevant
            gradient += (right / right.sum() - chances / chances.sum()) @ question.parts
        velocity = _MOMENTUM * velocity + weights * gradient / _BATCH  # by the logs of the weights, which keeps them positive
        logs += _RATE * velocity
    return dict(zip(PARTS, np.exp(logs) / np.exp(logs).sum(), strict=True))


def hit_at_1(judged: Sequence[Judged], weights: Mapping[str, float]) -> float:
    vector = np.array([weights.get(part, 0.0) for part in PARTS])
    return float(np.mean([question.relevant[np.argmax(question.parts @ vector)] for question in judged]))


def ndcg_at_10(judged: Sequence[Judged], weights: Mapping[str, float]) -> float:
    """With binary gains (Järvelin and Kekäläinen, TOIS 2002)."""
    vector = np.array([weights.get(part, 0.0) for part in PARTS])
    values = []
    for question in judged:
        order = np.argsort(-(question.parts @ vector), kind="stable")[:10]
        gains = question.relevant[order] / np.log2(np.arange(2, 2 + len(order)))
        ideal = 1 / np.log2(np.arange(2, 2 + min(10, int(question.relevant.sum()))))
        values.append(gains.sum() / ideal.sum())
    return float(np.mean(values))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m eval.fit_ranking", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    folder: Path = parser.parse_args().data
    encoder = open_encoder()
    reports = load_reports(folder)
    with _snapshot(list(reports.values()), encoder) as snapshot:
        others = judge(reports, snapshot, Retriever(snapshot, encoder))
    with _snapshot(load_corpus(CORPUS), encoder) as snapshot:
        gold = judge_gold(snapshot, Retriever(snapshot, encoder))
    weights = fit(others, gold)
    for part in PARTS:
        _print(part, {part: 1.0}, others, gold)
    _print("fitted", weights, others, gold)
    print(f"\n# put into {RANKING.name}\n[words]")
    for part, weight in weights.items():
        print(f"{part} = {weight:.3f}")


def _print(name: str, weights: Mapping[str, float], others: Sequence[Judged], gold: Sequence[Judged]) -> None:
    sets = (("other reports", others), ("dev", gold))
    figures = (f"{of}: nDCG@10 {ndcg_at_10(x, weights):.3f} hit@1 {hit_at_1(x, weights):.3f} n={len(x)}" for of, x in sets)
    print(f"{name:9}", "   ".join(figures))


@contextmanager
def _snapshot(reports: Sequence[Report], encoder: Encoder) -> Iterator[Snapshot]:
    with tempfile.TemporaryDirectory() as home:
        build_snapshot(reports, encoder, Path(home))
        yield open_current(Path(home))


if __name__ == "__main__":
    main()
