"""A .pdf of text to lines with their places on the page. What is made of them stands in `pages`."""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from indexer.errors import ReportEncrypted, ReportScanned, ReportTooLarge, ReportUnreadable
from indexer.reading.pages import Line, joined, width

# What pypdf raises for a file that is not as the format has it.
_DAMAGED = (
    PyPdfError,
    OSError,
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
)

MAX_PAGES = 1000
MAX_CONTENT_BYTES = 8 * 1024 * 1024  # unpacked, of all pages: ten times a long report's; a second for each third of a megabyte
FEWEST = 20  # characters a page; scanned pages have none, or a stamp

logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of every oddity that it copes with


def read_pdf(raw: bytes, name: str) -> tuple[str, tuple[int, ...]]:
    """The text, a line for each paragraph, and the offset at which each page begins.

    Raises ReportEncrypted for a file with a password, ReportScanned for pictures of pages, ReportTooLarge for over MAX_PAGES
    pages, and ReportUnreadable for a damaged file.
    """
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):  # a password that only forbids to print or copy is empty here
            raise ReportEncrypted(f"{name}: opens with a password only; save it without one")
        if len(reader.pages) > MAX_PAGES:
            raise ReportTooLarge(f"{name}: {len(reader.pages):,} pages, expected at most {MAX_PAGES:,}; is this a work report?")
        size_bytes = sum(_content_bytes(page) for page in reader.pages)
        if size_bytes > MAX_CONTENT_BYTES:
            raise ReportTooLarge(
                f"{name}: unpacks to {size_bytes:,} bytes, expected at most {MAX_CONTENT_BYTES:,}; save its text alone"
            )
        pages = [_lines(page) for page in reader.pages]
    except LimitReachedError as error:
        raise ReportTooLarge(f"{name}: unpacks to more than any report ({error}); save its text alone") from error
    except DependencyError as error:  # AES takes a package for cryptography
        raise ReportEncrypted(f"{name}: is encrypted; save it without protection (print it to a new PDF)") from error
    except _DAMAGED as error:
        raise ReportUnreadable(f"{name}: is damaged ({error}); open it and save it anew as .pdf, or as .docx") from error
    n_characters = sum(len(line.text) for page in pages for line in page)
    if n_characters < FEWEST * len(pages):
        found = f"{len(pages)} pages with {n_characters} characters of text"
        raise ReportScanned(f"{name}: {found}, so they are pictures; recognise their text (OCR) first")
    return joined(pages)


def _content_bytes(page: PageObject) -> int:
    contents = page.get_contents()
    return 0 if contents is None else len(contents.get_data())


def _lines(page: PageObject) -> list[Line]:
    """The lines of a page in the order in which they are drawn, which is that of reading in all that word processors make."""
    lines: list[Line] = []
    pieces: list[tuple[str, float, float, float]] = []  # text, x, y, font size

    def end_line() -> None:
        drawn = [piece for piece in pieces if piece[0].strip()]
        if drawn:
            (first, x, y, size), (last, last_x, _, last_size) = drawn[0], drawn[-1]
            set_in = width(first[: -len(first.lstrip())], size)  # by full-width spaces
            lines.append(
                Line("".join(piece[0] for piece in pieces).strip(), x + set_in, last_x + width(last.rstrip(), last_size), y, size)
            )
        pieces.clear()

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], _: object, size: float) -> None:
        x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[1]) or 1
        for row, part in enumerate(text.split("\n")):
            if row:
                end_line()
            if part and (part, x, y, size * scale) not in pieces[-1:]:  # bold may be drawn as the same text twice
                pieces.append((part, x, y, size * scale))

    page.extract_text(visitor_text=visit)
    end_line()
    return lines
