"""The period that the words before a figure name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.facts.times import N_YEARS, YEAR
from indexer.numerals import read_year
from indexer.records import Report

_N = "[一二两三四五六七八九十几\\d]"
_FIVE = "“?(?:十[一二三四五六]|[一二三四五六七八九])五”?"  # a five-year plan
_QUARTER = "前[二三四123一]个?(?:季度|月)|第?[一二三四]季度"
_MONTHS = rf"上半年|下半年|前{_N}{{1,2}}个?月|[1１][-—至到]\d{{1,2}}月|\d{{1,2}}月(?=份)"
_PART_OF_YEAR = rf"(?:{YEAR}\s?年|上|去年|今年|明年)?(?:{_QUARTER}|{_MONTHS})份?"
# What a figure is held against is not its period: 比2015年, 同去年相比, 是1950年到2002年的3倍.
_AGAINST = (
    rf"(?:[比较与同](?:[^，。；\d]{{1,14}}的(?={YEAR}\s?年相?比))?|相比于|以|自|等于|相当于|(?:为|是|达到?)(?=[^，。]{{4,20}}年的[^，。]{{0,8}}(?:倍|总和)))"
    rf"\s?(?:{_QUARTER}|{YEAR}\s?年(?:[到至]{YEAR}\s?年)?|去年|上年|上一年|前一年|前年|同期|“?(?:十[一二三四五]|[一七八九])五”?(?:时期|期间)?|第[一二三四五六七八九十]个五年计划(?:期间|时期)?)[底末初]?"
)
_SINCE = rf"(?:{YEAR}\s?年|去年|今年|党的十[一二三四五六七八九]大|改革开放|建国|解放|新中国成立|{_FIVE})以来(?!的?最)"
_UNTIL = (
    rf"(?:截至|截止)(?:目前|今年|去年|{YEAR}\s?年|[^，。；\d]{{0,4}})(?:\d{{1,2}}月)?(?:底|末|\d{{1,2}}日)?"
    rf"|(?:力争)?(?:到|至)\s?(?:{YEAR}\s?年|“?十[一二三四五]五”?|本世纪|20世纪|今年|明年|去年|二十一世纪)年?(?!上半年|下半年|第?[一二三四]季度)(?:底|末|中叶|期末|前)?"
)
_PLAN = (
    rf"{_FIVE}(?:计划期间|时期|期间|规划期|以来|末|[前后][一二两三四五六七八九十几]年|期末)"
    r"|第[一二三四五六七八九十]+个五年计划(?:期间|时期|期内|内|的[一二三四]年)"
)
# 近5年新高 is a rank, 三年级 and 三年行动 are names.
_YEARS = (
    rf"(?:过去|今后|未来|近|最近|(?<!学)前|这|后)的?{_N}{{1,2}}个?多?年[来间中内]?(?!来?(?:的?最|[新同]))"
    rf"|{_N}{{1,3}}年(?:来|间(?!隔)|中|内)"
    rf"|(?:^|(?<=[，。；：、\n—])){N_YEARS}年(?![级制期以前后多规计行一学间来义免])"
    rf"|(?<![第续前届隔满十\d]){N_YEARS}年(?=累计|共|总计|合计|年均|平均)"
)
_WORDS = rf"{_YEARS}|本届政府(?:任期内?|以来)?|任期内|本世纪末"
_KINDS = {
    "against": _AGAINST,
    "part_of_year": _PART_OF_YEAR,
    "span": rf"{YEAR}\s?年?\s?[-－—–至到~～]{{1,2}}\s?(?:{YEAR}|\d\d)\s?年?(?:间|期间)?",
    "both": rf"{YEAR}\s?年?[、和]{YEAR}\s?[两二三]年",
    "since": _SINCE,
    "until": _UNTIL,
    "year": rf"{YEAR}\s?年(?!度?计划(?:草案|的|和|》|，)|代|版|初心|出台|颁布)(?:[底末]|度|全年)?",
    "plan": _PLAN,
    "year_past": "过去的?一年|这一年|一年来|一年多来",
    "words": _WORDS,
    "always": "目前|至今|每年(?=[^，。]{0,6}(?:新增|新建|投入|安排|不少|达|超))",
    "last": "去年[底末]?|(?:上年(?!同|度?末|底)|上一年)[底末]?",
    "this": "今年(?!以来)[底末]?",
    "whole": r"全年|本年度?(?!以来)|(?<![一二两三四五六七八九十几\d])年内",
    "before_last": "前年",
    "next": "明年",
}
_PERIOD = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _KINDS.items()))
_OF_YEARS = re.compile(rf"的?{_N}{{1,3}}年[来间中内]?$")  # 1979年到1982年的四年内 is told by its years
_OPENERS = "，。；：、,;:！？\n“"
# What may stand between the beginning of a sentence and the period that heads it.
_OPENS = re.compile(r"(?:^|[。；！？\n])[\s—]*(?:[从自在仅]|其中，?|同时，|总的看，|(?:[^，。；\d]{1,14}，)?在?刚刚过去的)?$")
_OPENS_LATE = re.compile(r"(?:^|[。；！？\n])[\s—]*[^，。；\d]{1,14}，在?$")  # 计划规定，到1985年 and 在经济领域，过去一年
# The two years that 由3万增加到5万 tells of: 2018 as against 2015, from 2015 to 2018.
_FRAME = re.compile(
    rf"(?P<last>{YEAR})\s?年[^。；]{{0,40}}?[同与和比较][^，。；\d]{{0,14}}?(?P<first>{YEAR})\s?年"
    rf"|(?P<from>{YEAR})\s?年[^，。；]*?[到至](?P<to>{YEAR}\s?年|去年|今年)"
)
_BASE = re.compile(rf"[比较]({YEAR}\s?年|上年|去年|{_PLAN})的$")  # 比2015年的3亿元
_FROM = re.compile("[由从]的?$")
_RISES = re.compile("[^，。；]*(?:[到至]|[升降变改增减]为)")
_TO = re.compile("[由从][^，。；年]*[到至为][^，。；年]{0,3}$")


def period_of(report: Report, default: int, before: str, within: str, told: str | None = None) -> str:
    """The period of a figure: the nearest one that its sentence names before it (`within`), else the last that heads a
    sentence of the clause (`before`), else what holds for the clause (`told`), else the year `default` of its part.
    """
    near = re.split("[，。；]", within)[-1]
    if base := _BASE.search(near):
        return _told(report, match, default) if (match := _PERIOD.match(base[1])) else base[1]
    is_first = _FROM.search(near) is not None
    year = _of_change(report, before + within, is_first) if is_first or _TO.search(near) else None
    return year or next(_named(report, default, before, within), told or str(default))


def period_in(report: Report, default: int, sentence: str) -> str | None:
    """The last period that a sentence names, None where it names none."""
    return next(_named(report, default, "", sentence), None)


def _named(report: Report, default: int, before: str, within: str) -> Iterator[str]:
    """The periods that may hold, the first one first."""
    for text, heads_only in ((within, False), (before, True)):
        for match in reversed(list(_PERIOD.finditer(text))):
            is_in_title = text.rfind("《", 0, match.start()) > text.rfind("》", 0, match.start())
            is_head = not heads_only or _is_head(text[: match.start()], match)
            is_from = text[: match.start()].endswith(("由", "从")) and _RISES.match(text, match.end())
            is_same = _OF_YEARS.match(match[0]) and text[: match.start()].endswith(("年", "年的"))
            if not match["against"] and not is_in_title and is_head and not is_same and not is_from:
                yield _told(report, match, default)


def _is_head(before: str, match: re.Match[str]) -> bool:
    is_late = match["until"] or match["words"] or match["plan"] or match["year_past"]
    return _OPENS.search(before) is not None or bool(is_late) and _OPENS_LATE.search(before) is not None


def _of_change(report: Report, text: str, is_first: bool) -> str | None:
    """The year of one end of 由3万增加到5万 without a year: that of the change before it."""
    frames = list(_FRAME.finditer(text))
    if not frames or period_in(report, 0, text[frames[-1].end() :]):
        return None
    words = frames[-1]["first" if is_first else "last"] or frames[-1]["from" if is_first else "to"]
    return {"去年": str(report.year - 1), "今年": str(report.year)}.get(words) or str(read_year(words.removesuffix("年").strip()))


def _told(report: Report, match: re.Match[str], default: int) -> str:
    if match["until"]:
        return _told_until(report, match)
    if match["year"]:
        return str(read_year(match["year"][:4]) or match[0])
    is_from = match.string[: match.start()].endswith(("由", "从"))  # 由上年的3万增加到5万, in a review: the year before that
    is_before = is_from and match[0].startswith("上") and default == report.reviewed_year
    for name, told in (
        ("last", report.year - (2 if is_before else 1)),
        ("this", report.year),
        ("whole", default),
        ("year_past", default),
        ("before_last", report.year - 2),
    ):
        if match[name]:
            return str(told)
    return str(report.year + 1) if match["next"] else match[0].replace(" ", "")


def _told_until(report: Report, match: re.Match[str]) -> str:
    """到2025年 in its own words; a year alone where it is what a verb leads up to (由1997年的3万增加到2002年的5万)."""
    words = match["until"].removeprefix("力争").replace(" ", "")
    for name, year in (("今年", report.year), ("去年", report.year - 1), ("明年", report.year + 1)):
        if words[1:3] == name:
            return str(year)
    begins = match.start() == 0 or match.string[match.start() - 1] in _OPENERS
    told = None if begins or words[0] not in "到至" else re.search(YEAR, words)
    return words if told is None else str(read_year(told[0]))
