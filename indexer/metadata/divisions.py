"""Where a name lies among the administrative divisions of China, and on which level.

divisions.tsv   code (GB/T 2260: two digits a province, four a city, six a county or district), full name and how that is spelt
                in Latin letters; a division lies in the one whose code begins its own. Places that are only a heading of the
                code (市辖区) are left out.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("divisions.tsv")
KINDS = "省市县区旗州盟"

_PEOPLES = (
    "维吾尔|壮|回|满|蒙古|藏|苗|彝|侗|瑶|白|傣|黎|羌|畲|水|佤|怒|土家|布依|朝鲜|哈尼|哈萨克|傈僳|仡佬|仫佬|毛南|拉祜|东乡|纳西|景颇|"
    "柯尔克孜|土|达斡尔|布朗|撒拉|保安|裕固|独龙|普米|各"
)
_AUTONOMOUS = re.compile(rf"(.{{2,}}?)(?:(?:{_PEOPLES})族?)*自治[区州县旗]|(.{{2,}}?)(?:(?:{_PEOPLES})族)+区")
_PLAIN = re.compile(rf"(.{{2,}}?)(?:特别行政区|地区|林区|新区|[{KINDS}])")
_ALIASES = {"新疆生产建设兵团": ("新疆兵团", "兵团")}
_OFTEN = 10  # times that the report of the whole country says 我国; those of its parts do so now and then
_ZONE = re.compile(r"[\u4e00-\u9fff]{2,12}(?:新区|[区县旗市]|新城)")


@dataclass(frozen=True, slots=True)
class Division:
    """One row of the table."""

    code: str
    name: str
    spelling: str  # jilinsheng

    @property
    def level(self) -> str:
        """provincial, city, county or district; a county-level city (昆山市) counts as a county."""
        if len(self.code) < 6:
            return {2: "provincial", 4: "city"}[len(self.code)]
        return "district" if self.name.endswith("区") and not self.name.endswith(("林区", "特区")) else "county"

    @property
    def stem(self) -> str:
        """The name without its kind and peoples: 海南 of 海南藏族自治州."""
        found = _AUTONOMOUS.fullmatch(self.name) or _PLAIN.fullmatch(self.name)
        return next(part for part in found.groups() if part).removesuffix("族") if found else self.name

    @property
    def kind(self) -> str:
        return self.name[-1]

    def lies_in(self, other: Division) -> bool:
        return self.code != other.code and self.code.startswith(other.code)


@dataclass(frozen=True, slots=True)
class Place:
    """A region as a report is known by: its name, told apart from others of the same name, and its level."""

    region: str
    level: str | None  # None where the name does not tell


@functools.cache
def divisions() -> Sequence[Division]:
    """All of them, by code."""
    rows = TABLE.read_text(encoding="utf-8").splitlines()[1:]
    return [Division(*row.split("\t")) for row in rows]


@functools.cache
def _named() -> Mapping[str, Sequence[Division]]:
    """Every way to write a name -> the divisions that it may mean, higher levels first: 海南州, 海南 and the full name."""
    found: dict[str, dict[str, Division]] = {}
    for division in sorted(divisions(), key=lambda each: (len(each.code), each.code)):
        stem = division.stem
        for form in (division.name, stem + division.kind, stem, *_ALIASES.get(division.name, ())):
            found.setdefault(form, {})[division.code] = division
    return {form: tuple(by_code.values()) for form, by_code in found.items()}


def locate(name: str, *, kind: str | None = None, text: str = "") -> Place | None:
    """The place that a printed name means, outermost division first (吉林省吉林市); None for what is no name of a place.

    `kind`, one of KINDS, is what the report calls its place elsewhere (我代表区人民政府). Of several places with one name it is
    the one whose province or city `text` speaks of most; where that does not tell, the name stays as it is printed.
    """
    found = _chain(name, None)
    complete = [division for division, rest in found if not rest]
    if complete:
        return _choose(complete, name, kind, text)
    if not _ZONE.fullmatch(name):
        return None
    return Place(name, _level_of_zone(name, next((division for division, rest in found if _ZONE.fullmatch(rest)), None)))


def _chain(name: str, outer: Division | None) -> list[tuple[Division, str]]:
    """The divisions that a name leads to, each with what of it is left; what is read whole first, long names before short."""
    found: list[tuple[Division, str]] = []
    for end in range(len(name), 1, -1):
        for division in _named().get(name[:end], ()):
            if outer is None or division.lies_in(outer):
                deeper = _chain(name[end:], division)
                found += [*deeper, (division, name[end:])]
    return sorted(found, key=lambda each: len(each[1]))


def _choose(found: Sequence[Division], name: str, kind: str | None, text: str) -> Place:
    of_kind = [division for division in found if kind is None or division.kind == kind] or list(found)
    level = min(len(division.code) for division in of_kind)
    same = [division for division in of_kind if len(division.code) == level]
    counts = [sum(text.count(outer.stem) for outer in _outer(division)) for division in same]
    best = [division for division, count in zip(same, counts, strict=True) if count == max(counts)]
    if len(best) == 1:
        return Place(_told_apart(best[0]), best[0].level)
    levels = {division.level for division in best}
    return Place(name, levels.pop() if len(levels) == 1 else None)


def _outer(division: Division) -> list[Division]:
    return [each for each in divisions() if division.lies_in(each)]


def _told_apart(division: Division) -> str:
    """Its full name, behind that of the city or province it lies in where others are called the same."""
    others = [each for each in _named()[division.name] if each.name == division.name]
    outer = _outer(division)
    return (outer[-1].name if len(others) > 1 and outer else "") + division.name


def _level_of_zone(name: str, outer: Division | None) -> str | None:
    """Of a place that the table lacks: a new area right below a province counts as a city, other areas as districts."""
    if name.endswith(("县", "旗")):
        return "county"
    is_below_province = outer is not None and len(outer.code) == 2 and outer.kind != "市"
    if is_below_province and not name.endswith("城区"):
        return "city"
    return None if name.endswith("市") else "district"


def most_named(text: str) -> Place | None:
    """The place that a text speaks of most, by its full name or, where it is the whole country, as 我国; a new area counts
    wherever it is named once with the city or province above it. None where no place is named three times.
    """
    counts = {division.name: text.count(division.name) for division in divisions() if len(division.name) > 2}
    counts["全国"] = text.count("我国") if text.count("我国") >= _OFTEN else 0
    for zone in _zones().finditer(text):
        counts[zone[0]] = text.count(zone[1])
    name = max(counts, key=lambda each: counts[each])
    if counts[name] < 3:
        return None
    return Place("全国", "national") if name == "全国" else locate(name, text=text)


@functools.cache
def _zones() -> re.Pattern[str]:
    """A new area behind the city or province it lies in: 杭州钱塘新区."""
    outer = "|".join(division.stem for division in divisions() if len(division.code) < 6)
    return re.compile(rf"(?:{outer})[省市]?([\u4e00-\u9fff]{{2,4}}新区)")
