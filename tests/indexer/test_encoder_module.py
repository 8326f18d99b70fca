"""The model directory, opened by sentence-transformers itself, pooled and with late interaction."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from indexer.encoders.embedded import MODEL, EmbeddedEncoder

TEXTS = [
    "地区生产总值是多少",
    "How much did GDP grow in 2019?",
    "構建“14+2+N”區校合作體系",
    "学校の数は",
    "年" * 500,
    "2019年杭州钱塘新区" * 41 + "地区生产总值是多少?" * 13,  # 500 characters of words
    "县",
    "7",
    "20191100207846052211",
    "😀",
    "😀🚌" * 250,
    "",
    " \n",
    "——！？",
    "ᠮᠣᠩᠭᠣᠯ",  # scripts that it was not trained on
    "𓀀𓂀𓃀",
    "ⴰⵎⴰⵣⵉⵖ",
    "ꦗꦮ",
    "½ ² Ⅷ ① 〇",
]


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)


@pytest.fixture(scope="module")
def fast() -> EmbeddedEncoder:
    return EmbeddedEncoder()


@pytest.fixture(scope="module")
def pooled() -> Any:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(MODEL), trust_remote_code=True)


@pytest.fixture(scope="module")
def late() -> Any:
    from sentence_transformers import MultiVectorEncoder

    return MultiVectorEncoder(str(MODEL), trust_remote_code=True)


def words_of(fast: EmbeddedEncoder, text: str) -> npt.NDArray[np.float32]:
    """Unit vectors of the words of a text; of a text without words its own."""
    vectors = fast.word_vectors(fast.words(text))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True) if len(vectors) else fast.encode_queries([text])


def test_the_directory_loads_pooled_by_path_and_gives_the_same_vectors(pooled: Any, fast: EmbeddedEncoder) -> None:
    np.testing.assert_allclose(pooled.encode_query(TEXTS), fast.encode_queries(TEXTS), atol=1e-5)
    np.testing.assert_allclose(pooled.encode_document(TEXTS), fast.encode_passages(TEXTS), atol=1e-5)
    assert pooled.get_embedding_dimension() == fast.dim


def test_the_same_directory_loads_with_late_interaction_and_gives_the_vectors_of_words(late: Any, fast: EmbeddedEncoder) -> None:
    for found in (late.encode_query(TEXTS, convert_to_numpy=True), late.encode_document(TEXTS, convert_to_numpy=True)):
        for text, vectors in zip(TEXTS, found, strict=True):
            np.testing.assert_allclose(vectors, words_of(fast, text), atol=1e-5, err_msg=text)
    assert late.get_embedding_dimension() == fast.dim


def test_every_text_is_a_unit_vector_in_all_three(pooled: Any, late: Any, fast: EmbeddedEncoder) -> None:
    every = [fast.encode_queries(TEXTS), pooled.encode_query(TEXTS), *late.encode_query(TEXTS, convert_to_numpy=True)]
    for vectors in every:
        assert len(vectors) > 0
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_its_maxsim_puts_the_clause_that_answers_first(late: Any) -> None:
    clauses = ["加装电梯40台", "地区生产总值1100.2亿元", "😀"]
    scores = late.similarity(late.encode_query(["GDP有多少"]), late.encode_document(clauses))
    assert scores.argmax().item() == 1


def test_word_vectors_of_the_pooled_model_are_those_of_the_fast_path(pooled: Any, fast: EmbeddedEncoder) -> None:
    (found,) = pooled.encode(TEXTS[:1], output_value="token_embeddings")
    np.testing.assert_allclose(found.numpy(), words_of(fast, TEXTS[0]), atol=1e-5)


def test_the_module_can_be_composed_with_others(fast: EmbeddedEncoder) -> None:
    from sentence_transformers import SentenceTransformer

    from indexer.encoders.module import StaticWords

    model = SentenceTransformer(modules=[StaticWords.load(str(MODEL))])
    np.testing.assert_allclose(model.encode(TEXTS), fast.encode_queries(TEXTS), atol=1e-5)


def test_a_prompt_is_put_before_each_text(pooled: Any, fast: EmbeddedEncoder) -> None:
    np.testing.assert_allclose(pooled.encode(["财政收入"], prompt="杭州"), fast.encode_queries(["杭州财政收入"]), atol=1e-5)


@pytest.mark.parametrize("kind", ["SentenceTransformer", "MultiVectorEncoder"])
def test_without_leave_to_run_its_code_sentence_transformers_refuses_it(kind: str) -> None:
    import sentence_transformers

    with pytest.raises(ValueError, match="trust_remote_code=True"):
        getattr(sentence_transformers, kind)(str(MODEL))


def test_saving_is_left_to_the_training_command(tmp_path: Path) -> None:
    from indexer.encoders.module import StaticWords

    with pytest.raises(NotImplementedError, match=r"python -m indexer\.training"):
        StaticWords(4, 2).save(str(tmp_path))
