"""What stands at the head of a report: its title, the meeting it was given at, on which day, and by whom.

It is read from the folded text without the white space inside lines, since printers set 第十四届 人民代表大会 and 李　强.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from indexer.numerals import read_number
from indexer.segment import fold

_LONGEST = 1500  # characters of a head, the furniture of a web page included
_UNGREETED = 200  # of one that no greeting ends
_BEFORE_GREETING = re.compile(r"各位(?:代表|委员|同志)|同志们[:,!]|^一、", re.M)
_HAN = r"[\u4e00-\u9fff]"
_TITLE = re.compile(
    rf"^(?:关于)?(?:(?P<year>\d{{4}})年)?(?P<region>{_HAN}{{0,24}}?)(?:(?P<year_after>\d{{4}})年)?"
    r"(?:(?:人民)?政府)?工作报告(?:\((?P<year_behind>\d{4})年?度?\))?[^。\n]{0,12}$",
    re.M,
)
_TITLE_YEARS = ("year", "year_after", "year_behind")
_SESSION = re.compile(rf"在(?P<region>{_HAN}{{1,20}}?)第?[\d一二三四五六七八九十]+届\n?(?:人民代表大会|人大)")
_OF_COUNTRY = re.compile(r"届全国(?:人民代表大会|人大)")
_FOR_COUNTRY = re.compile(r"(?:代表|受)(?:中华人民共和国)?(?:国务院|中央人民政府)")
_OPENING = re.compile(rf"代表(?P<region>{_HAN}{{0,16}}?)(?P<kind>自治区|[省市县区旗州盟])?(?:人民政府|政府|管委会|管理委员会)")
_DIGIT, _NUMERAL = "[〇○零一二三四五六七八九]", "[一二三四五六七八九十]{1,3}"
_DAY = re.compile(
    rf"(?P<year>\d{{4}}|{_DIGIT}{{4}})[年-](?P<month>\d{{1,2}}|{_NUMERAL})[月-](?P<day>\d{{1,2}}|{_NUMERAL})(?P<rest>.*)"
)
_OFFICE = "(?:省长|市长|区长|县长|州长|旗长|盟长|主席|总理|司令员|主任)"
_NAME = rf"{_HAN}{{2,4}}?|{_HAN}{{2,8}}(?:[·•・]{_HAN}{{1,8}})+"
_SPEAKER = re.compile(rf"{_OFFICE}[:,]?\n?(?P<name>{_NAME})(?=同志|作|在|代表|$)|日(?P<before>{_HAN}{{2,4}}?){_OFFICE}在", re.M)
_BARE_NAME = re.compile(rf"会议上[)]?\n(?P<name>{_HAN}{{2,4}})$", re.M)
_FIGURES = str.maketrans("〇○零一二三四五六七八九", "000123456789")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What a head says, each part None where it does not. Regions are as printed."""

    title: str | None
    titled_year: int | None
    titled_region: str | None
    is_national: bool
    session_region: str | None  # of the congress that it was given to
    opening_region: str | None  # of the government in whose name the speaker opens
    kind: str | None  # what this government calls its place: 省, 市, 区, 县, 旗, 州 or 盟
    given: date | None  # the day it was given, or else published
    speaker: str | None


def read_masthead(text: str) -> Masthead:
    """Read the head of a report; what comes later in it is not looked at, but for the first sentence."""
    folded = "\n".join(
        line for line in (re.sub(r"\s|\u200b", "", line) for line in fold(text[: 2 * _LONGEST]).split("\n")) if line
    )
    greeting = _BEFORE_GREETING.search(folded, 0, _LONGEST)
    head = folded[: greeting.start() if greeting else _UNGREETED]
    first = folded[len(head) : len(head) + 500]
    title = max(_TITLE.finditer(head), key=lambda found: len(found[0]), default=None)  # the fullest of those that a page repeats
    session, opening = _SESSION.search(head), _OPENING.search(first)
    speaker = _SPEAKER.search(head) or _BARE_NAME.search(head)
    return Masthead(
        title=title[0] if title else None,
        titled_year=next((int(title[name]) for name in _TITLE_YEARS if title[name]), None) if title else None,
        titled_region=(title["region"] or None) if title else None,
        is_national=(_OF_COUNTRY.search(head) or _FOR_COUNTRY.search(first)) is not None,
        session_region=session["region"] if session else None,
        opening_region=(opening["region"] + (opening["kind"] or "") or None) if opening else None,
        kind=opening["kind"][-1] if opening and opening["kind"] else None,
        given=_given(head),
        speaker=next((name for name in speaker.groupdict().values() if name), None) if speaker else None,
    )


def _given(head: str) -> date | None:
    """The day in the line that names the meeting, or else the first day there is."""
    days = [found for line in head.split("\n") if (found := _DAY.search(line))]
    days.sort(key=lambda found: "会议" not in found["rest"] and "大会" not in found["rest"])
    for found in days:
        try:
            return date(int(found["year"].translate(_FIGURES)), int(read_number(found["month"])), int(read_number(found["day"])))
        except ValueError:
            continue
    return None
