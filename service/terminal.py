"""How hits and answers look: laid out in a terminal, and plain lines, each whole, in a file or a pipe."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from rich.console import Console, Group
from rich.padding import Padding
from rich.text import Text

from indexer.snapshot import Snapshot
from service.messages import say
from service.records import Answer, Citation, SearchResult

MARK = "bold yellow"
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # of the direction of writing
_MARGIN = 20  # a terminal narrower than this has no columns to spare for an indent


def plain(text: str) -> str:
    """The text with each character that could steer a terminal (escapes, right-to-left overrides) as U+FFFD, so that
    offsets stay; tabs and the zero width joiners of emoji and scripts remain.
    """
    return "".join(
        "\ufffd" if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" or c in _OVERRIDES else c for c in text
    )


def path_line(path: Sequence[str]) -> Text:
    return Text(plain(" › ".join(path)), style="cyan")


def _place(clause_id: str, start: int, end: int, page: int | None = None) -> Text:
    place = say("place", report_id=clause_id, start=start, end=end)
    return Text(place if page is None else say("on_page", place=place, page=page), style="dim")


def _print(console: Console, *lines: Text, indent: int = 0, after: int = 0) -> None:
    """Lines at an indent, blank ones after them: wrapped to a terminal's width, else one line each, without padding."""
    if console.file.isatty():
        console.print(Padding(Group(*lines), (0, 0, after, indent if console.width > _MARGIN else 0)))
        return
    for line in lines:
        flat = line.copy()
        flat.plain = line.plain.replace("\n", " ")
        console.print(" " * indent, flat, sep="", soft_wrap=True)
    console.print("\n" * after, end="")


def _citation(citation: Citation, answer: str | None) -> Iterable[Text]:
    quote = Text("“" + plain(citation.quote.strip()) + "”")
    if answer:
        quote.highlight_words([plain(answer)], style=MARK)
    return path_line(citation.path), quote, _place(citation.clause_id, citation.start, citation.end, citation.page)


def show_answer(console: Console, answer: Answer, *, numbered: bool = False) -> tuple[Citation, ...]:
    """The answer, the place it stands, and how sure it is; or why there is none, and the nearest clauses.

    Returns the places shown; `numbered` puts their numbers, from 1, before them.
    """
    if answer.understood:
        _print(console, Text(plain(say("asked_again", question=answer.understood)), style="dim"))
    if answer.answer is None:
        _print(console, Text(plain(answer.reason or say("no_hits")), style="bold"))
        if answer.alternatives:
            _print(console, Text(say("nearest"), style="dim"))
        shown = answer.alternatives
    else:
        _print(console, Text(plain(answer.told or answer.answer), style="bold green"))
        shown = answer.citations
    for number, citation in enumerate(shown, start=1):
        path, *rest = _citation(citation, answer.answer)
        head = Text.assemble((f"{number} ", "bold"), path) if numbered else path
        _print(console, head, *rest, indent=2)
    if answer.answer is not None:
        _print(console, Text(say("confidence", confidence=answer.confidence), style="dim"), indent=2)
    return shown


def show_hits(console: Console, result: SearchResult, *, explain: bool) -> None:
    """The ranking with the words that matched marked."""
    if not result.hits:
        _print(console, Text(say("no_hits")))
    for hit in result.hits:
        text = Text(plain(hit.text))
        for start, end in hit.highlights:
            text.stylize(MARK, start - hit.clause.start, end - hit.clause.start)
        _print(console, Text.assemble((f"{hit.rank:>2}  {hit.score:.3f}  ", "bold"), path_line(hit.clause.path)))
        lines = [text, _place(hit.clause.clause_id, hit.clause.start, hit.clause.end)]
        if explain:
            lines.append(Text("  ".join(f"{part} {value:.3f}" for part, value in hit.scores.items()), style="dim"))
            words = (f"{m.query_word}→{m.clause_word} {m.cosine:.2f}×{m.weight:.2f}" for m in hit.matches)
            lines.append(Text("  ".join(words), style="dim"))
        _print(console, *lines, indent=4, after=1)


def show_clause(console: Console, snapshot: Snapshot, citation: Citation) -> None:
    """A cited clause between the one before and the one after it."""
    row = snapshot.row_of[citation.clause_id]
    for near in range(max(0, row - 1), min(len(snapshot.clauses), row + 2)):
        clause = snapshot.clauses[near]
        if clause.report_id != citation.report_id:
            continue
        text = Text(plain(snapshot.text(clause)), style="" if near == row else "dim")
        if near == row:
            text.stylize(MARK, citation.start - clause.start, citation.end - clause.start)
        _print(console, path_line(clause.path))
        _print(console, text, indent=2, after=1)
