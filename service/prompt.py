"""The question prompt: `wenzheng` in a terminal."""

from __future__ import annotations

from rich.console import Console

from indexer.errors import WenzhengError
from service.engine import Engine
from service.messages import say
from service.records import Answer, Citation
from service.terminal import show_answer, show_clause


def run_prompt(engine: Engine, console: Console) -> None:
    """Ask until the input ends or `:quit`; an error is shown and the prompt goes on."""
    _enable_history()
    console.print(say("welcome"), style="dim")
    shown: tuple[Citation, ...] = ()
    while True:
        try:
            line = console.input("[bold]› [/bold]").strip()
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
        answer: Answer = engine.ask(question)
    except WenzhengError as error:
        console.print(f"{say('error')}: {error}", style="red", markup=False)
        return ()
    show_answer(console, answer)
    return answer.citations + answer.alternatives


def _command(engine: Engine, console: Console, line: str, shown: tuple[Citation, ...]) -> None:
    name, _, argument = line.partition(" ")
    if name != ":open":
        console.print(say("unknown_command", command=name), markup=False)
    elif not argument.strip().isdigit() or not 1 <= int(argument) <= len(shown):
        console.print(say("nothing_to_open", n=argument.strip() or "?"), markup=False)
    else:
        show_clause(console, engine.snapshot, shown[int(argument) - 1])


def _enable_history() -> None:
    """Arrow keys edit the line and bring earlier questions back, where this Python has readline."""
    try:
        import readline  # noqa: F401 - imported for its effect on input()
    except ImportError:
        return
