"""What a glossary entry has for a shorthand or for its part: the 14 of 14+2+N, the 双城 of 一江双城四组团, the X of 1335X."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.segment import lower, words
from service.readers.codes.beside import Told
from service.readers.codes.counted import counted
from service.readers.codes.shorthand import Asked
from service.readers.enumeration import Span, split, split_outside
from service.readers.spans.speech import Speech, speech
from service.readers.stops import COMMA, STOP, last
from service.readers.vocabulary import MEASURES, NUMERALS, value

_DIGITS = {**{str(value): numeral for value, numeral in enumerate("一二三四五六七八九", start=1)}, "2": "二两双"}
_BETWEEN = (re.compile(r"[;；。]"), re.compile(rf"{COMMA}|[;；。]"), re.compile(rf"{COMMA}|[、;；。]"), re.compile("、"))
_COPULA = r"[”\"」']?\s*(?:分别)?(?:是指|即指|指的是|即|是|为|指|表示|代表)(?:的是)?[:：,，]?"
_OTHER_PART = re.compile(rf"(?:{COMMA})[“\"「][^“”\"「」]{{1,8}}[”\"」]{_COPULA}")
_JOINT = re.compile(r"以及|[与和及同](?=\S)")
_NUMBER = re.compile(rf"([{NUMERALS}]|(?<![\d.])\d{{1,2}})(?:{MEASURES})")


def in_place(text: str, start: int, code: Asked) -> Iterator[Told]:
    """Where text[start:] explains the part that is asked for: behind its name, in its row, or with its number."""
    if code.part is None or code.row is None:
        return
    part = code.part.text
    alike = [row for row, each in enumerate(code.parts) if each.text == part]
    nth = alike.index(code.row)
    if explained := list(re.finditer(rf"[“\"「']{re.escape(part)}{_COPULA}", lower(text[start:]))):
        quoted = explained[min(nth, len(explained) - 1)]
        begin = start + quoted.end()
        stretch_end = next(b for a, b in split(text, start, len(text), _BETWEEN[0]) if b > start + quoted.start())
        other = _OTHER_PART.search(text, begin, stretch_end)
        stretch = (begin, other.start() if other else stretch_end)
        yield Told("place", [stretch])
        for clause in split_outside(text, *stretch, STOP):
            yield from (Told("within", items, clause) for items in counted(text, *clause, code.counts, ""))
        return
    cuts = [split(text, start, len(text.rstrip("。 \n")), at) for at in _BETWEEN]
    stretches = next((cut for cut in cuts if len(cut) == len(code.parts)), None)
    if stretches:
        yield Told("place", [_own(text, stretches, code.row, part)])
        return
    number = re.compile(rf"(?<!\d){re.escape(part)}(?!\d)")
    said = [cut for cut in cuts[1] if number.search(text, *cut)]
    if part.isdigit() and len(said) == 1:
        yield Told("place", said)


def within(text: str, start: int, code: Asked, question: str) -> Iterator[Told]:
    """Every enumeration of an entry that has as many items as are asked for."""
    stretches = split_outside(text, start, len(text), STOP) if code.part is None else []
    for stretch in stretches:
        items = counted(text, *stretch, code.counts, question, has_tail=stretch != stretches[-1])
        yield from (Told("within", each, stretch, is_ended=True) for each in items)


def summed(text: str, code: Asked, question: str) -> Iterator[Told]:
    """What stands before the number of a part that says no noun, with its measure: 甲、乙、丙[三项]机制, of “543”."""
    if code.part is None or code.part.noun or code.part.n is None:
        return
    for number in _NUMBER.finditer(text):
        if value(number[1]) == code.part.n:
            stretch = (last(STOP, text, 0, number.start()) or 0, number.start())
            yield from (Told("summed", items, stretch) for items in counted(text, *stretch, code.counts, question))


def _own(text: str, stretches: Sequence[Span], row: int, part: str) -> Span:
    """Of the stretch that explains a part, what the part stands for: what all parts share (与A、B,以及C合作) is left out."""
    start, end = stretches[row]
    if counted := re.search(rf"等(?=[{re.escape(_DIGITS.get(part, part))}][大个类项种家所条]\S{{1,10}}$)", text[start:end]):
        return start + counted.end(), end
    joint = _JOINT.match(text, start)
    if row + 1 == len(stretches) and _JOINT.match(text, stretches[0][0]):
        verbs = (word.start for word in words(lower(text[start:end])) if speech(word.text) is Speech.VERB)
        end = start + next((at for at in verbs if at > (joint.end() - start if joint else 0)), end - start)
    return joint.end() if joint else start, end
