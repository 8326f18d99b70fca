"""Folding and words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jieba
import marisa_trie
import pytest

from indexer.encoders.embedded import EmbeddedEncoder
from indexer.errors import EncoderUnavailable
from indexer.lexical import tokens
from indexer.records import Report
from indexer.segment import DICTIONARY, Cutter, build_dictionary, cutter, fold, lower, words

HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """jieba as it comes."""
    jieba.setLogLevel("ERROR")
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    tokenizer.initialize()
    return tokenizer


def cut(text: str) -> list[tuple[str, str]]:
    return [(word.text, word.script) for word in words(fold(text))]


def test_the_cutter_gives_the_words_of_plain_jieba(plain: Any, reports: Sequence[Report]) -> None:
    text = reports[0].text
    assert list(cutter().cut(text)) == list(plain.cut(text))
    assert [word.text for word in words(text) if word.script == "han"] == [
        word for run in HAN_RUN.findall(text) for word in plain.cut(run)
    ]


def test_the_cutter_knows_unknown_words_as_plain_jieba_does(plain: Any) -> None:
    for text in ("他来到了网易杭研大厦", "龘靐齉齾爩", "的的的的", "㐀㐁龥鿿", "王小明硕士毕业于中国科学院计算所"):
        assert list(cutter().cut(text)) == list(plain.cut(text))
        assert "".join(cutter().cut(text)) == text


def test_the_packaged_dictionary_holds_jiebas_frequencies(plain: Any) -> None:
    frequencies = {word: frequency for word, frequency in plain.FREQ.items() if frequency}
    trie = marisa_trie.RecordTrie("<I").mmap(str(DICTIONARY))
    assert len(trie) == len(frequencies) + 1  # and the total
    assert all(trie[word] == [(frequency,)] for word, frequency in list(frequencies.items())[::500])
    assert cutter().total == plain.total
    assert max(map(len, frequencies)) == 16


def test_a_dictionary_built_again_is_the_packaged_one(tmp_path: Path) -> None:
    build_dictionary(tmp_path / "words.marisa")
    assert (tmp_path / "words.marisa").read_bytes() == DICTIONARY.read_bytes()


@pytest.mark.parametrize(
    "raw", [None, b"", b"no trie" * 100, DICTIONARY.read_bytes()[:100_000]], ids=["missing", "empty", "other", "cut"]
)
def test_a_dictionary_that_cannot_be_read_is_named(tmp_path: Path, raw: bytes | None) -> None:
    path = tmp_path / "words.marisa"
    if raw is not None:
        path.write_bytes(raw)
    with pytest.raises(EncoderUnavailable, match=r"words\.marisa: the dictionary cannot be read"):
        Cutter(path)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＧＤＰ增长８％", "gdp增长8%"),
        ("國內生產總值", "国内生产总值"),
        ("①㎡ﬁ", "1m2fi"),
        ("ÉCOLE", "école"),
        ("ｶﾞｲﾄﾞ", "ガイド"),
        ("", ""),
        ("😀", "😀"),
    ],
)
def test_folding_evens_out_width_case_and_script(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded


def test_a_lone_surrogate_folds_to_the_replacement_character() -> None:
    assert fold("生產\ud83d總值") == "生产\ufffd总值"
    assert fold("\udc00") == "\ufffd"
    assert tokens("\ud800学校") == ["学校"]
    assert EmbeddedEncoder().words("\ud800学校") == EmbeddedEncoder().words("学校")


def test_scripts_are_told_apart_and_punctuation_is_no_word() -> None:
    assert cut("引进152工程，GDP增长6.5%") == [
        ("引进", "han"),
        ("152", "number"),
        ("工程", "han"),
        ("gdp", "letters"),
        ("增长", "han"),
        ("6.5", "number"),
    ]
    assert cut("経済 성장 рост") == [("経", "han"), ("済", "han"), ("성장", "kana"), ("рост", "letters")]
    assert cut("学校の数") == [("学校", "han"), ("の", "kana"), ("数", "han")]
    assert cut(" ，。——“”_😀\n") == []
    assert cut("14+2+N") == [("14", "number"), ("2", "number"), ("n", "letters")]


def test_words_lie_at_their_offsets_in_the_folded_text() -> None:
    folded = fold("２０２０年，新建學校３所")
    assert folded == "2020年,新建学校3所"
    assert [(word.text, word.start, word.end) for word in words(folded)] == [
        ("2020", 0, 4),
        ("年", 4, 5),
        ("新建", 6, 8),
        ("学校", 8, 10),
        ("3", 10, 11),
        ("所", 11, 12),
    ]


def test_lower_case_keeps_every_character_in_its_place() -> None:
    assert lower("ÉİGDP改革") == "éigdp改革"
    assert all(len(lower(chr(code))) == 1 for code in range(0x110000))


@pytest.mark.parametrize(
    "text", ["的" * 100_000, "全年实现地区生产总值增长" * 8_334, "a" * 100_000, "の" * 100_000, "1" * 100_000]
)
def test_a_hundred_thousand_characters_without_punctuation_are_cut_without_loss(text: str) -> None:
    assert "".join(word.text for word in words(text)) == text
