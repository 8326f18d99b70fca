"""What every encoder keeps to, the embedded one and any sentence-transformers model; tiny real ones are made here."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from indexer.build import build_snapshot
from indexer.encoders import EMBEDDED, open_encoder
from indexer.encoders.base import Encoder, TokenEncoder, WordEncoder
from indexer.encoders.embedded import MODEL
from indexer.errors import EncoderUnavailable, SnapshotIncompatible
from indexer.home import open_current
from indexer.records import Report
from indexer.verify import verify_snapshot
from service.engine import Engine
from service.holder import Holder
from tests.tiny_models import save_multi_vector, save_pooled

TEXTS = ["地区生产总值", "新建学校", "GDP", "地区生产总值，新建学校。" * 40]


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory, reports: Sequence[Report]) -> Path:
    """The folder of a sentence-transformers model: every character a random vector, a text their mean."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Regex, Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Split

    characters = sorted(set("".join((*TEXTS, reports[0].text)).replace(" ", "")) - {"\n"})
    tokenizer = Tokenizer(WordLevel({c: i for i, c in enumerate(["[UNK]", *characters])}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Split(Regex(r"\S"), "isolated")
    weights = np.random.default_rng(0).normal(size=(len(characters) + 1, 24)).astype(np.float32)
    folder = tmp_path_factory.mktemp("models") / "tiny"
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)]).save(
        str(folder), create_model_card=False
    )
    return folder


@pytest.fixture(scope="module")
def transformer(tiny: Path, reports: Sequence[Report]) -> Path:
    return save_pooled(tiny.parent / "transformer", "".join((*TEXTS, reports[0].text)), prompts={})


@pytest.fixture(scope="module")
def multi_vector(tiny: Path, reports: Sequence[Report]) -> Path:
    return save_multi_vector(tiny.parent / "multi-vector", "".join((*TEXTS, reports[0].text)), prompts={})


@pytest.fixture(params=["embedded", "static", "transformer", "multi-vector"])
def any_name(request: pytest.FixtureRequest, tiny: Path, transformer: Path, multi_vector: Path) -> str:
    """What opens the encoder."""
    folders = {"static": tiny, "transformer": transformer, "multi-vector": multi_vector}
    return EMBEDDED if request.param == "embedded" else str(folders[request.param])


def test_rows_are_unit_vectors_of_the_encoders_dimension(any_name: str) -> None:
    encoder = open_encoder(any_name)
    for found in (encoder.encode_queries(TEXTS), encoder.encode_passages(TEXTS)):
        assert (found.shape, found.dtype) == ((len(TEXTS), encoder.dim), np.float32)
        np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_rows_of_the_same_dimension(any_name: str) -> None:
    encoder = open_encoder(any_name)
    assert encoder.encode_queries([]).shape == encoder.encode_passages([]).shape == (0, encoder.dim)


def test_a_text_that_says_nothing_is_a_unit_vector_or_where_the_model_gives_none_zeros(any_name: str) -> None:
    for found in (open_encoder(any_name).encode_queries(["", "😀"]), open_encoder(any_name).encode_passages(["", "😀"])):
        norms = np.linalg.norm(found, axis=1)
        assert (np.isclose(norms, 1, atol=1e-5) | (norms == 0)).all()


def test_a_batch_gives_what_single_texts_give_in_their_order(any_name: str) -> None:
    encoder = open_encoder(any_name)
    single = np.vstack([encoder.encode_passages([text]) for text in TEXTS])
    np.testing.assert_allclose(encoder.encode_passages(TEXTS), single, atol=1e-5)


def test_an_encoder_opened_twice_is_the_same_encoder(any_name: str) -> None:
    one, other = open_encoder(any_name), open_encoder(any_name)
    assert (one.fingerprint, one.dim) == (other.fingerprint, other.dim)
    assert (one.encode_queries(TEXTS) == other.encode_queries(TEXTS)).all()


def test_a_clause_is_found_by_its_own_words_in_a_snapshot_of_any_encoder(
    any_name: str, tmp_path: Path, reports: Sequence[Report]
) -> None:
    encoder = open_encoder(any_name)
    manifest = build_snapshot(reports, encoder, tmp_path, encoder_name=any_name)
    assert (manifest.encoder, manifest.encoder_name, manifest.dim) == (encoder.fingerprint, any_name, encoder.dim)
    snapshot = open_current(tmp_path)
    verify_snapshot(snapshot)
    engine = Holder(tmp_path).engine()
    for mode in ("hybrid", "dense"):
        hits = engine.search("江东三路等9条道路建成通车,江东大桥收费站拆除。", k=3, mode=mode).hits
        assert "江东大桥收费站拆除" in hits[0].text
    assert ("vocabulary.npy" in manifest.files) == isinstance(encoder, WordEncoder)
    assert ("token_vectors.f16" in manifest.files) == isinstance(encoder, TokenEncoder)
    assert ("late" in hits[0].scores) == isinstance(encoder, WordEncoder | TokenEncoder)


def test_what_is_cut_off_a_passage_is_counted_and_changes_nothing(any_name: str) -> None:
    encoder = open_encoder(any_name)
    n_cut = encoder.n_tokens_cut(TEXTS)
    assert n_cut[:3].tolist() == [0, 0, 0]
    assert (n_cut[3] > 0) == (encoder.max_tokens is not None)
    if n_cut[3]:
        longer, whole = encoder.encode_passages([TEXTS[3] + "新建学校", TEXTS[3]])
        np.testing.assert_allclose(longer, whole, atol=1e-5)
    assert encoder.n_tokens_cut([]).shape == (0,)


def test_a_snapshot_is_refused_by_another_encoder(tiny: Path, home: Path, encoder: Encoder) -> None:
    other = open_encoder(str(tiny))
    with pytest.raises(SnapshotIncompatible, match=f"made by encoder {encoder.fingerprint}, this one is {other.fingerprint}"):
        Engine(open_current(home), other)


def test_a_model_is_named_by_what_is_in_its_folder_wherever_it_lies(tiny: Path, tmp_path: Path) -> None:
    moved = Path(shutil.copytree(tiny, tmp_path / "tiny"))
    assert open_encoder(str(moved)).fingerprint == open_encoder(str(tiny)).fingerprint
    raw = bytearray((moved / "model.safetensors").read_bytes())
    raw[-1] ^= 1
    (moved / "model.safetensors").write_bytes(raw)
    assert open_encoder(str(moved)).fingerprint != open_encoder(str(tiny)).fingerprint


def test_a_path_is_recorded_in_full_so_that_it_opens_from_anywhere(
    tiny: Path, tmp_path: Path, reports: Sequence[Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tiny.parent)
    manifest = build_snapshot(reports, open_encoder("tiny"), tmp_path, encoder_name="tiny")
    monkeypatch.chdir("/")
    assert manifest.encoder_name == str(tiny)
    assert Holder(tmp_path).engine().search("道路", k=1).hits[0].rank == 1


def test_a_model_that_does_not_exist_is_told_with_a_hint() -> None:
    with pytest.raises(EncoderUnavailable, match=r"encoder 'nobody/no-such-model' cannot be loaded .*name its path"):
        open_encoder("nobody/no-such-model")


@pytest.mark.parametrize("name", ["config_sentence_transformers.json", "modules.json", "model.safetensors", "tokenizer.json"])
def test_a_model_with_a_damaged_file_is_unavailable_by_name(tiny: Path, tmp_path: Path, name: str) -> None:
    folder = Path(shutil.copytree(tiny, tmp_path / "damaged"))
    raw = (folder / name).read_bytes()
    for damaged in (raw[: len(raw) // 2], b"", b"\xff"):
        (folder / name).write_bytes(damaged)
        with pytest.raises(EncoderUnavailable, match=rf"{folder}' cannot be loaded .*check the files in it"):
            open_encoder(str(folder))


def test_an_empty_folder_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable, match="check the files in it"):
        open_encoder(str(tmp_path))


def test_a_model_that_needs_code_of_its_own_is_not_run_unasked() -> None:
    with pytest.raises(EncoderUnavailable, match="not part of Sentence Transformers"):
        open_encoder(str(MODEL))
