"""Lines of printed pages to paragraphs: headers and page numbers dropped, lines joined, also over the end of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

N_EDGE = 2  # lines at the top and at the bottom of a page that may be its header or footer
HEADER_SHARE = 0.4  # of the pages: what stands at the edge of as many is a header
FEWEST_HEADERS = 3

_PAGE_NUMBER = re.compile(r"[\s\-—–―_·.]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/,，共]\s*(?:共\s*)?\d{1,4}(?:\s*页)?)?[\s\-—–―_·.]*")
_FINISHED = re.compile(r"[。！？；：!?;:][”’）)》」』】]?$")
# What no line is broken in: a word or figure, or a character with the signs that may not open a line; quotes hold on both sides.
_TOKEN = re.compile(r"(?:[!-~]+|.)(?:[，。、；：！？）》」』】％,.;:!?)]|[“”‘’](?:[!-~]+|.)?)*")
# A word processor sets Chinese apart from digits and letters by a gap, which reads as a space.
_GAP = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[!-~])|(?<=[!-~]) (?=[\u3000-\u9fff\uff00-\uffef])")


@dataclass(frozen=True, slots=True)
class Line:
    """A line on a page. Lengths in points; `y` grows upwards."""

    text: str
    x: float
    x_end: float
    y: float
    size: float  # of its font


def width(text: str, size: float) -> float:
    """About how wide a text is: a Chinese character as wide as its font is high, another one half of it."""
    return sum(size if char > "\u2e7f" or char in "—…“”‘’·" else size / 2 for char in text)


def joined(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[int, ...]]:
    """The text of all pages, a line for each paragraph, and the offset at which each page begins.

    A page without text begins where the next one does.
    """
    kept = _without_headers(pages)
    lines = [line for page in kept for line in page]
    left, right = _margins(lines)
    text = ""
    page_starts: list[int] = []
    before: list[Line] = []  # the lines of the paragraph so far
    for page in kept:
        page_starts.append(len(text))
        for row, line in enumerate(page):
            printed = _GAP.sub("", line.text)
            if before and _continues(before, line, left, right):
                text += _seam(text[-1], printed[0])
            else:
                text += "\n" if text else ""
                before = []
            if row == 0:
                page_starts[-1] = len(text)
            text += printed
            before.append(line)
    for row in reversed([row for row, page in enumerate(kept) if not page]):
        page_starts[row] = page_starts[row + 1] if row + 1 < len(kept) else len(text)
    return text, tuple(page_starts)


def _without_headers(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    edges = [_edge(page) for page in pages]
    counts = Counter(key for edge in edges for key in {_key(line) for line in edge})
    wanted = max(FEWEST_HEADERS, HEADER_SHARE * len(pages))

    def is_header(line: Line) -> bool:
        return _PAGE_NUMBER.fullmatch(line.text) is not None or counts[_key(line)] >= wanted

    return [[line for line in page if not (line in edge and is_header(line))] for page, edge in zip(pages, edges, strict=True)]


def _edge(page: Sequence[Line]) -> list[Line]:
    downwards = sorted(page, key=lambda line: -line.y)
    return downwards[:N_EDGE] + downwards[-N_EDGE:]


def _key(line: Line) -> str:
    """What a header is known by on every page: its text without the number of the page."""
    return re.sub(r"\d+", "#", line.text)


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """Where most lines begin, and where full lines end: nine in ten end there or before."""
    begins = Counter(round(line.x) for line in lines).most_common(1)
    ends = sorted(line.x_end for line in lines)
    return (float(begins[0][0]), ends[len(ends) * 9 // 10]) if lines else (0.0, 0.0)


def _continues(before: Sequence[Line], line: Line, left: float, right: float) -> bool:
    """Whether a line goes on with the paragraph before it: the one above it is full, and it is not set in as a new one is."""
    above, size = before[-1], line.size
    if abs(above.size - size) > 0.1 * size:
        return False
    token = _TOKEN.match(line.text)
    if above.x_end + width(token[0] if token else "", size) < right - size:  # there was room for its first word
        return False
    if line.x > above.x + 0.8 * size:
        return False
    is_set_in_alike = len(before) == 1 and abs(line.x - above.x) < 0.5 * size
    return not (is_set_in_alike and (line.x > left + size or _FINISHED.search(above.text)))


def _seam(last: str, first: str) -> str:
    """What is lost at the end of a line: the space between two words, nothing between Chinese characters."""
    return " " if last.isascii() and last.isalpha() and first.isascii() and first.isalpha() else ""
