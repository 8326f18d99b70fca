"""What speaks for and against each way to read what a shorthand sums up, a number each (`WEIGHTS`)."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

import numpy as np

from indexer.encoders.base import Floats
from indexer.outline.sentences import PAIRS
from indexer.segment import fold
from service.readers.base import Place, Reading
from service.readers.codes.beside import Form, Told
from service.readers.codes.candidates import Candidate
from service.readers.codes.kinship import kinship
from service.readers.codes.variants import ends, starts, varied
from service.readers.cutting import cut
from service.readers.endings import ending_chances
from service.readers.enumeration import Span
from service.readers.learned import weights
from service.readers.relevance import bigrams
from service.readers.spans.speech import Speech, speech
from service.readers.vocabulary import PREDICATES, VERBS

WEIGHTS = Path(__file__).with_name("codes.toml")
# How much the form alone says that the shorthand sums up these items.
_SHAPES: dict[Form, float] = {
    **dict.fromkeys(("before", "achieved", "told", "parts", "continued", "headings"), 1.0),
    **dict.fromkeys(("own", "signs"), 1.3),
    "place": 1.6,
    "within": 1.2,
    **dict.fromkeys(("goes_on", "following", "openings", "summed", "headed"), 0.6),
    **dict.fromkeys(("quoted", "titled", "repeated", "counted"), 0.2),
}
_KINSHIP, _SHAPE = 0.5, 3.0
FEATURES = tuple(
    "shape said kin_first kin_last uneven distance repeats_code whole numbered single single_which "
    "start_length start_whole start_ruled start_alike start_equal start_entry after_verb after_action after_particle "
    "after_quality opens_verb others_open opens_particle starts_of starts_quote has_of n_cut "
    "end_length end_whole end_ruled end_alike end_equal end_likely end_code before_verb before_noun before_particle "
    "before_and_so ends_of ends_verb has_predicate end_said n_left".split()
)
_UNLIKELY = -4.0
_VERB = re.compile(VERBS)
_PREDICATE = re.compile(PREDICATES)
_FIGURE = re.compile(r"\d")
_WHICH = re.compile("哪|包括|分别|都有|些什么")


class Way(NamedTuple):
    """One way to read a candidate: its items, as places."""

    candidate: Candidate
    items: tuple[Place, ...]


def ways(reading: Reading, found: Sequence[Candidate]) -> tuple[list[Way], Floats]:
    """Every way to read the candidates; (n ways, n features), in the order of FEATURES:

    shape          how much its form says, what the items share with the nouns of the shorthand, and how well what stands around
                   it fits the question; `said`: of the question's bigrams, what stands there
    kin_first      1 if all items begin with a noun of the shorthand; `kin_last`: end with it
    uneven         logarithm of the longest item's length over the shortest's; `distance`: of the characters to the shorthand
    repeats_code   1 if the items have the shorthand itself
    whole          1 if a part is asked for, and this is told of the whole; `numbered`: it has the part's number
    single         1 if one stretch is told of several things; `single_which`: where it is asked which these are
    start_length   how far the first item's length is from that of the others, as a logarithm; `end_length`: the last one's
    start_whole    1 if nothing is cut off before it; `end_whole`: behind the last; `start_entry`: in a glossary entry
    start_ruled    1 if it begins where the rules of `counted` have it; `end_ruled`: the last ends so; `end_likely`: the log of
                   the chance that `endings` gives
    start_alike    1 if all items begin with one sign; `end_alike`: end; `start_equal`, `end_equal`: it is as long as all others
    after_         1 if it follows a word of this part of speech; before_: one follows the last; and_so: 等
    opens_verb     1 if it alone opens with a verb; `others_open`: all but it; `opens_particle`, `ends_verb`: such a word does
    starts_of      1 if it begins with 的 or 和; `ends_of`: the last ends so; `starts_quote`; `has_of`: it alone has 的
    n_cut, n_left  logarithm of how many words are cut off before and behind; `end_said`: of what is cut off, what the question
                   says; `end_code`: 1 if the last has the shorthand; `has_predicate`: a word that says what became of it
    """
    ways: list[Way] = []
    rows: list[Floats] = []
    ruled_of: dict[object, Span] = {}
    fits = reading.fits([candidate.around for candidate in found]) if found else np.zeros(0)
    best = max(fits, default=0.0)
    for candidate, fit in zip(found, fits, strict=True):
        if not all(start < end for start, end in candidate.told.items):
            continue
        place = _of_place(reading, candidate, float(fit - best))
        if not candidate.told.items:
            ways.append(Way(candidate, candidate.places))
            rows.append(_row(place))
            continue
        text, told = candidate.text, candidate.told
        group = (candidate.code.code, candidate.clause.clause_id, told.form, told.stretch, candidate.at)
        ruled = ruled_of.setdefault(group, (told.items[0][0], told.items[-1][1]))
        of_start = {at: _of_start(text, told, at, ruled[0], candidate.in_entry) for at in starts(text, told)}
        of_end = {at: _of_end(text, told, at, ruled[1], candidate, reading.query.folded) for at in ends(text, told)}
        for start, first in of_start.items():
            for end, last in of_end.items():
                items = varied(told.items, start, end)
                if all(a < b for a, b in items):
                    base = candidate.clause.start
                    ways.append(
                        Way(candidate, tuple(Place(candidate.hit, base + a, base + b, candidate.clause) for a, b in items))
                    )
                    rows.append(_row(place | first | last))
    return ways, np.array(rows, np.float32).reshape(-1, len(FEATURES))


def _row(values: dict[str, float]) -> Floats:
    return np.array([float(values.get(name, 0.0)) for name in FEATURES], np.float32)


def _of_place(reading: Reading, candidate: Candidate, fit: float) -> dict[str, float]:
    code, told, text = candidate.code, candidate.told, candidate.text
    folded = reading.query.folded
    items = [text[a:b] for a, b in told.items] or list(map(reading.text, candidate.places))
    nouns, form = code.nouns, told.form
    whole = "".join(items)
    rest = folded.replace(code.code, " ")
    lengths = sorted(map(len, items))
    distance = 0.0
    if candidate.at and told.items:
        start, end = candidate.at
        distance = math.log1p(max(start - told.items[-1][1], told.items[0][0] - end, 0))
    shape = _SHAPES[form] + _KINSHIP * kinship(items, nouns) + fit
    return {
        "shape": _SHAPE * shape,
        "kin_first": any(all(item.startswith(noun) for item in items) for noun in nouns),
        "kin_last": any(all(item.endswith(noun) for item in items) for noun in nouns),
        "uneven": math.log(lengths[-1] / max(1, lengths[0])) if len(items) > 1 else 0.0,
        "distance": distance,
        "whole": code.part is not None and not candidate.is_of_part and form not in ("own", "place", "within", "summed"),
        "repeats_code": code.code in whole.lower(),
        "numbered": code.part is not None and re.search(rf"(?<!\d){re.escape(code.part.text)}(?!\d)", whole) is not None,
        "single": len(items) == 1 and bool(code.counts),
        "single_which": len(items) == 1 and bool(code.counts) and _WHICH.search(folded) is not None,
        "said": len(bigrams(rest) & bigrams(candidate.around)) / max(1, len(bigrams(rest))),
    }


def _of_start(text: str, told: Told, start: int, ruled: int, in_entry: bool) -> dict[str, float]:
    """What speaks for the first item to begin there."""
    begin, (_, first_end) = (told.stretch or told.items[0])[0], told.items[0]
    others = [text[a:b] for a, b in told.items[1:]]
    length = median(map(len, others)) if others else 0
    before = [word for word in cut(text).within(begin, start)]
    inside = cut(text).within(start, max(start, first_end))
    previous = before[-1].text if before and before[-1].end == start else ""
    kind = speech(previous) if previous else None
    opens = _opens(text, start, first_end)
    others_open = sum(_opens(text, a, b) for a, b in told.items[1:]) / len(others) if others else 0.0
    return {
        "start_length": abs(math.log(max(1, first_end - start) / length)) if length else 0.0,
        "start_whole": start == begin,
        "start_entry": start == begin and in_entry,
        "start_ruled": start == ruled,
        "after_verb": kind is Speech.VERB or bool(previous and _VERB.fullmatch(previous)),
        "after_action": kind is Speech.ACTION,
        "after_particle": kind is Speech.PARTICLE,
        "after_quality": kind is Speech.QUALITY,
        "opens_verb": opens and others_open < 0.5,
        "others_open": others_open >= 0.5 and not opens,
        "start_alike": bool(others) and len({other[0] for other in others} | {text[start]}) == 1,
        "start_equal": bool(others) and {len(other) for other in others} == {first_end - start},
        "starts_of": text[start] in "的等和",
        "has_of": "的" in text[start:first_end] and not any("的" in other for other in others),
        "n_cut": math.log1p(len(before)),
        "starts_quote": text[start] in PAIRS,
        "opens_particle": bool(inside) and speech(inside[0].text) is Speech.PARTICLE,
    }


def _of_end(text: str, told: Told, end: int, ruled: int, candidate: Candidate, question: str) -> dict[str, float]:
    """What speaks for the last item to end there."""
    last_start, stop = told.items[-1][0], max((told.stretch or told.items[-1])[1], told.items[-1][1])
    others = [text[a:b] for a, b in told.items[:-1]]
    length = median(map(len, others)) if others else 0
    behind = cut(text).within(end, stop)
    following = behind[0].text if behind else ""
    inside = cut(text).within(last_start, max(last_start, end))
    closing = speech(inside[-1].text) if inside else None
    tail, asked = fold(text[end:stop]), bigrams(question)
    return {
        "end_length": abs(math.log(max(1, end - last_start) / length)) if length else 0.0,
        "end_whole": end == stop,
        "end_ruled": end == ruled,
        "before_verb": bool(following) and (speech(following) is Speech.VERB or _PREDICATE.fullmatch(following) is not None),
        "before_noun": bool(following) and following.isalnum() and speech(following) is Speech.NOUN,
        "before_particle": bool(following) and speech(following) is Speech.PARTICLE,
        "before_and_so": following == "等",
        "end_alike": bool(others) and len({other[-1] for other in others} | {text[end - 1]}) == 1,
        "end_equal": bool(others) and {len(other) for other in others} == {end - last_start},
        "end_likely": _likely(text, told, stop, question).get(end, _UNLIKELY) if others else 0.0,
        "ends_of": text[end - 1] in "的等和",
        "end_code": candidate.code.code in fold(text[last_start:end]),
        "ends_verb": closing is Speech.VERB,
        "end_said": len(bigrams(tail) & asked) / max(1, len(bigrams(tail))),
        "has_predicate": any(_PREDICATE.fullmatch(word.text) for word in inside),
        "n_left": math.log1p(len(behind)),
    }


def _likely(text: str, told: Told, stop: int, question: str) -> dict[int, float]:
    """The log of the chance of each place to be where the enumeration ends, as `endings` has it, at least `_UNLIKELY`."""
    return _likely_ends(text, (*told.items[:-1], (told.items[-1][0], stop)), question)


@functools.lru_cache(maxsize=256)  # asked for each place
def _likely_ends(text: str, parts: tuple[Span, ...], question: str) -> dict[int, float]:
    places, chances = ending_chances(text, parts, question)
    return {
        place: max(_UNLIKELY, math.log(chance)) if chance > 0 else _UNLIKELY
        for place, chance in zip(places, chances, strict=True)
    }


def _opens(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] opens with a verb and more."""
    words = cut(text).within(start, max(start, end))
    return len(words) > 1 and (
        speech(words[0].text) in (Speech.VERB, Speech.ACTION) or _VERB.fullmatch(words[0].text) is not None
    )


def shares(found: Floats) -> Floats:
    """The chance of each way, (n ways,): softmax over its weighted features."""
    scores = found @ weights(WEIGHTS, FEATURES)
    chances = np.exp(scores - scores.max())
    return np.asarray(chances / chances.sum(), np.float32)
