"""The model directory, opened by sentence-transformers itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from indexer.encoders.embedded import MODEL, EmbeddedEncoder

TEXTS = ["地区生产总值是多少", "How much did GDP grow in 2019?", "構建“14+2+N”區校合作體系", "学校の数は", "年" * 500, "", "😀"]


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)


def test_the_directory_loads_as_any_model_with_code_does_and_gives_the_same_vectors() -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(MODEL), trust_remote_code=True)
    fast = EmbeddedEncoder()
    np.testing.assert_allclose(model.encode_query(TEXTS), fast.encode_queries(TEXTS), atol=1e-5)
    np.testing.assert_allclose(model.encode_document(TEXTS), fast.encode_passages(TEXTS), atol=1e-5)
    assert model.get_embedding_dimension() == fast.dim


def test_the_module_can_be_composed_with_others() -> None:
    from sentence_transformers import SentenceTransformer

    from indexer.encoders.module import StaticWords

    model = SentenceTransformer(modules=[StaticWords.load(str(MODEL))])
    np.testing.assert_allclose(model.encode(TEXTS), EmbeddedEncoder().encode_queries(TEXTS), atol=1e-5)


def test_word_vectors_are_those_of_the_fast_path_normalised() -> None:
    from sentence_transformers import SentenceTransformer

    model, fast = SentenceTransformer(str(MODEL), trust_remote_code=True), EmbeddedEncoder()
    (found,) = model.encode(TEXTS[:1], output_value="token_embeddings")
    wanted = fast.word_vectors(fast.words(TEXTS[0]))
    np.testing.assert_allclose(found.numpy(), wanted / np.linalg.norm(wanted, axis=1, keepdims=True), atol=1e-5)


def test_a_multi_vector_encoder_is_made_of_the_module_and_gives_the_vectors_of_words() -> None:
    from sentence_transformers import MultiVectorEncoder

    from indexer.encoders.module import StaticWords

    model, fast = MultiVectorEncoder(modules=[StaticWords.load(str(MODEL))]), EmbeddedEncoder()
    (found,) = model.encode_query(TEXTS[:1])
    wanted = fast.word_vectors(fast.words(TEXTS[0]))
    np.testing.assert_allclose(found.numpy(), wanted / np.linalg.norm(wanted, axis=1, keepdims=True), atol=1e-5)


def test_a_prompt_is_put_before_each_text() -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(MODEL), trust_remote_code=True)
    np.testing.assert_allclose(
        model.encode(["财政收入"], prompt="杭州"), EmbeddedEncoder().encode_queries(["杭州财政收入"]), atol=1e-5
    )


def test_without_leave_to_run_its_code_sentence_transformers_refuses_it() -> None:
    from sentence_transformers import SentenceTransformer

    with pytest.raises(ValueError, match="trust_remote_code=True"):
        SentenceTransformer(str(MODEL))


def test_saving_is_left_to_the_training_command(tmp_path: Path) -> None:
    from indexer.encoders.module import StaticWords

    with pytest.raises(NotImplementedError, match=r"python -m indexer\.training"):
        StaticWords(4, 2).save(str(tmp_path))
