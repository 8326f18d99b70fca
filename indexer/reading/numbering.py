"""The numbers of a .docx that are not in its text: Word makes them from the format of a list (一、 （一） 1.) as it prints.

Office Open XML, ECMA-376 part 1, 17.9: a paragraph names a list (numId) and a level; the list takes the format of its levels
from an abstract list, with which it shares its count unless it starts anew.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import cn2an

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
N_LEVELS = 9
_CHINESE = {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand"}
_FINANCIAL = {"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"}
_CIRCLED = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_DASH = re.compile(r"[—－―─-]+")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts: `text` is what is printed, %1 standing for the number of the first level."""

    text: str
    number_format: str
    start: int


class Numbering:
    """Counts the lists of one document; `label` is to be called once for each numbered paragraph, in reading order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        """Of word/numbering.xml and word/styles.xml; a document without lists may lack both."""
        self._levels: dict[str, dict[int, Level]] = {}  # abstract list -> level
        self._lists: dict[str, str] = {}  # list -> abstract list
        self._restarts: dict[str, dict[int, int]] = defaultdict(dict)  # list -> level -> its own start
        self._counts: dict[str, list[int | None]] = defaultdict(lambda: [None] * N_LEVELS)  # abstract list -> number per level
        self._seen: set[str] = set()
        for abstract in numbering.iterfind(f"{W}abstractNum") if numbering is not None else ():
            levels = {_number(each, "ilvl"): _level(each) for each in abstract.iterfind(f"{W}lvl")}
            self._levels[_value(abstract, "abstractNumId")] = {depth: levels[depth] for depth in levels if depth < N_LEVELS}
        for each in numbering.iterfind(f"{W}num") if numbering is not None else ():
            self._add_list(each)
        found = {_value(style, "styleId"): style for style in (styles.iterfind(f"{W}style") if styles is not None else ())}
        self._styles = {style_id: _of_style(style_id, found) for style_id in found}

    def label(self, paragraph: Element) -> str:
        """What is printed before this paragraph, "" for one that is in no list, or in one of bullets."""
        list_id, depth = self._place(paragraph.find(f"{W}pPr"))
        abstract_id = self._lists.get(list_id, "")
        levels = self._levels.get(abstract_id, {})
        if depth not in levels:
            return ""
        counts = self._counts[abstract_id]
        if list_id not in self._seen:
            self._seen.add(list_id)
            for level, start in self._restarts[list_id].items():
                counts[level] = start - 1
        before = counts[depth]
        counts[depth] = levels[depth].start if before is None else before + 1
        counts[depth + 1 :] = [None] * (N_LEVELS - depth - 1)
        return _printed(levels, depth, counts)

    def _add_list(self, each: Element) -> None:
        list_id, abstract = _value(each, "numId"), each.find(f"{W}abstractNumId")
        if abstract is None:
            return
        self._lists[list_id] = _value(abstract, "val")
        for override in each.iterfind(f"{W}lvlOverride"):
            if (start := override.find(f"{W}startOverride")) is not None:
                self._restarts[list_id][min(_number(override, "ilvl"), N_LEVELS - 1)] = _number(start, "val")

    def _place(self, properties: Element | None) -> tuple[str, int]:
        """The list and the level of a paragraph: its own, else those of its style."""
        if properties is None:
            return "", 0
        style = properties.find(f"{W}pStyle")
        inherited = self._styles.get(_value(style, "val"), ("", 0)) if style is not None else ("", 0)
        return _named(properties, inherited)


def _of_style(style_id: str, styles: dict[str, Element]) -> tuple[str, int]:
    """The list and the level that a style gives its paragraphs, inherited from the styles it is based on."""
    chain: list[Element] = []
    while style_id in styles and styles[style_id] not in chain:
        chain.append(styles[style_id])
        based_on = chain[-1].find(f"{W}basedOn")
        style_id = _value(based_on, "val") if based_on is not None else ""
    place = ("", 0)
    for style in reversed(chain):
        if (properties := style.find(f"{W}pPr")) is not None:
            place = _named(properties, place)
    return place


def _named(properties: Element, inherited: tuple[str, int]) -> tuple[str, int]:
    list_id, level = properties.find(f"{W}numPr/{W}numId"), properties.find(f"{W}numPr/{W}ilvl")
    return (
        inherited[0] if list_id is None else _value(list_id, "val"),
        inherited[1] if level is None else _number(level, "val"),
    )


def _level(each: Element) -> Level:
    text, number_format, start = (each.find(f"{W}{name}") for name in ("lvlText", "numFmt", "start"))
    return Level(
        text="" if text is None else _value(text, "val"),
        number_format="decimal" if number_format is None else _value(number_format, "val"),
        start=1 if start is None else _number(start, "val"),
    )


def _printed(levels: dict[int, Level], depth: int, counts: list[int | None]) -> str:
    level = levels[depth]
    if level.number_format == "bullet":
        return level.text if _DASH.fullmatch(level.text) else ""  # —— opens an item; other signs are ornament
    if level.number_format == "none":
        return ""

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        of = levels.get(at, level)
        count = counts[at]
        return numeral(of.start if count is None else count, of.number_format)

    return re.sub(r"%([1-9])", number, level.text)


def numeral(number: int, number_format: str) -> str:
    """A number as a list prints it; in digits where the format is not known.

    >>> numeral(12, "chineseCounting"), numeral(3, "decimalEnclosedCircle"), numeral(4, "upperRoman")
    ('十二', '③', 'IV')
    """
    if number_format in _CHINESE:
        return str(cn2an.an2cn(number))
    if number_format in _FINANCIAL:
        return str(cn2an.an2cn(number, "up"))
    if number_format in _CIRCLED and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if number_format == "decimalFullWidth":
        return "".join(chr(ord("０") + int(digit)) for digit in str(number))
    if number_format == "ideographTraditional" and 1 <= number <= len(_STEMS):
        return _STEMS[number - 1]
    if number_format in ("upperLetter", "lowerLetter") and 1 <= number <= 26:
        return chr(ord("A" if number_format == "upperLetter" else "a") + number - 1)
    if number_format in ("upperRoman", "lowerRoman") and 1 <= number < 40:
        return _roman(number) if number_format == "lowerRoman" else _roman(number).upper()
    return str(number)


def _roman(number: int) -> str:
    printed = ""
    for value, sign in _ROMAN:
        printed, number = printed + sign * (number // value), number % value
    return printed


def _value(element: Element, name: str) -> str:
    return element.get(W + name, "")


def _number(element: Element, name: str) -> int:
    """A number of the format; 0 where it is none, as a reader of a damaged format must take something."""
    value = _value(element, name)
    return int(value) if value.isdecimal() and len(value) < 6 else 0
