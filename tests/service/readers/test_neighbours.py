"""How words stand beside each other."""

from __future__ import annotations

from pathlib import Path

import marisa_trie

from service.readers.spans.layout import cut_words
from service.readers.spans.neighbours import beside, beside_marks, build_table


def test_shares_are_counted_over_all_texts(tmp_path: Path) -> None:
    texts = ["推进生态修复。"] * 4 + ["保护生态。"] * 5
    build_table([(text, cut_words(text)) for text in texts], tmp_path / "table")
    table = marisa_trie.RecordTrie("<BB").load(str(tmp_path / "table"))
    # 修复 follows 4 of the 9 times that 生态 stands, and has nothing else before it.
    assert table["生态 修复"] == [(round(255 * (4 / 9) ** 0.5), 255)]
    assert "修复" not in table  # 4 times is too seldom
    assert table["保护"] == [(0, 0)]  # nothing stands before it, not even a mark


def test_a_mark_between_two_words_keeps_them_apart(tmp_path: Path) -> None:
    build_table([("生态、修复", cut_words("生态、修复"))] * 5, tmp_path / "table")
    table = marisa_trie.RecordTrie("<BB").load(str(tmp_path / "table"))
    assert dict(table.items()) == {"生态": (255, 0), "修复": (0, 255)}


def test_a_word_that_describes_another_seldom_ends_a_phrase() -> None:
    assert beside_marks("深空")[0] < beside_marks("生态")[0] < beside_marks("修复")[0]


def test_words_that_were_never_seen_together_are_not_tied() -> None:
    assert beside("北京", "深空") == (0.0, 0.0)
    assert beside("生态", "修复")[1] > beside("生态", "服务")[1]
