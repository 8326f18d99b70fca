"""The shorthand that a question asks about, cut into its parts, each with how many things it sums up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from service.query import Query
from service.readers.codes.one import asks_one
from service.readers.enumeration import Span
from service.readers.vocabulary import PLAN, value

_NUMERALS = "一二三四五六七八九十"
_N = rf"(?:\d+|[{_NUMERALS}两双])"
_MEASURE = "[个大条项类种张件座位支批重道场]"
_PART = re.compile(rf"(?<![{_NUMERALS}\d])({_N})(?!年)(?:{_MEASURE}((?:(?!{_N}个|[、,，]).)+)|((?:(?!{_N}|[、,，]).)+))")
_SCALE = re.compile("[十百千万亿]{2,}")
QUOTED = re.compile(r"[“\"「‘']([^“”\"「」‘’']+)[”\"」’']")
_MANY = rf"(?:十[一二三四五]|[{_NUMERALS[1:]}两]|[1-9]\d?)"
_TOLD = re.compile(rf"(?<![第{_NUMERALS}\d])({_MANY})(?:{_MEASURE}|方面|[种样家所处])(?![月日年])")
_SUM = re.compile(r"[\da-z]+(?:\+[\da-z]+)+")
_NTH = "一二三四五"
_ORDINAL = re.compile(rf"第([{_NTH}])个\s*[“\"「']?$")
_ASKS = re.compile(
    r"哪(?:些|几|[“\"]?[两二三四五六七八九十\d])|什么[是叫]|(?:什么|啥)(?=意思|含义|内容|[?？呢]|$)|分别|各[是指为]|都[是有指]|意思|含义|指的?是|是指|解释|"
    r"谁[和与跟]谁|怎么(?:理解|回事|说|讲|解|个|划?分)|如何理解|包括|包含|组成|构成|这.位|全称|"
    r"\bwhat\b|\bwhich\b|\bmean|stand for|refer|explain"
)
_MEANING = re.compile(r"意思|含义|指的?是什么|是?指什么|怎么理解|怎么回事|如何理解|解释|什么是|\bmean|stands? for|refers? to")
_IS_WHAT = re.compile("[是指](?:的是|些)?(?:哪|什么|啥)")
_ASKS_WHOM = re.compile("哪[里儿]|(?<![和与跟])谁(?![和与跟])")
ASKING = re.compile(rf"[哪谁啥]|什么|{_ASKS.pattern}")
_ASKS_ELSE = re.compile("哪一?[年家]|何时|什么时[候间]|为什么|为何|多少")
_ASKS_WHICH = re.compile(r"哪[个一]|第[一二三四五六七八九十\d][个项条件]")
_BEGINS = re.compile(rf"(?<![第哪这{_NUMERALS}两双\d.]){_N}(?![\d年月日])")
_COUNTS = re.compile(rf"{_N}{_MEASURE}..")
_LONGEST = 14  # characters of a shorthand without quotation marks


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a shorthand: 两翼 is two of 翼, 14 fourteen of what it does not say, N any number."""

    text: str
    n: int | None
    noun: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A shorthand that a question asks about, folded, and the part of it that it names, if any."""

    code: str
    parts: tuple[Part, ...]
    row: int | None  # of the part, as two may be alike: the second 4 of 45432
    n_told: int | None  # how many things the question says that it asks for

    @property
    def part(self) -> Part | None:
        return None if self.row is None else self.parts[self.row]

    @property
    def counts(self) -> frozenset[int]:
        """How many things may be told of what is asked for; empty where the shorthand does not say."""
        if self.n_told:
            return frozenset({self.n_told})
        told = [part.n for part in self.asked_parts if part.n]
        if not told or len(told) < len(self.asked_parts):
            return frozenset()
        return frozenset({sum(told), sum(told) - (told[-1] == 1 < max(told))}) - {0, 1}  # 三位一体 is three

    @property
    def whole(self) -> Asked:
        """The shorthand with all its parts."""
        return replace(self, row=None, n_told=None)

    def own(self, items: Sequence[Span]) -> Sequence[Span]:
        """Of as many items as all the parts count those of the part that is asked for; none of any other number."""
        if self.part is None or len(items) != sum(part.n or 0 for part in self.parts):
            return ()
        first = sum(part.n or 0 for part in self.parts[: self.row])
        return items[first : first + (self.part.n or 0)]

    @property
    def nouns(self) -> tuple[str, ...]:
        """What the things are, as the shorthand has it."""
        return tuple(part.noun for part in self.asked_parts if part.noun)

    @property
    def asked_parts(self) -> tuple[Part, ...]:
        return (self.part,) if self.part else self.parts


def parts_of(code: str) -> tuple[Part, ...]:
    """The parts of a folded shorthand, in order: 14, 2, N; 一江, 双城, 四组团; 1, 3, 3, 5, X; 十, 百, 千."""
    if "+" in code:
        return tuple(Part(part, int(part) if part.isdecimal() else None, "") for part in code.split("+"))
    if re.fullmatch(r"[0-9]+[a-z]?|[a-z]", code):
        return tuple(Part(sign, int(sign) if sign.isdecimal() else None, "") for sign in code)
    if scale := _SCALE.match(code):
        return tuple(Part(sign, 1, sign) for sign in scale.group())
    if counted := tuple(Part(match[0], value(match[1]), match[2] or match[3]) for match in _PART.finditer(code)):
        return counted
    return tuple(Part(name, 1, name) for name in code.split("、")) if "、" in code else ()


def asked(query: Query, texts: Sequence[str]) -> list[Asked]:
    """The shorthands of these folded texts that the question asks the meaning of, those that it quotes first."""
    if not ASKING.search(query.folded):
        return []
    return [_among(one, _printed(one.code, texts)) for one in named(query, texts) if _is_asked(query.folded, one)]


def _is_asked(folded: str, one: Asked) -> bool:
    """Whether a question asks what a shorthand sums up: in these words, or in its own: “四难”都难在哪, “三医”的三个医是谁."""
    rest = folded.replace(one.code, "")
    if _ASKS_ELSE.search(rest):
        return False
    if asks_one(folded) or one.row is not None:
        return True
    if _ASKS_WHICH.search(rest):
        return False
    signs = re.escape("".join(one.nouns))
    if signs and re.search(rf"[{signs}][的是在了]{{0,2}}(?:什么|[啥谁哪])|什么[{signs}]", rest):
        return True
    return _ASKS.search(folded) is not None and _ASKS_WHOM.search(rest) is None


def named(query: Query, texts: Sequence[str]) -> list[Asked]:
    """The shorthands of these folded texts that the question names: those that it quotes, then one that it does not."""
    quoted = [match[1].strip() for match in QUOTED.finditer(query.folded)]
    codes = [one for one in quoted if not any(one in other and one != other and parts_of(other) for other in quoted)]
    known = [code for code in dict.fromkeys(codes) if any(code in text for text in texts) and not PLAN.search(code)]
    bare = [
        one
        for one in _unquoted(query.folded, texts)
        if not PLAN.search(one) and not any(one in code or code in one for code in known)
    ]
    return [_asked(query.folded, code) for code in [*known, *bare[:1]]]


def _among(one: Asked, whole: str) -> Asked:
    """The shorthand as a part of a longer one that it is printed in, or by its name: “一区” of “三地一区”."""
    parts = parts_of(whole)
    row = next((row for row, part in enumerate(parts) if part.text == one.code and len(parts) > 1), None)
    return Asked(whole, parts, row, None) if row is not None else replace(one, code=whole)


def _printed(code: str, texts: Sequence[str]) -> str:
    """The shorthand as it stands in a text: “三医联动” for 三医 where it stands in no other way."""
    name = re.escape(code)
    if any(re.search(rf"(?<![“\"「]){name}(?!\s*[”\"」])|[“\"「]{name}\s*[”\"」]", text) for text in texts):
        return code
    longer = (re.search(rf"[“\"「]([^“”\"「」]*{name}[^“”\"「」]*)[”\"」]", text) for text in texts)
    return next((found[1] for found in longer if found), code)


def asks_for_what_it_is(query: Query) -> bool:
    """Whether it asks which things a shorthand is that it quotes, and not what was done: “三稳”都是哪些事."""
    quoted = [match[1] for match in QUOTED.finditer(query.folded) if parts_of(match[1])]
    return bool(quoted) and _IS_WHAT.search(query.folded.replace(quoted[0], "")) is not None


def asks_meaning(query: Query) -> bool:
    """Whether it asks what something means, in these words."""
    return _MEANING.search(query.folded) is not None


def _asked(folded: str, code: str) -> Asked:
    at = folded.index(code)
    rest = folded[:at] + " " * len(code) + folded[at + len(code) :]
    parts = parts_of(code)
    told = _TOLD.search(rest)
    n_told = value(told[1]) if told else None
    row = _row(rest, parts, n_told) if len(parts) > 1 else None
    if not parts and n_told:  # 三个“多得”
        parts = (Part(code, n_told, code),)
    return Asked(code, parts, row, n_told)


def _row(rest: str, parts: Sequence[Part], n_told: int | None) -> int | None:
    """Which one of several parts the rest of a question names, by its text, its count and noun, or its noun with 的."""
    by_text = {row: found for row, part in enumerate(parts) if (found := _naming(part.text).search(rest))}
    if len({parts[row].text for row in by_text}) == 1:
        (first, found), *others = by_text.items()
        ordinal = _ORDINAL.search(rest, 0, found.start())
        nth = _NTH.index(ordinal[1]) if ordinal else 0
        return [first, *(row for row, _ in others)][min(nth, len(others))]
    counted = [row for row, part in enumerate(parts) if part.noun and part.n == n_told and part.noun in rest]
    called = [row for row, part in enumerate(parts) if part.noun and f"{part.noun}的" in rest]
    rows = counted or called  # 四组团, asked for as 四个组团; 三保三压, of which 保的是哪三样
    return rows[0] if len(rows) == 1 and not by_text else None


def _naming(text: str) -> re.Pattern[str]:
    """Where a question names a part as such, and not within another word or as a count."""
    return re.compile(rf"(?<![\da-z+.]){re.escape(text)}(?![\da-z+.%年月日个])")


def _unquoted(folded: str, texts: Sequence[str]) -> Iterator[str]:
    """What may be a shorthand without quotation marks, longest first: what a text has in them, what counts by a measure."""
    found = [match.group() for match in _SUM.finditer(folded)]
    for match in _BEGINS.finditer(folded):
        stretches = [folded[match.start() : end] for end in range(match.start() + _LONGEST, match.end(), -1)]
        sought = [one if _COUNTS.match(one) else f"“{one}”" for one in stretches]
        found += [one for one, printed in zip(stretches, sought, strict=True) if any(printed in text for text in texts)][:1]
    yield from sorted(found, key=len, reverse=True)
