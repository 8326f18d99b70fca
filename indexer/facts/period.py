"""Which period a figure belongs to, and whether it tells what was done or what is planned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from indexer.numerals import read_year
from indexer.records import Clause, Report


class Part(Enum):
    """The part of a report that a clause stands in."""

    REVIEW = "review"
    PLAN = "plan"
    DEFINITIONS = "definitions"


_DEFINITIONS = re.compile(r"名词解释|名詞解釋|(?:名词|词语|术语|用语)(?:注释|说明|解释)|^注释|有关名词")
_REVIEW = re.compile("回顾|回顧|成就|成绩|过去[一二三四五六七八九十几的]|五年来|工作总结|取得|去年|执行情况|总体情况")
_PLAN = re.compile(
    "今后|未来|任务|安排|部署|打算|奋斗目标|总体要求|总要求|主要目标|预期目标|工作重点|重点工作|工作建议|主要工作|今年|明年|计划|纲要|政策取向|实事|努力"
)
_TURNS_TO_PLAN = re.compile(
    "今年(?:是|的?政府工作|工作的?|全省|全市|全区|我们要|要|经济社会发展|发展|国民经济)[^。；]{0,30}(?:要求|目标|任务|思路|安排|是[:：]|重点)"
    "|做好今年|今后五年|未来五年|“?十[一二三四五]五”?时期(?:是|主要|经济社会发展主要|的)?(?:目标|任务)|下一阶段|(?:现在|下面)，?我?(?:就|对)?[^。]{0,20}(?:任务|意见|建议|安排)|新的一年|(?:预期|奋斗)目标(?:是|为|建议)"
)

_N = "[一二两三四五六七八九十\\d]"
_YEAR = r"(?:(?:1[89]|20)\d\d|[１２]\d{3}|一[八九][〇零○一二三四五六七八九]{2}|二[〇零○][〇零○一二三四五六七八九]{2})"
_PERIOD = re.compile(
    rf"(?P<against>(?:比|较|与|同|相比于|以|自|等于|相当于|(?:为|是|达到?)(?=[^，。]{{4,8}}年的[^，。]{{1,8}}倍))\s?(?:{_YEAR}\s?年|去年|上年|上一年|前一年|前年|同期|“?(?:十[一二三四五]|[一七八九])五”?(?:时期|期间)?)[底末初]?)"
    rf"|(?P<span>{_YEAR}\s?年?\s?[-－—–至到~～]{{1,2}}\s?(?:{_YEAR}|\d\d)\s?年?(?:间|期间)?)"
    rf"|(?P<since>(?:自|从)?(?:{_YEAR}\s?年|去年|今年|党的十[一二三四五六七八九]大|改革开放|建国|解放|新中国成立|[“”十一二三四五六七八九]+五[”]?)以来)"
    rf"|(?P<until>(?:截至|截止)(?:目前|今年|去年|{_YEAR}\s?年|[^，。；\d]{{0,4}})(?:\d{{1,2}}月)?(?:底|末|\d{{1,2}}日)?|(?:力争)?(?:到|至)\s?(?:{_YEAR}\s?年|“?十[一二三四五]五”?|本世纪|20世纪|今年|明年|去年|二十一世纪)(?:[年]?(?:底|末|中叶|期末|前))?)"
    rf"|(?P<year>{_YEAR})\s?年(?!度?计划|代|版|初心|出台|颁布)(?:[底末]|度|全年)?"
    rf"|(?P<plan>(?:“?(?:十[一二三四五]|一|二|三|四|五|六|七|八|九)五”?(?:时期|期间|规划期|以来|末|前[{_N[1:-1]}]年|后[{_N[1:-1]}]年|期末)|第[一二三四五六七八九十]+个五年计划(?:期间|时期|期内|内|的[一二三四五]年)))"
    rf"|(?P<year_past>过去的?一年|这一年|一年来|一年多来)"
    rf"|(?P<words>(?:过去|今后|未来|近|最近|前|这|后)(?:的)?{_N}{{1,2}}(?:个)?(?:多)?年(?:来|间|中)?|{_N}{{1,2}}年(?:来|间(?!隔)|中|内)|(?:^|(?<=[，。；：、\n—]))[二两三四五六七八九]年(?![级制期以前后多规计行一学间来])|本届政府(?:任期内?|以来)?|任期内|"
    rf"(?:上|去年|今年)?(?:前[二三四123一]个?(?:季度|月)|[一二三四]季度|上半年|下半年|前{_N}{{1,2}}个?月|1[-—至]\d{{1,2}}月)(?:份)?|目前|至今|本世纪末|每年(?=[^，。]{{0,6}}(?:新增|新建|投入|安排|不少|达|超)))"
    rf"|(?P<last>去年|上年(?!同|度?末|底)|上一年)(?:底|末)?|(?P<this>今年|本年度?)(?!以来)(?:底|末)?|(?P<whole>全年|(?<![一二两三四五六七八九十几\\d])年内)|(?P<before_last>前年)|(?P<next>明年)"
)
_OPENERS = "，。；：、,;:！？\n“"
_FUTURE = re.compile(
    "力争|确保|争取|(?:目标|任务)(?:是|为|[:：])|(?<!麻)将(?!近|军|来)|(?<![模虚比])拟(?!合|人)|(?:计划|规划|预期)(?:新|完|投|建|到|实|安|增|在|今|开)|(?<![主重需首必只纪概简摘扼紧])要(?!求|素|道|闻|点|件)|努力|打算"
)
_STRIVEN = re.compile("努力|争取|将")  # what a review tells of was striven for, and done
_DONE_SO_FAR = re.compile("累计(?=走访|发放|检查|服务|帮助|解决|派出|排查|接待)|已经?(?=组建|走访|发放)")
_DONE = re.compile("已|去年|过去|截至|目前|以来|完成了|实现了|达到了|超额|同比")
_RULE = re.compile(
    "是指|指的是|标准为|标准是|标准不|不得(?!不)|红线|原则上|凡是|国际上"
    "|(?:^|[，。；])(?:世界(?:各国|上|平均|经济|贸易)|发达国家|美国|英国|法国|日本|西德|苏联|印度)"
)


def parts(report: Report, clauses: Sequence[Clause]) -> Iterator[Part]:
    """The part of each clause: what its headings say, outermost first; else what the clauses before it were."""
    part, is_review_over = Part.REVIEW, False
    was: tuple[str, ...] = ()
    for clause in clauses:
        if clause.path != was:
            if clause.path[:1] != was[:1]:
                is_review_over = any(_of_heading(report, heading) is Part.REVIEW for heading in was[:1])
            part, was = _of_headings(report, clause.path, Part.PLAN if is_review_over else part), clause.path
        text = report.text[clause.start : clause.end]
        if part is Part.REVIEW and not _is_headed(report, clause.path) and _TURNS_TO_PLAN.search(text[:60]):
            part = Part.PLAN
        yield part


def _of_headings(report: Report, path: Sequence[str], before: Part) -> Part:
    for heading in path:
        if _DEFINITIONS.search(heading):
            return Part.DEFINITIONS
    found = before
    for depth, heading in enumerate(path):
        told = _of_heading(report, heading) if depth == 0 or len(heading) < 40 else None
        if told is not None and (depth == 0 or re.search(rf"回顾|{report.year}年|{report.reviewed_year}年|今年|去年", heading)):
            found = told
    return found


def _of_heading(report: Report, heading: str) -> Part | None:
    if _REVIEW.search(heading) and not re.search("今后|未来|下一步", heading):
        return Part.REVIEW
    if _PLAN.search(heading) or re.search(rf"{report.year}\s?年", heading):
        return Part.PLAN
    return Part.REVIEW if re.search(rf"{report.reviewed_year}\s?年", heading) else None


def _is_headed(report: Report, path: Sequence[str]) -> bool:
    """Whether the heading tells the part; one that names both (发展成就和今后五年的任务) leaves it to the text."""
    return any(_of_heading(report, heading) is not None and not _names_both(heading) for heading in path[:1])


def _names_both(heading: str) -> bool:
    return _REVIEW.search(heading) is not None and _PLAN.search(heading) is not None


def period_of(report: Report, part: Part, before: str, within: str, told: str | None = None) -> str:
    """The period of a figure: the nearest one that its sentence names before it (`within`), else the last that heads a
    sentence of the clause (`before`), else what holds for the clause (`told`), else the year that its part tells of.
    """
    default = report.year if part is not Part.REVIEW else report.reviewed_year
    for text, heads_only in ((within, False), (before, True)):
        for match in reversed(list(_PERIOD.finditer(text))):
            is_head = not heads_only or match.start() == 0 or text[match.start() - 1] in "。；！？\n"
            is_in_title = text.rfind("《", 0, match.start()) > text.rfind("》", 0, match.start())
            if match["against"] or is_in_title or not is_head:
                continue
            return _told(report, match, default)
    return told or str(default)


def _told(report: Report, match: re.Match[str], default: int) -> str:
    if match["until"]:
        return _told_until(report, match)
    if match["year"]:
        year = read_year(match["year"])
        return str(year) if year else match[0]
    for name, year in (
        ("last", report.year - 1),
        ("this", report.year),
        ("whole", default),
        ("year_past", default),
        ("before_last", report.year - 2),
    ):
        if match[name]:
            return str(year)
    return str(report.year + 1) if match["next"] else match[0].replace(" ", "")


def _told_until(report: Report, match: re.Match[str]) -> str:
    """到2025年 in its own words; a year alone where it is what a verb leads up to (由1997年的3万增加到2002年的5万)."""
    words = match["until"].removeprefix("力争").replace(" ", "")
    for name, year in (("今年", report.year), ("去年", report.year - 1), ("明年", report.year + 1)):
        if words[1:3] == name:
            return str(year)
    begins = match.start() == 0 or match.string[match.start() - 1] in _OPENERS
    told = None if begins or words[0] not in "到至" else re.search(_YEAR, words)
    return words if told is None else str(read_year(told[0]))


def kind_of(report: Report, part: Part, period: str, segment: str, sentence: str) -> str:
    """ "actual", "target" or "other": `segment` is what stands before the figure in its part of the `sentence`."""
    if part is Part.DEFINITIONS or _RULE.search(segment):
        return "other"
    years = [int(year) for year in re.findall(r"\d{4}", period)]
    if part is Part.REVIEW:
        is_ahead = bool(years) and max(years) > report.year or period == str(report.year) and "今年" in sentence
        return "target" if (is_ahead or _FUTURE.search(_STRIVEN.sub("", segment))) and not _DONE.search(segment) else "actual"
    if years and max(years) < report.year and not _FUTURE.search(segment):
        return "actual"
    if _DONE_SO_FAR.search(sentence) and not _FUTURE.search(sentence):
        return "actual"
    return "actual" if _DONE.search(segment) and not _FUTURE.search(segment) else "target"
