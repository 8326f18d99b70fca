"""The question prompt: `wenzheng` in a terminal. A conversation, in which a question may hang on those before it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from difflib import get_close_matches
from pathlib import Path
from typing import get_args

from rich.console import Console
from rich.text import Text

from indexer.errors import WenzhengError
from indexer.paths import history_path
from indexer.segment import fold
from service.cli.drawing import plain
from service.cli.messages import LANGUAGES, say, speak
from service.cli.terminal import show_answer, show_clause
from service.conversation.complete import MAX_CONTEXT
from service.engine import Engine
from service.records import Answer, Citation, ScopeField

_LONGEST_HISTORY = 1000  # lines


def run_prompt(engine: Engine, console: Console) -> None:
    """Ask until the input ends or `:quit`; an error is shown and the prompt goes on."""
    prompt = Prompt(engine, console)
    console.print(Text(say("welcome"), style="dim"))
    with _history(history_path()):
        while True:
            try:
                line = input("› ").strip()  # not console.input: readline must know the prompt to redraw the line
            except (EOFError, KeyboardInterrupt):
                console.print()
                return
            if fold(line) in (":quit", ":q"):
                return
            prompt.take(line)


class Prompt:
    """One conversation: the questions so far, and the answer and its places that the commands speak of."""

    def __init__(self, engine: Engine, console: Console) -> None:
        self._engine = engine
        self._console = console
        self._asked: list[str] = []
        self._ignored: Collection[ScopeField] = ()  # in the last of them
        self._answer: Answer | None = None
        self._shown: tuple[Citation, ...] = ()
        self._commands: Mapping[str, Callable[[str], None]] = {
            ":open": self._open,
            ":facts": self._facts,
            ":ignore": self._ignore,
            ":lang": self._speak,
            ":help": self._help,
        }

    def take(self, line: str) -> None:
        """A question, or a command: a word after a colon, which may be a Chinese one."""
        name, _, argument = fold(line).partition(" ")
        if not name.startswith(":"):
            self._ask(line)
        elif command := self._commands.get(name):
            command(argument.strip())
        else:
            near = get_close_matches(name, [*self._commands, ":quit"], n=1)
            self._say("unknown_command_near" if near else "unknown_command", command=line.split()[0], near="".join(near))

    def _ask(self, question: str, *, ignore: Collection[ScopeField] = ()) -> None:
        if not question:
            return
        try:
            answer = self._engine.ask(question, context=self._asked[-MAX_CONTEXT:], ignore=ignore)
        except WenzhengError as error:
            self._console.print(Text(plain(f"{say('error')}: {error}"), style="red"))
            return
        self._asked.append(question)
        self._ignored = ignore
        self._answer, self._shown = answer, show_answer(self._console, answer, numbered=True)

    def _open(self, number: str) -> None:
        places = {str(n): citation for n, citation in enumerate(self._shown, start=1)}
        if citation := places.get(number):
            show_clause(self._console, self._engine.snapshot, citation)
        else:
            self._say("nothing_to_open", n=number or "?")

    def _facts(self, _: str) -> None:
        from service.cli.fact_terminal import show_facts
        from service.facts.finder import FactPage

        if self._answer is None or not self._answer.facts:
            self._say("no_facts_in_answer")
        else:
            show_facts(self._console, FactPage.of(self._answer.facts, self._answer.snapshot_id))

    def _ignore(self, name: str) -> None:
        """The last question again, without the filters of this kind that its words set, and those taken away before."""
        field = next((field for field in get_args(ScopeField) if field == name), None)
        if field is None or not self._asked:
            self._say("nothing_to_ignore", known=", ".join(get_args(ScopeField)))
        else:
            self._ask(self._asked.pop(), ignore={*self._ignored, field})

    def _speak(self, language: str) -> None:
        if language in LANGUAGES:
            speak(language)
            self._say("speaking")
        else:
            self._say("unknown_language", language=language or "?", known=", ".join(LANGUAGES))

    def _help(self, _: str) -> None:
        self._say("help")

    def _say(self, name: str, **values: object) -> None:
        self._console.print(Text(plain(say(name, **values))))


@contextmanager
def _history(path: Path) -> Iterator[None]:
    """Arrow keys edit the line and bring earlier questions back, of earlier times too, where this Python has readline.

    A history that cannot be read or kept is no reason not to answer.
    """
    try:
        import readline
    except ImportError:
        yield
        return
    readline.set_history_length(_LONGEST_HISTORY)
    with suppress(OSError):
        readline.read_history_file(path)
    try:
        yield
    finally:
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            readline.write_history_file(path)
