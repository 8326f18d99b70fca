"""Claims in words: whether the report says that something is so, is not so, happened, or is only planned."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from indexer.records import Fact
from service.readers.base import Reading
from service.readers.claims import Claim
from service.readers.directions import WAYS, Direction, direction_of
from service.readers.enumeration import split
from service.readers.evidence import Evidence, evidence_for, told
from service.readers.happenings import same_happening, stage_of, without_happening
from service.readers.relations import RELATION, Asks, comparison_of, is_turned, stated_relation
from service.readers.relevance import relevance
from service.readers.stops import PART
from service.readers.verdict import Verdict
from service.readers.wholes import is_whole
from service.readers.wording import content, is_denied, undoes

T = TypeVar("T")
_COVERED = 0.6  # of the claim, by a stretch and its headings
_NEAR_BEST = 0.15  # how much less than the best a stretch may cover and still decide
_NEAR_WHOLE = 0.1  # of what a stretch covers, how much a piece of it may lack and still speak of the same
_ORDINAL = re.compile(
    r"第([一二三四五六七八九十\d]+)(?=$|[名位个、，。；\s]|大)|(?P<first>首位|榜首|(?:世界|全国|全省|全球|居)首)"
)
_FIRST_TIME = re.compile(r"第一次|首次|首度|头一[回次]|\bfirst time\b")
_AGAINST_BEFORE = re.compile("[比较](?:上|去|前)一?年|同比|增长|下降")
_MOST = re.compile("最(?!后|低生活|近)|新高|新低")
_LAST_ONE = re.compile("最后一")


def judge_statement(reading: Reading, claim: Claim) -> Verdict | None:
    """What the stretch that speaks of the claim says of it; None where none does, or none decides it."""
    about = without_happening(claim.about)
    for words in (RELATION, WAYS, _ORDINAL, _FIRST_TIME):
        about = words.sub(" ", about)
    core = content(about, reading.region)
    verb = None if _tells_otherwise(claim) else next((word for word in reversed(core.split()) if len(word) > 1), None)
    found = evidence_for(reading, core)
    for evidence in found:
        if evidence.coverage < max(_COVERED, found[0].coverage - _NEAR_BEST):
            break
        if verb and not evidence.has(reading, verb):
            continue
        is_so = _is_so(reading, claim, evidence, core)
        if is_so is not None:
            return Verdict(is_so, (evidence.place(reading),), evidence.coverage)
    return None


def _tells_otherwise(claim: Claim) -> bool:
    """Whether what the claim tells is held against words of its kind; else it is its last word that a text must have."""
    text = claim.statement
    told = (claim.stage, direction_of(text), stated_relation(text), comparison_of(text), _rank(text), same_happening(text, text))
    return any(each is not None for each in told)


def _is_so(reading: Reading, claim: Claim, evidence: Evidence, core: str) -> bool | None:
    """What one stretch says of the claim: whether all that the claim says of its thing is said of it, and nothing denies it."""
    said = _Said.of(reading, evidence.text, core)
    is_timely = _is_timely(reading, claim, evidence)
    if is_timely is not True:
        return claim.is_denied if is_timely is False and claim.stage is not None and said.of_it(stage_of) is not None else None
    agreements = (
        _has_come(claim, said),
        _goes_the_way(claim, said),
        _is_related(reading, claim, evidence.text),
        None if _FIRST_TIME.search(claim.statement) and not _FIRST_TIME.search(evidence.text) else True,
        None if _MOST.search(claim.statement) and not _MOST.search(evidence.text) else True,
        _has_rank(claim, said),
        is_whole(evidence.text, _facts(reading, evidence)) if claim.is_of_all else True,
    )
    if None in agreements:
        return None
    if False in agreements:
        return claim.is_denied
    is_told_denied = is_denied(evidence.text) and not _LAST_ONE.search(evidence.text)
    return None if undoes(claim.statement) and not is_told_denied else claim.is_denied == is_told_denied


@dataclass(frozen=True, slots=True)
class _Said:
    """A stretch in its smallest pieces, with the one that speaks best of the claim's thing, and whether that one is enough."""

    pieces: tuple[str, ...]
    at: int
    is_enough: bool

    @classmethod
    def of(cls, reading: Reading, text: str, core: str) -> _Said:
        pieces = tuple(text[start:end] for start, end in split(text, 0, len(text), PART))
        *fits, whole = relevance(reading.encoder, core, (*pieces, text)).tolist()
        return cls(pieces, fits.index(max(fits)), max(fits) >= whole - _NEAR_WHOLE)

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
    years = reading.query.asked_years(reading.snapshot.reports[evidence.hit.clause.report_id])
    is_of_year = not years or not period.isdecimal() or int(period) in years
    if is_of_year and (claim.is_done is None or kind == "other" or (kind == "actual") == claim.is_done):
        return True
    return False if claim.is_done is not False and kind == "target" else None


def _has_come(claim: Claim, said: _Said) -> bool | None:
    """Whether a project has come as far as the claim has it, or what happened is what the claim tells."""
    if claim.stage is None:
        return None if same_happening(claim.statement, "、".join(said.pieces)) is False else True
    stage = said.of_it(stage_of)
    return None if stage is None else stage >= claim.stage


def _goes_the_way(claim: Claim, said: _Said) -> bool | None:
    wanted = direction_of(claim.about)
    found = said.of_it(direction_of) if wanted else None
    return True if found is wanted else None if found is None else False


def _is_related(reading: Reading, claim: Claim, text: str) -> bool | None:
    """Whether a text has one of two things as more or less than the other, as the claim does."""
    comparison = comparison_of(claim.statement)
    relation = comparison.asks if comparison else stated_relation(claim.statement)
    if relation not in ("more", "less"):
        return True
    found: Asks | None = stated_relation(text)
    if found and comparison and is_turned(reading, comparison, text):
        found = "less" if found == "more" else "more"
    if found is None and comparison and comparison.is_over_time:
        found = _over_time(text)
    return None if found is None else found == relation


def _has_rank(claim: Claim, said: _Said) -> bool | None:
    wanted = _rank(claim.statement)
    found = said.of_it(_rank) if wanted else None
    return True if found == wanted else None if found is None else False


def _over_time(text: str) -> Asks | None:
    """Whether a text says that something is more or less than it was."""
    direction = direction_of(text) if _AGAINST_BEFORE.search(text) else None
    return None if direction is None else "more" if direction is Direction.UP else "less"


def _rank(text: str) -> str | None:
    """The last place in an order that a text names, as a number."""
    found = list(_ORDINAL.finditer(text))
    if not found:
        return None
    return "1" if found[-1]["first"] else found[-1][1].translate(str.maketrans("一二三四五六七八九", "123456789"))


def _facts(reading: Reading, evidence: Evidence) -> list[Fact]:
    clause = evidence.hit.clause
    inside = range(clause.start + evidence.sentence[0], clause.start + evidence.sentence[1])
    return [fact for fact in reading.snapshot.facts_of(clause.clause_id) if fact.value_start in inside]
