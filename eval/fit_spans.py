"""Fit the weights of service/readers/spans/spans.toml: `python -m eval.fit_spans --data DIR`.

On three sets of questions that a phrase answers: those written for it over many reports (gold/spans-training.jsonl), those over
other reports to develop answers on, and dev of the packaged report. DIR holds reports/. Every question is read from its own
report. A softmax over all phrases that may answer; of a question with several right forms their chances are added up.
What is told first is how it does on what it was not fitted on: each set by the others, and the written questions by those
over other reports.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import numpy.typing as npt
import typer

from eval.gold import SEED_GOLD, Question, load_gold
from eval.matching import asks_for_figure, normalise
from eval.others import FILES, GOLD, Sets, load_others, load_report
from indexer.build import build_snapshot
from indexer.corpus import load_corpus
from indexer.encoders.base import WordEncoder
from indexer.encoders.embedded import EmbeddedEncoder
from indexer.errors import GoldInvalid
from indexer.paths import CORPUS
from indexer.records import Report
from service.answer import N_READ
from service.engine import Engine
from service.holder import Holder
from service.query import understand
from service.readers.base import Reading
from service.readers.spans.features import features
from service.readers.spans.layout import lay_out, read_question
from service.readers.spans.read import WEIGHTS
from service.readers.spans.runs import find_runs
from service.records import Filters

TRAINING = GOLD / "spans-training.jsonl"
PHRASES = ("paraphrase", "noisy", "english", "other")  # types of question that a phrase may answer; span always
_FOLDS = 5  # of the reports of the written questions
_STEPS, _RATE, _RIDGE = 300, 0.05, 0.01
_MOST_WRONG = 250  # phrases of a question that are fitted on, beside the right ones

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that a phrase answers."""

    set_name: str
    report_id: str
    text: str
    forms: frozenset[str]  # accepted, normalised
    places: tuple[tuple[int, int], ...]  # where the report says it


@dataclass(frozen=True, slots=True)
class Judged:
    """The phrases that may answer a question: features, (n phrases, n features), and which are right, (n phrases,)."""

    asked: Asked
    names: tuple[str, ...]
    values: Floats
    right: npt.NDArray[np.bool_]  # of an accepted form
    in_place: npt.NDArray[np.bool_]  # and where the report says it


def load_written(folder: Path) -> tuple[list[Report], list[Asked]]:
    """The questions written for training, and their reports. Raises GoldInvalid as `load_others` does."""
    reports: dict[str, Report] = {}
    found = []
    for line in TRAINING.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        file = row["file"]
        if file not in reports:
            reports[file] = load_report(folder / "reports" / file, row["sha256"], f"written-{len(reports) + 1}")
        report = reports[file]
        forms = frozenset(normalise(report.text[start:end]) for start, end in row["answers"])
        found.append(Asked("written", report.report_id, row["question"], forms, (tuple(row["answers"][0]),)))
    return list(reports.values()), found


def _of_gold(set_name: str, questions: Sequence[Question]) -> Iterator[Asked]:
    for question in questions:
        if question.type == "span" or question.type in PHRASES and not asks_for_figure(question):
            forms = frozenset(normalise(form) for form in question.answers)
            places = tuple((quote.start, quote.end) for quote in question.quotes)
            yield Asked(set_name, question.report_id or question.clause_ids[0].partition("/")[0], question.text, forms, places)


def judge(asked: Asked, engine: Engine, encoder: WordEncoder) -> Judged:
    hits = engine.search(asked.text, k=5, filters=Filters(report=(asked.report_id,)), explain=True).hits[:N_READ]
    reading = Reading(understand(asked.text), hits, engine.snapshot, encoder)
    question = read_question(reading, encoder)
    laid = lay_out(reading, question, encoder)
    if laid is None:
        raise GoldInvalid(f"{asked.text}: no clause of {asked.report_id} has a word; expected one that answers")
    runs = find_runs(laid)
    found = features(laid, runs, question, np.array([hit.score for hit in hits], np.float32))
    hit_of = [hits[laid.sentences[row].hit] for row in laid.sentence_of[runs.left]]
    spans = list(zip(hit_of, runs.starts.tolist(), runs.ends.tolist(), strict=True))
    right = np.array([normalise(hit.text[start:end]) in asked.forms for hit, start, end in spans], bool)
    placed = [_touches(hit.clause.start + start, hit.clause.start + end, asked.places) for hit, start, end in spans]
    values = np.column_stack([np.asarray(column, np.float32) for column in found.values()])
    return Judged(asked, tuple(found), values, right, right & np.array(placed, bool))


def _touches(start: int, end: int, places: Sequence[tuple[int, int]]) -> bool:
    return any(start < b and a < end for a, b in places)


def fit(judged: Sequence[Judged]) -> Floats:
    """Weights of the features, by gradient descent (Adam) on the mean of -log p(right), with a ridge penalty."""
    generator = np.random.default_rng(0)
    blocks, rights = [], []
    for each in judged:
        right = each.in_place if each.in_place.any() else each.right
        if right.any():
            wrong = np.flatnonzero(~each.right)
            kept = generator.choice(wrong, min(len(wrong), _MOST_WRONG), replace=False)
            rows = np.concatenate([np.flatnonzero(right), kept])
            blocks.append(each.values[rows])
            rights.append(right[rows])
    values, right = np.concatenate(blocks), np.concatenate(rights)
    scale = values.std(0) + 1e-6
    values = values / scale
    starts = np.cumsum([0, *map(len, blocks[:-1])])
    owner = np.repeat(np.arange(len(blocks)), [len(block) for block in blocks])
    weights, mean, square = (np.zeros(values.shape[1], np.float32) for _ in range(3))
    for step in range(1, _STEPS + 1):
        scores = values @ weights
        chances = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        of_all = chances / np.add.reduceat(chances, starts)[owner]
        of_right = chances * right / np.maximum(np.add.reduceat(chances * right, starts), 1e-30)[owner]
        gradient = values.T @ (of_all - of_right) / len(blocks) + _RIDGE * weights
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        rate = _RATE * (1 - step / _STEPS)
        weights = weights - rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return np.asarray(weights / scale, np.float32)


def share_right(weights: Floats, judged: Sequence[Judged]) -> float:
    return float(np.mean([each.right[int(np.argmax(each.values @ weights))] for each in judged]))


def main(data: Annotated[Path, typer.Option(help="The folder with reports/.")]) -> None:
    """Print how often the phrase is right on what was not fitted on, then the weights fitted on all."""
    encoder = EmbeddedEncoder()
    others, questions = load_others(data, FILES[Sets.dev])
    written, asked = load_written(data)
    dev = [question for question in load_gold(SEED_GOLD) if question.split == "dev"]
    asked += [*_of_gold("others-dev", questions), *_of_gold("dev", dev)]
    with tempfile.TemporaryDirectory() as home:
        build_snapshot([*others, *written, *load_corpus(CORPUS)], encoder, Path(home))
        engine = Holder(Path(home)).engine()
        judged = [judge(each, engine, encoder) for each in asked]
    for name in ("dev", "others-dev"):
        measured = [each for each in judged if each.asked.set_name == name]
        weights = fit([each for each in judged if each.asked.set_name != name])
        print(f"# {name}, fitted without it: right {share_right(weights, measured):.3f}, n={len(measured)}")
    own = [each for each in judged if each.asked.set_name == "written"]
    rows = {report_id: row for row, report_id in enumerate(dict.fromkeys(each.asked.report_id for each in own))}
    shares = []
    for fold in range(_FOLDS):
        measured = [each for each in own if rows[each.asked.report_id] % _FOLDS == fold]
        ids = {each.asked.report_id for each in measured}
        weights = fit([each for each in judged if each.asked.report_id not in ids])
        shares += [share_right(weights, measured)] * len(measured)
    print(f"# written, reports in {_FOLDS} folds: right {np.mean(shares):.3f}, n={len(own)}")
    print(f"\n# put into {WEIGHTS.name}")
    for name, weight in zip(judged[0].names, fit(judged).tolist(), strict=True):
        print(f"{name} = {weight:.3f}")


if __name__ == "__main__":
    typer.run(main)
