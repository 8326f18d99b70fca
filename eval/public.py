"""Public sets that nothing was trained on: `python -m eval.public --data DIR`.

CMRC 2018 trial and DRCD as retrieval: a question finds its paragraph among all of its set. FLORES-200 dev as sentence
matching: a sentence in another language finds its Chinese sentence among all. The committed encoder learned from these
sets, so an encoder is measured that did not (`--leave-out` in indexer/training/README.md), each way of searching alone and
together. The weights of WAYS are service/ranking.toml's in round numbers; nothing is fitted here.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import numpy as np
import numpy.typing as npt
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from eval.fit_ranking import DataMissing
from indexer.encoders.base import Floats, Token, WordEncoder
from indexer.encoders.embedded import EmbeddedEncoder, normalise
from indexer.errors import EncoderUnavailable, WenzhengError
from indexer.late import ClauseWords, WordIndex
from indexer.lexical import LexicalIndex, tokens
from service.rank import fuse

MEASURED = {"flores", "reading"}  # as `trained_on` in a model's config.json calls them
TRAIN = "python -m indexer.training --data DIR --leave-out reading flores --out build/public"
WAYS: Mapping[str, Mapping[str, float]] = {
    "BM25": {"lexical": 1.0},
    "pooled": {"dense": 1.0},
    "MaxSim": {"late": 1.0},
    "pooled + MaxSim": {"dense": 1.0, "late": 1.0},
    "pooled + MaxSim + BM25": {"dense": 1.0, "late": 1.0, "lexical": 0.5},
}
FORMAT_VERSION = 1
_FLORES = "FLORES-200 dev"
_N_QUERIES, _N_WORDS = 1000, 64  # taken at a time: enough for BLAS, little memory


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


def measure(task: Task, encoder: WordEncoder, *, progress: Callable[[int], None] = lambda n: None) -> list[Measured]:
    """Every group by every way of WAYS; `progress` is told of each lot of queries that is done, how many they were."""
    cut = [ClauseWords((), [encoder.words(passage)]) for passage in task.passages]
    index, pooled, _ = WordIndex.build(cut, encoder)
    lexical = LexicalIndex.build(map(tokens, task.passages))
    measured = []
    for group, queries in task.groups.items():
        ranks: dict[str, list[int]] = {way: [] for way in WAYS}
        for first in range(0, len(queries), _N_QUERIES):
            lot = queries[first : first + _N_QUERIES]
            texts = [query.text for query in lot]
            dense, late = word_scores(texts, encoder, index, pooled)
            parts = {"lexical": np.stack([lexical.search(tokens(text)) for text in texts]), "dense": dense, "late": late}
            for way, weights in WAYS.items():
                ranks[way] += ranks_of(fuse(parts, weights), [query.row for query in lot])
            progress(len(lot))
        measured += [_measured(task.name, group, way, ranks[way]) for way in WAYS]
    return measured


def word_scores(texts: Sequence[str], encoder: WordEncoder, index: WordIndex, pooled: Floats) -> tuple[Floats, Floats]:
    """Cosines of the pooled vectors, and MaxSim with the norms of the words as weights: each (n texts, n passages).

    A text without words scores 0 with every passage.
    """
    cut = [encoder.words(text) for text in texts]
    ids: dict[Token, int] = {word: i for i, word in enumerate(dict.fromkeys(chain.from_iterable(cut)))}
    vectors = encoder.word_vectors(list(ids))
    norms, best = np.linalg.norm(vectors, axis=1), _best_cosines(normalise(vectors), index)
    sums, late = np.zeros((len(texts), encoder.dim), np.float32), np.zeros((len(texts), len(pooled)), np.float32)
    for i, words in enumerate(cut):
        if words:
            rows = [ids[word] for word in words]
            sums[i], late[i] = vectors[rows].sum(0), norms[rows] @ best[rows] / norms[rows].sum()
    return normalise(sums) @ pooled.T, late


def _best_cosines(units: Floats, index: WordIndex) -> Floats:
    """The cosine of each word, a unit row, with the nearest word of each passage: (n words, n passages).

    Every word of the queries is compared once, not once a query: the sets have tens of thousands of both.
    """
    vocabulary = index.unit_vectors()
    starts = index.segment_starts[index.clause_segments[:-1]]
    best = np.empty((len(units), len(starts)), np.float32)
    for first in range(0, len(units), _N_WORDS):
        cosines = units[first : first + _N_WORDS] @ vocabulary.T
        cosines[:, 0] = -1  # no word
        best[first : first + _N_WORDS] = np.maximum.reduceat(cosines.take(index.word_ids, axis=1), starts, axis=1)
    return best


def ranks_of(scores: npt.NDArray[np.float64], rows: Sequence[int]) -> list[int]:
    """The rank, from 1, of the right passage of each query in `scores`, (n queries, n passages); of equals it is the last."""
    right = scores[np.arange(len(rows)), rows]
    ranks: list[int] = (scores >= right[:, None]).sum(1).tolist()
    return ranks


def _measured(task: str, group: str, way: str, ranks: Sequence[int]) -> Measured:
    """With one right passage nDCG@10 is 1 / log2(1 + rank) up to rank 10, else 0 (Järvelin and Kekäläinen, TOIS 2002)."""
    found = np.asarray(ranks)
    ndcg = np.where(found <= 10, 1 / np.log2(1 + found), 0.0)
    return Measured(task, group, way, len(ranks), *(float(values.mean()) for values in (ndcg, found <= 1, found <= 5)))


def to_tables(measured: Sequence[Measured]) -> list[Table]:
    """Retrieval by way, and the accuracy@1 of sentence matching by language, the mean of all languages last."""
    retrieval = Table("set", "n", "way", "nDCG@10", "hit@1", "hit@5", title="question to paragraph")
    for row in (row for row in measured if row.task != _FLORES):
        figures = [f"{value:.3f}" for value in (row.ndcg_at_10, row.hit_at_1, row.hit_at_5)]
        retrieval.add_row(row.task, str(row.n), row.way, *figures, end_section=row.way == list(WAYS)[-1])
    languages: dict[str, list[float]] = {}
    for row in (row for row in measured if row.task == _FLORES):
        languages.setdefault(f"{row.group}, n={row.n}", []).append(row.hit_at_1)
    matching = Table(_FLORES, *WAYS, title="sentence to Chinese sentence, accuracy@1")
    for name, accuracies in languages.items():
        matching.add_row(name, *(f"{value:.3f}" for value in accuracies))
    matching.add_section()
    matching.add_row(f"mean of {len(languages)}", *(f"{value:.3f}" for value in np.mean(list(languages.values()), axis=0)))
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
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    measured = []
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        lines = [(task, bar.add_task(task.name, total=sum(map(len, task.groups.values())))) for task in tasks]
        for task, line in lines:
            measured += measure(task, opened, progress=lambda n, line=line: bar.advance(line, n))  # type: ignore[misc]
    if as_json:
        document: dict[str, Any] = {"format_version": FORMAT_VERSION, "encoder": opened.fingerprint, "ways": WAYS}
        typer.echo(json.dumps(document | {"measured": [asdict(row) for row in measured]}, ensure_ascii=False, indent=1))
    else:
        console = Console()
        for table in to_tables(measured):
            console.print(table)


if __name__ == "__main__":
    typer.run(main)
