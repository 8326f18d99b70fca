"""The stretches of the clauses that speak of what a claim is about, and when what they say holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from indexer.facts.part import Part, kind_of, parts
from indexer.facts.period import period_of
from service.readers.base import Place, Reading
from service.readers.enumeration import split
from service.readers.relevance import missed, word_fits
from service.readers.stops import STOP
from service.readers.wording import in_digits
from service.records import Hit

_LONGEST = 3  # parts of a sentence in one stretch
_LONGER_COSTS = 0.06  # what a further part must add to be worth its length
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_MISSED = 0.25  # of the weight of the claim's words, what the text need not have


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of a hit's text, with how much of the claim it covers."""

    hit: Hit
    start: int
    end: int
    sentence: tuple[int, int]
    coverage: float

    @property
    def text(self) -> str:
        return self.hit.text[self.start : self.end]

    def place(self, reading: Reading) -> Place:
        return reading.place(self.hit, *self.sentence)

    def has(self, reading: Reading, word: str) -> bool:
        """Whether the stretch or its headings have a word."""
        text = " ".join((*self.hit.clause.path, in_digits(self.text)))
        fits, weights = word_fits(reading.encoder, word, [text], literally=True)
        return not missed(reading.encoder, word, fits, weights).any()


def evidence_for(reading: Reading, core: str) -> list[Evidence]:
    """Every stretch of up to three parts of a sentence that has, with its headings, most words of the core and all its numbers;
    by how much of the core it covers, best first, equal ones in the order of hits and text.
    """
    cut = [(hit, (start, end), split(hit.text, start, end, STOP)) for hit, start, end in reading.all_sentences()]
    if not core.strip():
        return []
    texts = [in_digits(hit.text[start:end]) for hit, _, parts_of in cut for start, end in parts_of]
    texts += [" ".join(hit.clause.path) for hit in reading.hits]
    fits, weights = word_fits(reading.encoder, core, texts, literally=True)
    of_path = dict(zip((hit.clause.clause_id for hit in reading.hits), fits[-len(reading.hits) :], strict=True))
    numbers, first = _numbers(core), 0
    found: list[tuple[float, Evidence]] = []
    for hit, sentence, parts_of in cut:
        alone = own = fits[first : first + len(parts_of)]
        first += len(parts_of)
        for n in range(1, min(_LONGEST, len(parts_of)) + 1):
            own = alone if n == 1 else np.maximum(own[:-1], alone[n - 1 :])
            wide = np.maximum(own, of_path[hit.clause.clause_id])
            coverages, lacking = (own + wide) @ weights / 2, missed(reading.encoder, core, wide, weights)
            for i in np.flatnonzero(lacking <= _MISSED).tolist():
                start, end = parts_of[i][0], parts_of[i + n - 1][1]
                if numbers <= _numbers(hit.text[start:end]):
                    coverage = float(coverages[i])
                    found.append((coverage - _LONGER_COSTS * (n - 1), Evidence(hit, start, end, sentence, coverage)))
    return [evidence for _, evidence in sorted(found, key=lambda each: -each[0])]


def _numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(in_digits(text)))


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
