"""Which words of a shorthand the things share that it may sum up."""

from __future__ import annotations

from collections.abc import Sequence

from service.readers.codes.shorthand import Asked

KIN = 0.5  # of the nouns, in parts between commas that may go on with something else


def are_kin(items: Sequence[str], asked: Asked) -> bool:
    """Whether items that nothing but their place ties to the shorthand share its nouns: one character at the same end of all.

    None is where an item has the shorthand itself.
    """
    if asked.code not in asked.nouns and any(asked.code in item.lower() for item in items):
        return False
    if kinship(items, [noun for noun in asked.nouns if len(noun) > 1]) >= KIN / 2:
        return True
    return any(all(item.startswith(noun) for item in items) or all(item.endswith(noun) for item in items) for noun in asked.nouns)


def kinship(items: Sequence[str], nouns: Sequence[str]) -> float:
    """How much of the shorthand's nouns the items hold, from 0 to 1: 医疗、医保 half of 医改, all of 医."""
    if not items or not nouns:
        return 0.0
    return sum(max(_share(item, noun) for noun in nouns) for item in items) / len(items)


def _share(item: str, noun: str) -> float:
    """How much of the noun the item has in the same order: all of 千行动 in 千亩良田建设行动."""
    best = 0
    for start in range(len(noun)):
        at = n_found = 0
        for sign in noun[start:]:
            if (found := item.find(sign, at)) >= 0:
                at, n_found = found + 1, n_found + 1
        best = max(best, n_found)
    return best / len(noun)
