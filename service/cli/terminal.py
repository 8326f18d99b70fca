"""How hits and answers look: laid out in a terminal, and plain lines, each whole, in a file or a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.console import Console, Group
from rich.padding import Padding
from rich.text import Text

from indexer.snapshot import Snapshot
from service.cli.drawing import plain
from service.cli.messages import say
from service.cli.scope_terminal import show_chips, show_facets, show_rows
from service.records import Answer, Citation, SearchResult

MARK = "bold yellow"
_MARGIN = 20  # a terminal narrower than this has no columns to spare for an indent


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
    """The answer, the place it stands, and how sure it is; or why there is none, and the nearest clauses. Of one over several
    reports, a row for each.

    Returns the places shown; `numbered` puts their numbers, from 1, before them.
    """
    if answer.understood:
        _print(console, Text(plain(say("asked_again", question=answer.understood)), style="dim"))
    shown = answer.alternatives if answer.answer is None else answer.citations
    _print(console, _said(console, answer))
    if answer.rows:
        show_rows(console, answer, numbered=numbered and answer.answer is not None)
    if answer.answer is None and shown:
        _print(console, Text(say("nearest"), style="dim"))
    for number, citation in enumerate(shown, start=1):
        if citation not in [row.citation for row in answer.rows]:  # which has its place
            path, *rest = _citation(citation, answer.answer)
            head = Text.assemble((f"{number} ", "bold"), path) if numbered else path
            _print(console, head, *rest, indent=2)
    if answer.answer is not None:
        _print(console, Text(say("confidence", confidence=min(0.99, answer.confidence)), style="dim"), indent=2)
    show_chips(console, answer.chips)
    return shown


def _said(console: Console, answer: Answer) -> Text:
    """The answer, or why there is none. One that fills more than a line of a terminal is left to its table."""
    if answer.answer is None:
        return Text(plain(answer.reason or say("no_hits")), style="bold")
    said = answer.told or answer.answer
    if answer.rows and console.file.isatty() and cell_len(said) > console.width:
        said = say("in_table", n=len(answer.items))
    return Text(plain(said), style="bold green")


def show_hits(console: Console, result: SearchResult, *, explain: bool) -> None:
    """The ranking with the words that matched marked, and of which reports how much was found."""
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
    show_facets(console, result.facets)
    show_chips(console, result.chips)


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
