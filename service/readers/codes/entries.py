"""What the glossary says of a part of a shorthand: the “14” of “14+2+N”, the 双城 of “一江双城四组团”, the X of “1335X”."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from indexer.segment import fold, words
from service.glossary import body_start, terms
from service.readers.base import Draft, Reading
from service.readers.codes.shorthand import OF_CODE, QUOTED, parts_of
from service.readers.enumeration import Span, split
from service.readers.relevance import relevance
from service.readers.spans.speech import Speech, speech
from service.readers.stops import COMMA
from service.records import Hit

_NTH = "一二三四五"
_DIGITS = {**{str(value): numeral for value, numeral in enumerate("一二三四五六七八九", start=1)}, "2": "二两双"}
_ORDINAL = re.compile(rf"第?([{_NTH}])个\s*[“\"「']?$")
_BETWEEN = (re.compile(r"[;；。]"), re.compile(rf"{COMMA}|[;；。]"), re.compile(rf"{COMMA}|[、;；。]"))
_COPULA = r"[”\"」']?\s*(?:分别)?(?:是指|即指|指的是|即|是|为|指|表示|代表)(?:的是)?[:：,，]?"
_OTHER_PART = re.compile(rf"(?:{COMMA})[“\"「][^“”\"「」]{{1,8}}[”\"」]{_COPULA}")
_JOINT = re.compile(r"以及|[与和及同](?=\S)")
_ASKS_FOR_ONE = re.compile(r"哪一?[个项种类]|which\b")


def read_entry(reading: Reading) -> Draft | None:
    """What the question asks of a shorthand, where it names a part of it or asks for one or all of what it sums up.

    A part is explained by a stretch of the glossary entry that quotes it, or by the one in its place: the entry of 14+2+N tells
    three things. None if the question is about no shorthand, or no clause that was found tells.
    """
    folded = reading.query.folded
    for hit in reading.hits:
        start = body_start(hit.text) if terms(hit.clause) else 0
        named = [term for term in sorted(terms(hit.clause), key=len, reverse=True) if term in folded] if start else []
        for code in named:
            found = _part(hit.text, start, code, folded) or _item(reading, hit, start, code)
            if found:
                return _draft(reading, hit, found)
    return None


def _part(text: str, start: int, code: str, folded: str) -> Span | None:
    """Where text[start:] explains the part of `code` that the question names."""
    at = folded.index(code)
    rest = folded[:at] + " " * len(code) + folded[at + len(code) :]
    asked = [match for pattern in (QUOTED, OF_CODE) for match in pattern.finditer(rest)]
    parts = [part.text for part in parts_of(code)]
    for match in asked:
        part = match[1].strip()
        ordinal = _ORDINAL.search(rest[: match.start(1)])
        nth = _NTH.index(ordinal[1]) if ordinal else 0
        explained = list(re.finditer(rf"[“\"「']{re.escape(part)}{_COPULA}", fold(text[start:])))
        if explained:
            quoted = explained[min(nth, len(explained) - 1)]
            begin = start + quoted.end()
            stretch_end = next(b for a, b in split(text, start, len(text), _BETWEEN[0]) if b > start + quoted.start())
            other = _OTHER_PART.search(text, begin, stretch_end)
            return begin, other.start() if other else stretch_end
        rows = [row for row, each in enumerate(parts) if each == part]
        stretches = next((cut for at in _BETWEEN if len(cut := split(text, start, len(text), at)) == len(parts)), None)
        if rows and stretches:
            return _own(text, stretches, rows[min(nth, len(rows) - 1)], part)
        if rows and part.isdigit():
            number = re.compile(rf"(?<!\d){part}(?!\d)")
            said = [cut for cut in split(text, start, len(text), _BETWEEN[1]) if number.search(text, *cut)]
            if len(said) == 1:
                return said[0]
    return None


def _own(text: str, stretches: Sequence[Span], row: int, part: str) -> Span:
    """Of the stretch that explains a part, what the part stands for: what all parts share (与A、B,以及C合作) is left out."""
    start, end = stretches[row]
    if counted := re.search(rf"等(?=[{re.escape(_DIGITS.get(part, part))}][大个类项种家所条]\S{{1,10}}$)", text[start:end]):
        return start + counted.end(), end
    joint = _JOINT.match(text, start)
    if row + 1 == len(stretches) and _JOINT.match(text, stretches[0][0]):
        verbs = (word.start for word in words(fold(text[start:end])) if speech(word.text) is Speech.VERB)
        end = start + next((at for at in verbs if at > (joint.end() - start if joint else 0)), end - start)
    return joint.end() if joint else start, end


def _item(reading: Reading, hit: Hit, start: int, code: str) -> Span | None:
    """The item of an entry that the question asks for by what all items share: 哪个“一体化”. What it says beside decides."""
    folded = reading.query.folded.replace(code, "")
    shared = [match[1] for match in QUOTED.finditer(folded)] if _ASKS_FOR_ONE.search(folded) else []
    items = split(hit.text, start, len(hit.text), _BETWEEN[2])
    fitting = [(a, b) for a, b in items if any(part in fold(hit.text[a:b]) for part in shared)]
    if len(fitting) < 2:
        return None
    known = [*shared, *QUOTED.split(fold(hit.clause.heading or ""))]
    asked, *told = (_without(text, known) for text in (folded, *(fold(hit.text[a:b]) for a, b in fitting)))
    return fitting[int(np.argmax(relevance(reading.encoder, asked, told)))]


def _without(text: str, known: Sequence[str]) -> str:
    for part in filter(None, known):
        text = text.replace(part, " ")
    return text


def _draft(reading: Reading, hit: Hit, found: Span) -> Draft:
    start, end = found
    told = hit.text[start:end].strip(" 。.;；,，、")
    fit = float(reading.fits([hit.clause.heading or hit.text])[0])
    return Draft("definition", told, (reading.place(hit, 0, len(hit.text)),), fit, is_asked_form=True)
