"""Which words a question asks to be mentioned (提到了“低空经济”的省份有哪些), and the sentence of a report that has them."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from indexer.records import Report
from indexer.segment import simplified
from indexer.snapshot import Snapshot
from service.facts.indicators import mentioned
from service.query import Query
from service.records import Citation

_VERB = r"(?:(?:[提说写讲谈]到|提及|写[进入明]|[写提]了)了?|mention(?:ed|s)?)"
_REGIONS = r"的(?:[省地城市县区]|都?有|是|报告).*"
_WHERE = r"(?:哪|多少|几|所有|各)"
_BEHIND = re.compile(rf"(?<![没未被]){_VERB}\s*(?P<words>.+?)(?:{_REGIONS})?[?？。]?$")
_BEFORE = re.compile(rf"(?P<words>.+?)(?:一词|这个?词|这个?说法)?(?:都|分别)?(?:出现|被?[写提])(?:在|进|入|到)了?{_WHERE}")
_QUOTED = re.compile(r"[“\"「‘']([^“”\"「」‘’']+)[”\"」’']")
_FIGURE = re.compile(r"多少|几(?!个?[省市县区地])|百分之|目标|数据|数字|增速|how m")
_LISTED = re.compile("和|与|以及|及|、|又|同时")


def asked_words(query: Query, reports: Sequence[Report]) -> Sequence[str]:
    """The words that a report must have, all of them; none where the question asks for something else.

    Joined words that no report has together are sought one by one: 银发经济和冰雪经济.
    """
    match = _BEFORE.search(query.folded) or _BEHIND.search(query.folded)
    if match is None or (_FIGURE.search(match["words"]) and (mentioned(match["words"]) or "多少" in match["words"])):
        return ()
    if quoted := _QUOTED.findall(match.string):
        return quoted
    words = match["words"].strip(' “”"「」的')
    is_said = any(_pattern(words).search(simplified(report.text)) for report in reports)
    return (words,) if is_said else tuple(filter(None, _LISTED.split(words)))


def first_mention(words: Sequence[str], reports: Sequence[Report], snapshot: Snapshot) -> Citation | None:
    """The first sentence that has the first of the words, in a report that has all of them."""
    for report in reports:
        text = simplified(report.text)
        if not all(_pattern(each).search(text) for each in words):
            continue
        for match in _pattern(words[0]).finditer(text):
            if place := _sentence(report, match.start(), snapshot):
                return place
    return None


@functools.lru_cache(maxsize=256)
def _pattern(words: str) -> re.Pattern[str]:
    """The words in any case, with white space between any two of their characters, as a printer leaves it."""
    return re.compile(r"\s*".join(map(re.escape, words.replace(" ", ""))), re.IGNORECASE)


def _sentence(report: Report, at: int, snapshot: Snapshot) -> Citation | None:
    for clause in snapshot.clauses_of(report.report_id):
        if clause.start <= at < clause.end:
            row = snapshot.row_of[clause.clause_id]
            first, last = snapshot.first_sentences[row : row + 2]
            for _, start, end in snapshot.sentences[first:last].tolist():
                if start <= at < end:
                    return Citation.of(report, clause, start, end)
    return None
