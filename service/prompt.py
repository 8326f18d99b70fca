"""The question prompt: `wenzheng` in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from indexer.errors import WenzhengError
from indexer.segment import fold
from service.engine import Engine
from service.messages import say
from service.records import Citation
from service.terminal import plain, show_answer, show_clause


def run_prompt(engine: Engine, console: Console) -> None:
    """Ask until the input ends or `:quit`; an error is shown and the prompt goes on."""
    _enable_history()
    console.print(say("welcome"), style="dim")
    shown: tuple[Citation, ...] = ()
    while True:
        try:
            line = input("› ").strip()  # not console.input: readline must know the prompt to redraw the line
        except (EOFError, KeyboardInterrupt):
            console.print()
            return
        if line in (":quit", ":q"):
            return
        if line.startswith(":"):
            _command(engine, console, line, shown)
        elif line:
            shown = _ask(engine, console, line) or shown


def _ask(engine: Engine, console: Console, question: str) -> tuple[Citation, ...]:
    try:
        answer = engine.ask(question)
    except WenzhengError as error:
        console.print(Text(plain(f"{say('error')}: {error}"), style="red"))
        return ()
    return show_answer(console, answer, numbered=True)


def _command(engine: Engine, console: Console, line: str, shown: tuple[Citation, ...]) -> None:
    name, _, argument = line.partition(" ")
    if name != ":open":
        console.print(Text(plain(say("unknown_command", command=name))))
    elif citation := _numbered(shown, argument.strip()):
        show_clause(console, engine.snapshot, citation)
    else:
        console.print(Text(plain(say("nothing_to_open", n=argument.strip() or "?"))))


def _numbered(shown: tuple[Citation, ...], number: str) -> Citation | None:
    """The citation of that number, from 1; None for one that is not there and for what is no number."""
    numbers = {str(n): citation for n, citation in enumerate(shown, start=1)}
    return numbers.get(fold(number))


def _enable_history() -> None:
    """Arrow keys edit the line and bring earlier questions back, where this Python has readline."""
    try:
        import readline  # noqa: F401 - imported for its effect on input()
    except ImportError:
        return
