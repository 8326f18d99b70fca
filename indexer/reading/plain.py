"""Bytes to text, as published: line ends and full-width spaces stay as they are."""

from __future__ import annotations

import codecs
import re

from indexer.errors import ReportUnreadable

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def decode(raw: bytes, name: str) -> str:
    """The text of these bytes in UTF-8, UTF-16 or GB18030 (with it GBK and GB2312), one byte order mark dropped.

    Text in GB18030 is hardly ever UTF-8 as well, so what decodes as UTF-8 is. Raises ReportUnreadable for what is none of
    them, for UTF-8 with a few wrong bytes, and for what holds NUL characters.
    """
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(raw, "utf-16", name)
    if b"\0" in raw:
        return _utf_16(raw, name)
    try:
        return raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        mended = raw.decode("utf-8", "replace")
        n_foreign = sum(sign > "\x7f" for sign in mended)
        if mended.count("\ufffd") * 10 < n_foreign:  # in GB18030, most signs would be replaced
            raise ReportUnreadable(
                f"{name}: {_wrong(raw, error.start, 'UTF-8')}, while most others are; is the file cut short?"
            ) from error
    text = _strict(raw, "gb18030", name)
    if control := _CONTROL.search(text):
        raise ReportUnreadable(f"{name}: holds the control character {control[0]!r}, so it is not text; save the report as UTF-8")
    return text


def _strict(raw: bytes, encoding: str, name: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        tried = "UTF-16" if encoding == "utf-16" else "UTF-8, UTF-16 or GB18030"
        raise ReportUnreadable(f"{name}: {_wrong(raw, error.start, tried)}; save the report as UTF-8 text") from error


def _utf_16(raw: bytes, name: str) -> str:
    """UTF-16 without a byte order mark: of its two orders only the right one makes Chinese of it."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and len(_CHINESE.findall(text)) * 2 > len(text):
            return text
    raise ReportUnreadable(f"{name}: holds a NUL character, so it is not text; save the report as UTF-8 text")


def _wrong(raw: bytes, at: int, encoding: str) -> str:
    return f"byte {at} (0x{raw[at]:02x}) is not {encoding}"
