"""The stretches of the clauses that may speak of what a claim is about, and when what they say holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indexer.encoders.base import Floats
from indexer.facts.part import Part, kind_of, parts
from indexer.facts.period import period_of
from service.readers.base import Place, Reading
from service.readers.enumeration import Span, split
from service.readers.relevance import HAS_WORD, are_foreign, word_fits
from service.readers.stops import PART, STOP
from service.readers.wording import in_digits
from service.records import Hit

_N_KEPT = 12
_FOREIGN = 0.6  # of what a word fits those of its own language by, what it fits those of another by
_LONGEST = 3  # parts of a sentence in one stretch
_LONGER_COSTS = 0.06  # what a further part must add to be worth its length
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_HAN = re.compile("[\u4e00-\u9fff]")
_MISSED = 0.6  # of the weight of the claim's words, what a text may lack and still be looked at
FEATURES = ("own", "wide", "missed", "worst", "name", "verb", "characters", "n_more", "rank")


@dataclass(frozen=True, slots=True)
class Piece:
    """text[start:end] of a hit, and how well it fits each word of the claim."""

    start: int
    end: int
    fits: Floats


Pieces = tuple[tuple[Piece, ...], ...]  # the parts of a stretch between stops, each in its smallest pieces, at least one


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
    pieces: Pieces
    sentence: Span
    of: Part  # of the report
    weights: Floats  # of the claim's words, of sum 1
    features: Floats

    @property
    def coverage(self) -> float:
        """Of the claim, by the stretch and its headings."""
        return float(self.features[:2].mean())

    @property
    def text(self) -> str:
        return self.hit.text[self.pieces[0][0].start : self.end]

    @property
    def end(self) -> int:
        return self.pieces[-1][-1].end

    def place(self, reading: Reading) -> Place:
        return reading.place(self.hit, *self.sentence)


def evidence_for(reading: Reading, core: str) -> list[Evidence]:
    """The stretches of up to three parts of a sentence that, with their headings, have all numbers of the core and cover
    most of it, best first, equal ones in the order of hits and text.
    """
    if not core.strip():
        return []
    cut = [(hit, (start, end), _pieces(hit.text, start, end)) for hit, start, end in reading.all_sentences()]
    texts = [in_digits(hit.text[start:end]) for hit, _, parts_of in cut for part in parts_of for start, end in part]
    texts += [" ".join(hit.clause.path) for hit in reading.hits]
    fits, weights = word_fits(reading.encoder, core, texts, literally=True)
    fits = np.minimum(1, np.where(are_foreign(reading.encoder, core), fits / _FOREIGN, fits)).astype(np.float32)
    of_path = dict(zip((hit.clause.clause_id for hit in reading.hits), fits[-len(reading.hits) :], strict=True))
    rows = iter(fits)
    stretches: list[tuple[Hit, Pieces, Span]] = []
    own, wide = [], []
    for hit, sentence, parts_of in cut:
        pieces = [tuple(Piece(start, end, next(rows)) for start, end in part) for part in parts_of]
        alone = [np.max([piece.fits for piece in part], axis=0) for part in pieces]
        before = of_path[hit.clause.clause_id]
        for first in range(len(pieces)):
            fit = alone[first]
            for last in range(first, min(first + _LONGEST, len(pieces))):
                fit = np.maximum(fit, alone[last])
                stretches.append((hit, tuple(pieces[first : last + 1]), sentence))
                own.append(fit)
                wide.append(np.maximum(fit, before))
            before = np.maximum(before, alone[first])
    return _best(reading, core, weights, stretches, np.array(own), np.array(wide)) if stretches else []


def _best(
    reading: Reading, core: str, weights: Floats, stretches: Sequence[tuple[Hit, Pieces, Span]], own: Floats, wide: Floats
) -> list[Evidence]:
    """Those that cover most of the core, given how well each fits its words alone and with those before it."""
    lacking, of_own, of_wide = (wide < HAS_WORD) @ weights, own @ weights, wide @ weights
    n_more = np.array([len(parts_of) - 1 for _, parts_of, _ in stretches])
    order = np.argsort(_LONGER_COSTS * n_more - (of_own + of_wide) / 2, kind="stable")
    of = {hit.rank: _part(reading, hit) for hit in reading.hits}
    found: list[Evidence] = []
    for i in order[lacking[order] <= _MISSED].tolist():
        hit, parts_of, sentence = stretches[i]
        text = in_digits(f"{' '.join(hit.clause.path)} {hit.text[sentence[0] : parts_of[-1][-1].end]}")
        if _shared(_NUMBER, in_digits(core), text) == 1:
            features = (
                of_own[i],
                of_wide[i],
                lacking[i],
                ((1 - wide[i]) * weights).max(),
                wide[i, np.argmax(weights)],
                own[i, -1],
                _shared(_HAN, core, text),
                n_more[i],
                1 / hit.rank,
            )
            found.append(Evidence(hit, parts_of, sentence, of[hit.rank], weights, np.array(features, np.float32)))
        if len(found) == _N_KEPT:
            break
    return found


def _pieces(text: str, start: int, end: int) -> list[list[Span]]:
    """The parts of a sentence between stops, each in its smallest pieces."""
    return [pieces for part in split(text, start, end, STOP) if (pieces := split(text, *part, PART))]


def _shared(kind: re.Pattern[str], core: str, text: str) -> float:
    """Of the different things of a kind in the core, how many the text has; 1 where there are none."""
    asked = set(kind.findall(core))
    return len(asked & set(kind.findall(text))) / len(asked) if asked else 1.0


def told(reading: Reading, evidence: Evidence) -> tuple[str, str]:
    """The period of what a stretch says (a year, or words), and "actual", "target" or "other", as `indexer.facts` has it."""
    hit, start = evidence.hit, evidence.sentence[0]
    report = reading.snapshot.reports[hit.clause.report_id]
    period = period_of(
        report,
        report.reviewed_year if evidence.of is Part.REVIEW else report.year,
        hit.text[:start],
        hit.text[start : evidence.end],
    )
    return period, kind_of(report, evidence.of, period, evidence.text, hit.text[slice(*evidence.sentence)])


def _part(reading: Reading, hit: Hit) -> Part:
    """The part of its report that a hit stands in."""
    clauses, report_id = reading.snapshot.clauses, hit.clause.report_id
    first = last = reading.snapshot.row_of[hit.clause.clause_id]
    while first > 0 and clauses[first - 1].report_id == report_id:
        first -= 1
    return list(parts(reading.snapshot.reports[report_id], clauses[first : last + 1]))[-1]
