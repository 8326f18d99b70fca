"""The stretches of the clauses that may speak of what a claim is about, and when what they say holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from indexer.encoders.base import Floats
from indexer.facts import quantities
from indexer.facts.part import Part, kind_of, parts
from indexer.facts.period import period_of
from indexer.numerals import ORDINAL, SEVERAL, read_number, to_base
from indexer.segment import fold
from service.query import COUNTRY
from service.readers.base import Place, Reading
from service.readers.enumeration import Span, split
from service.readers.relevance import answered, are_foreign, likeness, word_fits
from service.readers.stops import PART, STOP
from service.readers.wording import in_digits
from service.records import Hit

_N_KEPT = 16
_FOREIGN = 0.6  # of what a word fits those of its own language by, what it fits those of another by
_LONGEST = 3  # parts of a sentence in one stretch
_LONGER_COSTS = 0.06  # what a further part must add to be worth its length
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ENGLISH_ORDINALS = {"second": "2", "third": "3", "fourth": "4", "fifth": "5"}
_IN_WORDS = re.compile(rf"\b(?P<english>{'|'.join(_ENGLISH_ORDINALS)}|{SEVERAL})\b|第(?P<ordinal>{ORDINAL})")
_CLOSE = (0.3, 0.45, 0.85)  # cosines: a word that a text has no nearer one for is far from it
_LITERAL = 0.99
_NEARLY = 0.02  # of the best cosine of a word, what another may lack
FEATURES = (
    "own",
    "wide",
    "far",
    "apart",
    "off",
    "lacking",
    "numbers",
    "best",
    "answered",
    "n_more",
    "rank",
    "sentence",
    "lead",
    "foreign",
    "alike",
    "sentence_alike",
    "last",
    "elsewhere",
    "literal",
)


@dataclass(frozen=True, slots=True)
class Piece:
    """text[start:end] of a hit, and how well it fits each word of the claim."""

    start: int
    end: int
    fits: Floats


Pieces = tuple[tuple[Piece, ...], ...]  # the parts of a stretch between stops, each in its smallest pieces, at least one


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of a hit's text, with how it speaks of the claim: one number for each of FEATURES. Shares are of the weight of
    the claim's words.

    own               how well its words fit the words of the claim
    wide              the same of these, those before it in its sentence and of its headings
    far, apart, off   the share of words that have a cosine below each of _CLOSE with all of these
    lacking           the weight of the word that they have worst, times how badly
    numbers           the share of the claim's numbers that they do not have
    best              the share of words that no other stretch fits better
    answered          how well the claim has the words of the stretch
    n_more            the parts of its sentence in it, beyond one
    rank, sentence    of its clause 1 / its rank and the cosine of its best sentence; `lead`: how far it lies above all others
    foreign           the share of words in letters
    alike, sentence_alike  the cosines of the question with the stretch, and with its sentence
    last              how well they fit the last word of the claim, which mostly says what became of it
    literal           the share of words that stand in all of these
    elsewhere         1 where neither the sentence nor its headings name a place that the claim names
    """

    hit: Hit
    pieces: Pieces
    sentence: Span
    of: Part  # of the report
    weights: Floats  # of the claim's words, of sum 1
    features: Floats

    @property
    def own(self) -> float:
        return float(self.features[0])

    @property
    def is_far(self) -> bool:
        """Whether a word of the claim is far from all of its."""
        return float(self.features[FEATURES.index("far")]) > 0

    @property
    def coverage(self) -> float:
        """Of the claim, by the stretch and its headings."""
        return float(self.features[0] + self.features[1]) / 2

    @property
    def text(self) -> str:
        return self.hit.text[self.start : self.end]

    @property
    def start(self) -> int:
        return self.pieces[0][0].start

    @property
    def end(self) -> int:
        return self.pieces[-1][-1].end

    def place(self, reading: Reading) -> Place:
        return reading.place(self.hit, *self.sentence)


def evidence_for(reading: Reading, core: str) -> list[Evidence]:
    """The stretches of up to three parts of a sentence that, with their headings, cover most of the core, best first, equal
    ones in the order of hits and text.
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
    of_own, of_wide = own @ weights, wide @ weights
    n_more = np.array([len(parts_of) - 1 for _, parts_of, _ in stretches])
    order = np.argsort(_LONGER_COSTS * n_more - (of_own + of_wide) / 2, kind="stable")
    of = {hit.rank: _part(reading, hit) for hit in reading.hits}
    kept = order[:_N_KEPT].tolist()
    is_best = wide >= wide.max(axis=0) - _NEARLY
    texts = [hit.text[parts_of[0][0].start : parts_of[-1][-1].end] for hit, parts_of, _ in (stretches[i] for i in kept)]
    sentences = [hit.text[slice(*sentence)] for hit, _, sentence in (stretches[i] for i in kept)]
    alike, sentence_alike = np.split(likeness(reading.encoder, reading.query.plain, texts + sentences), 2)
    backwards = answered(reading.encoder, core, texts)
    places = (place for place in reading.query.places - COUNTRY if place in reading.query.folded)  # the encoder knows others
    there = replace(reading.query, places=frozenset(places))
    foreign, asked = are_foreign(reading.encoder, core).mean(), numbers(core)
    found = []
    for at, (i, backward) in enumerate(zip(kept, backwards, strict=True)):
        hit, parts_of, sentence = stretches[i]
        text = f"{' '.join(hit.clause.path)} {hit.text[sentence[0] : parts_of[-1][-1].end]}"
        others = [other.score for other in reading.hits if other.rank != hit.rank]
        features = (
            of_own[i],
            of_wide[i],
            *((wide[i] < cosine) @ weights for cosine in _CLOSE),
            ((1 - wide[i]) * weights).max(),
            len(asked - numbers(text)) / len(asked) if asked else 0,
            is_best[i] @ weights,
            backward,
            n_more[i],
            1 / hit.rank,
            hit.scores["sentence"],
            hit.score - max(others, default=0),
            foreign,
            alike[at],
            sentence_alike[at],
            wide[i][-1],
            not reading.is_of_places(hit, there, sentences[at]),
            (wide[i] > _LITERAL) @ weights,
        )
        found.append(Evidence(hit, parts_of, sentence, of[hit.rank], weights, np.array(features, np.float32)))
    return found


def _in_digits(match: re.Match[str]) -> str:
    words = match["english"] or match["ordinal"]
    return f" {read_number(_ENGLISH_ORDINALS.get(words, words))} "


def numbers(text: str) -> set[Decimal]:
    """The numbers of a text, of quantities their values."""
    rest, values = _IN_WORDS.sub(_in_digits, in_digits(fold(text))), set()
    for quantity in reversed(quantities(rest)):
        values.add(to_base(quantity.value, quantity.unit)[0])
        rest = f"{rest[: quantity.number_start]} {rest[quantity.number_end :]}"
    return values | {Decimal(number) for number in _NUMBER.findall(rest)}


def _pieces(text: str, start: int, end: int) -> list[list[Span]]:
    """The parts of a sentence between stops, each in its smallest pieces."""
    return [pieces for part in split(text, start, end, STOP) if (pieces := split(text, *part, PART))]


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
