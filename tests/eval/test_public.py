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
from eval.public import MEASURED, WAYS, Measured, Query, Task, load_tasks, measure, open_apart, ranks_of, to_tables, word_scores
from indexer.encoders.embedded import MODEL, EmbeddedEncoder
from indexer.errors import EncoderUnavailable
from indexer.late import ClauseWords, WordIndex
from indexer.training.pairs import SETS

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


def test_the_sets_measured_are_called_as_training_calls_them() -> None:
    assert set(SETS) >= MEASURED


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


def test_scores_of_words_are_those_of_the_index(encoder: EmbeddedEncoder) -> None:
    index, pooled, _ = WordIndex.build([ClauseWords((), [encoder.words(text)]) for text in PASSAGES], encoder)
    texts = ["学校有多少", "How many jobs?", "……"]
    dense, late = word_scores(texts, encoder, index, pooled)
    np.testing.assert_allclose(dense[:2], encoder.encode_queries(texts[:2]) @ pooled.T, atol=1e-5)
    for row in (0, 1):
        words, rows = encoder.words(texts[row]), np.arange(len(PASSAGES))
        vectors = encoder.word_vectors(words)
        best = index.answering(index.compare(words, vectors, rows), rows).cosines
        norms = np.linalg.norm(vectors, axis=1)
        np.testing.assert_allclose(late[row], best @ norms / norms.sum(), atol=1e-5)
    assert not dense[2].any() and not late[2].any()


def test_of_equal_scores_the_right_passage_is_the_last() -> None:
    scores = np.array([[0.9, 0.5, 0.5], [0.1, 0.2, 0.3], [0.0, 0.0, 0.0]])
    assert ranks_of(scores, [1, 2, 0]) == [3, 1, 3]


def test_a_question_finds_its_passage_by_words_and_by_meaning(encoder: EmbeddedEncoder) -> None:
    queries = [Query("学校有几所", 0), Query("How many people found employment?", 1)]
    told: list[int] = []
    found = {row.way: row for row in measure(Task("tiny", PASSAGES, {"all": queries}), encoder, progress=told.append)}
    assert list(found) == list(WAYS)
    assert (found["BM25"].hit_at_1, found["BM25"].hit_at_5) == (1 / 2, 1.0)  # English shares no term: last of three
    assert found["BM25"].ndcg_at_10 == pytest.approx((1 + 1 / math.log2(1 + 3)) / 2)
    assert found["pooled + MaxSim"] == Measured("tiny", "all", "pooled + MaxSim", 2, 1.0, 1.0, 1.0)
    assert told == [2]


def test_past_rank_ten_nothing_is_gained(encoder: EmbeddedEncoder) -> None:
    passages = [f"学校{n}" for n in range(11)]
    bm25 = measure(Task("tiny", passages, {"all": [Query("unknown", 0)]}), encoder)[0]
    assert (bm25.way, bm25.ndcg_at_10, bm25.hit_at_5) == ("BM25", 0.0, 0.0)


def test_the_mean_of_languages_stands_last() -> None:
    rows = [
        Measured("FLORES-200 dev", code, way, 4, 0.0, value, 0.0)
        for code, value in (("eng_Latn", 0.5), ("jpn_Jpan", 0.25))
        for way in WAYS
    ]
    matching = to_tables(rows)[1]
    assert list(matching.columns[0].cells) == ["eng_Latn, n=4", "jpn_Jpan, n=4", "mean of 2"]
    assert list(matching.columns[1].cells) == ["0.500", "0.250", "0.375"]
