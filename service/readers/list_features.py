"""What speaks for and against a list being the one asked for, a number each (`WEIGHTS`)."""

from __future__ import annotations

import functools
import math
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from indexer.encoders.base import Floats
from indexer.outline.markers import parse_marker
from indexer.segment import fold
from service.readers.base import Reading
from service.readers.listing import Listing
from service.readers.wanted import Wanted

WEIGHTS = Path(__file__).with_name("lists.toml")
FEATURES = tuple(
    "said noun noun_items verb verbs names items_named score term ordinal is_n is_not_n parts series gathered figures aims "
    "titles n two longest stated unasked repeats alike led scattered".split()
)
_FIGURE = re.compile(r"\d")
_HAN = re.compile("[\u4e00-\u9fff]{2}")


def shares(found: Floats) -> Floats:
    """The chance of each list to be the one asked for, (n lists,): softmax over its weighted features."""
    scores = found @ _weights()
    chances = np.exp(scores - scores.max())
    return np.asarray(chances / chances.sum(), np.float32)


def features(reading: Reading, wanted: Wanted, listings: Sequence[Listing]) -> Floats:
    """(n lists, n features), in the order of FEATURES:

    said          of the question's bigrams, what stands around it; in a language without them there, how well that fits
    noun          of what is asked for (街道), what stands right beside it; `noun_items`: in its items
    verb          1 if the verb that is asked about leads to it; `verbs`: if it was gathered by two of them (主持或出席)
    score         the hit's score less that of the best; `term`: the part of it that says that it explains what is asked
    ordinal       1 if its clause has the number that is asked for (第2件), -1 if another
    is_n          1 if it has as many items as are asked for; `is_not_n`: if it has more or fewer
    parts, series, gathered, figures   its form, beside joined
    aims          1 for parts where aims are asked for; `titles`: for a series where titles are
    names         1 if a name that the question quotes stands around it; `items_named`: of its items, what has it
    n, two        logarithm of the number of items; 1 if they are two
    longest       logarithm of the longest item's length over the mean
    stated        of its items, what has a figure, where figures are asked for; `unasked`: where they are not
    repeats       of its items, what repeats another; `alike`: what ends as the first
    led           1 for parts after a colon; `scattered`: logarithm of how many clauses it was gathered from
    """
    told = [[reading.text(place) for place in each.items] for each in listings]
    asked = _bigrams(wanted.question)
    around = [fold(each.around) for each in listings]
    if _HAN.search(wanted.question):
        said = [len(_bigrams(words) & asked) / len(asked) for words in around]
    else:
        said = reading.fits(around).tolist()
    rows = (
        {"said": said[i]}
        | _of_words(wanted, each, around[i], told[i])
        | _of_hit(reading, wanted, each)
        | _of_form(wanted, each, told[i])
        for i, each in enumerate(listings)
    )
    return np.array([[row[name] for name in FEATURES] for row in rows], np.float32).reshape(-1, len(FEATURES))


def _of_words(wanted: Wanted, listing: Listing, around: str, items: Sequence[str]) -> dict[str, float]:
    head, noun = fold(listing.head), _bigrams(wanted.noun)
    is_gathered = listing.form == "gathered"
    return {
        "noun": len(_bigrams(head) & noun) / max(1, len(noun)),
        "noun_items": len(_bigrams("".join(items)) & noun) / max(1, len(noun)),
        "verb": float(not is_gathered and any(verb in head for verb in wanted.verbs)),
        "verbs": float(is_gathered and len(wanted.verbs) > 1),
        "names": float(any(name in around for name in wanted.names)),
        "items_named": sum(any(name in fold(item) for name in wanted.names) for item in items) / len(items),
    }


def _of_hit(reading: Reading, wanted: Wanted, listing: Listing) -> dict[str, float]:
    hit = listing.items[0].hit
    ordinal = 0.0
    if wanted.ordinal is not None and (marker := parse_marker(hit.text, 0, len(hit.text))):
        ordinal = 1.0 if marker.number == wanted.ordinal and listing.form != "series" else -1.0
    return {
        "score": hit.score - reading.hits[0].score,
        "term": hit.scores["term"],
        "ordinal": ordinal,
    }


def _of_form(wanted: Wanted, listing: Listing, items: Sequence[str]) -> dict[str, float]:
    n, form = len(items), listing.form
    stated = sum(bool(_FIGURE.search(item)) for item in items) / n
    wants_figures = wanted.aims or wanted.numbered
    n_clauses = len({place.clause.clause_id for place in listing.items})
    return {
        "is_n": float(wanted.n_items == n),
        "is_not_n": float(wanted.n_items not in (None, n)),
        **{other: float(form == other) for other in ("parts", "series", "gathered", "figures")},
        "aims": float(form == "parts" and wanted.aims),
        "titles": float(form == "series" and wanted.titles),
        "n": math.log(n),
        "two": float(n == 2),
        "longest": math.log(max(map(len, items)) * n / sum(map(len, items))),
        "stated": stated * wants_figures,
        "unasked": stated * (not wants_figures),
        "repeats": 1 - len(set(items)) / n,
        "alike": sum(item[-1:] == items[0][-1:] for item in items) / n,
        "led": float(form == "parts" and bool(listing.topic)),
        "scattered": math.log(n_clauses) * (form != "series"),
    }


def _bigrams(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


@functools.cache
def _weights() -> Floats:
    table = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
    return np.array([table[name] for name in FEATURES], np.float32)
