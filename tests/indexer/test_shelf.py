"""Prepared reports: each is cut and encoded once, and what is kept is never out of date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from indexer.build import build_snapshot
from indexer.encoders import open_encoder
from indexer.encoders.base import Encoder, Token
from indexer.encoders.embedded import EmbeddedEncoder
from indexer.home import open_current
from indexer.prepare import prepare
from indexer.records import Report
from indexer.shelf import Shelf, source_fingerprint
from indexer.verify import verify_snapshot
from tests.tiny_models import save_multi_vector


class Counting(EmbeddedEncoder):
    """The embedded encoder, which tells how many texts it was given."""

    n_texts = 0

    def words(self, text: str) -> list[Token]:
        self.n_texts += 1
        return super().words(text)


def kept(home: Path) -> set[str]:
    return {path.name for path in (home / "prepared").iterdir()}


def files(home: Path) -> dict[str, bytes]:
    snapshot = open_current(home)
    return {name: (snapshot.folder / name).read_bytes() for name in snapshot.manifest.files}


def test_what_is_taken_again_is_what_was_prepared(tmp_path: Path, towns: Sequence[Report], encoder: Encoder) -> None:
    for made in (prepare(towns[0], encoder), Shelf(tmp_path, encoder).take(towns[0]), Shelf(tmp_path, encoder).take(towns[0])):
        assert made.clauses.count("\n") == len(made.clause_vectors) == len(made.terms.lengths) == 2
        assert [(row, towns[0].text[start:end]) for row, start, end in made.sentences.tolist()] == [
            (0, "全年实现地区生产总值320亿元，增长6.1%。"),
            (0, "新建学校3所，新增学位2700个。"),
            (1, "地区生产总值增长7%以上。"),
            (1, "改造老旧小区12个，加装电梯40台。"),
        ]
        assert made.words is not None
        assert made.words.words[0] == "" != made.words.words[1]
        np.testing.assert_array_equal(made.sentence_vectors, prepare(towns[0], encoder).sentence_vectors)
    assert len(kept(tmp_path)) == 1


def test_reports_that_did_not_change_are_not_encoded_again(tmp_path: Path, towns: Sequence[Report]) -> None:
    encoder = Counting()
    build_snapshot(towns[:2], encoder, tmp_path)
    n_before = encoder.n_texts
    assert n_before == 2 * (4 + 2)  # sentences and headings
    build_snapshot(towns, encoder, tmp_path)
    assert encoder.n_texts == n_before + 4 + 2
    build_snapshot(towns, encoder, tmp_path)
    assert encoder.n_texts == n_before + 4 + 2


def test_a_snapshot_of_kept_reports_is_that_of_fresh_ones_byte_for_byte(
    tmp_path: Path, towns: Sequence[Report], encoder: Encoder
) -> None:
    for n in (1, 2, 3):
        build_snapshot(towns[:n], encoder, tmp_path / "one by one")
    build_snapshot(towns, encoder, tmp_path / "at once")
    assert files(tmp_path / "one by one") == files(tmp_path / "at once")
    verify_snapshot(open_current(tmp_path / "one by one"))


@pytest.mark.parametrize(
    "changed", [{"text": "一、回顾\n新建学校3所。"}, {"title": "工作报告"}, {"year": 2022}, {"report_id": "other-2021"}], ids=str
)
def test_a_report_with_other_text_or_known_otherwise_is_prepared_anew(
    tmp_path: Path, towns: Sequence[Report], encoder: Encoder, changed: dict[str, str]
) -> None:
    shelf = Shelf(tmp_path, encoder)
    shelf.take(towns[0])
    other = replace(towns[0], **changed)
    assert shelf.take(other).report == prepare(other, encoder).report
    assert len(kept(tmp_path)) == 2


def test_what_another_encoder_made_is_not_taken(tmp_path: Path, towns: Sequence[Report], encoder: Encoder) -> None:
    path = save_multi_vector(tmp_path / "model", "新建学校3所。", prompts={})
    tokens = Shelf(tmp_path, open_encoder(str(path))).take(towns[0])
    assert tokens.words is None and tokens.tokens is not None
    assert isinstance(tokens.tokens.vectors, np.memmap), "token vectors are many: they stay on disk"
    assert Shelf(tmp_path, encoder).take(towns[0]).words is not None
    assert len(kept(tmp_path)) == 3


@pytest.mark.parametrize("damage", ["a byte", "cut short", "empty", "other bytes"])
def test_a_damaged_file_is_made_again(tmp_path: Path, towns: Sequence[Report], encoder: Encoder, damage: str) -> None:
    whole = Shelf(tmp_path, encoder).take(towns[0])
    (path,) = (tmp_path / "prepared").iterdir()
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes({"a byte": bytes(raw), "cut short": raw[: len(raw) // 2], "empty": b"", "other bytes": b"report"}[damage])
    again = Shelf(tmp_path, encoder).take(towns[0])
    assert again.facts == whole.facts
    np.testing.assert_array_equal(again.clause_vectors, whole.clause_vectors)


def test_what_no_build_asks_for_any_more_is_removed(tmp_path: Path, towns: Sequence[Report], encoder: Encoder) -> None:
    build_snapshot(towns, encoder, tmp_path)
    (tmp_path / "prepared" / ".left").write_bytes(b"by a killed build")
    assert len(kept(tmp_path)) == 4
    build_snapshot(towns[:1], encoder, tmp_path)
    assert len(kept(tmp_path)) == 1


def test_the_fingerprint_of_the_source_is_the_same_in_one_installation() -> None:
    assert source_fingerprint() == source_fingerprint.__wrapped__()
