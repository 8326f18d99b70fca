"""What the judges of a claim give back."""

from __future__ import annotations

from dataclasses import dataclass

from service.readers.base import Place


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a claim is so, with the places that prove or refute it, at least one, the main one first."""

    is_so: bool
    places: tuple[Place, ...]
    fit: float  # how well their words fit the claim
    share: float = 1.0  # chance that they speak of it
