"""Report files to their text, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer import reading
from indexer.errors import ReportUnreadable
from indexer.reading import read_text


def refused(path: Path) -> str:
    with pytest.raises(ReportUnreadable) as raised:
        read_text(path)
    assert str(path) in str(raised.value)
    return str(raised.value)


def written(folder: Path, raw: bytes, name: str = "report.txt") -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


def test_the_text_is_as_published_line_ends_and_full_width_spaces_included(tmp_path: Path) -> None:
    text = "\u3000\u3000各位代表：\r\n全年增长８％。\n\n谢谢！\r"
    assert read_text(written(tmp_path, text.encode())) == text


def test_a_byte_order_mark_is_dropped_and_only_one(tmp_path: Path) -> None:
    assert read_text(written(tmp_path, b"\xef\xbb\xbf" + "报告".encode())) == "报告"
    assert read_text(written(tmp_path, b"\xef\xbb\xbf\xef\xbb\xbf" + "报告".encode())) == "\ufeff报告"


def test_capital_letters_in_the_suffix_are_the_same_type(tmp_path: Path) -> None:
    assert read_text(written(tmp_path, "报告".encode(), "REPORT.TXT")) == "报告"


def test_a_missing_file_is_refused_with_the_reason(tmp_path: Path) -> None:
    assert "No such file" in refused(tmp_path / "gone.txt")


def test_a_folder_is_refused_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    assert "Is a directory" in refused(tmp_path / "folder.txt")


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    assert "null byte" in refused(tmp_path / "re\0port.txt")


@pytest.mark.parametrize(("name", "found"), [("report.pdf", ".pdf"), ("report.docx", ".docx"), ("report", "nameless")])
def test_another_type_is_refused_by_its_name(tmp_path: Path, name: str, found: str) -> None:
    assert f"found a {found} file, expected .txt" in refused(written(tmp_path, b"text", name))


@pytest.mark.parametrize("raw", [b"", b" \n\t\r\n", "\u3000\n".encode(), b"\xef\xbb\xbf"])
def test_an_empty_or_blank_file_is_refused(tmp_path: Path, raw: bytes) -> None:
    assert f"no text in it ({len(raw)} bytes)" in refused(written(tmp_path, raw))


@pytest.mark.parametrize(
    ("raw", "byte"),
    [
        ("报告".encode("gb18030"), "byte 0 (0xb1)"),
        ("报告".encode() + b"\xff", "byte 6 (0xff)"),
        (b"\xef\xbb\xbf" + "报告".encode() + b"\xfe!", "byte 9 (0xfe)"),  # counted from the first byte of the file
        ("报告".encode("utf-16"), "byte 0 (0xff)"),
        ("报告".encode()[:-1], "byte 3 (0xe5)"),
        (b"\xed\xa0\x80", "byte 0 (0xed)"),  # a lone surrogate
    ],
)
def test_what_is_not_utf_8_is_refused_with_the_first_wrong_byte_named(tmp_path: Path, raw: bytes, byte: str) -> None:
    message = refused(written(tmp_path, raw))
    assert f"{byte} is not UTF-8" in message
    assert "iconv" in message


def test_a_nul_character_is_refused(tmp_path: Path) -> None:
    assert "NUL" in refused(written(tmp_path, b"report\0report"))


def test_a_file_of_the_largest_size_is_read_and_one_byte_more_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_SIZE_BYTES", 6)
    assert read_text(written(tmp_path, "报告".encode())) == "报告"
    assert "7 bytes, expected at most 6" in refused(written(tmp_path, "报告。".encode()[:7]))
