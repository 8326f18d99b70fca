"""What the command line draws with: text that steers no terminal, lines, tables of plain characters and bars."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal

from rich.console import Console
from rich.text import Text

BAR = 24  # characters of the longest bar
_WIDE = 10_000  # characters in a pipe, where a line is as long as it has to be
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # of the direction of writing


def plain(text: str) -> str:
    """The text with each character that could steer a terminal (escapes, right-to-left overrides) as U+FFFD, so that
    offsets stay; tabs and the zero width joiners of emoji and scripts remain.
    """
    return "".join(
        "\ufffd" if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" or c in _OVERRIDES else c for c in text
    )


def line(console: Console, text: str, *, style: str = "") -> None:
    """One line, never cut."""
    console.print(Text(plain(text), style=style), soft_wrap=True)


def table(console: Console, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Fitted to a terminal, and never cut in a file or a pipe."""
    from rich import box  # slower to import than a question is to answer
    from rich.table import Table

    drawn = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for head in heads:
        drawn.add_column(head, overflow="fold", no_wrap=not head)  # a bar has no head, and says nothing when it is wrapped
    for row in rows:
        drawn.add_row(*(Text(plain(cell).replace("\n", " ")) for cell in row))
    if console.file.isatty():
        console.print(drawn)
        return
    page = io.StringIO()
    Console(file=page, width=_WIDE).print(drawn)
    for each in page.getvalue().splitlines():
        line(console, each.rstrip())


def bar(value: Decimal, *, most: Decimal, mark: str = "█") -> str:
    """As long as its share of the largest value on the same scale; none for 0 or below."""
    return mark * round(BAR * value / most) if value > 0 else ""
