"""Which part of a report a clause stands in, and whether a figure tells what was done or what is planned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from indexer.facts.times import PLAN_YEARS, plan_end
from indexer.records import Clause, Report


class Part(Enum):
    """The part of a report that a clause stands in."""

    REVIEW = "review"
    PLAN = "plan"
    DEFINITIONS = "definitions"


_DEFINITIONS = re.compile(r"名词解释|名詞解釋|(?:名词|词语|术语|用语)(?:注释|说明|解释)|^注释|有关名词")
_REVIEW = re.compile("回顾|回顧|成就|成绩|形势[和与]|过去[一二三四五六七八九十几的]|五年来|工作总结|取得|去年|执行情况|总体情况")
_PLAN = re.compile(
    "今后|未来|任务|安排|部署|打算|奋斗目标|总体要求|总要求|主要目标|预期目标|工作重点|重点工作|工作建议|主要工作|今年|明年|计划|纲要|政策取向|实事|努力"
)
_TURNS_TO_PLAN = re.compile(
    "今年(?:是|的?政府工作|工作的?|全省|全市|全区|我们要|要|经济社会发展|发展|国民经济)[^。；]{0,30}(?:要求|目标|任务|思路|安排|是[:：]|重点)"
    "|做好今年|今后五年|未来五年|“?十[一二三四五]五”?时期(?:是|主要|经济社会发展主要|的)?(?:目标|任务)|下一阶段|(?:现在|下面)，?我?(?:就|对)?[^。]{0,20}(?:任务|意见|建议|安排)|新的一年|(?:预期|奋斗)目标(?:是|为|建议)"
)
_FUTURE = re.compile(
    "力争|确保|争取|(?:目标|任务)(?:是|为|[:：])|(?<!麻)将(?!近|军|来)|(?<![模虚比])拟(?!合|人)|(?:计划|规划|预期)(?:新|完|投|建|到|实|安|增|在|今|开)|(?<![主重需首必只纪概简摘扼紧])要(?!求|素|道|闻|点|件)|努力|打算"
)
_STRIVEN = re.compile("努力|争取|将")  # what a review tells of was striven for, and done
_DONE_SO_FAR = re.compile("累计(?=走访|发放|检查|服务|帮助|解决|派出|排查|接待)|已经?(?=组建|走访|发放)")
_DONE = re.compile("已|去年|过去|截至|目前|以来|完成了|实现了|达到了|超额|同比")
_RULE = re.compile(
    "是指|指的是|标准为|标准是|标准不|不得(?!不)|红线[^，]*$|原则上|凡是|国际上"
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


def kind_of(report: Report, part: Part, period: str, segment: str, sentence: str) -> str:
    """ "actual", "target" or "other": `segment` is what stands before the figure in its part of the `sentence`."""
    if part is Part.DEFINITIONS or _RULE.search(segment):
        return "other"
    years = [int(year) for year in re.findall(r"\d{4}", period)]
    if part is Part.REVIEW:
        is_ahead = bool(years) and max(years) > report.year or period == str(report.year) and "今年" in sentence
        is_ahead |= period.startswith(("今后", "未来")) or (plan_end(period) or 0) - PLAN_YEARS >= report.reviewed_year
        return "target" if (is_ahead or _FUTURE.search(_STRIVEN.sub("", segment))) and not _DONE.search(segment) else "actual"
    if years and max(years) < report.year and not _FUTURE.search(segment):
        return "actual"
    if _DONE_SO_FAR.search(sentence) and not _FUTURE.search(sentence):
        return "actual"
    return "actual" if _DONE.search(segment) and not _FUTURE.search(segment) else "target"
