"""The stretches of the clauses that may speak of what a claim is about, and when what they say holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from indexer.encoders.base import Floats
from indexer.facts.part import Part, kind_of, parts
from indexer.facts.period import period_of
from service.readers.base import Place, Reading
from service.readers.enumeration import split
from service.readers.relevance import missed, word_fits
from service.readers.stops import STOP
from service.readers.wording import in_digits
from service.records import Hit

_N_KEPT = 12
_LONGEST = 3  # parts of a sentence in one stretch
_LONGER_COSTS = 0.06  # what a further part must add to be worth its length
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_HAN = re.compile("[\u4e00-\u9fff]")
_MISSED = 0.6  # of the weight of the claim's words, what a text may lack and still be looked at
FEATURES = ("own", "wide", "missed", "worst", "name", "verb", "characters", "n_more", "rank")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of a hit's text, with how it speaks of the claim: one number for each of FEATURES.

    own         how well its words fit the words of the claim; `wide`: with those before it in its sentence and of its headings
    missed      of the weight of the claim's words, what neither has; `worst`: what one of them alone misses by
    name, verb  the same of the word that weighs most, and of the last one
    characters  of the claim's Chinese characters, what both have
    n_more      the parts of its sentence in it, beyond one
    rank        1 / that of its clause
    """

    hit: Hit
    start: int
    end: int
    sentence: tuple[int, int]
    features: Floats

    @property
    def coverage(self) -> float:
        """Of the claim, by the stretch and its headings."""
        return float(self.features[:2].mean())

    @property
    def text(self) -> str:
        return self.hit.text[self.start : self.end]

    def place(self, reading: Reading) -> Place:
        return reading.place(self.hit, *self.sentence)


def evidence_for(reading: Reading, core: str) -> list[Evidence]:
    """The stretches of up to three parts of a sentence that, with their headings, have all numbers of the core and cover
    most of it, best first, equal ones in the order of hits and text.
    """
    cut = [(hit, (start, end), split(hit.text, start, end, STOP)) for hit, start, end in reading.all_sentences()]
    if not core.strip():
        return []
    texts = [in_digits(hit.text[start:end]) for hit, _, parts_of in cut for start, end in parts_of]
    texts += [" ".join(hit.clause.path) for hit in reading.hits]
    fits, weights = word_fits(reading.encoder, core, texts, literally=True)
    of_path = dict(zip((hit.clause.clause_id for hit in reading.hits), fits[-len(reading.hits) :], strict=True))
    heaviest, verb = int(np.argmax(weights)), len(weights) - 1
    found: list[tuple[float, Evidence]] = []
    first = 0
    for hit, sentence, parts_of in cut:
        alone = own = fits[first : first + len(parts_of)]
        before = np.maximum.accumulate(np.vstack((of_path[hit.clause.clause_id], alone)))
        first += len(parts_of)
        for n in range(1, min(_LONGEST, len(parts_of)) + 1):
            own = alone if n == 1 else np.maximum(own[:-1], alone[n - 1 :])
            wide = np.maximum(own, before[: len(own)])
            lacking = missed(reading.encoder, core, wide, weights)
            worst = ((1 - wide) * weights).max(1)
            for i in np.flatnonzero(lacking <= _MISSED).tolist():
                start, end = parts_of[i][0], parts_of[i + n - 1][1]
                text = in_digits(f"{' '.join(hit.clause.path)} {hit.text[sentence[0] : end]}")
                if _shared(_NUMBER, in_digits(core), text) < 1:
                    continue
                features = np.array(
                    (
                        own[i] @ weights,
                        wide[i] @ weights,
                        lacking[i],
                        worst[i],
                        wide[i, heaviest],
                        own[i, verb],
                        _shared(_HAN, core, text),
                        n - 1,
                        1 / hit.rank,
                    ),
                    np.float32,
                )
                evidence = Evidence(hit, start, end, sentence, features)
                found.append((evidence.coverage - _LONGER_COSTS * (n - 1), evidence))
    return [evidence for _, evidence in sorted(found, key=lambda each: -each[0])[:_N_KEPT]]


def _shared(kind: re.Pattern[str], core: str, text: str) -> float:
    """Of the different things of a kind in the core, how many the text has; 1 where there are none."""
    asked = set(kind.findall(core))
    return len(asked & set(kind.findall(text))) / len(asked) if asked else 1.0


def told(reading: Reading, evidence: Evidence) -> tuple[str, str]:
    """The period of what a stretch says (a year, or words), and "actual", "target" or "other", as `indexer.facts` has it."""
    hit = evidence.hit
    report = reading.snapshot.reports[hit.clause.report_id]
    part = _part(reading, hit)
    before, within = hit.text[: evidence.sentence[0]], hit.text[evidence.sentence[0] : evidence.end]
    period = period_of(report, report.reviewed_year if part is Part.REVIEW else report.year, before, within)
    return period, kind_of(report, part, period, evidence.text, hit.text[slice(*evidence.sentence)])


def _part(reading: Reading, hit: Hit) -> Part:
    """The part of its report that a hit stands in."""
    clauses, report_id = reading.snapshot.clauses, hit.clause.report_id
    first = last = reading.snapshot.row_of[hit.clause.clause_id]
    while first > 0 and clauses[first - 1].report_id == report_id:
        first -= 1
    return list(parts(reading.snapshot.reports[report_id], clauses[first : last + 1]))[-1]
