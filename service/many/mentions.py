"""Which theme a question asks to be mentioned (提到了“低空经济”的省份有哪些), and the sentence of a report that has it."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from indexer.facts.part import Part, parts
from indexer.facts.phrases import COUNTING_LEAD
from indexer.records import Clause, Report
from indexer.segment import simplified
from indexer.snapshot import Snapshot
from service.facts.indicators import find_indicator, mentioned
from service.query import Query
from service.records import Citation

InTheirWords = Callable[[str], str | None]  # what the reports call something that none of them says in these words

_VERB = (
    r"(?:(?:[提说写讲谈][到及起]|提及|写[进入明]|涉及|(?<=报告)[里中上]?(?:都)?(?:出现|有(?!没|[提说写讲谈涉]))|[写提]了|提(?![高升前供出倡振质取请交示拔炼]))了?过?|"
    r"mention(?:ed|s|ing)?|(?:talk|spoke|speak)(?:ed|s)? (?:about|of)|discuss(?:ed|es)?|refer(?:red|s)? to|"
    r"(?:say|said) (?:any|some)thing (?:about|on))"
)
_REGIONS = r"的(?:[省地城市县区]|都?有|是|报告).*"
_REPORTS = r"\s+in (?:their|the|its|this|that)\b.*|\s+(?:in|for) (?:19|20)\d\d"
_WHERE = r"(?:哪|多少|几|所有|各)"
_BEHIND = re.compile(rf"(?<![未被]){_VERB}\s*(?P<words>(?!哪|多少|几).+?)(?:{_REGIONS}|{_REPORTS})?[?？。]?$")
_BEFORE = re.compile(rf"(?P<words>.+?)(?:一词|这个?词|这个?说法)?(?:都|分别)?(?:出现|被?[写提])(?:在|进|入|到)了?{_WHERE}")
_QUOTED = re.compile(r"[“\"「‘']([^“”\"「」‘’']+)[”\"」’']")
_OF_QUOTED = re.compile("[”\"」’'][^“]{0,4}[的里中]")  # “十五五”规划里的核电: of what is quoted something else is meant
_FIGURE = re.compile(r"多少|几(?!个?[省市县区地])|百分之|目标|数据|数字|增速|how m")
_LISTED = re.compile("和|与|以及|及|、|又|同时|\\band\\b")
_OR = re.compile(r"\s*(?:[,，(（]\s*即|[,，]?(?:[(（)）/]|或者?|也就是|(?:也|又)[叫称]))\s*")
_EITHER = re.compile(rf"{_OR.pattern}|\bor\b")  # between quotes
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # ＋ and Ａ as they are typed
# What is done with a theme, or for whom, is told in other words: 要大力发展低空经济, 给老小区加装电梯.
_AROUND = re.compile(
    rf"^(?:{COUNTING_LEAD.pattern}|打算|计划|准备|大力|加快|积极|促进|鼓励|发展|发放|推行|搞好?|抓好?|关于|有关|[要将办建]|"
    r"[给为对向].*?(?=[新加改修建补发装]))"
)
_PLANS = re.compile(
    rf"(?:提出|说|表示)?(?:(?<![重主需必只不想首])要(?!求)|打算|计划|准备)(?P<words>[^\d多几]+?)(?:{_REGIONS})?[?？。]?$|"
    rf"\b(?:plan|aim|intend|want)s? to \w+ (?:more |new |the )?(?P<object>[^\d]+?)(?:{_REPORTS})?[?]?$"
)
_ASKS_WHO = re.compile(r"(?:哪|几个|多少个|谁|which|how many).*(?:要|打算|计划|准备|plan|aim|intend|want)")


class Theme(NamedTuple):
    """What is to be mentioned: all of `parts`, each in any of its wordings, where it is asked so among what is planned."""

    parts: Sequence[Sequence[str]]
    is_planned: bool = False


def asked_theme(query: Query, reports: Sequence[Report], in_their_words: InTheirWords) -> Theme | None:
    """The theme that a report must have; None where the question asks for something else.

    Joined words that no report has together are sought one by one: 银发经济和冰雪经济.
    """
    match = _BEFORE.search(query.folded) or _BEHIND.search(query.folded)
    if match is None:
        return _planned(query, reports)
    if _FIGURE.search(match["words"]) and (mentioned(match["words"]) or "多少" in match["words"]):
        return None
    quoted = [each for each in _QUOTED.findall(match.string) if each.strip()]
    if quoted and not _OF_QUOTED.search(match["words"]):
        is_either = any(map(_EITHER.search, _QUOTED.split(match.string)[2:-1:2]))
        return Theme([quoted] if is_either else [[each] for each in quoted])
    words = match["words"].strip(' “”"「」的,，')
    if not words:
        return None
    if said := _said(words, reports):
        return Theme([said])
    joined = [_said(part, reports) if len(part) > 1 else () for part in _LISTED.split(words)]
    return Theme(joined if all(joined) else [[in_their_words(words) or words]])


def _planned(query: Query, reports: Sequence[Report]) -> Theme | None:
    """What is to be done, where it is asked who will do it and a report has it: 低空经济 of 哪些省要发展低空经济."""
    match = _PLANS.search(query.folded) if _ASKS_WHO.search(query.folded) else None
    if match is None or _FIGURE.search(match.group()) or mentioned(match["words"] or ""):
        return None
    words = match["words"] or match["object"]
    while (shorter := _AROUND.sub("", words)) != words:
        words = shorter
    said = _said(words, reports) if len(words) > 1 else ()
    return Theme([said], is_planned=True) if said else None


def _said(words: str, reports: Sequence[Report]) -> Sequence[str]:
    """The wordings of a theme that a report has: it as a whole or the names of the indicator that it is, else of those named
    side by side, or else of what is left of it without the words around it.
    """
    left = words.strip()
    while left:
        whole = [left, *(find_indicator(left).names if left.isascii() else ())]
        for wordings in (whole, [each for each in _OR.split(left) if len(each) > 1]):
            if said := [each for each in wordings if is_mentioned(each, reports)]:
                return said
        shorter = _AROUND.sub("", left)
        left = "" if shorter == left else shorter
    return ()


def is_mentioned(words: str, reports: Sequence[Report]) -> bool:
    pattern = _pattern((words,))
    return any(pattern.search(_text(report)) for report in reports)


def first_mention(theme: Theme, reports: Sequence[Report], snapshot: Snapshot) -> Citation | None:
    """The first sentence that has the first part of a theme, in a report that has all of it."""
    patterns = [_pattern(tuple(wordings)) for wordings in theme.parts]
    for report in reports:
        text = _text(report)
        if not all(each.search(text) for each in patterns):
            continue
        clauses = snapshot.clauses_of(report.report_id)
        if theme.is_planned:
            clauses = [clause for clause, part in zip(clauses, parts(report, clauses), strict=True) if part is Part.PLAN]
        for match in patterns[0].finditer(text):
            if place := _sentence(report, match.start(), clauses, snapshot):
                return place
    return None


@functools.lru_cache(maxsize=1 << 14)
def _text(report: Report) -> str:
    return simplified(report.text).translate(_HALF_WIDTH)


@functools.lru_cache(maxsize=256)
def _pattern(wordings: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the wordings in any case, with white space between any two characters, as a printer leaves it."""
    spaced = (r"\s*".join(map(re.escape, each.replace(" ", ""))) for each in wordings)
    return re.compile("|".join(spaced), re.IGNORECASE)


def _sentence(report: Report, at: int, clauses: Sequence[Clause], snapshot: Snapshot) -> Citation | None:
    for clause in clauses:
        if clause.start <= at < clause.end:
            row = snapshot.row_of[clause.clause_id]
            first, last = snapshot.first_sentences[row : row + 2]
            for _, start, end in snapshot.sentences[first:last].tolist():
                if start <= at < end:
                    return Citation.of(report, clause, start, end)
    return None
