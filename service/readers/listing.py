"""A list that could be the one asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from service.readers.base import Place

# How the items stand: joined by 、 or 和; as parts between commas or semicolons after a colon or as many as are asked for; as
# all parts of a sentence in a row; as what follows the first sentence of a clause; as parts that open alike; as what a sentence
# says the same of; numbered or headed; as the parts that state a figure; gathered by a word as what it alone, or with a subject,
# has for objects, as its subjects, as the stretches that say it, as the noun phrases that it is in, or ends, as what is joined
# around it.
Form = Literal[
    "joined", "parts", "row", "below", "alike", "rows", "series", "figures",
    "objects", "led", "subjects", "wholes", "named", "called", "around",
]  # fmt: skip
FORMS: tuple[Form, ...] = get_args(Form)
GATHERED = frozenset(FORMS[FORMS.index("objects") :])


@dataclass(frozen=True, slots=True)
class Listing:
    """Invariant: at least two items, in the order of the text, found by one hit."""

    form: Form
    items: tuple[Place, ...]
    head: str  # the words around the items, between the same stops
    before: str  # the words between the stops before
    topic: str  # what announces it: the words before a colon, a heading
    n_left: int = 0  # of one that is gathered: how many more places of the part of the report say the word
    is_picked: bool = False  # whether only those items of a list are left that have a word of what is asked for
    is_bare: bool = False  # whether what all items begin with is cut off
    begins: float = 0.0  # log of the chance that its first item begins there, of one that stands joined
    ends: float = 0.0  # log of the chance that its last ends there
    is_split: bool = False  # whether a word joins the last two

    @property
    def around(self) -> str:
        return f"{self.topic},{self.before},{self.head}"
