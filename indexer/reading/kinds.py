"""What kind of file a report is: by its first bytes, for names lie (a .doc may be .docx, a page saved as .txt may be HTML)."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePath

from indexer.errors import ReportEncrypted, ReportKindUnknown, ReportUnreadable


class Kind(StrEnum):
    text = "text"
    markdown = "markdown"
    html = "html"
    docx = "docx"
    pdf = "pdf"


READ = ".txt, .md, .docx, .pdf or .html"
_TEXTS = {".txt": Kind.text, ".text": Kind.text, ".md": Kind.markdown, ".markdown": Kind.markdown}
_TEXTS |= {suffix: Kind.html for suffix in (".html", ".htm", ".shtml", ".xhtml")}
_PACKED = (".docx", ".pdf")
SUFFIXES = frozenset((*_TEXTS, *_PACKED))  # of the files that are read, whatever is in them
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word 97 to 2003, WPS, and a .docx with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_IMAGE = "a picture; recognise its text first (OCR) and save that"
_ARCHIVE = "an archive; unpack it and name the report in it"
_SIGNATURES = (
    (b"{\\rtf", "a rich text file; save it as .docx"),
    (b"\x89PNG", _IMAGE),
    (b"\xff\xd8\xff", _IMAGE),
    (b"GIF8", _IMAGE),
    (b"II*\0", _IMAGE),
    (b"MM\0*", _IMAGE),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"MIME-Version:", "a web archive (.mht); save the page as .html"),
)
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)


def kind_of(raw: bytes, name: str) -> Kind:
    """The kind of a file of these bytes and this name.

    Raises ReportKindUnknown for one that no report is read from, ReportEncrypted for a .docx with a password,
    ReportUnreadable where the name promises .docx or .pdf and the bytes are neither.
    """
    if b"%PDF-" in raw[:1024]:
        return Kind.pdf
    if raw.startswith(b"PK\x03\x04"):
        return Kind.docx
    if raw.startswith(_OLE):
        if _ENCRYPTED in raw:
            raise ReportEncrypted(f"{name}: opens with a password only; save it without one")
        raise ReportKindUnknown(f"{name}: found a document of Word 97 to 2003 or WPS, expected {READ}; save it as .docx")
    for signature, found in _SIGNATURES:
        if raw.startswith(signature):
            raise ReportKindUnknown(f"{name}: found {found}; expected {READ}")
    if _HTML.match(raw.removeprefix(b"\xef\xbb\xbf")):
        return Kind.html
    suffix = PurePath(name).suffix.lower()
    if suffix in _PACKED:
        raise ReportUnreadable(f"{name}: is named {suffix}, but its {len(raw):,} bytes are not; was it renamed, or cut short?")
    if suffix not in _TEXTS:
        raise ReportKindUnknown(f"{name}: found a {suffix or 'nameless'} file, expected {READ}; save the report as one of these")
    return _TEXTS[suffix]
