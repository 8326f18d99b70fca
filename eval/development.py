"""The questions that answers are developed on, each with the engine that it is asked of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.gold import SEED_GOLD, Question, load_gold
from eval.others import FILES, Sets, load_others
from eval.public import load_tasks
from indexer.build import build_snapshot
from indexer.corpus import load_corpus
from indexer.encoders import open_encoder
from indexer.paths import CORPUS
from indexer.records import Report
from service.engine import Engine
from service.holder import Holder
from service.records import Filters

OFF_TOPIC = Path(__file__).with_name("gold") / "off-topic.txt"
_N_PUBLIC = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, asked of the reports that `filters` admits. `group` names its set and its report: dev/ and its SHA-256."""

    question: Question
    engine: Engine
    filters: Filters
    group: str


@contextmanager
def development_questions(folder: Path, *, sets: Sequence[Sets] = (Sets.dev, Sets.fit)) -> Iterator[list[Asked]]:
    """Those of dev, and those of sets of `eval.others` over the reports below `folder`; the indexes go with the context.

    Raises GoldInvalid if a report is missing or another text.
    """
    of_packaged = [question for question in load_gold(SEED_GOLD) if question.split == "dev"]
    with TemporaryDirectory() as home:
        packaged = _engine(load_corpus(CORPUS), Path(home) / "packaged")
        asked = [Asked(question, packaged, Filters(), "packaged") for question in of_packaged]
        for of in sets:
            reports, of_others = load_others(folder, FILES[of])
            others = _engine(reports, Path(home) / of)
            sha256 = {report.report_id: report.sha256 for report in reports}
            asked += [
                Asked(question, others, Filters(report=(report_id,)), f"{of}/{sha256[report_id]}")
                for question in of_others
                if (report_id := question.report_id)  # which all of them have
            ]
        yield asked


def off_topic_questions(folder: Path) -> list[str]:
    """Questions that no report answers: those of `OFF_TOPIC`, and some about articles of an encyclopaedia in `folder`.

    Raises DataMissing.
    """
    written = OFF_TOPIC.read_text(encoding="utf-8").splitlines()
    public = [query.text for task in load_tasks(folder)[:2] for query in task.groups["all"]]
    return written + public[:: len(public) // _N_PUBLIC]


def _engine(reports: list[Report], home: Path) -> Engine:
    build_snapshot(reports, open_encoder(), home)
    return Holder(home).engine()
