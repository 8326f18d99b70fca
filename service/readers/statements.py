"""Claims in words: whether the report says that something is so, is not so, happened, or is only planned."""

from __future__ import annotations

import re

from indexer.records import Fact
from service.readers.base import Reading
from service.readers.claims import Claim
from service.readers.directions import WAYS, Direction, direction_of
from service.readers.evidence import Evidence, evidence_for, told
from service.readers.happenings import same_happening, stage_of, without_happening
from service.readers.relations import RELATION, Asks, comparison_of, stated_relation
from service.readers.verdict import Verdict
from service.readers.wholes import is_whole
from service.readers.wording import content, is_denied, undoes

_COVERED = 0.6  # of the claim, by a stretch and its headings
_NEAR_BEST = 0.15  # how much less than the best a stretch may cover and still decide
_ORDINAL = re.compile(
    r"第([一二三四五六七八九十\d]+)(?=$|[名位个、，。；\s]|大)|(?P<first>首位|榜首|(?:世界|全国|全省|全球|居)首)"
)
_FIRST_TIME = re.compile(r"第一次|首次|首度|头一[回次]|\bfirst time\b")
_AGAINST_BEFORE = re.compile("[比较](?:上|去|前)一?年|同比|增长|下降")
_LAST_ONE = re.compile("最后一")


def judge_statement(reading: Reading, claim: Claim) -> Verdict | None:
    """What the stretch that speaks of the claim says of it; None where none does, or none decides it."""
    about = without_happening(claim.about)
    for words in (RELATION, WAYS, _ORDINAL, _FIRST_TIME):
        about = words.sub(" ", about)
    found = evidence_for(reading, content(about, reading.region))
    for evidence in found:
        if evidence.coverage < max(_COVERED, found[0].coverage - _NEAR_BEST):
            break
        is_so = _is_so(reading, claim, evidence)
        if is_so is not None:
            return Verdict(is_so, (evidence.place(reading),), evidence.coverage)
    return None


def _is_so(reading: Reading, claim: Claim, evidence: Evidence) -> bool | None:
    """What one stretch says of the claim."""
    text = evidence.text
    comparison = comparison_of(claim.statement)
    stage = stage_of(claim.statement)
    stage_told = stage_of(text)
    is_timely = _is_timely(reading, claim, evidence)
    if is_timely is False:
        is_later = claim.is_done is not False and told(reading, evidence)[1] == "target"
        return claim.is_denied if stage is not None and stage_told is not None and is_later else None
    if stage is not None:
        if stage_told is None:
            return None
        if stage_told < stage:
            return claim.is_denied
    elif same_happening(claim.statement, text) is False:
        return None
    direction = direction_of(claim.about)
    if direction is not None and direction_of(text) is not direction:
        return None if direction_of(text) is None else claim.is_denied
    relation = comparison.asks if comparison else stated_relation(claim.statement)
    if relation in ("more", "less"):
        relation_told = stated_relation(text) or (_over_time(text) if comparison and comparison.is_over_time else None)
        if relation_told is None:
            return None
        if relation_told != relation:
            return claim.is_denied
    if _FIRST_TIME.search(claim.statement) and not _FIRST_TIME.search(text):
        return None
    if rank := _rank(claim.statement):
        if _rank(text) is None:
            return None
        if _rank(text) != rank:
            return claim.is_denied
    if claim.is_of_all:
        whole = is_whole(text, _facts(reading, evidence))
        if whole is None:
            return None
        if not whole:
            return claim.is_denied
    is_told_denied = is_denied(text) and not _LAST_ONE.search(text)
    return None if undoes(claim.statement) and not is_told_denied else claim.is_denied == is_told_denied


def _is_timely(reading: Reading, claim: Claim, evidence: Evidence) -> bool:
    """Whether a stretch tells of the year that is asked for, and of what was done or is planned as asked."""
    period, kind = told(reading, evidence)
    years = reading.query.asked_years(reading.snapshot.reports[evidence.hit.clause.report_id])
    if years and period.isdecimal() and int(period) not in years:
        return False
    return claim.is_done is None or kind == "other" or (kind == "actual") == claim.is_done


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
    return [fact for fact in reading.snapshot.facts_of.get(clause.clause_id, ()) if fact.value_start in inside]
