"""A list that could be the one asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from service.readers.base import Place

# How the items stand: joined by 、 or 和; as parts between commas or semicolons; numbered or headed; in several places;
# as the parts that state a figure.
Form = Literal["joined", "parts", "series", "gathered", "figures"]


@dataclass(frozen=True, slots=True)
class Listing:
    """Invariant: at least two items, in the order of the text, found by one hit."""

    form: Form
    items: tuple[Place, ...]
    head: str  # the words around the items, between the same stops
    before: str  # the words between the stops before
    topic: str  # what announces it: the words before a colon, a heading

    @property
    def around(self) -> str:
        return f"{self.topic},{self.before},{self.head}"
