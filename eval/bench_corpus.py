"""Corpora of a given size out of real text, for measuring speed and what is found: reports, then laws, then sentences.

The text is the training data's (its layout is in indexer/training/README.md) and is not the project's to pass on.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from eval.fit_ranking import QUESTIONS, load_reports
from indexer.corpus import load_corpus
from indexer.outline import outline
from indexer.paths import CORPUS
from indexer.reading import read_report
from indexer.records import Report

_SENTENCES = ("un-devset.zh-en-es-fr-ru-ar", "tatoeba.zh-en")  # Chinese in the first column
_SENTENCES_OF_ONE = 1_000  # so many make one report


@dataclass(frozen=True, slots=True)
class Written:
    """A written question, and the place in a held-out report that it was written for."""

    text: str
    report_id: str
    start: int
    end: int


def made_corpus(folder: Path, n_clauses: int) -> list[Report]:
    """The packaged report, those held out of training, and as much more as makes n_clauses, in whole reports, or all there is."""
    made = [*load_corpus(CORPUS), *load_reports(folder).values()]
    n_made = sum(len(outline(report).clauses) for report in made)
    for report in _others(folder):
        if n_made >= n_clauses:
            break
        made.append(report)
        n_made += len(outline(report).clauses)
    return made


def written_questions(folder: Path) -> list[Written]:
    """The questions on the reports held out of training, all of which `made_corpus` holds."""
    reports = load_reports(folder)
    found = []
    for line in (QUESTIONS / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if report := reports.get(record["file"]):
            place = report.report_id, record["start"], record["end"]
            found += [Written(question["text"], *place) for question in record["questions"]]
    return found


def _others(folder: Path) -> Iterator[Report]:
    held_out = set((QUESTIONS / "held_out.txt").read_text(encoding="utf-8").split())
    root = folder / "reports"
    for path in sorted(path for path in root.glob("*/*") if str(path.relative_to(root)) not in held_out):
        is_regional = path.parent.name.startswith("provincial")
        yield _report(
            f"report-{path.parent.name}-{path.stem}",
            path.stem if is_regional else "全国",
            read_report(path, str(path), trusted=True).text,
        )
    laws = defaultdict(list)
    for title, article in _rows(folder / "training/text/laws.tsv.gz"):
        laws[title].append(article)
    for title, articles in laws.items():
        yield _report(f"law-{title}", title, "\n\n".join((title, *articles)))
    for name in _SENTENCES:
        sentences = [row[0] for row in _rows(folder / f"training/parallel/{name}.tsv.gz")]
        for first in range(0, len(sentences), _SENTENCES_OF_ONE):
            yield _report(f"{name}-{first}", name, "\n\n".join(sentences[first : first + _SENTENCES_OF_ONE]))


def _rows(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _report(name: str, region: str, text: str) -> Report:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Report(hashlib.sha256(name.encode()).hexdigest()[:16], name, region, "national", 2000, 1999, None, None, digest, text)
