"""All regions of one level that a question is asked of: 哪些省, 超过5%的省区市有哪几个, 都有谁, which provinces."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indexer.records import Report
from service.facts.indicators import mentioned
from service.many.groups import asked_group
from service.many.listing import Reports
from service.many.years import asked_years, is_series
from service.query import Query

_EACH = r"(?:哪[些个几]{0,2}|各个?|[几两三四五六七八九十\d]+个|多少个?|所有|每个|全部|前[两三四五六七八九十\d]+[名位个]?的?)"
_ARE_WHICH = r"(?:都|一共|总共|分别)?[有是](?:哪|谁|几个|多少|什么)"  # behind the regions: …的城市有哪些
_PROVINCES = r"省(?:份|(?:[、和及]?(?:直辖|自治)?[市区])+)(?!级|域|场|政府|联动|共建|县)"
_ASKS = re.compile(r"哪|谁|几个|多少个|所有|每个|全部|分别|列出|which|what|list|name|how many")
_WHO = re.compile(r"谁家?|哪里|哪儿|什么地方|(?:前[三五十]名?|哪)(?=[?？。]?$)")
_LEVELS: Mapping[str, re.Pattern[str]] = {
    "provincial": re.compile(
        rf"{_EACH}(?:{_PROVINCES}|省)|的省(?:份|区市?|市区?)?[?？。]?$|(?P<beside>{_PROVINCES}|\bprovinces\b)"
        r"|\b(?:which|every|each|what) province\b"
        r"|\b(?:which|all|what|how many)(?: of the)? provincial\b"
        r"|\b(?:welche\w*|quelles?|qué|que|cuáles|quais|quali) prov[ií]n[czt]\w+"
        r"|как\w+ провинци\w+|어느 성\b|どの省|省(?:・\w+)?はどこ"
    ),
    "city": re.compile(
        rf"{_EACH}(?:地级|城)?市(?!场|民|区)|(?:地级|城)市(?={_ARE_WHICH})|\b(?:which|all|every|how many|what) cit(?:y|ies)\b"
    ),
    "district": re.compile(rf"{_EACH}(?:市辖|新)?区(?!域)|\b(?:which|all|every|how many|what) districts?\b"),
    "local": re.compile(
        rf"各地(?!级)区?|哪(?:[些个几]{{0,2}}|[两三四五六七八九十\d]+个)地[方区]|地[方区](?={_ARE_WHICH})|"
        r"\bwhich (?:places|regions)\b"
    ),
}


@dataclass(frozen=True, slots=True)
class Level:
    """A level of government whose regions are all asked about, or every one but the nation's ("local"); or a group of
    provinces.
    """

    name: str
    words: str  # of the folded question
    members: Sequence[str] = ()  # of a group, without 省 or 市

    def admits(self, report: Report) -> bool:
        if self.members:
            return report.level == "provincial" and report.region.startswith(tuple(self.members))
        return report.level == self.name or (self.name == "local" and report.level != "national")

    def lacking(self, reports: Sequence[Report]) -> Sequence[str]:
        """The members that none of these reports is of."""
        return [member for member in self.members if not any(report.region.startswith(member) for report in reports)]


def asked_level(query: Query, reports: Reports) -> Level | None:
    """The level that a question without the name of a region is asked of, if a report is of it.

    谁 asks of all regions where a figure of them is meant or what their reports say, a series of years without any of the nation.
    """
    levels, folded = reports.levels, query.folded
    if (group := asked_group(folded)) and any(map((level := Level(*group)).admits, reports)):
        return level
    for name, pattern in _LEVELS.items():
        match = pattern.search(folded) if name in levels or (name == "local" and levels != {"national"}) else None
        if match and (not match.groupdict().get("beside") or _ASKS.search(folded)):
            return Level(name, match.group())
    who = _WHO.search(folded) if levels - {"national"} else None
    if who and (mentioned(folded) or "报告" in folded):
        return Level("local", who.group())
    return Level("national", asked_years(query, reports)[1]) if "national" in levels and is_series(query) else None
