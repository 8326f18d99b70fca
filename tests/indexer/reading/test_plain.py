"""Bytes to text, whatever their encoding."""

from __future__ import annotations

import pytest

from indexer.errors import ReportUnreadable
from indexer.reading.plain import decode

TEXT = "\u3000\u3000各位代表：\r\n全年增长８％，合计1.5亿元。\n\n谢谢！\r"


def refused(raw: bytes) -> str:
    with pytest.raises(ReportUnreadable, match=r"^report\.txt: ") as raised:
        decode(raw, "report.txt")
    return str(raised.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_the_text_is_as_published_line_ends_and_full_width_spaces_included(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "report.txt") == TEXT


def test_one_byte_order_mark_is_dropped_and_no_more() -> None:
    assert decode(b"\xef\xbb\xbf\xef\xbb\xbf" + "报告".encode(), "report.txt") == "\ufeff报告"


@pytest.mark.parametrize(
    ("raw", "byte"),
    [
        ("各位代表，现在报告工作。".encode() + b"\xff", "byte 36 (0xff) is not UTF-8"),
        ("各位代表，现在报告工作。".encode()[:-1], "byte 33 (0xe3) is not UTF-8"),
    ],
)
def test_utf_8_with_a_wrong_byte_is_not_taken_for_another_encoding(raw: bytes, byte: str) -> None:
    message = refused(raw)
    assert byte in message
    assert "cut short" in message


def test_what_is_in_no_encoding_is_refused_with_the_first_wrong_byte() -> None:
    assert "byte 4 (0xff) is not UTF-8, UTF-16 or GB18030" in refused("报告".encode("gb18030") + b"\xff\xff")
    assert "is not UTF-16" in refused(b"\xff\xfe\x00\xd8\x00\xd8")


@pytest.mark.parametrize("raw", [b"report\0report", bytes(range(8)) * 8])
def test_a_nul_character_is_refused(raw: bytes) -> None:
    assert "NUL" in refused(raw)


def test_bytes_with_control_characters_are_no_text() -> None:
    assert "control character '\\x01'" in refused("报告".encode("gb18030") + b"\x01")
