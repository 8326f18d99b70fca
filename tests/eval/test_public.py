"""Public sets: what is measured, against results worked out by hand or by the index itself, and which models are refused."""

from __future__ import annotations

import gzip
import json
import math
import shutil
from pathlib import Path

import numpy as np
import pytest

from eval.fit_ranking import DataMissing
from eval.public import (
    LANGUAGES,
    MEASURED,
    WAYS,
    Measured,
    Query,
    Searcher,
    Task,
    load_tasks,
    measure,
    open_apart,
    rank_of,
    to_tables,
)
from indexer.encoders.embedded import MODEL, EmbeddedEncoder
from indexer.errors import EncoderUnavailable
from indexer.late import ClauseWords, WordIndex
from indexer.training.pairs import FLORES, SETS
from service.retrieve import EACH

PASSAGES = ["新建学校三所，新增学位。", "城镇新增就业三万人。", "大桥建成通车。"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    twice = {"context": PASSAGES[0], "qas": [{"question": "建了几所学校？"}]}
    once = {"context": PASSAGES[1], "qas": [{"question": "多少人就业？"}, {"question": "在哪里就业？"}]}
    for name in ("cmrc2018-trial", "drcd-dev", "drcd-test"):
        write(tmp_path / f"training/reading/{name}.json.gz", json.dumps({"data": [{"paragraphs": [twice, once]}]}))
    table = 'eng_Latn\tzho_Hans\tjpn_Jpan\nA "bridge\t大桥\t橋\nA school\t学校\t学校\n'
    write(tmp_path / "training/parallel/flores200-dev.tsv.gz", table)
    return tmp_path


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A copy of the committed model's folder."""
    return Path(shutil.copytree(MODEL, tmp_path / "model"))


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode()))


def claim(model: Path, trained_on: list[str] | None) -> Path:
    """The same model with another `trained_on`, None for none."""
    config = json.loads((model / "config.json").read_text(encoding="utf-8")) | {"trained_on": trained_on}
    (model / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return model


def test_a_paragraph_of_several_files_is_one_passage_and_keeps_all_its_questions(folder: Path) -> None:
    cmrc, drcd, _ = load_tasks(folder)
    assert list(drcd.passages) == PASSAGES[:2]
    assert [query.row for query in drcd.groups["all"]] == [0, 1, 1, 0, 1, 1]
    assert cmrc.groups["all"][2] == Query("在哪里就业？", 1)


def test_every_language_but_simplified_chinese_asks_for_the_sentence_of_its_line(folder: Path) -> None:
    flores = load_tasks(folder)[2]
    assert list(flores.passages) == ["大桥", "学校"]
    assert flores.groups == {
        "eng_Latn": [Query('A "bridge', 0), Query("A school", 1)],
        "jpn_Jpan": [Query("橋", 0), Query("学校", 1)],
    }


def test_a_set_that_is_not_there_is_named(folder: Path) -> None:
    (folder / "training/reading/drcd-test.json.gz").unlink()
    with pytest.raises(DataMissing, match=r"drcd-test.*not there"):
        load_tasks(folder)


def test_sets_and_languages_are_called_as_training_calls_them() -> None:
    assert set(SETS) >= MEASURED
    assert FLORES == LANGUAGES


def test_the_committed_model_is_refused_because_it_learned_from_these_sets() -> None:
    with pytest.raises(EncoderUnavailable, match=r"trained on flores and reading, .*--leave-out reading flores"):
        open_apart(MODEL)


def test_one_of_the_sets_is_enough_to_be_refused_and_none_is_accepted(model: Path) -> None:
    with pytest.raises(EncoderUnavailable, match="trained on reading, "):
        open_apart(claim(model, ["reports", "reading"]))
    assert open_apart(claim(model, ["reports", "laws"])).fingerprint == EmbeddedEncoder().fingerprint


def test_a_model_that_does_not_say_what_it_learned_from_and_one_that_is_not_there_are_refused(model: Path) -> None:
    with pytest.raises(EncoderUnavailable, match="does not say"):
        open_apart(claim(model, None))
    with pytest.raises(EncoderUnavailable, match="no model there; train it: python -m indexer.training"):
        open_apart(model / "elsewhere")


def test_few_passages_are_all_candidates_and_score_as_the_index_has_it(encoder: EmbeddedEncoder) -> None:
    index, pooled, _ = WordIndex.build([ClauseWords((), [encoder.words(text)]) for text in PASSAGES], encoder)
    text = "学校有多少"
    rows, parts = Searcher(PASSAGES, encoder).find(text)
    assert rows.tolist() == [0, 1, 2]
    np.testing.assert_allclose(parts["pooled"], pooled @ encoder.encode_queries([text])[0], atol=1e-6)
    words = encoder.words(text)
    compared = index.compare(words, encoder.word_vectors(words), rows)
    np.testing.assert_array_equal(parts["late"], compared.clauses)
    np.testing.assert_array_equal(parts["window"], compared.windows)
    np.testing.assert_allclose(parts["dense"], pooled @ compared.vector, atol=1e-6)


def test_candidates_are_the_best_of_both_ways_of_finding(encoder: EmbeddedEncoder) -> None:
    far = EACH + 6
    searcher = Searcher([*(f"学校{n}" for n in range(far)), "大桥建成通车7g"], encoder)
    rows, parts = searcher.find("school")  # no passage has the word
    assert len(rows) == EACH and far not in rows and not parts["lexical"].any()
    rows, parts = searcher.find("school school school 7g")  # only one has 7g
    assert len(rows) == EACH + 1 and rows[-1] == far
    assert np.argmin(parts["pooled"]) == np.argmax(parts["lexical"]) == EACH


def test_a_text_without_words_finds_nothing(encoder: EmbeddedEncoder) -> None:
    found = measure(Task("tiny", PASSAGES, {"all": [Query("……", 0)]}), encoder)
    assert [(row.ndcg_at_10, row.hit_at_5) for row in found] == [(0.0, 0.0)] * len(WAYS)


def test_of_equal_scores_the_right_passage_is_the_last_and_one_that_is_no_candidate_is_not_found() -> None:
    rows, scores = np.array([2, 5, 7]), np.array([0.9, 0.5, 0.5])
    assert [rank_of(row, rows, scores) for row in (2, 5, 7, 3)] == [1, 3, 3, math.inf]


def test_a_question_finds_its_passage_by_words_and_by_meaning(encoder: EmbeddedEncoder) -> None:
    queries = [Query("学校有几所", 0), Query("How many people found employment?", 1)]
    told: list[None] = []
    measured = measure(Task("tiny", PASSAGES, {"all": queries}), encoder, progress=lambda: told.append(None))
    found = {row.way: row for row in measured}
    assert list(found) == list(WAYS)
    assert (found["BM25"].hit_at_1, found["BM25"].hit_at_5) == (1 / 2, 1.0)  # English shares no term: last of three
    assert found["BM25"].ndcg_at_10 == pytest.approx((1 + 1 / math.log2(1 + 3)) / 2)
    assert found["meaning"] == Measured("tiny", "all", "meaning", 2, 1.0, 1.0, 1.0)
    assert len(told) == 2


def test_past_rank_ten_nothing_is_gained(encoder: EmbeddedEncoder) -> None:
    passages = [f"学校{n}" for n in range(11)]
    bm25 = measure(Task("tiny", passages, {"all": [Query("unknown", 0)]}), encoder)[0]
    assert (bm25.way, bm25.ndcg_at_10, bm25.hit_at_5) == ("BM25", 0.0, 0.0)


def test_the_means_of_languages_stand_last() -> None:
    rows = [
        Measured("FLORES-200 dev", code, way, 4, 0.0, value, 0.0)
        for code, value in (("eng_Latn", 0.5), ("jpn_Jpan", 0.25), ("tha_Thai", 0.0))
        for way in WAYS
    ]
    matching = to_tables(rows)[1]
    assert list(matching.columns[0].cells) == ["eng_Latn", "jpn_Jpan", "tha_Thai", "mean of 2 of training", "mean of 3 in all"]
    assert list(matching.columns[1].cells) == ["0.500", "0.250", "0.000", "0.375", "0.250"]
