"""Claims in words: whether the report says that something is so, is not so, happened, or is only planned."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from indexer.encoders.base import Floats
from indexer.records import Fact
from indexer.segment import fold
from service.readers import evidence as alignment
from service.readers.base import Reading
from service.readers.bounds import in_figures
from service.readers.claims import Claim
from service.readers.directions import WAYS, Direction, direction_of
from service.readers.evidence import Evidence, evidence_for, numbers, told
from service.readers.happenings import FINISHED, beyond_happening, goes_on, same_happening, stage_of, without_happening
from service.readers.labels import labels, ordinals
from service.readers.poles import agrees, is_left_open
from service.readers.ranks import FIRST_TIME, RANKS, rank_of
from service.readers.relations import RELATION, Asks, comparison_of, is_turned, stated_relation
from service.readers.thresholds import Threshold
from service.readers.verdict import Verdict
from service.readers.wholes import is_whole
from service.readers.wording import content, is_denied, undoes

T = TypeVar("T")
WEIGHTS = Path(__file__).with_name("statements.toml")
FEATURES = (*alignment.FEATURES, "agreed", "against", "open", "planned", "done", "nothing")
LEAST = 0.15  # the chance that there is a proof, from which one is given; the confidence weighs it once more
_NEAR_WHOLE = 0.1  # of what a stretch covers, how much a piece of it may lack and still speak of the same
_AGAINST_BEFORE = re.compile("[比较](?:上|去|前)一?年|同比|相比|增长|下降|增加|减少")
_HAPPENED = re.compile("[\u4e00-\u9fff]了(?![解望结却])")
_LAST_ONE = re.compile("最后一")


@dataclass(frozen=True, slots=True)
class Proof:
    """A stretch that proves or refutes a claim, if it speaks of it: `features` has FEATURES, which tell.

    agreed, against, open  of the things that the claim says, how many are so by words of their kind (a rank, a direction, …) in
                           it, how many are not, and of how many it has no word
    planned, done          1 for a plan where the claim has something done, and the other way round
    nothing                0; 1 for there being no proof
    """

    evidence: Evidence
    is_so: bool
    features: Floats


def judge_statement(reading: Reading, claim: Claim) -> Verdict | None:
    """What the stretch that most likely speaks of the claim says of it; None where it is likelier that none does."""
    found = proofs(reading, claim)
    if not found:
        return None
    chances = chances_of([proof.features for proof in found], weights())
    best = int(np.argmax(chances))
    if chances.sum() < LEAST:
        return None
    evidence = found[best].evidence
    return Verdict(found[best].is_so, (evidence.place(reading),), evidence.coverage, float(chances.sum()))


def chances_of(features: npt.ArrayLike, of: npt.ArrayLike) -> Floats:
    """The chance of each proof, (n,), which leave the rest to there being none, by weights of the FEATURES."""
    scores = np.exp(np.vstack([features, NOTHING]) @ np.asarray(of))
    return np.asarray(scores[:-1] / scores.sum(), np.float32)


NOTHING = np.array([name == "nothing" for name in FEATURES], np.float32)


def proofs(reading: Reading, claim: Claim) -> list[Proof]:
    """The stretches that would prove or refute the claim, those that cover most of it first."""
    threshold = Threshold.of(claim)
    about = without_happening(claim.about if threshold is None else threshold.subject)
    for words in (RELATION, WAYS, FIRST_TIME, RANKS):
        about = words.sub(" ", about)
    core = content(about, reading.region)
    found = []
    for evidence in evidence_for(reading, core):
        judged = _judge(reading, claim, threshold, evidence)
        if judged is not None:
            is_so, how = judged
            found.append(Proof(evidence, is_so, np.array((*evidence.features, *how, 0), np.float32)))
    return found


@functools.cache
def weights() -> Floats:
    fitted = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
    return np.array([fitted[name] for name in FEATURES], np.float32)


def _judge(
    reading: Reading, claim: Claim, threshold: Threshold | None, evidence: Evidence
) -> tuple[bool, tuple[float, ...]] | None:
    """What one stretch says of the claim, if it speaks of its thing, and how it was judged (FEATURES from "agreed" on); None
    where it cannot tell.
    """
    said = _Said.of(evidence)
    is_of_year, kind = _time(reading, claim, evidence)
    is_planned = kind == "target" and (claim.is_done is True or claim.is_done is None and not is_of_year)
    needed = (
        *(_has_figure(reading, threshold, evidence, said) if threshold else _is_related(reading, claim, evidence.text)),
        *_is_the_first(claim, evidence.text),
        *_has_rank(claim, said),
        *_is_of_series(claim, evidence),
    )
    agreements = [
        *needed,
        *_has_come(claim, said, is_plan=kind == "target"),
        *_goes_the_way(claim, said),
        *_is_of_all(reading, claim, evidence),
        *_is_labelled(claim, evidence.text),
    ]
    if None in needed or not is_of_year or not agreements and is_left_open(claim.about, said.nearest):
        return None
    if not agrees(claim.statement, said.nearest):
        agreements.append(False)
    is_told_denied = is_denied(beyond_happening(claim.statement, said.nearest)) and not _LAST_ONE.search(evidence.text)
    if undoes(claim.statement) and not is_told_denied and False not in agreements:
        return None
    if is_planned and claim.stage is not None and said.of_it(stage_of) is not None or False in agreements:
        is_so = claim.is_denied
    else:
        is_so = claim.is_denied == is_told_denied
    is_done = claim.is_done is False and kind == "actual"
    how = (agreements.count(True), agreements.count(False), agreements.count(None), is_planned, is_done)
    return is_so, tuple(map(float, how))


@dataclass(frozen=True, slots=True)
class _Said:
    """A stretch in its smallest pieces, with the one that speaks best of the claim's thing, and whether that one is enough."""

    pieces: tuple[str, ...]
    at: int
    is_enough: bool
    nearest: str  # the part between stops that is enough, else all of it
    start: int  # where that stands in the text of the hit

    @classmethod
    def of(cls, evidence: Evidence) -> _Said:
        pieces = [piece for part in evidence.pieces for piece in part]
        fits = [float(piece.fits @ evidence.weights) for piece in pieces]
        parts = [float(np.max([piece.fits for piece in part], axis=0) @ evidence.weights) for part in evidence.pieces]
        near_whole = evidence.own - _NEAR_WHOLE
        best = evidence.pieces[parts.index(max(parts))]
        text = evidence.hit.text
        start, end = (best[0].start, best[-1].end) if max(parts) >= near_whole else (evidence.start, evidence.end)
        return cls(
            pieces=tuple(text[piece.start : piece.end] for piece in pieces),
            at=fits.index(max(fits)),
            is_enough=max(fits) >= near_whole,
            nearest=text[start:end],
            start=start,
        )

    def of_it(self, read: Callable[[str], T | None]) -> T | None:
        """What is said in the piece, else in the nearest one before it (开工建设A、B), else in the nearest behind (A、B开工).

        None where the pieces say different things and no single one is of the claim's thing.
        """
        order = (self.at, *range(self.at - 1, -1, -1), *range(self.at + 1, len(self.pieces)))
        found = [said for i in order if (said := read(self.pieces[i])) is not None]
        return found[0] if found and (self.is_enough or len(set(found)) == 1) else None


def _time(reading: Reading, claim: Claim, evidence: Evidence) -> tuple[bool, str]:
    """Whether a stretch tells of a year that is asked for, or of none; and "actual", "target" or "other", of what happened
    "actual".
    """
    period, kind = told(reading, evidence)
    kind = "actual" if kind == "target" and _HAPPENED.search(evidence.text) else kind
    asked = replace(reading.query, planned=None)  # done or planned is weighed
    years = asked.asked_years(reading.snapshot.reports[evidence.hit.clause.report_id])
    return not years or not period.isdecimal() or int(period) in years, kind


Agreement = Sequence[bool | None]  # empty where the claim says nothing of the kind, None for what a text leaves open


def _is_the_first(claim: Claim, text: str) -> Agreement:
    return (True if FIRST_TIME.search(text) else None,) if FIRST_TIME.search(claim.statement) else ()


def _has_come(claim: Claim, said: _Said, *, is_plan: bool) -> Agreement:
    """Whether a project has come as far as the claim has it, or what happened is what the claim tells."""
    is_same = same_happening(claim.statement, "、".join(said.pieces))
    has_come = _has_reached(claim, said)
    if has_come is not None:
        return (has_come or (None if is_plan and claim.is_done is not True else False),)  # what is to be started may be finished
    return () if is_same is claim.stage is None else (is_same or None,)


def _has_reached(claim: Claim, said: _Said) -> bool | None:
    """Whether a project has come to the stage of the claim; one that only goes on (进展顺利) is not finished."""
    stage = None if claim.stage is None else said.of_it(stage_of)
    if claim.stage is None or stage is None:
        return False if claim.stage is not None and claim.stage >= FINISHED and said.of_it(goes_on) else None
    return stage == claim.stage if claim.is_still else stage >= claim.stage


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
    found = is_whole(evidence.text, _facts(reading, evidence, *evidence.sentence)) if claim.is_of_all else None
    return () if found is None else (found,)


def _is_labelled(claim: Claim, text: str) -> Agreement:
    """Whether what the claim counts off (7月, Ⅲ类) is what the text does."""
    wanted, found = labels(claim.statement), labels(text)
    return [bool(of & found[kind]) if kind in found else None for kind, of in wanted.items()]


def _is_of_series(claim: Claim, evidence: Evidence) -> Agreement:
    """Whether the sentence names those of a series (第二十届) that the claim names: of others it says nothing."""
    wanted = ordinals(claim.statement)
    return (True if wanted <= ordinals(evidence.hit.text[slice(*evidence.sentence)]) else None,) if wanted else ()


def _has_figure(reading: Reading, threshold: Threshold, evidence: Evidence, said: _Said) -> Agreement:
    """Whether a figure of the stretch keeps the bound that the claim sets."""
    facts = _facts(reading, evidence, said.start, said.start + len(said.nearest))
    found = [threshold.is_kept(fact) for fact in facts if threshold.admits(reading, fact)]
    if not found and threshold.bound.value_base in numbers(in_figures(fold(said.nearest))):  # 首次突破万亿元
        return ()
    return (True if True in found else False if False in found else None,)


def _over_time(text: str) -> Asks | None:
    """Whether a text says that something is more or less than it was."""
    direction = direction_of(text, to_a_level=True) if _AGAINST_BEFORE.search(text) else None
    return None if direction is None else "more" if direction is Direction.UP else "less"


def _facts(reading: Reading, evidence: Evidence, start: int, end: int) -> list[Fact]:
    """Those of hit.text[start:end]."""
    clause = evidence.hit.clause
    inside = range(clause.start + start, clause.start + end)
    return [fact for fact in reading.snapshot.facts_of(clause.clause_id) if fact.value_start in inside]
