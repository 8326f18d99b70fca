"""Which of the two is likelier by all that a report says of a claim: that it is so, or that it is not so, or only planned."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer.encoders.base import Floats
from service.readers import evidence as alignment
from service.readers.base import Reading
from service.readers.claims import Claim
from service.readers.directions import WAYS
from service.readers.evidence import Evidence, evidence_for
from service.readers.forms import FORMS, forms
from service.readers.happenings import without_happening
from service.readers.ranks import FIRST_TIME, RANKS
from service.readers.reckoned import RECKONED, Reckoned, reckoned
from service.readers.relations import RELATION
from service.readers.signals import CIRCUMSTANCES, LEFT_OPEN, NEEDED, SIGNALS, Signals, signals_of
from service.readers.verdict import Verdict
from service.readers.wording import content

WEIGHTS = Path(__file__).with_name("statements.toml")
_ON_SIDE = (
    "own",
    "wide",
    "far",
    "apart",
    "lacking",
    "numbers",
    "best",
    "answered",
    "alike",
    "last",
    "elsewhere",
)  # of alignment.FEATURES
FEATURES = (
    *alignment.FEATURES,
    *(f"open_{name}" for name in (*NEEDED, *LEFT_OPEN)),
    *CIRCUMSTANCES,
    "decided",
    "yes",
    "yes_denied",
    "yes_still",
    *(f"yes_{name}" for name in FORMS),
    *(f"yes_{name}" for name in RECKONED),
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
    yes_                   on this side, how the claim is put (denied, still so, FORMS) and what the figures say of it (RECKONED)
    side                   the same of the claim without its denial
    side_                  what is behind it, on this side; against: 1 where anything is against, which outweighs what agrees
    nothing                0; 1 for there being no proof
    """

    evidence: Evidence
    is_so: bool
    features: Floats


def judge(reading: Reading, claim: Claim) -> Verdict | None:
    """The likelier of the two, by all that speaks for each, with the likeliest proof of it; None where no sentence speaks of it,
    or the figure that is surely meant leaves it open. What figures surely say outweighs the rest.

    Its share is the chance of it, which silence and the other one leave.
    """
    by_figures = reckoned(reading, claim)
    found = proofs(reading, claim, by_figures)
    if not found or by_figures.leaves_open:
        return by_figures.verdict
    chosen, share = likelier(found, chances_of([proof.features for proof in found], weights()))
    if by_figures.verdict and by_figures.is_sure:
        return replace(by_figures.verdict, share=share if by_figures.verdict.is_so == chosen.is_so else 1 - share)
    return Verdict(chosen.is_so, (chosen.evidence.place(reading),), chosen.evidence.coverage, share)


def likelier(found: Sequence[Proof], chances: Floats) -> tuple[Proof, float]:
    """The likeliest proof of that which all proofs together make likelier, so or not so, and the chance of that."""
    are_so = np.array([proof.is_so for proof in found])
    is_so = chances[are_so].sum() >= chances[~are_so].sum()
    of_it = np.where(are_so == is_so, chances, 0)
    return found[int(np.argmax(of_it))], float(of_it.sum())


def chances_of(features: npt.ArrayLike, of: npt.ArrayLike) -> Floats:
    """The chance of each proof, (n,), which leave the rest to there being none, by weights of the FEATURES."""
    scores = np.exp(np.vstack([features, NOTHING]) @ np.asarray(of))
    return np.asarray(scores[:-1] / scores.sum(), np.float32)


def proofs(reading: Reading, claim: Claim, by_figures: Reckoned) -> list[Proof]:
    """Of each of the stretches that cover most of the claim, best first, that it proves the claim, and that it refutes it."""
    threshold = by_figures.threshold
    about = without_happening(claim.about if threshold is None else threshold.subject)
    for words in (RELATION, WAYS, FIRST_TIME, RANKS):
        about = words.sub(" ", about)
    put = np.array((1, claim.is_denied, claim.is_still, *forms(reading.query.folded), *by_figures.says), np.float32)
    core = content(about, reading.region) or content(claim.statement, reading.region)
    found = []
    for evidence in evidence_for(reading, core):
        signals = signals_of(reading, claim, threshold, evidence)
        if signals.is_of_another:
            continue
        whole, sided = _features(evidence, signals)
        for is_so in (True, False):
            yes, side = (1 if is_so else -1), (1 if is_so != claim.is_denied else -1)
            features = np.concatenate((whole, yes * put, side * sided, [0]), dtype=np.float32)
            found.append(Proof(evidence, is_so, features))
    return found


def _features(evidence: Evidence, signals: Signals) -> tuple[Floats, Floats]:
    """Those of FEATURES that a stretch has on either side, and those that change with it, as they are for the claim."""
    says = np.array(signals.says, np.float32)
    whole = np.array((*signals.open, *signals.circumstances, np.abs(says).sum()), np.float32)
    against = np.array((1, says.min() < 0), np.float32)
    circumstances = np.array(signals.circumstances, np.float32)
    return (
        np.concatenate((evidence.features, whole)),
        np.concatenate((against, evidence.features[_SIDED], says, circumstances)),
    )


@functools.cache
def weights() -> Floats:
    fitted = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
    return np.array([fitted[name] for name in FEATURES], np.float32)
