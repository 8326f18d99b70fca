"""`wenzheng`: every command imports what it needs when it is called, so that a question is answered in under a second."""

from __future__ import annotations

import importlib
import io
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar, get_args

import typer
from rich.console import Console
from rich.text import Text

from indexer.errors import PackageMissing, SnapshotMissing, WenzhengError
from indexer.paths import CORPUS, default_home
from service.cli.messages import say
from service.records import Filters, Mode, ScopeField

T = TypeVar("T")

if TYPE_CHECKING:
    from service.engine import Engine

# Commands of other files and of packages above this one: named, not imported, and loaded only when they are called.
LAZY_COMMANDS = {
    "facts": ("service.cli.fact_commands:facts_command", "Figures of an indicator, each with the place it stands."),
    "compare": ("service.cli.fact_commands:compare_command", "One indicator over years and reports: target beside outcome."),
    "add": ("service.cli.library_commands:add_command", "Add reports, files or folders of them."),
    "list": ("service.cli.library_commands:list_command", "Which reports are indexed."),
    "show": ("service.cli.library_commands:show_command", "A report or a clause, of old versions too."),
    "remove": ("service.cli.library_commands:remove_command", "Remove reports from the index and the disk."),
    "reindex": ("service.cli.library_commands:reindex_command", "Index the same reports again, as reports.toml has them now."),
    "eval": ("eval.cli:eval_command", "Score the service against gold questions."),
}

app = typer.Typer(
    name="wenzheng",
    help="问政: ask Chinese government work reports a question.",
    add_completion=False,
    pretty_exceptions_enable=False,
)
_err = Console(stderr=True)

# Exit codes, by the code of the error; 1 for the rest, 2 is a wrong command line.
EXIT_CODES = {"query_invalid": 2, "not_found": 4, "snapshot_missing": 5, "snapshot_corrupt": 6, "snapshot_incompatible": 7}

Home = Annotated[Path | None, typer.Option(help="The folder with the index.", envvar="WENZHENG_HOME")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, as the HTTP API would.")]
Reports = Annotated[list[str] | None, typer.Option("--report", help="Only this report id; may be repeated.")]
Regions = Annotated[list[str] | None, typer.Option("--region", help="Only this region; may be repeated.")]
Years = Annotated[list[int] | None, typer.Option("--year", help="Only reports of this year; may be repeated.")]
Levels = Annotated[list[str] | None, typer.Option("--level", help="Only this level; may be repeated.")]
Ignored = Annotated[list[str] | None, typer.Option("--ignore", help="Its words set no region, level or year; may be repeated.")]


@app.callback(invoke_without_command=True)
def _root(context: typer.Context, home: Home = None) -> None:
    """Without a command, in a terminal: a prompt for questions."""
    if home is not None:  # `wenzheng --home FOLDER ask …`: the command's own option, where given, is nearer
        os.environ["WENZHENG_HOME"] = str(home)
    if context.invoked_subcommand is None:
        if not sys.stdin.isatty():
            typer.echo(context.get_help())
            raise typer.Exit(2)
        from service.cli.prompt import run_prompt

        run_prompt(open_engine(home), Console())


@app.command()
def index(
    corpus: Annotated[Path, typer.Option(help="A folder with reports.toml.")] = CORPUS,
    encoder: Annotated[str, typer.Option(help="embedded, or a sentence-transformers model by hub id or path.")] = "embedded",
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Build an index of a corpus, and of what was added, and switch to it when it is whole."""
    from dataclasses import asdict

    from indexer import library
    from indexer.encoders.card import UNKNOWN

    started = time.perf_counter()
    manifest = library.index(home or default_home(), corpus=corpus, encoder_name=encoder, track=show_progress)
    seconds = time.perf_counter() - started
    if as_json:
        print_json({**asdict(manifest), "seconds": round(seconds, 2)})
    else:
        typer.echo(say("built", **asdict(manifest), seconds=seconds))
    told = {"cut": manifest.n_clauses_cut > 0, "licence_unknown": manifest.licence == UNKNOWN}
    for message in (name for name, holds in told.items() if holds):
        typer.echo(say(message, **asdict(manifest)), err=True)


@app.command()
def verify(home: Home = None, as_json: Json = False) -> None:
    """Check the live index: checksums, counts, offsets, and that every vector has its clause."""
    from indexer.home import open_current
    from indexer.verify import verify_snapshot

    snapshot = open_current(home or default_home())
    checks = verify_snapshot(snapshot)
    if as_json:
        print_json({"snapshot": snapshot.snapshot_id, "checks": checks})
    else:
        for check in checks:
            typer.echo(f"✓ {check}")
        typer.echo(say("verified", snapshot_id=snapshot.snapshot_id))


@app.command()
def search(
    query: str,
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many clauses.")] = 5,
    mode: Annotated[
        Mode, typer.Option(help="By words and meaning, by words only, by meaning only, by whole vectors only.")
    ] = "hybrid",
    explain: Annotated[bool, typer.Option(help="Show the parts of each score and which words matched.")] = False,
    report: Reports = None,
    region: Regions = None,
    year: Years = None,
    level: Levels = None,
    ignore: Ignored = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Ranked clauses for a query."""
    started = time.perf_counter()
    filters = filters_of(report, region, year, level)
    result = open_engine(home).search(query, k=k, mode=mode, filters=filters, ignore=_fields(ignore), explain=explain)
    if as_json:
        from service.web.responses import SearchResponse

        took_ms = (time.perf_counter() - started) * 1e3
        print_json(SearchResponse.of(result, took_ms=took_ms, explain=explain).model_dump(mode="json"))
    else:
        from service.cli.terminal import show_hits

        show_hits(Console(), result, explain=explain)


@app.command()
def ask(
    question: str,
    report: Reports = None,
    region: Regions = None,
    year: Years = None,
    level: Levels = None,
    ignore: Ignored = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """One short answer with the place it stands, or that the report does not say."""
    started = time.perf_counter()
    answer = open_engine(home).ask(question, filters=filters_of(report, region, year, level), ignore=_fields(ignore))
    if as_json:
        from service.web.responses import AskResponse

        print_json(AskResponse.of(answer, took_ms=(time.perf_counter() - started) * 1e3).model_dump(mode="json"))
    else:
        from service.cli.terminal import show_answer

        show_answer(Console(), answer)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; 127.0.0.1 if left out.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 8080 if left out.")] = None,
    home: Home = None,
) -> None:
    """Answer over HTTP; the page is at /, the OpenAPI document at /openapi.json."""
    from pydantic import ValidationError

    from service.web.server import serve as run
    from service.web.settings import Settings

    chosen = {name: value for name, value in (("home", home), ("host", host), ("port", port)) if value is not None}
    try:
        settings = Settings(**chosen)  # type: ignore[arg-type]
    except ValidationError as error:
        found = "; ".join(f"{each['loc'][0]} is {each['input']!r}: {each['msg']}" for each in error.errors())
        raise typer.BadParameter(found) from error
    ensure_index(settings.home)
    run(settings)


def open_engine(home: Path | None) -> Engine:
    from service.holder import Holder

    folder = home or default_home()
    ensure_index(folder)
    return Holder(folder).engine()


def ensure_index(home: Path) -> None:
    """The packaged corpus is indexed when nothing is yet, so that a fresh installation answers its first question."""
    from indexer.home import current_id

    try:
        current_id(home)
    except SnapshotMissing:
        from indexer.library import reindex

        _err.print(say("building"), style="dim")
        reindex(home, track=show_progress)


def show_progress(steps: Sequence[T], title: str) -> Iterable[T]:
    """See `indexer.fill.Track`."""
    from rich.progress import track

    return track(steps, description=say(title), console=_err, transient=True, disable=not _err.is_terminal)


def filters_of(report: list[str] | None, region: list[str] | None, year: list[int] | None, level: list[str] | None) -> Filters:
    from indexer.corpus import LEVELS

    if unknown := [name for name in level or () if name not in LEVELS]:
        raise typer.BadParameter(f"level {unknown[0]!r}, expected one of {', '.join(LEVELS)}")
    return Filters(tuple(report or ()), tuple(region or ()), tuple(year or ()), tuple(level or ()))


def _fields(ignore: list[str] | None) -> tuple[ScopeField, ...]:
    known = get_args(ScopeField)
    if unknown := [name for name in ignore or () if name not in known]:
        raise typer.BadParameter(f"ignore {unknown[0]!r}, expected one of {', '.join(known)}")
    return tuple(field for field in known if field in (ignore or ()))


def print_json(value: dict[str, Any]) -> None:
    import json

    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))


def _mount(called: Sequence[str]) -> None:
    """Add the lazy commands: one that is called with its options, the others for the list of commands."""
    for name, (target, described) in LAZY_COMMANDS.items():
        module, _, function = target.partition(":")
        command = _load(module, function, name) if name in called else lambda: None
        app.command(name, help=described)(command)


def _load(module: str, function: str, extra: str) -> Callable[..., None]:
    """A lazy command. Raises PackageMissing if the packages of the extra that is named like it are not installed."""
    try:
        loaded: Callable[..., None] = getattr(importlib.import_module(module), function)
    except ModuleNotFoundError as error:
        if error.name in sys.modules or (error.name or "").split(".")[0] in ("indexer", "service", "eval"):
            raise
        raise PackageMissing(
            f"`wenzheng {extra}` needs {error.name}; install it with `pip install 'wenzheng[{extra}]'`"
        ) from error
    return loaded


def main() -> None:
    """Entry point: errors of the project are told in one line, with an exit code of their own."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show or send a character is no reason to stop
    try:
        _mount(sys.argv[1:])
        app()
    except WenzhengError as error:
        _fail(f" ({error.code}): {error}", EXIT_CODES.get(error.code, 1))
    except OSError as error:
        _fail(": " + (f"{error.filename}: " if error.filename else "") + (error.strerror or str(error)), 1)


def _fail(told: str, exit_code: int) -> NoReturn:
    from service.cli.drawing import plain

    _err.print(Text.assemble((say("error"), "red"), plain(told)), soft_wrap=True)
    sys.exit(exit_code)
