"""A report out of a web page: from its title to the end of the part of the page that holds the prose.

Menus, scripts and what is hidden are left out; so are the lines of furniture around the report (`indexer.outline.furniture`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from indexer.errors import ReportUnreadable
from indexer.outline.furniture import N_LINES, furniture, without
from indexer.reading.layout import row_lines
from indexer.reading.numbering import numeral

MAX_DEPTH = 5000  # parsing takes time that grows with the square of the depth
SHARE = 0.8  # of the prose of the page: an element with as much of it holds the report
LONGEST_TITLE = 60

_LEFT_OUT = frozenset(
    "script style noscript template iframe object embed svg canvas nav footer aside button select input textarea"
    " head title".split()
)
_BLOCKS = frozenset(
    "address article blockquote body center dd details dialog div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 header"
    " hr legend li main ol p pre section summary table tbody thead tfoot tr td th ul".split()
)
_TAG = re.compile(
    r"<(/?)(?!(?:p|li|dd|dt|td|th|tr|option|br|hr|img|input|link|meta|col|source|wbr|area|base|embed)\b)[a-z]\w*", re.I
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_PROSE = re.compile("[，。；]")
_TITLE = re.compile(r".{0,40}工作报告(?:（?全文）?)?")
_NUMBER_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def read_webpage(html: str, name: str) -> str:
    """The lines of the report in this page, with line feeds between them. "" for a page without prose.

    Raises ReportUnreadable for elements nested deeper than any page's.
    """
    if _depth(html) > MAX_DEPTH:
        raise ReportUnreadable(f"{name}: its elements are nested over {MAX_DEPTH:,} deep; save the text of the page as .txt")
    body = LexborHTMLParser(html).body
    if body is None:
        return ""
    try:
        content = _content(body)
        lines = _tidy(_pieces(content))
        if content.mem_id == body.mem_id:
            lines = lines[min(_titles(lines[:N_LINES]), default=0) :]
        else:
            before = _tidy(_pieces(body, until=content.mem_id))
            lines = before[max(_titles(before), default=len(before)) :] + lines
    except RecursionError as error:
        raise ReportUnreadable(f"{name}: its elements are nested too deep; save the text of the page as .txt") from error
    text = "\n".join(lines)
    return without(text, furniture(text))


def _depth(html: str) -> int:
    """How deep elements are nested at most, those left out whose end may be left out."""
    deepest = depth = 0
    for tag in _TAG.finditer(html):
        depth += -1 if tag[1] else 1
        deepest = max(deepest, depth)
    return deepest


def _content(body: LexborNode) -> LexborNode:
    """The innermost element that holds SHARE of the prose and more than one paragraph may stand in."""
    weights: dict[int, int] = {}
    total = _weigh(body, weights)
    node = body
    while total:
        heavy = (child for child in node.iter() if child.tag != "p" and weights.get(child.mem_id, 0) >= SHARE * total)
        if (child := next(heavy, None)) is None:
            break
        node = child
    return node


def _weigh(node: LexborNode, weights: dict[int, int]) -> int:
    """Counts the characters of prose in every element: of text with stops in it, so that menus weigh nothing."""
    weight = 0
    for child in node.iter(include_text=True):
        if child.is_text_node:
            text = child.text_content or ""
            weight += len(text) if _PROSE.search(text) else 0
        elif not _is_left_out(child):
            weight += _weigh(child, weights)
    weights[node.mem_id] = weight
    return weight


def _titles(lines: Sequence[str]) -> list[int]:
    """The rows of lines that read as the title of a report: what stands above it on the page is of the page."""
    return [row for row, line in enumerate(lines) if len(line) <= LONGEST_TITLE and _TITLE.fullmatch(line)]


def _tidy(pieces: Iterator[str]) -> list[str]:
    """Lines of text out of pieces that may hold line feeds; blank ones are dropped, as a page only spaces with them."""
    lines = (line.strip(" \t") for line in "".join(pieces).split("\n"))
    return [line for line in lines if line.strip()]


class _Reached(Exception):
    """The element was reached up to which a page was to be read."""


def _pieces(node: LexborNode, until: int = 0) -> Iterator[str]:
    """The text in an element, line feeds around its blocks; up to the element with the id `until`."""
    try:
        yield from _inside(node, until)
    except _Reached:
        return


def _inside(node: LexborNode, until: int) -> Iterator[str]:
    number = 0
    for child in node.iter(include_text=True):
        if child.mem_id == until:
            raise _Reached
        tag = child.tag or ""
        if child.is_text_node:
            text = child.text_content or ""
            yield text if node.tag == "pre" else _SPACE.sub(" ", text)
        elif tag == "br":
            yield "\n"
        elif _is_left_out(child):
            continue
        elif tag == "tr" and not until:
            cells = [_tidy(_inside(cell, until)) for cell in child.iter() if cell.tag in ("td", "th")]
            yield "\n" + "\n".join(row_lines(cells)) + "\n"
        elif tag == "li" and node.tag == "ol":
            number = _counted(child, "value") or (number + 1 if number else _counted(node, "start") or 1)
            yield f"\n{numeral(number, _NUMBER_FORMATS.get(node.attributes.get('type') or '', 'decimal'))}."
            yield from _inside(child, until)
            yield "\n"
        elif tag in _BLOCKS:
            yield "\n"
            yield from _inside(child, until)
            yield "\n"
        else:
            yield from _inside(child, until)


def _counted(node: LexborNode, attribute: str) -> int:
    value = node.attributes.get(attribute) or ""
    return int(value) if value.isdecimal() and len(value) < 6 else 0


def _is_left_out(node: LexborNode) -> bool:
    if node.tag in _LEFT_OUT or not node.is_element_node:
        return True
    attributes = node.attributes
    return "hidden" in attributes or _HIDDEN.search(attributes.get("style") or "") is not None
