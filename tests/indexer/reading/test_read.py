"""The front door: what is read as which kind, and what is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.errors import NotAReport, ReportEncrypted, ReportKindUnknown, ReportTooLarge, ReportUnreadable, WenzhengError
from indexer.reading import read, read_report
from indexer.reading.kinds import Kind
from tests.indexer.reading.report import LINES, TEXT, docx_of, paragraphs

PAGE = f"<!DOCTYPE html><body><div>{''.join(f'<p>{line}</p>' for line in LINES)}</div></body>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refused(raw: bytes | Path, name: str, error: type[WenzhengError]) -> str:
    with pytest.raises(error) as raised:
        read_report(raw, name)
    assert str(raised.value).startswith(f"{name}: ")
    return str(raised.value)


@pytest.mark.parametrize(
    ("name", "raw", "kind"),
    [
        ("report.txt", TEXT.encode(), Kind.text),
        ("REPORT.TXT", TEXT.encode("gb18030"), Kind.text),
        ("report.md", TEXT.encode(), Kind.markdown),
        ("report.html", PAGE.encode("gb18030"), Kind.html),
        ("saved from a page.txt", PAGE.encode(), Kind.html),
        ("report.docx", docx_of(paragraphs(LINES)), Kind.docx),
        ("renamed.doc", docx_of(paragraphs(LINES)), Kind.docx),
    ],
)
def test_the_same_report_in_any_kind_of_file_is_the_same_text(name: str, raw: bytes, kind: Kind) -> None:
    found = read_report(raw, name)
    assert (found.text, found.kind, found.page_starts) == (TEXT, kind, ())


def test_a_file_gives_what_its_bytes_give(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(TEXT.encode())
    assert read_report(path, "report.txt") == read_report(TEXT.encode(), "report.txt")


def test_a_missing_file_is_refused_with_the_reason(tmp_path: Path) -> None:
    assert "No such file" in refused(tmp_path / "gone.txt", "gone.txt", ReportUnreadable)


def test_a_folder_is_refused_with_the_reason(tmp_path: Path) -> None:
    assert "Is a directory" in refused(tmp_path, "folder.txt", ReportUnreadable)


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    assert "null byte" in refused(tmp_path / "re\0port.txt", "re\0port.txt", ReportUnreadable)


@pytest.mark.parametrize(
    ("name", "raw", "found"),
    [
        ("report.csv", b"a,b", "found a .csv file, expected .txt, .md, .docx, .pdf or .html"),
        ("report", b"text", "found a nameless file"),
        ("report.doc", OLE + bytes(512), "Word 97 to 2003 or WPS, expected .txt, .md, .docx, .pdf or .html; save it as .docx"),
        ("report.txt", b"{\\rtf1 report}", "a rich text file; save it as .docx"),
        ("report.png", b"\x89PNG\r\n\x1a\n", "recognise its text first (OCR)"),
        ("report.jpg", b"\xff\xd8\xff\xe0", "recognise its text first (OCR)"),
        ("report.rar", b"Rar!\x1a\x07", "an archive; unpack it"),
        ("report.mht", b"MIME-Version: 1.0", "save the page as .html"),
    ],
)
def test_another_kind_is_refused_by_its_name_with_what_to_do(name: str, raw: bytes, found: str) -> None:
    assert found in refused(raw, name, ReportKindUnknown)


def test_a_document_with_a_password_is_told_from_an_old_one() -> None:
    raw = OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le")
    assert "a password only; save it without one" in refused(raw, "report.docx", ReportEncrypted)


@pytest.mark.parametrize("name", ["report.docx", "report.pdf"])
def test_a_name_that_promises_what_the_bytes_are_not_is_told(name: str) -> None:
    assert f"is named {Path(name).suffix}, but its 4 bytes are not" in refused(b"text", name, ReportUnreadable)


@pytest.mark.parametrize("raw", [b"", b" \n\t\r\n", "\u3000\n".encode(), b"\xef\xbb\xbf"])
@pytest.mark.parametrize("trusted", [True, False])
def test_an_empty_or_blank_file_is_refused_whoever_vouches_for_it(raw: bytes, trusted: bool) -> None:
    with pytest.raises(ReportUnreadable, match=rf"no text in it \({len(raw)} bytes\)"):
        read_report(raw, "report.txt", trusted=trusted)


def test_a_text_that_is_no_report_is_read_only_when_something_vouches_for_it() -> None:
    assert "its text has 2 Chinese characters" in refused("报告".encode(), "report.txt", NotAReport)
    assert read_report("报告".encode(), "report.txt", trusted=True).text == "报告"


def test_a_file_of_the_largest_size_is_read_and_one_byte_more_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size_bytes = len(TEXT.encode())
    monkeypatch.setattr(read, "MAX_SIZE_BYTES", size_bytes)
    path = tmp_path / "report.txt"
    path.write_bytes(TEXT.encode())
    assert read_report(path, "report.txt").text == TEXT
    path.write_bytes(TEXT.encode() + b"!")
    for source in (path, path.read_bytes()):
        assert f"{size_bytes + 1:,} bytes, expected at most {size_bytes:,}" in refused(source, "report.txt", ReportTooLarge)


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(400 * 1024 * 1024)  # sparse: it takes no room
    assert "419,430,400 bytes" in refused(path, "huge.txt", ReportTooLarge)
