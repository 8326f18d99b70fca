"""Reports to a snapshot, built aside and switched to when it is whole."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np

from indexer.encoders import EMBEDDED
from indexer.encoders.base import Encoder, Floats, Ints, Token, TokenEncoder, WordEncoder
from indexer.errors import CorpusInvalid
from indexer.facts import facts
from indexer.home import build_lock, clean_up, publish
from indexer.late import ClauseWords, WordIndex
from indexer.lexical import LexicalIndex, tokens
from indexer.outline import outline, sentences
from indexer.postings import Postings
from indexer.records import Clause, Fact, Report, Sentence
from indexer.snapshot import FORMAT_VERSION, Manifest, Snapshot, file_entry, files_fingerprint, write_json_lines
from indexer.stores.faiss_store import FaissStore
from indexer.token_index import TokenIndex
from indexer.verify import verify_snapshot

T = TypeVar("T")


class Track(Protocol):
    """Wraps a loop to show how far it is; `title` names what is under way: clauses, terms or words."""

    def __call__(self, steps: Sequence[T], title: str) -> Iterable[T]: ...


def _no_track(steps: Sequence[T], title: str) -> Iterable[T]:
    return steps


def build_snapshot(
    reports: Sequence[Report], encoder: Encoder, home: Path, *, encoder_name: str = EMBEDDED, track: Track = _no_track
) -> Manifest:
    """Build, verify and switch to a snapshot of these reports. `track` wraps its long loops to show progress.

    `encoder_name` is what opens the encoder again; a path is recorded in full, since it may be opened from anywhere.
    Raises CorpusInvalid without reports, BuildInProgress, ReportUnreadable, or OSError (a full disk); the last good
    snapshot stays live then.
    """
    if not reports:
        raise CorpusInvalid("no report to index; expected at least one")
    if encoder_name != EMBEDDED and Path(encoder_name).is_dir():
        encoder_name = str(Path(encoder_name).resolve())
    with build_lock(home):
        clean_up(home)
        aside = home / "snapshots" / f".building-{os.getpid()}"
        aside.mkdir(parents=True)
        try:
            manifest = _write(reports, encoder, encoder_name, aside, track)
            verify_snapshot(Snapshot(aside))
            publish(home, aside, manifest.snapshot_id)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        clean_up(home)
    return manifest


def _write(reports: Sequence[Report], encoder: Encoder, encoder_name: str, folder: Path, track: Track) -> Manifest:
    clauses: list[Clause] = []
    cut: list[Sentence] = []
    texts: list[str] = []
    stated: list[Fact] = []
    for report in track(reports, "clauses"):
        found = outline(report).clauses
        stated += facts(report, found)
        for clause in found:
            cut += [Sentence(len(clauses), start, end) for start, end in sentences(report.text, clause.start, clause.end)]
            clauses.append(clause)
            texts.append(report.text[clause.start : clause.end])
    by_id = {report.report_id: report for report in reports}
    sentence_texts = [by_id[clauses[sentence.clause_row].report_id].text[sentence.start : sentence.end] for sentence in cut]
    write_json_lines(folder / "reports.jsonl", reports)
    write_json_lines(folder / "clauses.jsonl", clauses)
    write_json_lines(folder / "facts.jsonl", stated)
    np.save(folder / "sentences.npy", np.array([(s.clause_row, s.start, s.end) for s in cut], np.int32).reshape(-1, 3))
    LexicalIndex.build(tokens(text) for text in track(_with_headings(clauses, texts), "terms")).save(folder / "lexical")
    clause_vectors, sentence_vectors = _encode(clauses, texts, cut, sentence_texts, encoder, folder, track)
    for name, vectors in (("clause", clause_vectors), ("sentence", sentence_vectors)):
        np.save(folder / f"{name}_vectors.npy", vectors.astype(np.float16))
        if name == "sentence" or not isinstance(encoder, WordEncoder):
            FaissStore.build(vectors).save(folder / f"{name}s.faiss")
    tokens_cut = encoder.n_tokens_cut(_with_headings(clauses, texts))
    return _write_manifest(folder, encoder, encoder_name, len(reports), tokens_cut, len(cut), len(stated))


def _with_headings(clauses: Sequence[Clause], texts: Sequence[str]) -> list[str]:
    """A clause inherits the headings above it."""
    return ["\n".join((*clause.path, text)) for clause, text in zip(clauses, texts, strict=True)]


def _encode(
    clauses: Sequence[Clause],
    texts: Sequence[str],
    cut: Sequence[Sentence],
    sentence_texts: Sequence[str],
    encoder: Encoder,
    folder: Path,
    track: Track,
) -> tuple[Floats, Floats]:
    """Vectors of clauses and of sentences; a WordEncoder's words and a TokenEncoder's tokens are written too."""
    if not isinstance(encoder, WordEncoder):
        blocks = track(_blocks(_with_headings(clauses, texts)), "words")
        if isinstance(encoder, TokenEncoder):
            tokens = (found for block in blocks for found in encoder.passage_tokens(block))
            clause_vectors = TokenIndex.write(tokens, encoder.dim, folder)
        else:
            clause_vectors = np.vstack([encoder.encode_passages(block) for block in blocks])
        blocks = track(_blocks(sentence_texts), "words")
        return clause_vectors, np.vstack([encoder.encode_passages(block) for block in blocks])
    words: list[list[Sequence[Token]]] = [[] for _ in clauses]
    for sentence, text in track(list(zip(cut, sentence_texts, strict=True)), "words"):
        words[sentence.clause_row].append(encoder.words(text))
    headings = {path: encoder.words("\n".join(path)) for path in dict.fromkeys(clause.path for clause in clauses)}
    rows = [ClauseWords(headings[clause.path], words[row]) for row, clause in enumerate(clauses)]
    index, clause_vectors, sentence_vectors = WordIndex.build(rows, encoder)
    index.save(folder)
    Postings.build(index).save(folder)
    return clause_vectors, sentence_vectors


def _blocks(texts: Sequence[str], size: int = 64) -> list[Sequence[str]]:
    return [texts[first : first + size] for first in range(0, len(texts), size)]


def _write_manifest(
    folder: Path, encoder: Encoder, encoder_name: str, n_reports: int, tokens_cut: Ints, n_sentences: int, n_facts: int
) -> Manifest:
    """`tokens_cut`: what the encoder leaves out of each clause."""
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    files = {name: file_entry(folder / name) for name in names}
    now = datetime.now(UTC)
    manifest = Manifest(
        format_version=FORMAT_VERSION,
        snapshot_id=f"{now:%Y%m%dT%H%M%SZ}-{files_fingerprint(files)}",
        created=now.isoformat(timespec="seconds"),
        encoder=encoder.fingerprint,
        encoder_name=encoder_name,
        dim=encoder.dim,
        n_reports=n_reports,
        n_clauses=len(tokens_cut),
        n_sentences=n_sentences,
        n_facts=n_facts,
        files=files,
        licence=encoder.licence,
        max_tokens=encoder.max_tokens,
        n_clauses_cut=int((tokens_cut > 0).sum()),
        n_tokens_cut=int(tokens_cut.sum()),
        most_tokens_cut=int(tokens_cut.max(initial=0)),
    )
    (folder / "manifest.json").write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return manifest
