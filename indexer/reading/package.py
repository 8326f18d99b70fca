"""The parts of a .docx: a ZIP of XML, from anyone, so it may be made to harm."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from indexer.errors import ReportEncrypted, ReportKindUnknown, ReportTooLarge, ReportUnreadable
from indexer.reading.kinds import READ

MAX_PART_BYTES = 32 * 1024 * 1024  # unpacked; the reports at hand take under a quarter of one MiB
ENCRYPTED = 0x1  # a flag of an entry in a ZIP
DOCUMENT = "word/document.xml"


class Package:
    """An open .docx; its parts are read when they are asked for, so that pictures are not unpacked."""

    def __init__(self, raw: bytes, name: str) -> None:
        """Raises ReportUnreadable for a damaged file, ReportKindUnknown for another that is packed as ZIP."""
        self._name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise self._damaged(str(error)) from error
        if DOCUMENT not in self._zip.NameToInfo:
            raise ReportKindUnknown(
                f"{name}: found a ZIP without {DOCUMENT}, expected {READ}; is it a table, slides or an archive?"
            )

    def part(self, part: str) -> Element | None:
        """The root of a part (word/document.xml), None where the file has no such part.

        Raises ReportEncrypted, ReportTooLarge for a part that unpacks to more than MAX_PART_BYTES, and ReportUnreadable for one
        that is damaged or declares a document type: entities are never followed.
        """
        entry = self._zip.NameToInfo.get(part)
        if entry is None:
            return None
        if entry.flag_bits & ENCRYPTED:
            raise ReportEncrypted(f"{self._name}: opens with a password only; save it without one")
        try:
            with self._zip.open(entry) as unpacked:
                xml = unpacked.read(MAX_PART_BYTES + 1)  # what the entry says of its size may not be so
            if len(xml) > MAX_PART_BYTES:
                raise ReportTooLarge(
                    f"{self._name}: {part} unpacks to over {MAX_PART_BYTES:,} bytes, more than any report; save its text alone"
                )
            root: Element = fromstring(xml, forbid_dtd=True)
            return root
        except DefusedXmlException as error:
            found = f"{part} declares a document type or entities, which no word processor writes"
            raise ReportUnreadable(f"{self._name}: {found}; save it anew as .docx") from error
        except (zipfile.BadZipFile, zlib.error, ParseError, EOFError, NotImplementedError, LookupError, ValueError) as error:
            raise self._damaged(f"{part}: {error}") from error

    def _damaged(self, found: str) -> ReportUnreadable:
        return ReportUnreadable(f"{self._name}: is damaged ({found}); open it in a word processor and save it anew as .docx")
