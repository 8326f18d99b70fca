"""Training in the small: arrays, batches, losses and the exported model, each against a result worked out another way."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from indexer.encoders.base import Token
from indexer.encoders.embedded import EmbeddedEncoder
from indexer.encoders.features import N_ROWS
from indexer.late import WINDOW, ClauseWords, WordIndex
from indexer.training.export import export
from indexer.training.interaction import Side, interact
from indexer.training.pairs import Pair
from indexer.training.prepare import Prepared, Ragged, prepare
from indexer.training.train import Stage, State, Table, late_loss, mean, schedule, train

ROUNDING = 3e-3  # of a cosine in the index, the numbers of a vector in 8 bits

PAIRS = [
    Pair("question", "学校有多少所", "新建学校三所。"),
    Pair("question", "找活干的人多了吗", "城镇新增就业三万人。"),
    Pair("parallel", "three new schools", "新建学校三所。"),
    Pair("question", "！？", "没有字的问题被丢下。"),
]


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    return prepare(PAIRS, ["questions", "parallel"], processes=1)


def test_ragged_rows_are_taken_in_the_order_asked_for() -> None:
    taken = Ragged.of([[1, 2], [3], [4, 5, 6]]).take(np.array([2, 0]))
    assert taken.values.tolist() == [4, 5, 6, 1, 2]
    assert taken.offsets.tolist() == [0, 3, 5]


def test_pairs_without_words_are_dropped_and_equal_words_have_one_id(prepared: Prepared) -> None:
    assert prepared.kinds.tolist() == ["question", "question", "parallel"]
    first, third = (prepared.passages.take(np.array([i])).values.tolist() for i in (0, 2))
    assert first == third


def test_what_is_prepared_is_read_back_as_it_was(prepared: Prepared, tmp_path: Path) -> None:
    prepared.save(tmp_path / "prepared.npz")
    again = Prepared.load(tmp_path / "prepared.npz")
    assert again.queries.values.tolist() == prepared.queries.values.tolist()
    assert again.vocabulary.offsets.tolist() == prepared.vocabulary.offsets.tolist()
    assert again.sets == ("questions", "parallel")


@pytest.mark.parametrize("seed", range(3))
def test_late_interaction_scores_as_the_index_does(seed: int) -> None:
    rng = np.random.default_rng(seed)
    encoder, vocabulary = EmbeddedEncoder(), [Token(word, "han") for word in "学校 医院 道路 桥梁 床位 学位 财政 收入".split()]
    vectors = torch.from_numpy(encoder.word_vectors(vocabulary))
    passages = [rng.integers(0, len(vocabulary), rng.integers(1, 3 * WINDOW)).tolist() for _ in range(6)]
    queries = [rng.integers(0, len(vocabulary), rng.integers(1, 5)).tolist() for _ in range(4)]
    index, pooled, _ = WordIndex.build([ClauseWords([], [[vocabulary[i] for i in words]]) for words in passages], encoder)
    found = interact(Side(vectors, Ragged.of(queries)), Side(vectors, Ragged.of(passages)))
    for row, words in enumerate(queries):
        wanted = index.compare([vocabulary[i] for i in words], vectors[words].numpy(), np.arange(len(passages)))
        assert found.clauses[row].tolist() == pytest.approx(wanted.clauses.tolist(), abs=ROUNDING)
        assert found.windows[row].tolist() == pytest.approx(wanted.windows.tolist(), abs=ROUNDING)
        assert found.queries[row].tolist() == pytest.approx(wanted.vector.tolist(), abs=ROUNDING)
    assert np.allclose(Side(vectors, Ragged.of(passages)).pooled().numpy(), pooled, atol=1e-5)


def test_only_the_words_that_answer_have_a_gradient() -> None:
    passages = Side(torch.tensor([[1.0, 0.2], [0.0, 3.0]], requires_grad=True), Ragged.of([[0, 1]]))
    interact(Side(torch.tensor([[2.0, 0.0]]), Ragged.of([[0]])), passages).windows.sum().backward()
    assert passages.vectors.grad is not None
    assert passages.vectors.grad.any(1).tolist() == [True, False]


def test_a_batch_has_one_kind_and_limits_and_repeats_hold() -> None:
    kinds = np.array(["a"] * 400 + ["b"] * 400)
    stage = Stage(epochs=1, batch=100, rate=1e-3, warm_up=1, repeat={"a": 2}, at_most={"b": 100})
    batches = schedule(kinds, stage, np.random.default_rng(0))
    by_kind = [set(kinds[batch]) for batch in batches]
    assert all(len(found) == 1 for found in by_kind)
    assert by_kind.count({"a"}) == 8  # 400 pairs twice, 100 a batch
    assert by_kind.count({"b"}) == 1  # 100 of 400 pairs, 96 a batch


def test_every_other_turn_of_neighbours_is_side_by_side() -> None:
    stage = Stage(epochs=1, batch=100, rate=1e-3, warm_up=1, repeat={"a": 2}, neighbours=frozenset({"a"}))
    batches = schedule(np.array(["a"] * 1000), stage, np.random.default_rng(0))
    in_a_row = [set(np.diff(batch)) <= {1, 1 - 1000} for batch in batches]
    assert (in_a_row.count(True), in_a_row.count(False)) == (10, 10)


def test_training_lowers_the_loss_and_the_same_seed_gives_the_same_table(prepared: Prepared) -> None:
    data = Prepared(
        np.array(["question"] * 96),
        *(side.take(np.arange(96) % 2) for side in (prepared.queries, prepared.passages)),
        prepared.vocabulary,
        prepared.sets,
    )
    tables, losses = [], []
    for _ in range(2):
        torch.manual_seed(1)
        table = Table(8, np.ones(N_ROWS, np.int64))
        losses.append(train(table, data, Stage(epochs=20, batch=96, rate=2e-2, warm_up=1), late_loss, seed=1, title="test"))
        tables.append(table.rows.weight.detach().clone())
    assert losses[0][-1] < losses[0][0]
    assert torch.equal(tables[0], tables[1])


def test_what_several_orders_give_is_averaged_in_every_number() -> None:
    states: list[State] = [{"rows.weight": torch.tensor([[1.0, -2.0]])}, {"rows.weight": torch.tensor([[4.0, 1.0]])}]
    assert mean(states)["rows.weight"].tolist() == [[2.5, -0.5]]


def test_an_exported_table_loads_and_gives_its_vectors_up_to_four_bits(prepared: Prepared, tmp_path: Path) -> None:
    torch.manual_seed(0)
    table = Table(16, np.ones(N_ROWS, np.int64))
    export(table.weighted_rows(), tmp_path, trained_on=["reports"])
    encoder = EmbeddedEncoder(tmp_path)
    words = encoder.words("新建学校三所")
    ids = [int(prepared.passages.values[i]) for i in range(len(words))]
    wanted = table(prepared.vocabulary.take(np.array(ids))).detach().numpy()
    # Four bits: a tenth of a vector is lost, as many a tenth as chance makes of the few rows that add up to a word.
    found = encoder.word_vectors(words)
    assert (np.linalg.norm(found - wanted, axis=1) < 0.15 * np.linalg.norm(wanted, axis=1)).all()
    assert encoder.dim == 16


def test_an_exported_folder_opens_pooled_and_with_late_interaction(tmp_path: Path) -> None:
    from sentence_transformers import MultiVectorEncoder, SentenceTransformer

    torch.manual_seed(0)
    export(Table(16, np.ones(N_ROWS, np.int64)).weighted_rows(), tmp_path, trained_on=["lexicon"])
    text, fast = "新建学校三所", EmbeddedEncoder(tmp_path)
    pooled = SentenceTransformer(str(tmp_path), trust_remote_code=True, local_files_only=True).encode_document([text])
    np.testing.assert_allclose(pooled, fast.encode_passages([text]), atol=1e-5)
    late = MultiVectorEncoder(str(tmp_path), trust_remote_code=True, local_files_only=True)
    assert late.encode_document(text).shape == (len(fast.words(text)), 16)
