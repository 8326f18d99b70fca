"""Public sets that nothing was trained on: `python -m eval.public --data DIR`.

CMRC 2018 trial and DRCD as retrieval: a question finds its paragraph among all of its set. FLORES-200 dev as sentence
matching: a sentence in another language finds its Chinese sentence among all. The committed encoder learned from these
sets, so an encoder is measured that did not (`--leave-out` in indexer/training/README.md), each way of searching alone and
together, as the service searches: candidates, then their words. The weights of WAYS are service/ranking.toml's in round
numbers, late as 1; nothing is fitted here.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import numpy as np
import numpy.typing as npt
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn
from rich.table import Table

from eval.fit_ranking import DataMissing
from indexer.encoders.base import Floats, WordEncoder
from indexer.encoders.embedded import EmbeddedEncoder, normalise
from indexer.errors import EncoderUnavailable, WenzhengError
from indexer.late import ClauseWords, WordIndex
from indexer.lexical import LexicalIndex, tokens
from service.rank import fuse
from service.retrieve import EACH

MEASURED = {"flores", "reading"}  # as `trained_on` in a model's config.json calls them
TRAIN = "python -m indexer.training --data DIR --leave-out reading flores --out build/public"
_MEANING = {"dense": 1.0, "late": 1.0, "window": 3.0}
WAYS: Mapping[str, Mapping[str, float]] = {  # the weights of `Searcher.find`'s parts
    "BM25": {"lexical": 1.0},
    "pooled": {"pooled": 1.0},
    "window": {"window": 1.0},
    "meaning": _MEANING,
    "meaning + 0.1 BM25": _MEANING | {"lexical": 0.1},
    "meaning + BM25": _MEANING | {"lexical": 1.0},  # words matter more here: a question is written from its paragraph
}
# Those that the full recipe takes of FLORES: `indexer.training.pairs.FLORES`, which nothing else imports.
LANGUAGES = "eng_Latn jpn_Jpan kor_Hang spa_Latn fra_Latn deu_Latn rus_Cyrl arb_Arab por_Latn vie_Latn zho_Hant".split()
FORMAT_VERSION = 1
_FLORES = "FLORES-200 dev"


class Query(NamedTuple):
    text: str
    row: int  # of the one passage that is right


@dataclass(frozen=True, slots=True)
class Task:
    """Queries over the same passages, by group: a language, or all. Invariant: the passages are distinct."""

    name: str
    passages: Sequence[str]
    groups: Mapping[str, Sequence[Query]]


@dataclass(frozen=True, slots=True)
class Measured:
    """How well one way of searching finds the passages of one group of queries; the metrics are means over n queries."""

    task: str
    group: str
    way: str
    n: int
    ndcg_at_10: float
    hit_at_1: float
    hit_at_5: float


def load_tasks(folder: Path) -> list[Task]:
    """The three tasks of the data in indexer/training/README.md. Raises DataMissing."""
    return [
        _reading(folder, "CMRC 2018 trial", "cmrc2018-trial"),
        _reading(folder, "DRCD dev and test", "drcd-dev", "drcd-test"),
        _flores(folder),
    ]


def _text(path: Path) -> str:
    if not path.exists():
        raise DataMissing(f"{path}: not there; expected the data of indexer/training/README.md")
    return gzip.decompress(path.read_bytes()).decode("utf-8")


def _reading(folder: Path, task: str, *names: str) -> Task:
    rows: dict[str, int] = {}
    queries = []
    for name in names:
        for article in json.loads(_text(folder / f"training/reading/{name}.json.gz"))["data"]:
            for paragraph in article["paragraphs"]:
                row = rows.setdefault(paragraph["context"], len(rows))
                queries += [Query(question["question"], row) for question in paragraph["qas"]]
    return Task(task, list(rows), {"all": queries})


def _flores(folder: Path) -> Task:
    lines = io.StringIO(_text(folder / "training/parallel/flores200-dev.tsv.gz"))
    header, *sentences = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    columns = dict(zip(header, zip(*sentences, strict=True), strict=True))
    chinese = columns.pop("zho_Hans")
    return Task(_FLORES, chinese, {code: list(map(Query, column, range(len(column)))) for code, column in columns.items()})


def open_apart(folder: Path) -> EmbeddedEncoder:
    """The encoder in `folder`. Raises EncoderUnavailable unless its config says that it learned from none of MEASURED."""
    if not folder.is_dir():
        raise EncoderUnavailable(f"{folder}: no model there; train it: {TRAIN}")
    encoder = EmbeddedEncoder(folder)
    trained_on = json.loads((folder / "config.json").read_text(encoding="utf-8")).get("trained_on")
    if trained_on is None:
        raise EncoderUnavailable(f"{folder}: config.json does not say what it was trained on; train one that does: {TRAIN}")
    if seen := MEASURED & set(trained_on):
        raise EncoderUnavailable(f"{folder}: trained on {' and '.join(sorted(seen))}, measured here; train one without: {TRAIN}")
    return encoder


class Searcher:
    """Finds passages as `service.retrieve` finds clauses, without what only reports have."""

    def __init__(self, passages: Sequence[str], encoder: WordEncoder) -> None:
        self._encoder = encoder
        self._words, self._vectors, _ = WordIndex.build([ClauseWords((), [encoder.words(text)]) for text in passages], encoder)
        self._lexical = LexicalIndex.build(map(tokens, passages))

    def find(self, text: str) -> tuple[npt.NDArray[np.intp], Mapping[str, Floats]]:
        """Candidates by row, none for a text without words, and their parts; dense has the weights of late interaction."""
        if not (words := self._encoder.words(text)):
            return np.zeros(0, np.intp), dict.fromkeys(("lexical", "pooled", "dense", "late", "window"), np.zeros(0, np.float32))
        vectors = self._encoder.word_vectors(words)
        pooled, lexical = self._vectors @ normalise(vectors.sum(0, keepdims=True))[0], self._lexical.search(tokens(text))
        by_words = _best(lexical)
        rows = np.union1d(_best(pooled), by_words[lexical[by_words] > 0])
        compared = self._words.compare(words, vectors, rows)
        return rows, {
            "lexical": lexical[rows],
            "pooled": pooled[rows],
            "dense": self._vectors[rows] @ compared.vector,
            "late": compared.clauses,
            "window": compared.windows,
        }


def _best(scores: Floats) -> npt.NDArray[np.intp]:
    return np.argpartition(-scores, min(EACH, len(scores)) - 1)[:EACH]


def measure(task: Task, encoder: WordEncoder, *, progress: Callable[[], None] = lambda: None) -> list[Measured]:
    """Every group by every way of WAYS; `progress` is told of each query that is done."""
    searcher = Searcher(task.passages, encoder)
    measured = []
    for group, queries in task.groups.items():
        ranks: dict[str, list[float]] = {way: [] for way in WAYS}
        for query in queries:
            rows, parts = searcher.find(query.text)
            for way, weights in WAYS.items():
                ranks[way].append(rank_of(query.row, rows, fuse(parts, weights)))
            progress()
        measured += [_measured(task.name, group, way, ranks[way]) for way in WAYS]
    return measured


def rank_of(row: int, rows: npt.NDArray[np.intp], scores: npt.NDArray[np.float64]) -> float:
    """The rank, from 1, of the passage `row` among the candidates `rows`; of equals it is the last, and infinite if not there."""
    own = scores[rows == row]
    return float((scores >= own).sum()) if len(own) else math.inf


def _measured(task: str, group: str, way: str, ranks: Sequence[float]) -> Measured:
    """With one right passage nDCG@10 is 1 / log2(1 + rank) up to rank 10, else 0 (Järvelin and Kekäläinen, TOIS 2002)."""
    found = np.asarray(ranks)
    ndcg = np.where(found <= 10, 1 / np.log2(1 + found), 0.0)
    return Measured(task, group, way, len(ranks), *(float(values.mean()) for values in (ndcg, found <= 1, found <= 5)))


def to_tables(measured: Sequence[Measured]) -> list[Table]:
    """Retrieval by way, and the accuracy@1 of sentence matching by language, the means of LANGUAGES and of all last."""
    retrieval = Table("set", "n", "way", "nDCG@10", "hit@1", "hit@5", title="question to paragraph")
    for row in (row for row in measured if row.task != _FLORES):
        figures = [f"{value:.3f}" for value in (row.ndcg_at_10, row.hit_at_1, row.hit_at_5)]
        retrieval.add_row(row.task, str(row.n), row.way, *figures, end_section=row.way == list(WAYS)[-1])
    languages: dict[str, list[float]] = {}
    for row in (row for row in measured if row.task == _FLORES):
        languages.setdefault(row.group, []).append(row.hit_at_1)
    matching = Table("language", *WAYS, title=f"{_FLORES}: sentence to Chinese sentence, accuracy@1")
    for name, accuracies in languages.items():
        matching.add_row(name, *(f"{value:.3f}" for value in accuracies))
    matching.add_section()
    of_training = [accuracies for name, accuracies in languages.items() if name in LANGUAGES]
    for name, chosen in (("of training", of_training), ("in all", list(languages.values()))):
        matching.add_row(f"mean of {len(chosen)} {name}", *(f"{value:.3f}" for value in np.mean(chosen, axis=0)))
    return [retrieval, matching]


def main(
    data: Annotated[Path, typer.Option(help="The folder of indexer/training/README.md.")],
    encoder: Annotated[Path, typer.Option(help="A model directory trained without these sets.")] = Path("build/public/model"),
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
) -> None:
    """Measure an encoder, and BM25 beside it, on public sets that it was not trained on."""
    try:
        opened, tasks = open_apart(encoder), load_tasks(data)
    except WenzhengError as error:
        raise typer.BadParameter(str(error)) from error
    columns = BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        line = bar.add_task("queries", total=sum(len(queries) for task in tasks for queries in task.groups.values()))
        measured = [row for task in tasks for row in measure(task, opened, progress=lambda: bar.advance(line))]
    if as_json:
        document: dict[str, Any] = {"format_version": FORMAT_VERSION, "encoder": opened.fingerprint, "ways": WAYS}
        typer.echo(json.dumps(document | {"measured": [asdict(row) for row in measured]}, ensure_ascii=False, indent=1))
    else:
        Console().print(*to_tables(measured))


if __name__ == "__main__":
    typer.run(main)
