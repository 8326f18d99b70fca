"""A report file to its text, as published: nothing is cleaned, folded or joined here."""

from __future__ import annotations

from pathlib import Path

from indexer.errors import ReportUnreadable

MAX_SIZE_BYTES = 20 * 1024 * 1024


def read_text(path: Path) -> str:
    """The text of a UTF-8 .txt file, line ends as they are, a byte order mark dropped.

    Raises ReportUnreadable for a file that is missing, too large, of another type, not UTF-8, binary, or blank.
    """
    return decode(read_file(path), path)


def read_file(path: Path) -> bytes:
    """The bytes of a .txt file. Raises ReportUnreadable for one that is missing, too large, or of another type."""
    if path.suffix.lower() != ".txt":
        raise ReportUnreadable(f"{path}: found a {path.suffix or 'nameless'} file, expected .txt; save the report as UTF-8 text")
    try:
        size = path.stat().st_size
        if size > MAX_SIZE_BYTES:
            raise ReportUnreadable(f"{path}: {size:,} bytes, expected at most {MAX_SIZE_BYTES:,}; is this a work report?")
        raw = path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or error
        raise ReportUnreadable(f"{path}: cannot be read ({reason}); check the name and its permissions") from error
    return raw


def decode(raw: bytes, path: Path) -> str:
    """The text of these bytes of a file. Raises ReportUnreadable if they are not UTF-8, binary, or blank."""
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        found = f"byte {error.start} (0x{raw[error.start]:02x}) is not UTF-8"
        raise ReportUnreadable(f"{path}: {found}; save it as UTF-8, e.g. `iconv -f GB18030 -t UTF-8`") from error
    if "\0" in text:
        raise ReportUnreadable(f"{path}: holds a NUL character, so it is not text; save the report as UTF-8 text")
    if not text.strip():
        raise ReportUnreadable(f"{path}: no text in it ({len(raw)} bytes); expected the words of a report")
    return text
