"""Training pairs: two texts that mean the same, or of which one answers the other.

Reads the folder given by `--data` (its layout is in README.md here) and the project's own questions and lexicon in data/. The
reports named in data/held_out.txt and the questions about them are left out: ranking weights are fitted on those. Whole sets
can be left out too, to measure on them.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import random
import re
import unicodedata
from collections.abc import Collection, Container, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from indexer.reading import read_report

DATA = Path(__file__).parent / "data"
SETS = ("reports", "laws", "parallel", "flores", "dictionary", "reading", "lexicon", "questions")

FLORES = [
    "eng_Latn",
    "jpn_Jpan",
    "kor_Hang",
    "spa_Latn",
    "fra_Latn",
    "deu_Latn",
    "rus_Cyrl",
    "arb_Arab",
    "por_Latn",
    "vie_Latn",
    "zho_Hant",
]
_SENTENCE = re.compile(r"(?<=[。！？；;])")
_LEAD = re.compile(r"^(?:[(（][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+是|\d+[.．、])?(.{4,24}?)[。：:](.{30,})")
_INNER_LEAD = re.compile(r"(?:^|。)([^。，、；]{4,16})。([^。]{20,}。(?:[^。]{20,}。)?)")


class Pair(NamedTuple):
    kind: str  # negatives are drawn from pairs of the same kind
    query: str  # at most 400 characters
    passage: str  # at most 600 characters


def read_pairs(folder: Path, seed: int, sets: Collection[str] = SETS) -> Iterator[Pair]:
    """The pairs of these sets in the order of SETS, deterministic for a seed; a set that is not named need not be there.

    Raises FileNotFoundError if a set is missing, ValueError if a question points at other text than it was written for.
    """
    rng = random.Random(seed)
    held_out = frozenset((DATA / "held_out.txt").read_text(encoding="utf-8").split())
    sources = (
        _reports(folder, held_out, rng),
        _laws(folder, rng),
        _parallel(folder),
        _flores(folder),
        _dictionary(folder),
        _reading(folder, rng),
        _lexicon(),
        _questions(folder, held_out),
    )
    for name, source in zip(SETS, sources, strict=True):
        for kind, query, passage in source if name in sets else ():
            pair = Pair(kind, _tidy(query)[:400], _tidy(passage)[:600])
            if len(pair.query) > 1 and len(pair.passage) > 1:
                yield pair


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _rows(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _out_of_paragraph(kind: str, paragraph: str, rng: random.Random, times: int) -> Iterator[Pair]:
    """A sentence against its neighbours (inverse cloze, Lee et al., ACL 2019), and a part of a sentence against the rest."""
    sentences = [sentence for sentence in _SENTENCE.split(paragraph) if len(sentence) > 8]
    if len(sentences) < 2:
        return
    for _ in range(times):
        i, width = rng.randrange(len(sentences)), rng.randint(2, 5)
        block = sentences[max(0, i - rng.randint(0, width - 1)) :][:width]
        if sentences[i] in block and len(block) > 1:
            left = block if rng.random() < 0.1 else [sentence for sentence in block if sentence != sentences[i]]
            yield Pair(kind, sentences[i], "".join(left))
    for sentence in sentences:
        parts = [part for part in re.split(r"[，,、：:]", sentence) if len(part) > 4]
        if len(parts) >= 3 and rng.random() < 0.5:
            j = rng.randrange(len(parts))
            yield Pair("half_" + kind, parts[j], "".join(parts[:j] + parts[j + 1 :]))


def _reports(folder: Path, held_out: Container[str], rng: random.Random) -> Iterator[Pair]:
    for path in sorted((folder / "reports").glob("*/*")):
        if f"{path.parent.name}/{path.name}" in held_out:
            continue
        for paragraph in map(str.strip, read_report(path, str(path), trusted=True).text.split("\n")):
            if len(paragraph) > 40:
                yield from (pair for _ in range(4) for pair in _out_of_paragraph("report", paragraph, rng, 2))
            if lead := _LEAD.match(paragraph):
                yield from [Pair("heading", lead[1], lead[2][:300])] * 2
            yield from (Pair("heading", lead[1], lead[2]) for lead in _INNER_LEAD.finditer(paragraph))


def _laws(folder: Path, rng: random.Random) -> Iterator[Pair]:
    for title, article in _rows(folder / "training/text/laws.tsv.gz"):
        if rng.random() < 0.5:
            yield Pair("law_title", title, article)
        yield from _out_of_paragraph("law", article, rng, 1)


def _parallel(folder: Path) -> Iterator[Pair]:
    parallel = folder / "training/parallel"
    for name in ("reports-2008-2022.zh-en", "reports-2024-2025.zh-en", "tatoeba.zh-en"):
        yield from (Pair("parallel", row[1], row[0]) for row in _rows(parallel / f"{name}.tsv.gz"))
    for chinese, *others in _rows(parallel / "un-devset.zh-en-es-fr-ru-ar.tsv.gz"):
        yield from (Pair("parallel", other, chinese) for other in others)
    yield from (Pair("parallel_any", row[1], row[0]) for row in _rows(parallel / "tatoeba-test.zh-any.tsv.gz"))


def _flores(folder: Path) -> Iterator[Pair]:
    header, *rows = _rows(folder / "training/parallel/flores200-dev.tsv.gz")
    chinese_at = header.index("zho_Hans")
    yield from (Pair("parallel", row[header.index(code)], row[chinese_at]) for code in FLORES for row in rows)


def _dictionary(folder: Path) -> Iterator[Pair]:
    for simplified, _, definitions in _rows(folder / "training/lexical/cc-cedict.tsv.gz"):
        senses = [re.sub(r"\(.*?\)|\[.*?\]|CL:.*", "", sense).strip() for sense in definitions.split("/")]
        senses = [sense for sense in senses if sense and not sense.startswith(("variant of", "see ", "surname", "old variant"))]
        if senses:
            yield Pair("dictionary", " ; ".join(senses[:3]), simplified)


def _reading(folder: Path, rng: random.Random) -> Iterator[Pair]:
    for name in ("drcd-dev", "drcd-test", "cmrc2018-trial"):
        with gzip.open(folder / f"training/reading/{name}.json.gz", "rt", encoding="utf-8") as lines:
            articles = json.load(lines)["data"]
        for paragraph in (paragraph for article in articles for paragraph in article["paragraphs"]):
            for question in paragraph["qas"]:
                start = int(question["answers"][0]["answer_start"]) if question.get("answers") else 0
                yield Pair("reading", question["question"], paragraph["context"][max(0, start - rng.randrange(20, 250)) :][:400])


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _questions(folder: Path, held_out: Container[str]) -> Iterator[Pair]:
    """data/questions.jsonl points at the clause that a question is about: by file, offsets and the start of its SHA-256."""
    texts: dict[str, str] = {}
    for record in _json_lines(DATA / "questions.jsonl"):
        file = record["file"]
        if file in held_out:
            continue
        if file not in texts:
            texts[file] = read_report(folder / "reports" / file, file, trusted=True).text
        clause = texts[file][record["start"] : record["end"]]
        if not hashlib.sha256(clause.encode()).hexdigest().startswith(record["sha256"]):
            raise ValueError(f"{file} {record['start']}–{record['end']}: another text than the questions were written for")
        for question in record["questions"]:
            yield Pair("question" if question["lang"] == "zh" else "question_any", question["text"], clause)


def _lexicon() -> Iterator[Pair]:
    for record in _json_lines(DATA / "lexicon.jsonl"):
        for key, wordings in record.items():
            if key != "term":
                kind = "lexicon" if key == "lay" else "lexicon_any"
                yield from (Pair(kind, wording, record["term"]) for wording in wordings)
