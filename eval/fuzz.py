"""Whether any question breaks an answer: `python -m eval.fuzz --n 20000 [--data DIR]`.

Questions of dev, made worse (`eval.mutations`), are asked of the packaged report. With DIR, which holds reports/, half of them
are asked of all reports together, and questions about those are among them. Each must be answered with what the reports say,
or refused by name.
"""

from __future__ import annotations

import math
import re
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from eval.collection import load_collection
from eval.gold import SEED_GOLD, load_gold
from eval.mutations import Mutated, mutated
from eval.others import FILES, Sets, load_others
from indexer.build import build_snapshot
from indexer.corpus import load_corpus
from indexer.encoders import open_encoder
from indexer.errors import QueryInvalid
from indexer.paths import CORPUS
from indexer.records import Report
from indexer.snapshot import Snapshot
from service.confidence import threshold
from service.engine import Engine
from service.holder import Holder
from service.readers.yes_no import NO, YES
from service.records import Answer, Citation

LONGEST_S = 1.0  # of processor time, for one question
_SHOWN = 20
_SUM = re.compile(r"(?P<a>.+?) [−÷<>=] (?P<b>.+?)(?: [=≈] \d+(?:\.\d+)?\D*)?")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what came of it: "answered", "abstained" or "refused". `flaws` says what is wrong with that."""

    question: Mutated
    outcome: str
    flaws: tuple[str, ...] = ()


def ask(engine: Engine, question: Mutated) -> Asked:
    """One question asked, and its answer looked at."""
    started = process_time()
    try:
        answer = engine.ask(question.text, context=question.context)
    except QueryInvalid:
        return Asked(question, "refused")
    except Exception:  # whatever it is: that is what is looked for
        return Asked(question, "broken", (traceback.format_exc(limit=-3),))
    took_s = process_time() - started
    slow = (f"took {took_s:.1f} s",) if took_s > LONGEST_S else ()
    return Asked(question, answer.status, (*flaws(answer, engine.snapshot), *slow))


def flaws(answer: Answer, snapshot: Snapshot) -> Iterator[str]:
    """What an answer must not be, a sentence each."""
    cited = [*answer.citations, *answer.alternatives, *(row.citation for row in answer.rows if row.citation)]
    yield from (
        f"{each.clause_id} does not say {each.quote!r} at {each.start}" for each in cited if not _is_there(each, snapshot)
    )
    for fact in answer.facts:
        if snapshot.reports[fact.report_id].text[fact.start : fact.end] != fact.quote:
            yield f"{fact.fact_id} is not what stands at {fact.start}"
    if not 0 <= answer.confidence <= 1 or math.isnan(answer.confidence):
        yield f"confidence is {answer.confidence}"
    if answer.status == "abstained":
        if answer.answer is not None or not answer.reason:
            yield f"an abstention says {answer.answer!r}, and the reason is {answer.reason!r}"
        return
    if answer.confidence < threshold("right"):
        yield f"answered with a confidence of {answer.confidence}"
    if not answer.answer or not answer.citations:
        yield f"answered {answer.answer!r} with {len(answer.citations)} citations"
    elif answer.rows:
        yield from _row_flaws(answer)
    elif not is_said(answer.answer, answer.items, answer.citations):
        yield f"{answer.answer!r} is not what is cited"


def is_said(answer: str, items: Sequence[str], cited: Sequence[Citation]) -> bool:
    """Whether an answer is made of the quotes: a stretch of one, several of them, all of them in their order, what two figures of
    them give, or yes or no.
    """
    parts = items or answer.split("、")
    if answer in (YES, NO) or _stands_in(answer, cited) or answer == "".join(each.quote for each in cited):
        return True
    if all(_stands_in(part, cited) for part in parts):
        return not items or answer in ("、".join(items), "；".join(items))
    found = _SUM.fullmatch(answer)
    return found is not None and all(_stands_in(found[side].strip("(−)"), cited) for side in "ab")


def _row_flaws(answer: Answer) -> Iterator[str]:
    said = [row for row in answer.rows if row.answer is not None]
    if not said and len(answer.items) == len(answer.rows):  # it is asked which do not say so
        return
    for row, item in zip(said, answer.items, strict=True):
        if row.citation is None or not is_said(row.answer or "", (), answer.citations):
            yield f"the row of {row.region} says {row.answer!r}, which is not what is cited"
        if not item.endswith(f"：{row.answer}"):
            yield f"the row of {row.region} says {row.answer!r}, and its item {item!r}"
    if not str(answer.answer).endswith("；".join(answer.items)):
        yield f"{answer.answer!r} is not made of its items"


def _stands_in(words: str, cited: Sequence[Citation]) -> bool:
    return any(words in each.quote for each in cited)


def _is_there(cited: Citation, snapshot: Snapshot) -> bool:
    clause = snapshot.clauses[snapshot.row_of[cited.clause_id]]
    is_inside = clause.start <= cited.start < cited.end <= clause.end
    is_above = any(cited.quote in heading for heading in clause.path)  # a heading is cited with the first clause below it
    return (is_inside or is_above) and snapshot.reports[cited.report_id].text[cited.start : cited.end] == cited.quote


def _engine(reports: Sequence[Report], home: Path) -> Engine:
    build_snapshot(reports, open_encoder(), home)
    return Holder(home).engine()


def _show(asked: Sequence[Asked], console: Console) -> None:
    outcomes = ("answered", "abstained", "refused")
    table = Table("made by", "n", *outcomes, "with flaws")
    counts: dict[str, Counter[str]] = {}
    for one in asked:
        for name in (*sorted(set(one.question.made_by)), "all"):
            counts.setdefault(name, Counter()).update(("n", one.outcome, *(("flaws",) if one.flaws else ())))
    for name in sorted(counts, key=lambda name: (name == "all", name)):
        table.add_row(name, *(str(counts[name][column]) for column in ("n", *outcomes, "flaws")))
    console.print(table)
    for one in [each for each in asked if each.flaws][:_SHOWN]:
        console.print(f"{one.question!r}\n  " + "\n  ".join(one.flaws), markup=False, highlight=False)


def main(
    n: Annotated[int, typer.Option(min=1, help="How many questions.")] = 2_000,
    seed: Annotated[int, typer.Option(help="Of the chances.")] = 0,
    data: Annotated[Path | None, typer.Option(help="A folder with reports/: half are asked of these too.")] = None,
) -> None:
    """Ask, and show by mutation what came of it; exit status 1 if an answer has a flaw."""
    questions = [question.text for question in load_gold(SEED_GOLD) if question.split == "dev"]
    with tempfile.TemporaryDirectory() as folder:
        packaged = load_corpus(CORPUS)
        engines = [_engine(packaged, Path(folder) / "packaged")]
        if data is not None:
            engines.append(_engine([*packaged, *load_collection(data)], Path(folder) / "all"))
            questions += [question.text for question in load_others(data, FILES[Sets.dev])[1]]
        made = mutated(questions, n, seed=seed)
        asked = [ask(engines[i % len(engines)], question) for i, question in enumerate(made)]
    _show(asked, Console())
    raise typer.Exit(any(one.flaws for one in asked))


if __name__ == "__main__":
    typer.run(main)
