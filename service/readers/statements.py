"""Claims in words: whether the report says that something is so, is not so, happened, or is only planned."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from indexer.encoders.base import Floats
from indexer.records import Fact
from service.readers import evidence as alignment
from service.readers.base import Reading
from service.readers.claims import Claim
from service.readers.directions import WAYS, Direction, direction_of
from service.readers.evidence import Evidence, evidence_for, told
from service.readers.happenings import same_happening, stage_of, without_happening
from service.readers.poles import agrees, is_left_open
from service.readers.ranks import FIRST_TIME, RANKS, rank_of
from service.readers.relations import RELATION, Asks, comparison_of, is_turned, stated_relation
from service.readers.verdict import Verdict
from service.readers.wholes import is_whole
from service.readers.wording import content, is_denied, undoes

T = TypeVar("T")
WEIGHTS = Path(__file__).with_name("statements.toml")
FEATURES = (*alignment.FEATURES, "agreed", "nothing")
_NEAR_WHOLE = 0.1  # of what a stretch covers, how much a piece of it may lack and still speak of the same
_AGAINST_BEFORE = re.compile("[比较](?:上|去|前)一?年|同比|相比|增长|下降|增加|减少")
_HAPPENED = re.compile("[\u4e00-\u9fff]了(?![解望结却])")
_LAST_ONE = re.compile("最后一")


@dataclass(frozen=True, slots=True)
class Proof:
    """A stretch that proves or refutes a claim, if it speaks of it: `features` has FEATURES, which tell.

    agreed   how many things that the claim says are held against words of their kind (a rank, a direction, …) in it
    nothing  0; 1 for there being no proof
    """

    evidence: Evidence
    is_so: bool
    features: Floats


def judge_statement(reading: Reading, claim: Claim) -> Verdict | None:
    """What the stretch that most likely speaks of the claim says of it; None where it is likelier that none does."""
    found = proofs(reading, claim)
    if not found:
        return None
    scores = np.array([proof.features for proof in found]) @ _weights()
    best = int(np.argmax(scores))
    if scores[best] <= NOTHING @ _weights():
        return None
    evidence = found[best].evidence
    return Verdict(found[best].is_so, (evidence.place(reading),), evidence.coverage)


NOTHING = np.array([name == "nothing" for name in FEATURES], np.float32)


def proofs(reading: Reading, claim: Claim) -> list[Proof]:
    """The stretches that would prove or refute the claim, those that cover most of it first."""
    about = without_happening(claim.about)
    for words in (RELATION, WAYS, FIRST_TIME, RANKS):
        about = words.sub(" ", about)
    core = content(about, reading.region)
    found = []
    for evidence in evidence_for(reading, core):
        judged = _judge(reading, claim, evidence)
        if judged is not None:
            is_so, n_judged = judged
            found.append(Proof(evidence, is_so, np.array((*evidence.features, n_judged, 0), np.float32)))
    return found


@functools.cache
def _weights() -> Floats:
    weights = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
    return np.array([weights[name] for name in FEATURES], np.float32)


def _judge(reading: Reading, claim: Claim, evidence: Evidence) -> tuple[bool, int] | None:
    """What one stretch says of the claim, if it speaks of its thing, and how many respects were judged; None where it leaves
    one of them open.
    """
    said = _Said.of(evidence)
    is_timely = _is_timely(reading, claim, evidence)
    if is_timely is not True:
        is_too_early = is_timely is False and claim.stage is not None and said.of_it(stage_of) is not None
        return (claim.is_denied, 0) if is_too_early else None
    agreements = (
        *_has_come(claim, said),
        *_goes_the_way(claim, said),
        *_is_related(reading, claim, evidence.text),
        *_is_the_first(claim, evidence.text),
        *_has_rank(claim, said),
        *_is_of_all(reading, claim, evidence),
    )
    if None in agreements or not agreements and is_left_open(claim.about, said.nearest):
        return None
    if False in agreements or not agrees(claim.statement, said.nearest):
        return claim.is_denied, len(agreements)
    is_told_denied = is_denied(said.nearest) and not _LAST_ONE.search(evidence.text)
    if undoes(claim.statement) and not is_told_denied:
        return None
    return claim.is_denied == is_told_denied, len(agreements)


@dataclass(frozen=True, slots=True)
class _Said:
    """A stretch in its smallest pieces, with the one that speaks best of the claim's thing, and whether that one is enough."""

    pieces: tuple[str, ...]
    at: int
    is_enough: bool
    nearest: str  # the part between stops that is enough, else all of it

    @classmethod
    def of(cls, evidence: Evidence) -> _Said:
        pieces = [piece for part in evidence.pieces for piece in part]
        fits = [float(piece.fits @ evidence.weights) for piece in pieces]
        parts = [float(np.max([piece.fits for piece in part], axis=0) @ evidence.weights) for part in evidence.pieces]
        near_whole = float(evidence.features[0]) - _NEAR_WHOLE
        nearest = evidence.pieces[parts.index(max(parts))]
        text = evidence.hit.text
        return cls(
            pieces=tuple(text[piece.start : piece.end] for piece in pieces),
            at=fits.index(max(fits)),
            is_enough=max(fits) >= near_whole,
            nearest=text[nearest[0].start : nearest[-1].end] if max(parts) >= near_whole else evidence.text,
        )

    def of_it(self, read: Callable[[str], T | None]) -> T | None:
        """What is said in the piece, else in the nearest one before it (开工建设A、B), else in the nearest behind (A、B开工).

        None where the pieces say different things and no single one is of the claim's thing.
        """
        order = (self.at, *range(self.at - 1, -1, -1), *range(self.at + 1, len(self.pieces)))
        found = [said for i in order if (said := read(self.pieces[i])) is not None]
        return found[0] if found and (self.is_enough or len(set(found)) == 1) else None


def _is_timely(reading: Reading, claim: Claim, evidence: Evidence) -> bool | None:
    """True if a stretch tells of the year that is asked for, and of what was done or is planned as asked; False if it only plans
    what the claim has done; else None.
    """
    period, kind = told(reading, evidence)
    kind = "actual" if kind == "target" and _HAPPENED.search(evidence.text) else kind
    years = reading.query.asked_years(reading.snapshot.reports[evidence.hit.clause.report_id])
    is_of_year = not years or not period.isdecimal() or int(period) in years
    if is_of_year and (claim.is_done is None or kind == "other" or (kind == "actual") == claim.is_done):
        return True
    return False if claim.is_done is not False and kind == "target" else None


Agreement = Sequence[bool | None]  # empty where the claim says nothing of the kind, None for what a text leaves open


def _is_the_first(claim: Claim, text: str) -> Agreement:
    return (True if FIRST_TIME.search(text) else None,) if FIRST_TIME.search(claim.statement) else ()


def _has_come(claim: Claim, said: _Said) -> Agreement:
    """Whether a project has come as far as the claim has it, or what happened is what the claim tells."""
    if claim.stage is None:
        is_same = same_happening(claim.statement, "、".join(said.pieces))
        return () if is_same is None else (is_same or None,)
    stage = said.of_it(stage_of)
    return (None if stage is None else stage >= claim.stage,)


def _goes_the_way(claim: Claim, said: _Said) -> Agreement:
    wanted = direction_of(claim.about)
    if wanted is None:
        return ()
    found = said.of_it(functools.partial(direction_of, to_a_level=True))
    return (None if found is None else found is wanted,)


def _is_related(reading: Reading, claim: Claim, text: str) -> Agreement:
    """Whether a text has one of two things as more or less than the other, as the claim does."""
    comparison = comparison_of(claim.statement)
    relation = comparison.asks if comparison else stated_relation(claim.statement)
    if relation not in ("more", "less"):
        return ()
    found: Asks | None = stated_relation(text)
    if found and comparison and is_turned(reading, comparison, text):
        found = "less" if found == "more" else "more"
    if found is None and comparison and comparison.is_over_time:
        found = _over_time(text)
    return (None if found is None else found == relation,)


def _has_rank(claim: Claim, said: _Said) -> Agreement:
    wanted = rank_of(claim.statement)
    if wanted is None:
        return ()
    found = said.of_it(rank_of)
    return (None if found is None else found.keeps(wanted),)


def _is_of_all(reading: Reading, claim: Claim, evidence: Evidence) -> Agreement:
    """Whether what is claimed of all is said of all; a text that says neither speaks of the kind."""
    found = is_whole(evidence.text, _facts(reading, evidence)) if claim.is_of_all else None
    return () if found is None else (found,)


def _over_time(text: str) -> Asks | None:
    """Whether a text says that something is more or less than it was."""
    direction = direction_of(text, to_a_level=True) if _AGAINST_BEFORE.search(text) else None
    return None if direction is None else "more" if direction is Direction.UP else "less"


def _facts(reading: Reading, evidence: Evidence) -> list[Fact]:
    clause = evidence.hit.clause
    inside = range(clause.start + evidence.sentence[0], clause.start + evidence.sentence[1])
    return [fact for fact in reading.snapshot.facts_of(clause.clause_id) if fact.value_start in inside]
