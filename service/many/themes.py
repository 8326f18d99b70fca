"""Which theme a question asks to be mentioned: 提到了“低空经济”的省份有哪些, 绿电直连有哪些省在推, ¿qué provincias hablan de…?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from indexer.facts.phrases import COUNTING_LEAD
from indexer.records import Report
from indexer.segment import words
from service.facts.indicators import find_indicator, mentioned
from service.many.mentions import Theme, is_mentioned
from service.many.scope import Scope
from service.query import Query
from service.readers.wording import content

InTheirWords = Callable[[str], str | None]  # what the reports call something that none of them says in these words

_VERB = (
    r"(?:(?:[提说写讲谈][到及起]|提及|写[进入明](?![去来])|涉及|(?<=报告)[里中上]?(?:都)?(?:出现|有(?!没|[提说写讲谈涉]))|[写提]了|提(?![到及起高升前供出倡振质取请交示拔炼])|"
    r"(?<![商洽访面恳])谈(?![到及起判婚妥何]))了?过?|"
    r"mention(?:ed|s|ing)?|(?:talk|spoke|speak)(?:ed|s)? (?:about|of)|discuss(?:ed|es)?|refer(?:red|s)? to|"
    r"(?:say|said) (?:any|some)thing (?:about|on))"
)
_REGIONS = r"的(?:[省地城市县区]|都?有|是|报告).*"
_REPORTS = r"\s+in (?:their|the|its|this|that)\b.*|\s+(?:in|for) (?:19|20)\d\d"
_WHERE = r"(?:哪|多少|几|所有|各)"
_BEHIND = re.compile(rf"(?<![未被]){_VERB}\s*(?P<words>(?!哪|多少|几|的?最[多少]).+?)(?:{_REGIONS}|{_REPORTS})?[?？。]?$")
_BEFORE = re.compile(rf"(?:[出浮]现[在于]|被|[写提](?:在|进|入|到))[^,，。?？]{{0,8}}?{_WHERE}")
_FOLLOWED = re.compile(
    r"(?:[?？。;；]|[,，](?=分别|都|各|具体))\s*(?:都|分别|各自?|具体)*[是有]?(?:哪|谁|几)[^,，?？]{0,8}[?？。]?$"
)  # 分别是哪几个?
_QUOTED = re.compile(r"[“\"「‘']([^“”\"「」‘’']+)[”\"」’']")
_OF_QUOTED = re.compile("[”\"」’'][^“]{0,4}[的里中]")  # “十五五”规划里的核电: of what is quoted something else is meant
_FIGURE = re.compile(
    r"多少(?!个?(?:[省市县区地]|[?？。]?$))|几(?!个?[省市县区地])|百分之|目标|数据|数字|增速|最[多少早](?=[?？。]?$)|how m"
)
_PARTS = re.compile(r"[,，、;；:：?？。！!\s]+")
_CHINESE = re.compile("[\u3400-\u9fff]")
_LISTED = re.compile(rf"(?:和|与|以及|及|、|又|同时|\band\b)(?:{_VERB})?")
_OR = re.compile(r"\s*(?:[,，(（]\s*即|[,，]?(?:[(（)）/]|或者?|也就是|(?:也|又)[叫称]))\s*")
_EITHER = re.compile(rf"{_OR.pattern}|\bor\b")  # between quotes
# What is done with a theme, or for whom, is told in other words: 要大力发展低空经济, 给老小区加装电梯.
_AROUND = re.compile(
    rf"^(?:{COUNTING_LEAD.pattern}|打算|计划|准备|大力|加快|积极|促进|鼓励|发展|发放|推行|搞好?|抓好?|关于|有关|[要将办建]|"
    r"[给为对向].*?(?=[新加改修建补发装]))"
)
_PLANS = re.compile(
    rf"(?:提出|说|表示)?(?:(?<![重主需必只不想首])要(?!求)|打算|计划|准备)(?P<words>[^\d多几]+?)(?:{_REGIONS})?[?？。]?$|"
    rf"\b(?:plan|aim|intend|want)s? to \w+ (?:more |new |the )?(?P<object>[^\d]+?)(?:{_REPORTS})?[?]?$"
)
# What frames a question of what reports say, and is no part of it: 在2026年的报告里, in ihren Berichten von 2026, 分别是哪几个.
_FRAME = re.compile(
    r"(?:(?:[在按从据]|\b(?:in|en|em|for)\s)?(?<!\d)(?:19|20)\d\d(?!\d)年?|今年|去年|明年)[的里中]?|"
    r"(?:(?:政府)?工作|政府)?报告[里中上]?的?|都?[有是][哪谁几].{0,4}?(?=$|[,，?？。])|被?[写提说列](?:进|入|到)了?|[出浮]现[在于]|"
    r"(?:强调|关注|重视|聚焦|突出|明确|部署|安排|提出|表示|承诺|谋划)[了着]?|[在要][抓推搞](?![进动广出行])|"
    r"\b(?:in|im|dans|en|em|no|nei|nos)\s(?:\w+\s){0,3}?(?:reports?|rapports?|berichte?n?|informes?|relat[óo]rios?|rapporti)\b"
    r"(?:\s(?:of|for|from|von|de|del|di)(?=\s(?:19|20)\d\d))?|\bв\s(?:\w+\s){0,2}?(?:отч[её]т|доклад)\w*(?:\s(?:19|20)\d\d года)?"
)
_LEAD = re.compile(  # of what follows the regions in a European language: the verb, what belongs to it, an article
    r"^\W*\w+\s(?:(?:up|about|on|of|to|out|any|some|more|new|über|von|an|sur|de|du|des|d|del|di|sobre|la|le|les|l|las|los|el|"
    r"die|der|das|den|do|da|dos|das|as|os|a|o|il|lo|gli|the|an|anything|something)\b\W*)*"
)
_ASKS_WHO = re.compile(r"(?:哪|几个|多少个|谁|which|how many).*(?:要|打算|计划|准备|plan|aim|intend|want)")


def asked_theme(query: Query, scope: Scope, in_their_words: InTheirWords) -> Theme | None:
    """The theme that a report must have; None where the question asks for something else.

    It follows a verb of saying, or stands before the regions (“低空经济”出现在哪些省的报告里). Joined words that no report has
    together are sought one by one: 银发经济和冰雪经济.
    """
    asked, reports = _FOLLOWED.sub("", query.folded), scope.reports
    match = _BEHIND.search(asked)
    if match is None and not _BEFORE.search(asked):
        return _planned(query, reports, in_their_words)
    words = match["words"].strip(' “”"「」的,，') if match else ""
    if _FIGURE.search(words) and (mentioned(words) or "多少" in words):
        return None
    if of_quoted := _OF_QUOTED.search(words):
        words = words[of_quoted.end() :]
    elif quoted := _quoted(asked):
        return quoted
    if _BEFORE.search(asked) and (said := _beside(query, scope)):
        return Theme([[said]])
    if not words:
        return None
    if found := _said(words, reports):
        return Theme([found])
    joined = [_said(part, reports) if len(part) > 1 else () for part in _LISTED.split(words)]
    if all(joined):
        return Theme(joined)
    if said := _beside(query, scope):
        return Theme([[said]])
    theirs = in_their_words(words)
    return Theme([[theirs or words]], is_reworded=theirs is not None)


def implied_theme(query: Query, scope: Scope, in_their_words: InTheirWords) -> Theme | None:
    """The theme of a question of all regions that asks neither for a figure nor with a verb that is known: 绿电直连有哪些省在推.

    In another language it is what the reports call what the verb is followed by.
    """
    if _FIGURE.search(query.folded) or mentioned(query.folded) or not scope.said_regions or len(scope.regions) < 2:
        return None
    if quoted := _quoted(query.folded):
        return quoted
    if said := _beside(query, scope):
        return Theme([[said]])
    behind = _FRAME.sub(" ", query.folded.partition(scope.said_regions[0])[2])
    words = " ".join((behind if _CHINESE.search(behind) else _LEAD.sub("", behind)).split()).strip(" ?¿!.,")
    said = in_their_words(words) if words else None
    return Theme([[said]], is_reworded=True) if said else None


def _quoted(folded: str) -> Theme | None:
    """What stands in quotation marks: all of it, or any where 或 stands between."""
    quoted = [each for each in _QUOTED.findall(folded) if each.strip()]
    is_either = any(map(_EITHER.search, _QUOTED.split(folded)[2:-1:2]))
    return Theme([quoted] if is_either else [[each] for each in quoted]) if quoted else None


def _beside(query: Query, scope: Scope) -> str | None:
    """What stands before the regions or behind them, where little else does: the longest run of words that a report has."""
    around = re.split("|".join(map(re.escape, scope.said_regions)) or "$", query.folded)
    parts = (part for text in around for part in _PARTS.split(_FRAME.sub(",", text)))
    return next(filter(None, (_run(part, scope.reports) for part in parts)), None)


def _run(text: str, reports: Sequence[Report]) -> str | None:
    """The longest run of Chinese words that a report has, where fewer characters stand around it: 惦记着, 这件事; at neither end
    one that joins words (的最).
    """
    found = [word for word in words(text) if word.script == "han"]
    ends = [at for at, word in enumerate(found) if content(word.text)]
    spans = [(found[first].start, found[last].end) for first in ends for last in ends if first <= last]
    for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
        if 2 * (end - start) <= len(text.strip()) or end - start < 2:
            return None
        if is_mentioned(text[start:end], reports):
            return text[start:end]
    return None


def _planned(query: Query, reports: Sequence[Report], in_their_words: InTheirWords) -> Theme | None:
    """What is to be done, where it is asked who will do it and a report has it: 低空经济 of 哪些省要发展低空经济."""
    match = _PLANS.search(query.folded) if _ASKS_WHO.search(query.folded) else None
    if match is None or _FIGURE.search(match.group()) or mentioned(match["words"] or ""):
        return None
    words = match["words"] or match["object"]
    while (shorter := _AROUND.sub("", words)) != words:
        words = shorter
    said = _said(words, reports) if len(words) > 1 else ()
    if not said and words and (theirs := in_their_words(words)):
        return Theme([[theirs]], is_planned=True, is_reworded=True)
    return Theme([said], is_planned=True) if said else None


def _said(words: str, reports: Sequence[Report]) -> Sequence[str]:
    """The wordings of a theme that a report has: it as a whole or the names of the indicator that it is, else of those named
    side by side, or else of what is left of it without the words around it.
    """
    left = words.strip()
    while left:
        whole = [left, *(filter(mentioned, find_indicator(left).names) if left.isascii() else ())]
        for wordings in (whole, [each for each in _OR.split(left) if len(each) > 1]):
            if said := [each for each in wordings if is_mentioned(each, reports)]:
                return said
        shorter = _AROUND.sub("", left)
        left = "" if shorter == left else shorter
    return ()
