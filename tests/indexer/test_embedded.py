"""The encoder that ships with the project."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from indexer.encoders.base import Token, WordEncoder
from indexer.encoders.embedded import MODEL, EmbeddedEncoder, weights_fingerprint
from indexer.encoders.features import MAX_FEATURES, N_ROWS, names, rows
from indexer.encoders.packing import unpack
from indexer.errors import EncoderUnavailable

TEXTS = ["地区生产总值是多少", "How much did GDP grow?", "学校の数は", "“14+2+N”", "年" * 500]


@pytest.fixture(scope="module")
def embedded() -> EmbeddedEncoder:
    return EmbeddedEncoder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the model's folder."""
    return Path(shutil.copytree(MODEL, tmp_path / "model"))


def test_rows_are_unit_vectors_in_single_precision(embedded: EmbeddedEncoder) -> None:
    found = embedded.encode_queries(TEXTS)
    assert (found.shape, found.dtype) == ((len(TEXTS), embedded.dim), np.float32)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-6)


def test_a_text_without_words_has_the_vector_of_the_row_that_is_kept_for_it(embedded: EmbeddedEncoder) -> None:
    tensors = load_file(MODEL / "model.safetensors")
    wanted = unpack(tensors["rows"][:1])[0] * tensors["scales"][0]
    found = embedded.encode_queries(["", " \n", "😀🎉", "。。。", "\ud83d"])
    np.testing.assert_allclose(found, np.tile(wanted / np.linalg.norm(wanted), (5, 1)), atol=1e-6)


def test_no_texts_and_no_words_give_no_rows(embedded: EmbeddedEncoder) -> None:
    assert embedded.encode_queries([]).shape == (0, embedded.dim)
    assert embedded.word_vectors([]).shape == (0, embedded.dim)


def test_a_batch_gives_what_single_texts_give_and_so_does_a_second_encoder(embedded: EmbeddedEncoder) -> None:
    batch = embedded.encode_passages([*TEXTS, ""])
    single = np.vstack([embedded.encode_queries([text]) for text in [*TEXTS, ""]])
    np.testing.assert_allclose(batch, single, atol=1e-6)
    assert (EmbeddedEncoder().encode_passages([*TEXTS, ""]) == batch).all()


def test_a_text_is_the_normalised_sum_of_its_words(embedded: EmbeddedEncoder) -> None:
    total = embedded.word_vectors(embedded.words(TEXTS[0])).sum(0)
    np.testing.assert_allclose(embedded.encode_queries(TEXTS[:1])[0], total / np.linalg.norm(total), atol=1e-6)


def test_a_word_is_the_sum_of_its_feature_rows(embedded: EmbeddedEncoder) -> None:
    tensors = load_file(MODEL / "model.safetensors")
    found = list(rows("学校", "han"))
    wanted = (unpack(tensors["rows"][found]) * tensors["scales"][found, None]).sum(0)
    np.testing.assert_allclose(embedded.word_vectors([Token("学校", "han")])[0], wanted, atol=1e-5)


def test_width_case_and_script_do_not_change_a_vector(embedded: EmbeddedEncoder) -> None:
    plain, other = embedded.encode_queries(["国内生产总值gdp", "國內生產總值ＧＤＰ"])
    assert (plain == other).all()


def test_another_wording_is_nearer_than_another_matter(embedded: EmbeddedEncoder) -> None:
    (query,) = embedded.encode_queries(["GDP有多少"])
    same, other = embedded.encode_passages(["地区生产总值1100.2亿元", "加装电梯40台"])
    assert query @ same > query @ other


def test_it_is_a_word_encoder_and_names_its_weights(embedded: EmbeddedEncoder) -> None:
    assert isinstance(embedded, WordEncoder)
    assert embedded.fingerprint == f"embedded-{weights_fingerprint(MODEL)}"


def test_features_are_the_word_and_its_parts_most_specific_first() -> None:
    assert names("学校", "han") == ["w学校", "w学", "w校"]
    assert names("幼儿园", "han") == ["w幼儿园", "w幼儿", "w儿园", "w幼", "w儿", "w园"]
    assert names("の数", "kana") == ["kの", "k数", "kの数"]
    assert names("2019", "number") == ["n2019", "N4"]
    assert names("road", "letters") == ["eroad", "g<roa", "groad", "goad>"]
    assert names("gdp", "letters") == ["egdp"]
    assert len(names("a" * 10 + "bcdefghijklmnopqrstuvwxyz" * 3, "letters")) == MAX_FEATURES


def test_rows_are_never_the_one_kept_for_no_words() -> None:
    for word in ("学校", "a", "の", "7", "人" * 16):
        for script in ("han", "kana", "number", "letters"):
            assert all(1 <= row < N_ROWS for row in rows(word, script))


@pytest.mark.parametrize("name", ["config.json", "model.safetensors"])
def test_a_missing_file_makes_the_encoder_unavailable_by_name(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(EncoderUnavailable, match=rf"{folder}: .*{name}.*install wenzheng again"):
        EmbeddedEncoder(folder)


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"[]", b"null", b"{}", b'"text"', b'{"format_version": 1}'])
def test_a_config_that_is_none_makes_the_encoder_unavailable(folder: Path, raw: bytes) -> None:
    (folder / "config.json").write_bytes(raw)
    with pytest.raises(EncoderUnavailable, match="install wenzheng again"):
        EmbeddedEncoder(folder)


@pytest.mark.parametrize("size", [0, 7, 100, 1_000_000])
def test_weights_cut_short_make_the_encoder_unavailable(folder: Path, size: int) -> None:
    raw = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(raw[:size])
    with pytest.raises(EncoderUnavailable, match="cannot be read"):
        EmbeddedEncoder(folder)


def test_weights_of_another_shape_or_name_make_the_encoder_unavailable(folder: Path) -> None:
    save_file({"rows": np.zeros((10, 64), np.uint8), "scales": np.zeros(10, np.float32)}, folder / "model.safetensors")
    with pytest.raises(EncoderUnavailable, match=r"shapes \(\(10, 64\), \(10,\)\), expected \(\(524288, 64\), \(524288,\)\)"):
        EmbeddedEncoder(folder)
    save_file({"vectors": np.zeros((10, 64), np.uint8)}, folder / "model.safetensors")
    with pytest.raises(EncoderUnavailable, match="rows"):
        EmbeddedEncoder(folder)


@pytest.mark.parametrize("version", [0, 1, "2", None])
def test_another_format_version_is_refused_by_number(folder: Path, version: object) -> None:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps({**config, "format_version": version}), encoding="utf-8")
    with pytest.raises(EncoderUnavailable, match=rf"model format {version!r}, this version reads 2"):
        EmbeddedEncoder(folder)
