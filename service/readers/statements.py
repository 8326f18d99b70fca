"""Claims in words: whether the report says that something is so, is not so, happened, or is only planned."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer.encoders.base import Floats
from service.readers import evidence as alignment
from service.readers.base import Reading
from service.readers.claims import Claim
from service.readers.directions import WAYS
from service.readers.evidence import Evidence, evidence_for
from service.readers.happenings import without_happening
from service.readers.ranks import FIRST_TIME, RANKS
from service.readers.relations import RELATION
from service.readers.signals import CIRCUMSTANCES, LEFT_OPEN, NEEDED, SIGNALS, Signals, signals_of
from service.readers.thresholds import Threshold
from service.readers.verdict import Verdict
from service.readers.wording import content

WEIGHTS = Path(__file__).with_name("statements.toml")
LEAST = 0.2  # the chance that there is a proof, from which one is given; the confidence weighs it once more
_ON_SIDE = ("wide", "far", "lacking", "numbers", "best", "answered")  # of alignment.FEATURES
FEATURES = (
    *alignment.FEATURES,
    *(f"open_{name}" for name in LEFT_OPEN),
    *CIRCUMSTANCES,
    "decided",
    "yes",
    "side",
    "side_against",
    *(f"side_{name}" for name in _ON_SIDE),
    *(f"side_{name}" for name in SIGNALS),
    *(f"side_{name}" for name in CIRCUMSTANCES),
    "nothing",
)
NOTHING = np.array([name == "nothing" for name in FEATURES], np.float32)
_SIDED = [alignment.FEATURES.index(name) for name in _ON_SIDE]


@dataclass(frozen=True, slots=True)
class Proof:
    """A stretch taken as proof that a claim is so, or that it is not, and how it speaks for that: `features` has FEATURES.

    open_, CIRCUMSTANCES   as `Signals` has them
    decided                the sum of what agrees and what is against
    yes                    1 for a proof that the claim is so, -1 for one that it is not
    side                   the same of the claim without its denial
    side_                  what is behind it, on this side; against: 1 where anything is against, which outweighs what agrees
    nothing                0; 1 for there being no proof
    """

    evidence: Evidence
    is_so: bool
    features: Floats


def judge_statement(reading: Reading, claim: Claim) -> Verdict | None:
    """What the likeliest proof has; None where it is likelier that there is none."""
    found = proofs(reading, claim)
    if not found:
        return None
    chances = chances_of([proof.features for proof in found], weights())
    if chances.sum() < LEAST:
        return None
    best = found[int(np.argmax(chances))]
    return Verdict(best.is_so, (best.evidence.place(reading),), best.evidence.coverage, float(chances.sum()))


def chances_of(features: npt.ArrayLike, of: npt.ArrayLike) -> Floats:
    """The chance of each proof, (n,), which leave the rest to there being none, by weights of the FEATURES."""
    scores = np.exp(np.vstack([features, NOTHING]) @ np.asarray(of))
    return np.asarray(scores[:-1] / scores.sum(), np.float32)


def proofs(reading: Reading, claim: Claim) -> list[Proof]:
    """Of each of the stretches that cover most of the claim, best first, and have what it cannot be told by without, that it
    proves the claim, and that it refutes it.
    """
    threshold = Threshold.of(claim)
    about = without_happening(claim.about if threshold is None else threshold.subject)
    for words in (RELATION, WAYS, FIRST_TIME, RANKS):
        about = words.sub(" ", about)
    found = []
    for evidence in evidence_for(reading, content(about, reading.region)):
        signals = signals_of(reading, claim, threshold, evidence)
        for is_so in () if signals.is_beside else (True, False):
            side = 1 if is_so != claim.is_denied else -1
            found.append(Proof(evidence, is_so, _features(evidence, signals, 1 if is_so else -1, side)))
    return found


def _features(evidence: Evidence, signals: Signals, yes: int, side: int) -> Floats:
    sided = (1.0, min(signals.says) < 0, *evidence.features[_SIDED], *signals.says, *signals.circumstances)
    decided = sum(map(abs, signals.says))
    left_open = signals.open[len(NEEDED) :]
    return np.array(
        (*evidence.features, *left_open, *signals.circumstances, decided, yes, *(side * value for value in sided), 0), np.float32
    )


@functools.cache
def weights() -> Floats:
    fitted = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
    return np.array([fitted[name] for name in FEATURES], np.float32)
