"""A .docx to its text: a line for each paragraph, its number included; for each row of a table; notes at the end.

Tracked insertions count, deletions, comments and hidden text do not. A table of contents that Word made is left out, since its
titles stand in the text. For a document of paragraphs alone this is what python-docx gives: the paragraphs with line feeds
between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from indexer.errors import ReportUnreadable
from indexer.reading.layout import row_lines
from indexer.reading.numbering import Numbering, W
from indexer.reading.package import DOCUMENT, Package

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_LEFT_OUT = {f"{W}{name}" for name in ("del", "moveFrom", "rPr", "pPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr")}
_BREAKS_OF_PAGES = ("page", "column")
_NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"))


def read_word(raw: bytes, name: str) -> str:
    """The text of a .docx. Raises what opening it as a Package does, and ReportUnreadable for one that is nested too deep."""
    package = Package(raw, name)
    try:
        return "\n".join(_Reader(package).lines())
    except RecursionError as error:
        raise ReportUnreadable(f"{name}: its tables or fields are nested too deep; save its text alone") from error


class _Reader:
    """Goes through one document in reading order, since its lists count as it goes."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._numbering = Numbering(package.part("word/numbering.xml"), package.part("word/styles.xml"))
        self._note_ids: dict[str, list[str]] = {kind: [] for _, kind in _NOTES}  # in the order in which the text refers to them

    def lines(self) -> Iterator[str]:
        root = self._package.part(DOCUMENT)
        body = root.find(f"{W}body") if root is not None else None
        yield from self._blocks(body) if body is not None else ()
        for file, kind in _NOTES:
            yield from self._notes(file, kind)

    def _blocks(self, parent: Element) -> Iterator[str]:
        """Lines of the paragraphs and tables in an element; what only wraps them (a content control) is looked through."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag not in _LEFT_OUT and not _is_contents(child):
                yield from self._blocks(child)

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val", "").upper().startswith("TOC"):
            return
        boxes: list[Element] = []
        text = "".join(self._runs(paragraph, boxes))
        label = self._numbering.label(paragraph) if text.strip() else ""
        yield label + (" " if label and label[-1].isalnum() else "") + text
        for box in boxes:
            yield from self._blocks(box)

    def _runs(self, parent: Element, boxes: list[Element]) -> Iterator[str]:
        """The pieces of text in a paragraph; the text boxes that are anchored in it are put into `boxes`."""
        for child in parent:
            if child.tag == f"{W}t":
                yield child.text or ""
            elif child.tag in _SIGNS:
                yield _SIGNS[child.tag]
            elif child.tag == f"{W}br":
                yield "" if child.get(f"{W}type") in _BREAKS_OF_PAGES else "\n"
            elif child.tag == f"{W}txbxContent":
                boxes.append(child)
            elif child.tag == f"{MC}AlternateContent":  # the same box twice, for newer and for older programs
                yield from self._runs(child[0], boxes) if len(child) else ()
            elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self._note_ids[child.tag.removeprefix(W).removesuffix("Reference")].append(child.get(f"{W}id", ""))
            elif child.tag not in _LEFT_OUT and child.find(f"{W}rPr/{W}vanish") is None:
                yield from self._runs(child, boxes)

    def _table(self, table: Element) -> Iterator[str]:
        for row in table.iterfind(f"{W}tr"):
            yield from row_lines([list(self._blocks(cell)) for cell in row.iterfind(f"{W}tc")])

    def _notes(self, file: str, kind: str) -> Iterator[str]:
        """The notes that the text refers to, with the numbers that Word gives them."""
        if not self._note_ids[kind]:
            return
        root = self._package.part(f"word/{file}.xml")
        found = {note.get(f"{W}id"): note for note in (root.iterfind(f"{W}{kind}") if root is not None else ())}
        for number, note_id in enumerate(self._note_ids[kind], start=1):
            if (note := found.get(note_id)) is not None:
                yield f"[{number}] " + "\n".join(self._blocks(note)).strip()


def _is_contents(element: Element) -> bool:
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"
