"""A .pdf to its paragraphs and pages."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from indexer.errors import ReportEncrypted, ReportScanned, ReportTooLarge, ReportUnreadable
from indexer.reading import pdf
from indexer.reading.pages import Line, joined
from indexer.reading.pdf import MAX_CONTENT_BYTES, read_pdf
from tests.indexer.reading.samples import PDF

SIZE, LEFT, WIDTH = 10, 50, 20  # points, points, characters in a full line


def page(texts: Sequence[str], *, top: float = 700) -> list[Line]:
    """Lines as a printer sets them: from the left margin, spaces at the beginning as an indent; line 40 points below line."""
    lines = []
    for row, text in enumerate(texts):
        x = LEFT + SIZE * (len(text) - len(text.lstrip("\u3000")))
        printed = text.strip("\u3000")
        lines.append(Line(printed, x, x + SIZE * len(printed), top - 40 * row, SIZE))
    return lines


FIRST, FULL, LAST = "\u3000\u3000" + "始" * (WIDTH - 2), "满" * WIDTH, "末" * 5 + "。"


def test_the_lines_of_a_paragraph_are_joined_and_paragraphs_are_not() -> None:
    text, starts = joined([page([FIRST, FULL, LAST, FIRST, FULL, FULL, LAST])])
    assert text == (FIRST + FULL + LAST + "\n" + FIRST + FULL + FULL + LAST).replace("\u3000", "")
    assert starts == (0,)


def test_a_paragraph_goes_on_over_the_end_of_a_page_and_the_page_begins_within_it() -> None:
    text, starts = joined([page([FIRST, FULL]), page([FULL, LAST])])
    assert "\n" not in text
    assert starts == (0, 18 + 20)


def test_paragraphs_of_one_full_line_each_stay_apart_because_they_are_set_in() -> None:
    text, _ = joined([page([FIRST, FIRST, FULL, FULL, LAST])])
    assert [len(line) for line in text.split("\n")] == [18, 18 + 20 + 20 + 6]


def test_a_short_line_ends_its_paragraph_unless_the_next_word_had_no_room() -> None:
    short = "满" * 17
    assert joined([page([FULL, short, "新" * 20, FULL, FULL])])[0].count("\n") == 1
    assert joined([page([FULL, short, "word-without-room" + "新" * 3, FULL, FULL])])[0].count("\n") == 0


def test_headers_and_page_numbers_are_dropped_and_figures_of_the_text_are_not() -> None:
    firsts = [f"第{sign}页" + "满" * 17 for sign in "一二三"]
    header, lasts = "安林市政府工作报告", ["甲句。", "乙句。", "丙句。"]
    pages = [page([header, firsts[n], f"{n}月" + "满" * 18, lasts[n], f"— {n + 1} —"]) for n in range(3)]
    text, starts = joined(pages)
    assert header not in text
    assert "—" not in text
    assert [text[start : start + 20] for start in starts] == firsts
    assert "2月" in text


def test_a_page_without_text_begins_where_the_next_one_does() -> None:
    text, starts = joined([page([FULL, LAST]), [], page([FIRST])])
    assert starts == (0, len(text) - 18, len(text) - 18)
    assert joined([[], []]) == ("", (0, 0))


def test_gaps_beside_figures_are_not_spaces_but_those_of_a_name_are() -> None:
    assert joined([page(["市长 某 某 投资 50 亿元 GDP growth"])])[0] == "市长 某 某 投资50亿元GDP growth"


def written(writer: PdfWriter) -> bytes:
    saved = io.BytesIO()
    writer.write(saved)
    return saved.getvalue()


def test_pages_without_text_are_pictures_and_refused_as_such() -> None:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    with pytest.raises(ReportScanned, match=r"^scan\.pdf: 1 pages with 0 characters of text, .*\(OCR\)"):
        read_pdf(written(writer), "scan.pdf")


def test_a_file_with_a_password_is_refused_and_one_that_only_forbids_to_print_is_read() -> None:
    def locked(user: str) -> bytes:
        writer = PdfWriter(clone_from=PDF)
        writer.encrypt(user, "owner", algorithm="RC4-128")
        return written(writer)

    with pytest.raises(ReportEncrypted, match="a password only"):
        read_pdf(locked("secret"), "report.pdf")
    assert read_pdf(locked(""), "report.pdf")[0].startswith("一、2019年工作回顾\n")


def test_a_damaged_file_is_refused() -> None:
    for raw in (b"%PDF-1.7\n" + bytes(100), PDF.read_bytes()[:20_000]):
        with pytest.raises(ReportUnreadable, match=r"^report\.pdf: is damaged"):
            read_pdf(raw, "report.pdf")


def test_pages_that_unpack_to_more_than_any_report_are_refused() -> None:
    writer = PdfWriter(clone_from=PDF)
    drawn = DecodedStreamObject()
    drawn.set_data(b"BT (a) Tj ET\n" * (MAX_CONTENT_BYTES // 13 + 1))
    writer.pages[0][NameObject("/Contents")] = writer._add_object(drawn.flate_encode())
    raw = written(writer)
    assert len(raw) < MAX_CONTENT_BYTES / 10
    with pytest.raises(ReportTooLarge, match=r"unpacks to .* bytes, expected at most 8,388,608"):
        read_pdf(raw, "report.pdf")


def test_a_file_of_the_most_pages_is_read_and_one_page_more_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = PDF.read_bytes()
    n_pages = len(read_pdf(raw, "report.pdf")[1])
    monkeypatch.setattr(pdf, "MAX_PAGES", n_pages)
    assert len(read_pdf(raw, "report.pdf")[1]) == n_pages
    monkeypatch.setattr(pdf, "MAX_PAGES", n_pages - 1)
    with pytest.raises(ReportTooLarge, match=f"{n_pages} pages, expected at most {n_pages - 1}"):
        read_pdf(raw, "report.pdf")
