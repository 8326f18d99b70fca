"""Models of others: their prompts, how much they read, their licence, and where their files come from."""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from indexer.build import build_snapshot
from indexer.encoders import open_encoder
from indexer.encoders.base import TokenEncoder
from indexer.encoders.card import UNKNOWN, licence
from indexer.encoders.sentence import MultiVectorTokens, SentenceEncoder
from indexer.errors import EncoderUnavailable
from indexer.home import open_current
from indexer.records import Report
from indexer.verify import verify_snapshot
from tests.tiny_models import CARD, DIM, MAX_TOKENS, save_multi_vector, save_pooled

TEXT = "地区生产总值320亿元，新建学校3所。 query:passage"
REVISION = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)


@pytest.fixture(scope="module")
def pooled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "pooled"
    return save_pooled(folder, TEXT, prompts={"query": "query: ", "passage": "passage: "})


@pytest.fixture(scope="module")
def multi_vector(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "multi-vector"
    return save_multi_vector(folder, TEXT, prompts={"query": "query: ", "document": "passage: "})


def test_queries_and_passages_get_the_prompts_that_the_model_names_for_them(pooled: Path) -> None:
    from sentence_transformers import SentenceTransformer

    model, encoder = SentenceTransformer(str(pooled), device="cpu"), open_encoder(str(pooled))
    wanted = model.encode(["query: 学校", "passage: 学校"], prompt="", normalize_embeddings=True)
    found = np.vstack([encoder.encode_queries(["学校"]), encoder.encode_passages(["学校"])])
    np.testing.assert_allclose(found, wanted, atol=1e-5)
    assert abs(wanted[0] @ wanted[1]) < 0.99  # the prompt matters to this model


def test_a_model_with_late_interaction_is_known_by_what_it_says_of_itself(pooled: Path, multi_vector: Path) -> None:
    one, other = open_encoder(str(pooled)), open_encoder(str(multi_vector))
    assert (type(one), type(other)) == (SentenceEncoder, MultiVectorTokens)
    assert (isinstance(one, TokenEncoder), isinstance(other, TokenEncoder)) == (False, True)


def test_tokens_are_unit_vectors_with_the_prompt_among_them_and_a_text_their_mean(multi_vector: Path) -> None:
    encoder = open_encoder(str(multi_vector))
    assert isinstance(encoder, TokenEncoder)
    [long, empty] = encoder.passage_tokens(["新建学校" * 20, ""])
    assert long.shape == (MAX_TOKENS, DIM)
    assert empty.shape == (2 + len("passage:"), DIM)
    assert encoder.query_tokens("学校").shape == (2 + len("query:") + 2, DIM)
    np.testing.assert_allclose(np.linalg.norm(np.vstack([long, empty]), axis=1), 1, atol=1e-5)
    mean = long.mean(0)
    np.testing.assert_allclose(encoder.encode_passages(["新建学校" * 20])[0], mean / np.linalg.norm(mean), atol=1e-5)


@pytest.mark.parametrize("kind", ["pooled", "multi_vector"])
def test_a_passage_is_cut_where_the_model_ends_prompt_and_marks_included(kind: str, request: pytest.FixtureRequest) -> None:
    encoder = open_encoder(str(request.getfixturevalue(kind)))
    room = MAX_TOKENS - 2 - len("passage:")
    assert encoder.max_tokens == MAX_TOKENS
    assert encoder.n_tokens_cut(["学" * room, "学" * (room + 1), "学" * 100]).tolist() == [0, 1, 100 - room]


@pytest.mark.parametrize("kind", ["pooled", "multi_vector"])
def test_a_question_that_is_too_long_for_the_model_is_told(
    kind: str, request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> None:
    encoder = open_encoder(str(request.getfixturevalue(kind)))
    room = MAX_TOKENS - 2 - len("query:")
    with caplog.at_level(logging.WARNING):
        encoder.encode_queries(["学" * room])
        assert not caplog.messages
        encoder.encode_queries(["学" * (room + 7)])
    assert re.match(r"a question is 7 tokens longer than the 32 that .* reads: its end is left out", caplog.messages[0])


def test_the_manifest_records_how_much_of_the_clauses_was_cut_and_the_licence(
    pooled: Path, tmp_path: Path, towns: Sequence[Report]
) -> None:
    manifest = build_snapshot(towns, open_encoder(str(pooled)), tmp_path, encoder_name=str(pooled))
    snapshot = open_current(tmp_path)
    texts = ["\n".join((*clause.path, snapshot.text(clause))) for clause in snapshot.clauses]
    lengths = [2 + len("passage:" + re.sub(r"\s", "", text)) for text in texts]
    cut = [length - MAX_TOKENS for length in lengths if length > MAX_TOKENS]
    assert 0 < len(cut) <= len(lengths)
    assert (manifest.max_tokens, manifest.licence) == (MAX_TOKENS, "mit")
    assert (manifest.n_clauses_cut, manifest.n_tokens_cut, manifest.most_tokens_cut) == (len(cut), sum(cut), max(cut))
    assert snapshot.manifest == manifest


def test_the_token_vectors_of_a_snapshot_are_those_of_its_clauses(
    multi_vector: Path, tmp_path: Path, towns: Sequence[Report]
) -> None:
    encoder = open_encoder(str(multi_vector))
    assert isinstance(encoder, TokenEncoder)
    build_snapshot(towns, encoder, tmp_path, encoder_name=str(multi_vector))
    snapshot = open_current(tmp_path)
    texts = ["\n".join((*clause.path, snapshot.text(clause))) for clause in snapshot.clauses]
    wanted = encoder.passage_tokens(texts)
    assert snapshot.token_index is not None
    np.testing.assert_allclose(snapshot.token_index.vectors, np.vstack(wanted), atol=1e-3)
    np.testing.assert_allclose(snapshot.clause_vectors, encoder.encode_passages(texts), atol=1e-3)
    query = encoder.query_tokens("学校")
    scores = [float(np.mean([max(tokens @ word) for word in query])) for tokens in wanted]
    np.testing.assert_allclose(snapshot.token_index.score(query, np.arange(len(texts))), scores, atol=1e-3)
    assert f"{sum(map(len, wanted))} token vectors cover the clauses" in verify_snapshot(snapshot)


@pytest.mark.parametrize(
    ("card", "wanted"),
    [
        (CARD, "mit"),
        ('---\nlicense: "apache-2.0"\ntags:\n- x\n---\n', "apache-2.0"),
        ("---\nlicense: other\nlicense_name: gemma\n---\n", "gemma"),
        ("---\nlicense: other\n---\n", "other"),
        ("---\nlicense:\n- cc-by-4.0\n- mit\n---\n", "cc-by-4.0"),
        ("---\r\nlicense: mit\r\n---\r\n", "mit"),
        ("---\nlicense:\ntags: mit\n---\n", UNKNOWN),
        ("---\ntags: x\n---\nlicense: mit\n", UNKNOWN),  # not in the metadata
        ("license: mit\n", UNKNOWN),
        ("", UNKNOWN),
    ],
)
def test_a_licence_is_what_the_metadata_of_the_card_names(tmp_path: Path, card: str, wanted: str) -> None:
    (tmp_path / "README.md").write_bytes(card.encode())
    assert licence(tmp_path / "README.md") == wanted


def test_without_a_card_the_licence_is_unknown(pooled: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(pooled, tmp_path / "bare"))
    (folder / "README.md").unlink()
    assert open_encoder(str(folder)).licence == UNKNOWN


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], str]:
    """Lays a model's files out as the hub's cache does, and gives its id there."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))

    def lay_out(folder: Path) -> str:
        cached = tmp_path / f"models--nobody--{folder.name}"
        shutil.copytree(folder, cached / "snapshots" / REVISION)
        (cached / "refs").mkdir()
        (cached / "refs" / "main").write_text(REVISION)
        return f"nobody/{folder.name}"

    return lay_out


@pytest.mark.parametrize("kind", ["pooled", "multi_vector"])
def test_a_model_of_the_hub_opens_from_its_cache_without_a_network(
    kind: str, request: pytest.FixtureRequest, hub: Callable[[Path], str]
) -> None:
    folder: Path = request.getfixturevalue(kind)
    encoder, same = open_encoder(hub(folder)), open_encoder(str(folder))
    assert (type(encoder), encoder.licence, encoder.max_tokens) == (type(same), "mit", MAX_TOKENS)
    assert encoder.fingerprint == f"nobody/{folder.name}@{REVISION}"
    np.testing.assert_allclose(encoder.encode_queries(["学校"]), same.encode_queries(["学校"]), atol=1e-6)


def test_a_hub_that_does_not_answer_is_asked_once_and_the_cache_serves(
    pooled: Path, hub: Callable[[Path], str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    name = hub(pooled)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", "http://127.0.0.1:9")  # the port of "discard": nobody listens
    assert open_encoder(name).dim == DIM
    assert "does not answer" in caplog.text


@pytest.mark.parametrize("name", ["./nothere", "/nowhere/big", "a/b/c"])
def test_a_path_that_is_not_there_is_no_name_of_the_hub(name: str) -> None:
    with pytest.raises(EncoderUnavailable, match="there is no such folder"):
        open_encoder(name)


def test_where_the_hub_cannot_be_reached_it_is_told_how_to_bring_the_files_in() -> None:
    wanted = (
        r"`hf download nobody/big --local-dir big` fetches its files: copy that folder here and name its path, `--encoder \./big`"
    )
    with pytest.raises(EncoderUnavailable, match=wanted):
        open_encoder("nobody/big")


@pytest.mark.parametrize("kind", ["pooled", "multi_vector"])
def test_a_vector_that_is_no_number_is_an_error_by_name(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    from safetensors.numpy import load_file, save_file

    folder = Path(shutil.copytree(request.getfixturevalue(kind), tmp_path / "broken"))
    tensors = load_file(folder / "model.safetensors")
    tensors["embeddings.LayerNorm.weight"][:] = np.nan
    save_file(tensors, folder / "model.safetensors", {"format": "pt"})
    with pytest.raises(EncoderUnavailable, match="broken' gave a vector that is no number"):
        open_encoder(str(folder)).encode_queries(["学校"])
