"""The project's own training data: it points at reports and quotes none, and holds nothing of the gold set or the seed."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import indexer
from eval.gold import SEED_GOLD, load_gold
from indexer.reading import read_report
from indexer.records import Report
from indexer.segment import fold

DATA = Path(indexer.__file__).parent / "training" / "data"
OTHERS = Path(__file__).parents[2].parent / "shared" / "reports"


def bare(text: str) -> str:
    return re.sub(r"\W", "", fold(text))


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / "questions.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def lexicon() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / "lexicon.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def written(records: Sequence[dict[str, Any]], lexicon: Sequence[dict[str, Any]]) -> set[str]:
    """All that is trained on, as it is written here, punctuation aside."""
    wordings = {
        bare(wording)
        for entry in lexicon
        for value in entry.values()
        for wording in ([value] if isinstance(value, str) else value)
    }
    return wordings | {bare(question["text"]) for record in records for question in record["questions"]}


def test_no_gold_question_is_trained_on(written: set[str]) -> None:
    assert [question.text for question in load_gold(SEED_GOLD) if bare(question.text) in written] == []


def test_no_sentence_of_the_first_report_is_trained_on(written: set[str], reports: Sequence[Report]) -> None:
    sentences = {bare(sentence) for report in reports for sentence in re.split(r"[。;；\n]", report.text)}
    long = {sentence for sentence in sentences if len(sentence) >= 12}
    assert [text for text in written if any(sentence in text for sentence in long)] == []


def test_no_question_points_at_the_first_report(records: Sequence[dict[str, Any]]) -> None:
    assert {record["file"].partition("/")[0] for record in records} == {"provincial-2025", "provincial-2026", "state-council"}


def test_every_record_has_a_place_and_questions_with_language_and_style(records: Sequence[dict[str, Any]]) -> None:
    for record in records:
        assert record.keys() == {"file", "start", "end", "sha256", "questions"}
        assert 0 <= record["start"] < record["end"] and re.fullmatch("[0-9a-f]{16}", record["sha256"])
        assert record["questions"]
        for question in record["questions"]:
            assert question.keys() == {"lang", "style", "text"}
            assert question["style"] in {"lay", "plain", "near"} and len(question["text"]) > 3


def test_no_question_is_there_twice(records: Sequence[dict[str, Any]]) -> None:
    texts = [question["text"] for record in records for question in record["questions"]]
    assert len(texts) == len(set(texts))


def test_a_term_stands_once_with_wordings_of_its_own_and_of_every_language(lexicon: Sequence[dict[str, Any]]) -> None:
    terms = [entry["term"] for entry in lexicon]
    assert len(terms) == len(set(terms))
    for entry in lexicon:
        assert list(entry) == ["term", "lay", "en", "ja", "ko", "es", "fr", "de", "ru", "ar", "trad"]
        for wordings in list(entry.values())[1:]:
            assert wordings and all(wordings) and len(wordings) == len(set(wordings)), entry["term"]


@pytest.mark.skipif(not OTHERS.exists(), reason="the other reports are not here")
def test_every_place_holds_the_text_that_the_questions_were_written_for(records: Sequence[dict[str, Any]]) -> None:
    texts: dict[str, str] = {}
    for record in records:
        text = texts.setdefault(record["file"], "") or read_report(OTHERS / record["file"], record["file"], trusted=True).text
        texts[record["file"]] = text
        found = hashlib.sha256(text[record["start"] : record["end"]].encode()).hexdigest()
        assert found.startswith(record["sha256"]), (record["file"], record["start"])
