"""What a stretch of a report says of a claim, by words of one kind after another: agrees, is against, or leaves it open."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from indexer.records import Fact
from indexer.segment import fold
from service.readers.base import Reading
from service.readers.bounds import in_figures
from service.readers.claims import Claim
from service.readers.directions import Direction, direction_of
from service.readers.evidence import Evidence, numbers, told
from service.readers.happenings import FINISHED, beyond_happening, goes_on, same_happening, stage_of
from service.readers.labels import labels, ordinals
from service.readers.poles import agrees, is_left_open
from service.readers.ranks import FIRST_TIME, rank_of
from service.readers.relations import Asks, comparison_of, is_turned, stated_relation
from service.readers.thresholds import Threshold
from service.readers.wholes import is_whole
from service.readers.wording import is_denied, undoes

T = TypeVar("T")
NEEDED = ("figure", "relation", "first", "rank", "series")  # what tells of these has to have a word of the kind, mostly
SIGNALS = (
    *NEEDED,
    "amount",
    "stage",
    "happening",
    "direction",
    "whole",
    "label",
    "pole",
    "denial",
    "undoing",
    "attempt",
    "lasting",
)
LEFT_OPEN = ("stage", "happening", "direction", "label", "pole", "undoing", "lasting")  # by a stretch that has no such word
CIRCUMSTANCES = ("elsewhen", "planned", "done", "degree", "unsaid")
_NEAR_WHOLE = 0.1  # of what a stretch covers, how much a piece of it may lack and still speak of the same
_AGAINST_BEFORE = re.compile("[比较](?:上|去|前)一?年|同比|相比|增长|下降|增加|减少")
_HAPPENED = re.compile("[\u4e00-\u9fff](?<![为除])了(?![解望结却])")
_STRIVES = re.compile(
    "申[建报办请]|力争|争取|争创|积极创|谋划|前期工作|加快迈向|创建(?!成)|冲刺|推动[^，。；]{0,14}(?:进入|列入|纳入|成为)"
)
_LASTS = re.compile("持续|继续|保持|延续|仍|坚持")
_ENDS = re.compile("取消|放开|结束|告别|不再|终止|废止|解除|清零|归零|全部|消除|杜绝|退出|全覆盖|免除")
_LAST_ONE = re.compile("最后一")


@dataclass(frozen=True, slots=True)
class Signals:
    """What a stretch says of a claim that is taken without its denial.

    says           of each of SIGNALS 1 where it agrees, -1 where it is against, 0 where claim or stretch have nothing of the kind
    open           of NEEDED and LEFT_OPEN the share of what the claim says by words of the kind that the stretch has none for
    circumstances  of each of CIRCUMSTANCES 1 where it is so:
                   elsewhen  the stretch tells of another year than is asked for
                   planned   it tells a plan where the claim has something done; done: the other way round
                   degree    the claim ends in how much, and the stretch does not say that
                   unsaid    nor, or not which way it went, and nothing else that speaks for or against the claim
    """

    says: tuple[float, ...]
    open: tuple[float, ...]
    circumstances: tuple[float, ...]

    @property
    def is_of_another(self) -> bool:
        """Whether the stretch names none of the series (第二十届) that the claim names."""
        return self.open[NEEDED.index("series")] == 1


def signals_of(reading: Reading, claim: Claim, threshold: Threshold | None, evidence: Evidence) -> Signals:
    said = _Said.of(evidence)
    is_of_year, kind = _time(reading, claim, evidence)
    is_told_denied = is_denied(beyond_happening(claim.statement, said.nearest)) and not _LAST_ONE.search(evidence.text)
    found: Mapping[str, Agreement] = {
        "figure": _has_figure(reading, threshold, evidence, said) if threshold else (),
        "amount": _has_amount(reading, threshold, evidence) if threshold else (),
        "relation": () if threshold else _is_related(reading, claim, evidence.text),
        "first": _is_the_first(claim, evidence.text),
        "rank": _has_rank(claim, said),
        "series": _is_of_series(claim, evidence),
        "stage": _has_come(claim, said, is_plan=kind == "target"),
        "happening": _has_happened(claim, said),
        "direction": _goes_the_way(claim, said),
        "whole": () if threshold else _is_of_all(reading, claim, evidence),
        "label": _is_labelled(claim, evidence.text),
        "pole": [is_so for is_so in agrees(claim.statement, said.nearest) if not is_so],  # one that is in names agrees by chance
        "denial": (False,) if is_told_denied else (),
        "undoing": _does_away(claim, said),
        "attempt": _strives(claim, said),
        "lasting": _lasts(said.nearest) if claim.is_still and not claim.is_denied else (),
    }
    is_planned = kind == "target" and (claim.is_done is True or claim.is_done is None and not is_of_year)
    is_of_degree = is_left_open(claim.about, said.nearest)
    says_nothing = not any(is_so is not None for name in SIGNALS if name != "denial" for is_so in found[name])
    circumstances = (
        not is_of_year,
        is_planned,
        claim.is_done is False and kind == "actual",
        is_of_degree,
        says_nothing and (is_of_degree or None in found["direction"]),
    )
    return Signals(
        tuple(_mean(1.0 if is_so else -1.0 for is_so in found[name] if is_so is not None) for name in SIGNALS),
        tuple(_mean(float(is_so is None) for is_so in found[name]) for name in (*NEEDED, *LEFT_OPEN)),
        tuple(map(float, circumstances)),
    )


def _mean(values: Iterable[float]) -> float:
    kept = list(values)
    return sum(kept) / len(kept) if kept else 0.0


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


def _does_away(claim: Claim, said: _Said) -> Agreement:
    """Whether something is done away with (取消, 免费) that the claim has done away with, or not."""
    is_gone = undoes(beyond_happening(claim.statement, said.nearest)) and not _LAST_ONE.search(said.nearest)
    if undoes(claim.statement):
        return (is_gone or None,)
    return (False,) if is_gone else ()


def _strives(claim: Claim, said: _Said) -> Agreement:
    """Whether what is said to be so is only striven for (申报, 力争)."""
    is_attempt = _STRIVES.search(said.nearest) and not _STRIVES.search(claim.statement)
    return (False,) if is_attempt and claim.is_done is not False else ()


def _lasts(text: str) -> Agreement:
    """Whether a text says that something goes on, or that it is over."""
    return (True,) if _LASTS.search(text) else (False,) if _ENDS.search(text) else (None,)


def _is_the_first(claim: Claim, text: str) -> Agreement:
    return (True if FIRST_TIME.search(text) else None,) if FIRST_TIME.search(claim.statement) else ()


def _has_come(claim: Claim, said: _Said, *, is_plan: bool) -> Agreement:
    """Whether a project has come as far as the claim has it."""
    if claim.stage is None:
        return ()
    has_come = _has_reached(claim.stage, claim, said)
    is_open = has_come is False and is_plan and claim.is_done is not True  # what is to be started may be finished
    return (None if is_open else has_come,)


def _has_happened(claim: Claim, said: _Said) -> Agreement:
    """Whether what happened is what the claim tells."""
    is_same = same_happening(claim.statement, "、".join(said.pieces))
    return () if is_same is None else (is_same or None,)


def _has_reached(wanted: int, claim: Claim, said: _Said) -> bool | None:
    """Whether a project has come to a stage, or is still at it; one that only goes on (进展顺利) is not finished."""
    stage = said.of_it(stage_of)
    if stage is None:
        return False if wanted >= FINISHED and said.of_it(goes_on) else None
    return stage == wanted if claim.is_still else stage >= wanted


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
    facts = (
        [] if evidence.is_far else _facts(reading, evidence, *evidence.sentence)
    )  # of what is counted there is what is claimed
    found = is_whole(evidence.text, facts) if claim.is_of_all else None
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


def _has_amount(reading: Reading, threshold: Threshold, evidence: Evidence) -> Agreement:
    """Whether the figures of its sentence that may be bounded all keep the bound, or none does."""
    facts = _facts(reading, evidence, *evidence.sentence)
    found = {threshold.is_kept(fact) for fact in facts if threshold.admits(reading, fact)} - {None}
    return tuple(found) if len(found) == 1 else ()


def _over_time(text: str) -> Asks | None:
    """Whether a text says that something is more or less than it was."""
    direction = direction_of(text, to_a_level=True) if _AGAINST_BEFORE.search(text) else None
    return None if direction is None else "more" if direction is Direction.UP else "less"


def _facts(reading: Reading, evidence: Evidence, start: int, end: int) -> list[Fact]:
    """Those of hit.text[start:end]."""
    clause = evidence.hit.clause
    inside = range(clause.start + start, clause.start + end)
    return [fact for fact in reading.snapshot.facts_of(clause.clause_id) if fact.value_start in inside]
