"""How hits and answers look in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console, Group
from rich.padding import Padding
from rich.text import Text

from indexer.snapshot import Snapshot
from service.messages import say
from service.records import Answer, Citation, SearchResult

MARK = "bold yellow"


def path_line(path: Sequence[str]) -> Text:
    return Text(" › ".join(path), style="cyan")


def _place(report_id: str, start: int, end: int) -> Text:
    return Text(say("place", report_id=report_id, start=start, end=end), style="dim")


def _citation(citation: Citation, answer: str | None) -> Group:
    quote = Text("“" + citation.quote.strip() + "”")
    if answer:
        quote.highlight_words([answer], style=MARK)
    return Group(path_line(citation.path), quote, _place(f"{citation.clause_id}", citation.start, citation.end))


def show_answer(console: Console, answer: Answer) -> None:
    """The answer, the place it stands, and how sure it is; or why there is none, and the nearest clauses."""
    if answer.answer is None:
        console.print(Text(answer.reason or say("no_hits"), style="bold"))
        if answer.alternatives:
            console.print(Text(say("nearest"), style="dim"))
        shown: Iterable[Citation] = answer.alternatives
    else:
        console.print(Text(answer.answer, style="bold green"))
        shown = answer.citations
    for citation in shown:
        console.print(Padding(_citation(citation, answer.answer), (0, 0, 0, 2)))
    if answer.answer is not None:
        console.print(Text("  " + say("confidence", confidence=answer.confidence), style="dim"))


def show_hits(console: Console, result: SearchResult, *, explain: bool) -> None:
    """The ranking with the words that matched marked."""
    if not result.hits:
        console.print(say("no_hits"))
    for hit in result.hits:
        text = Text(hit.text)
        for start, end in hit.highlights:
            text.stylize(MARK, start - hit.clause.start, end - hit.clause.start)
        console.print(Text.assemble((f"{hit.rank:>2}  {hit.score:.3f}  ", "bold"), path_line(hit.clause.path)))
        place = _place(hit.clause.clause_id, hit.clause.start, hit.clause.end)
        parts = [text, place]
        if explain:
            parts.append(Text("  ".join(f"{part} {value:.3f}" for part, value in hit.scores.items()), style="dim"))
            words = (f"{m.query_word}→{m.clause_word} {m.cosine:.2f}×{m.weight:.2f}" for m in hit.matches)
            parts.append(Text("  ".join(words), style="dim"))
        console.print(Padding(Group(*parts), (0, 0, 1, 4)))


def show_clause(console: Console, snapshot: Snapshot, citation: Citation) -> None:
    """A cited clause between the one before and the one after it."""
    row = snapshot.row_of[citation.clause_id]
    for near in range(max(0, row - 1), min(len(snapshot.clauses), row + 2)):
        clause = snapshot.clauses[near]
        if clause.report_id != citation.report_id:
            continue
        text = Text(snapshot.text(clause), style="" if near == row else "dim")
        if near == row:
            text.stylize(MARK, citation.start - clause.start, citation.end - clause.start)
        console.print(path_line(clause.path), Padding(text, (0, 0, 1, 2)), sep="\n")
