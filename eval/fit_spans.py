"""Fit service/readers/spans/scorer.safetensors: `python -m eval.fit_spans --data DIR --out FILE`.

On the questions that a phrase answers: those written for it over many reports (gold/spans-training.jsonl), and those that answers
are developed on. DIR holds reports/. Every question is read from its own report. Two softmaxes: over all phrases that may
answer, and over those of the stretch that holds the right one; of a question with several right forms their chances are added
up. What is told first is how it does on a third of the reports, fitted on the questions over the others.

Of 1,465 questions over a third of the reports, 231 of them Chinese in everyday words, fitted on 1,698 by one network: one softmax
.475 (.281), and with the phrase chosen within the stretch by a second network .487 (.299). With where the question's words look
(`attention`) and how much words say (`salience`) .479 (.294) and .487 (.299), which is within chance; another stretch than the
right one is read 277 and 269 times instead of 289 and 279. Of what one softmax had wrong, 38 % were other phrases of the right
stretch. In vain, beside .460: all phrases of that stretch to learn from beside fewer others (.461; without correcting for those
left out .452). The questions from st-2547 on: .455 to .460, and nothing for those in everyday words.

Tried, the share that is right of 2,810 questions in three folds over the reports, by one network of 12 epochs: .466, and
with how words stand beside each other (`neighbours`) .481. That was counted over most of the measured reports too; on the
packaged one, which it was not, .378 and .356 of 45, so what it gains on a new report is not known. In vain: the best
phrase of the sentence whose phrases have the most chance together (.478), five clauses and eight sentences to choose from
instead of three and six (.481); on two of the folds one, two and three networks .475, .476, .478.

Later, of 954 questions over 13 reports, fitted on 1,333 over others, two networks of 12 epochs: .427, with the axes of `kinds`
.443; of the 128 of them that were not written to fit on .406 both times. In vain, beside .445 in another run: 32 axes (.436),
those of the second word before and after too (.423), of the whole phrase (.438), of what is asked for (.436), these times
those (.433), what matches within 2 and 4 words (.443). Every question once more with each word matched less by chance: .448
for twice the time. Cosines with 24 words for kinds, not axes: .432.

Before that, with another encoder: fitted on 394 and 790 questions .43 and .44 of 1,907 others, on 1,870 .47 of the 2,810.
Of what was wrong 24 % had no right phrase to choose, 23 % was read from another sentence, 22 % from another place in the
right one, and 32 % began or ended elsewhere. In vain, on one fold: learned projections of the vectors of a phrase times
those of the question (.468, without .467), and, with 8 epochs, 3,500 questions of DRCD and CMRC beside these (.441).
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import numpy.typing as npt
import typer

from eval.development import Asked, development_questions
from eval.gold import Question, Quote, clause_ids
from eval.matching import asks_for_figure, normalise
from eval.others import GOLD, load_report
from eval.softmax_net import Choice, fit_net
from indexer.build import build_snapshot
from indexer.encoders.base import Floats, WordEncoder
from indexer.encoders.embedded import EmbeddedEncoder
from indexer.errors import GoldInvalid
from indexer.outline import outline
from indexer.records import Outline, Report
from service.answer import N_READ
from service.holder import Holder
from service.query import understand
from service.readers.base import Reading
from service.readers.spans.able import able_runs
from service.readers.spans.features import features
from service.readers.spans.layout import Ints, lay_out, read_question
from service.readers.spans.runs import find_runs
from service.readers.spans.scorer import Chooser
from service.records import Filters

TRAINING = GOLD / "spans-training.jsonl"
PHRASES = ("paraphrase", "noisy", "english", "other")  # types of question that a phrase may answer; span always
WRITTEN = "written"
_EPOCHS_AMONG_ALL, _EPOCHS_OF_STRETCH = 16, 24


@dataclass(frozen=True, slots=True)
class Judged:
    """The phrases that may answer a question: features, (n phrases, n features), and which are right, (n phrases,)."""

    set_name: str
    report: str  # its SHA-256
    type: str
    names: tuple[str, ...]
    values: Floats
    right: npt.NDArray[np.bool_]  # of an accepted form
    in_place: npt.NDArray[np.bool_]  # and where the report says it
    stretches: Ints  # (n phrases,) the stretch between stops that each stands in

    @property
    def wanted(self) -> npt.NDArray[np.bool_]:
        """What is learned: the right phrases where the report says it, or anywhere if none is there."""
        return self.in_place if self.in_place.any() else self.right

    @property
    def of_stretch(self) -> Choice:
        """The phrases of the stretches that hold a right one: features, and which are right."""
        rows = np.isin(self.stretches, self.stretches[self.wanted])
        return self.values[rows], self.wanted[rows]


def load_written(folder: Path) -> tuple[list[Report], list[Question]]:
    """The questions written for training, and their reports. Raises GoldInvalid as `load_others` does."""
    reports: dict[str, Report] = {}
    outlines: dict[str, Outline] = {}
    found = []
    for line in TRAINING.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        file = row["file"]
        if file not in reports:
            reports[file] = load_report(folder / "reports" / file, row["sha256"], f"written-{len(reports) + 1}")
            outlines[file] = outline(reports[file])
        report = reports[file]
        start, end = row["answers"][0]
        quotes = (Quote(report.text[start:end], start, end),)
        found.append(
            Question(
                question_id=row["question_id"],
                type="span",
                lang=row["lang"],
                text=row["question"],
                split="dev",
                clause_ids=clause_ids(quotes, outlines[file]),
                quotes=quotes,
                answers=tuple(report.text[start:end] for start, end in row["answers"]),
                report_id=report.report_id,
            )
        )
    return list(reports.values()), found


def _asked(folder: Path) -> Iterator[tuple[str, Asked]]:
    """Every question that a phrase answers, with the name of its set."""
    with development_questions(folder) as developed:
        for one in developed:
            if one.question.type == "span" or (one.question.type in PHRASES and not asks_for_figure(one.question)):
                yield one.group.partition("/")[0], one
    reports, questions = load_written(folder)
    with tempfile.TemporaryDirectory() as home:
        build_snapshot(reports, EmbeddedEncoder(), Path(home))
        engine = Holder(Path(home)).engine()
        for question in questions:
            report_id = question.report_id or ""
            yield WRITTEN, Asked(question, engine, Filters(report=(report_id,)), report_id)


def judge(set_name: str, one: Asked, encoder: WordEncoder) -> Judged:
    """Raises GoldInvalid if no clause that is found has a word."""
    question = one.question
    hits = one.engine.search(question.text, k=5, filters=one.filters, explain=True).hits[:N_READ]
    reading = Reading(understand(question.text), hits, one.engine.snapshot, encoder)
    sought = read_question(reading, encoder)
    laid = lay_out(reading, sought, encoder)
    if laid is None:
        raise GoldInvalid(f"{question.question_id}: no clause that is found has a word; expected one that answers")
    runs = able_runs(laid, find_runs(laid), sought)
    found = features(laid, runs, sought, np.array([hit.score for hit in hits], np.float32))
    hit_of = [hits[laid.sentences[row].hit] for row in laid.sentence_of[runs.left]]
    spans = list(zip(hit_of, runs.starts.tolist(), runs.ends.tolist(), strict=True))
    forms = {normalise(form) for form in question.answers}
    right = np.array([normalise(hit.text[start:end]) in forms for hit, start, end in spans], bool)
    placed = [_touches(hit.clause.start + start, hit.clause.start + end, question.quotes) for hit, start, end in spans]
    values = np.column_stack([np.asarray(column, np.float32) for column in found.values()])
    report = one.engine.snapshot.reports[hits[0].clause.report_id].sha256
    in_place = right & np.array(placed, bool)
    return Judged(set_name, report, question.type, tuple(found), values, right, in_place, runs.stretch_of[runs.left])


def _touches(start: int, end: int, quotes: Sequence[Quote]) -> bool:
    return any(start < quote.end and quote.start < end for quote in quotes)


def fit(judged: Sequence[Judged]) -> Chooser:
    told = [each for each in judged if each.right.any()]
    among_all = fit_net([(each.values, each.wanted) for each in told], n_epochs=_EPOCHS_AMONG_ALL)
    of_stretch = fit_net([each.of_stretch for each in told], n_epochs=_EPOCHS_OF_STRETCH)
    return Chooser(judged[0].names, among_all, of_stretch)


def measure(chooser: Chooser, judged: Sequence[Judged]) -> list[bool]:
    """Whether the phrase that is chosen is right, for each question."""
    return [bool(each.right[chooser.choose(each.values, each.stretches)[0]]) for each in judged]


def _tell(name: str, judged: Sequence[Judged], right: Sequence[bool]) -> None:
    by_type = Counter(each.type for each, is_right in zip(judged, right, strict=True) if is_right)
    told = ", ".join(f"{kind} {by_type[kind]} of {n}" for kind, n in Counter(each.type for each in judged).items())
    print(f"{name}: right {np.mean(right):.3f}, n={len(right)} ({told})")


def main(
    data: Annotated[Path, typer.Option(help="The folder with reports/.")],
    out: Annotated[Path, typer.Option(help="Write the weights there.")],
) -> None:
    """Tell how often the phrase is right on a third of the reports, fitted on the others; write the weights fitted on all."""
    encoder = EmbeddedEncoder()
    judged = [judge(set_name, one, encoder) for set_name, one in _asked(data)]
    apart = set(list(dict.fromkeys(each.report for each in judged))[::3])
    chooser = fit([each for each in judged if each.report not in apart])
    for name in dict.fromkeys(each.set_name for each in judged):
        measured = [each for each in judged if each.set_name == name and each.report in apart]
        _tell(f"{name}, fitted on questions over other reports", measured, measure(chooser, measured))
    out.write_bytes(fit(judged).to_bytes())


if __name__ == "__main__":
    typer.run(main)
