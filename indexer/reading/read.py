"""The front door: any report file to its text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import NotAReport, ReportTooLarge, ReportUnreadable
from indexer.reading.judge import why_no_report
from indexer.reading.kinds import Kind, kind_of
from indexer.reading.plain import decode

MAX_SIZE_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReportText:
    """What a file says. Invariant: text is not blank, page_starts rise from 0 within it."""

    text: str
    sha256: str  # of the file
    kind: Kind
    page_starts: tuple[int, ...] = ()  # of a .pdf: offset at which page 1, 2, … begins


def read_report(source: Path | bytes, name: str, *, trusted: bool = False) -> ReportText:
    """The text of a report file, or of its bytes; `name` tells its kind where the bytes do not, and stands in errors.

    `trusted` takes a text that does not look like a work report: something else vouches for it. Raises ReportTooLarge,
    ReportKindUnknown, ReportEncrypted, ReportScanned, ReportUnreadable or NotAReport.
    """
    raw = _read_file(source, name) if isinstance(source, Path) else source
    _check_size(len(raw), name)
    kind = kind_of(raw, name)
    text, page_starts = _text(raw, kind, name)
    if not text.strip():
        raise ReportUnreadable(f"{name}: no text in it ({len(raw)} bytes); expected the words of a report")
    if not trusted and (reason := why_no_report(text)):
        raise NotAReport(f"{name}: its text {reason}; expected a government work report (政府工作报告)")
    return ReportText(text, hashlib.sha256(raw).hexdigest(), kind, page_starts)


def _read_file(path: Path, name: str) -> bytes:
    try:
        _check_size(path.stat().st_size, name)
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or error
        raise ReportUnreadable(f"{name}: cannot be read ({reason}); check the name and its permissions") from error


def _check_size(size_bytes: int, name: str) -> None:
    if size_bytes > MAX_SIZE_BYTES:
        raise ReportTooLarge(f"{name}: {size_bytes:,} bytes, expected at most {MAX_SIZE_BYTES:,}; is this a work report?")


def _text(raw: bytes, kind: Kind, name: str) -> tuple[str, tuple[int, ...]]:
    """The libraries are imported where they are needed: the packaged report needs none of them."""
    if kind is Kind.docx:
        from indexer.reading.word import read_word

        return read_word(raw, name), ()
    if kind is Kind.pdf:
        from indexer.reading.pdf import read_pdf

        return read_pdf(raw, name)
    text = decode(raw, name)
    if kind is Kind.text:
        return text, ()
    from indexer.reading.webpage import read_webpage

    if kind is Kind.markdown:
        from markdown_it import MarkdownIt

        text = MarkdownIt("commonmark", {"breaks": True, "html": False}).enable("table").render(text)
    return read_webpage(text, name), ()
