"""What speaks for and against a list being the one asked for, a number each (`WEIGHTS`)."""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections.abc import Sequence, Set
from dataclasses import fields
from pathlib import Path

import numpy as np
from safetensors import safe_open

from indexer.encoders.base import Floats, has_words
from indexer.outline.markers import parse_marker
from indexer.segment import fold, words
from service.readers.base import Reading
from service.readers.listing import FORMS, GATHERED, Listing
from service.readers.relevance import bigrams, word_fits
from service.readers.spans import phrase_chances
from service.readers.spans.scorer import Scorer
from service.readers.spans.speech import Speech, speech
from service.readers.wanted import Wanted

WEIGHTS = Path(__file__).with_name("lists.safetensors")
FEATURES = tuple(
    "said fits noun noun_items noun_fit verb verb_fit verb_before verbs names items_named told quoted headings score term "
    f"ordinal is_n is_not_n {' '.join(FORMS[1:])} aims titles picked bare n two longest uneven stated unasked repeats alike "
    "colon scattered outside left quoted_left "
    "begins ends split noun_mean noun_least items_fit head_fit acts counted figured foreign sentence covers length "
    "chance chance_near chance_items".split()
)
_FIGURE = re.compile(r"\d")
_HAN = re.compile("[\u4e00-\u9fff]{2}")
_BETWEEN = "\n"
_LEAST_CHANCE = -8.0  # its logarithm
_BESIDE = 12  # characters
_LONGEST_HEAD = 30  # characters: what announces a list stands right before it


def shares(found: Floats) -> Floats:
    """The chance of each list to be the one asked for, (n lists,): softmax over the scores of their features."""
    scores = _scorer().score(found)
    chances = np.exp(scores - scores.max())
    return np.asarray(chances / chances.sum(), np.float32)


def features(reading: Reading, wanted: Wanted, listings: Sequence[Listing]) -> Floats:
    """(n lists, n features), in the order of FEATURES:

    said          of the question's bigrams, what stands around it; in a language without them there, how well that fits
    fits          how well what it says, with all around it, fits the question; `noun_fit`: its items what is asked for
    noun          of what is asked for (街道), what stands right beside it; `noun_items`: of its items, what has a word of it
    verb          1 if the verb that is asked about leads to it, `verb_before`: stands before it; `verbs`: 1 if it was gathered
                  by two of them (主持或出席); `verb_fit`: how well what stands right beside it fits the verb
    names         1 if a name that the question quotes stands around it; `items_named`: of its items, what has it; `quoted`: 1
                  if it was gathered by it
    told          of its items, what the question says itself; `headings`: of the question's bigrams, what stands above it
    score         the hit's score less that of the best; `term`: the part of it that says that it explains what is asked
    ordinal       1 if its clause has the number that is asked for (第2件), -1 if another
    is_n          1 if it has as many items as are asked for; `is_not_n`: if it has more or fewer
    FORMS         its form, beside joined
    aims          1 for parts where aims are asked for; `titles`: for a series where titles are; `picked`: 1 if `is_picked`;
                  `bare`: if `is_bare`
    n, two        logarithm of the number of items; 1 if they are two
    longest       logarithm of the longest item's length over the mean; `uneven`: of one that is gathered
    stated        of its items, what has a figure, where figures are asked for; `unasked`: where they are not
    repeats       of its items, what repeats another; `alike`: what ends as the first
    colon         1 for parts after a colon
    scattered     logarithm of how many of the clauses found hold its items; `outside`: of how many others
    left          logarithm of `n_left`; `quoted_left`: where it was gathered by a name that the question quotes
    begins, ends  logarithm of the chance that its first item begins and its last ends where they do; `split`: 1 if a word joins
                  the last two
    noun_mean     how well an item fits what is asked for in the mean, `noun_least`: the one that fits it least
    items_fit     how well an item says the question itself in the mean; `head_fit`: what stands right beside them does
    acts          of its items, what begins with a verb
    counted       1 if it is told how many are asked for, `figured`: if figures are, `foreign`: if in another language
    sentence      how well the sentence of the first item fits the question, less than the sentence that fits best
    covers        of the stretch between stops, what the items are; `length`: logarithm of the mean length of an item
    chance        logarithm of the chance, among all phrases, that one between its first and last character answers;
                  `chance_near`: or right beside; `chance_items`: that an item does, or all of them as one phrase
    """
    asked = bigrams(wanted.question)
    told = _folded([[reading.text(place) for place in each.items] for each in listings])
    around, heads, above = zip(*_folded([(each.around, _head(each), _above(each)) for each in listings]), strict=True)
    said = _shares(around, asked) if _HAN.search(wanted.question) else reading.fits(around).tolist()
    fits = _fits(reading, wanted, told, around, above, heads)
    sentences, headings, nouns = _sentences(reading, listings), _shares(above, asked), _shares(heads, bigrams(wanted.noun))
    chances = _chances(reading, listings)
    rows = (
        {"said": said[i], "sentence": sentences[i], "headings": headings[i], "noun": nouns[i]}
        | fits[i]
        | _of_words(wanted, each, around[i], heads[i], told[i])
        | _of_hit(reading, wanted, each)
        | _of_form(wanted, each, told[i])
        | _of_places(reading, wanted, each)
        | chances[i]
        for i, each in enumerate(listings)
    )
    return np.array([[row[name] for name in FEATURES] for row in rows], np.float32).reshape(-1, len(FEATURES))


def _fits(
    reading: Reading,
    wanted: Wanted,
    told: Sequence[Sequence[str]],
    around: Sequence[str],
    above: Sequence[str],
    heads: Sequence[str],
) -> list[dict[str, float]]:
    """`fits`, `noun_fit` and `verb_fit`: what answers a word of the question best in a text does so in one of its pieces."""
    encoder, question = reading.encoder, reading.query.text
    texts = dict.fromkeys((*(item for items in told for item in items), *around, *above, *heads))
    rows = {text: row for row, text in enumerate(texts)}
    answered, weights = word_fits(encoder, question, list(rows))
    asked = [word.text for word in encoder.words(question)] if has_words(encoder) else [question]
    of_noun = weights * [word in wanted.noun for word in asked]
    of_verb = weights * [any(word in verb for verb in wanted.verbs) for word in asked]
    noun, verb = float(of_noun.sum()) or 1.0, float(of_verb.sum()) or 1.0
    each = answered[[rows[item] for items in told for item in items]]
    n_items = np.array([len(items) for items in told])
    begins = np.cumsum(n_items) - n_items
    of_items, items_noun = np.maximum.reduceat(each, begins), each @ of_noun
    beside = answered[[rows[head] for head in heads]]
    others = np.maximum(answered[[rows[words] for words in around]], answered[[rows[words] for words in above]])
    columns = {
        "fits": np.maximum(of_items, others) @ weights,
        "noun_fit": of_items @ of_noun / noun,
        "noun_mean": np.add.reduceat(items_noun, begins) / n_items / noun,
        "noun_least": np.minimum.reduceat(items_noun, begins) / noun,
        "items_fit": np.add.reduceat(each @ weights, begins) / n_items,
        "head_fit": beside @ weights,
        "verb_fit": beside @ of_verb / verb,
    }
    return [dict(zip(columns, values, strict=True)) for values in zip(*(of.tolist() for of in columns.values()), strict=True)]


def _chances(reading: Reading, listings: Sequence[Listing]) -> list[dict[str, float]]:
    """`chance`, `chance_near` and `chance_items`."""
    chance_of = phrase_chances(reading)
    starts, ends = np.array(list(chance_of), np.int64).reshape(-1, 2).T
    chances = np.array(list(chance_of.values()))
    bounds = [(each.items[0].start, each.items[-1].end) for each in listings]
    first, last = np.array(bounds)[:, :, None].swapaxes(0, 1)
    columns = {
        "chance": ((starts >= first) & (ends <= last)) @ chances,
        "chance_near": ((starts >= first - _BESIDE) & (ends <= last + _BESIDE)) @ chances,
        "chance_items": [
            sum(chance_of.get(place, 0.0) for place in (bound, *((item.start, item.end) for item in each.items)))
            for bound, each in zip(bounds, listings, strict=True)
        ],
    }
    logs = np.log(np.maximum(np.stack([*columns.values()], axis=1), math.exp(_LEAST_CHANCE)))
    return [dict(zip(columns, row, strict=True)) for row in logs.tolist()]


def _shares(texts: Sequence[str], of: Set[str]) -> list[float]:
    """Of the bigrams `of`, what each text has."""
    share = {text: len(bigrams(text) & of) / max(1, len(of)) for text in dict.fromkeys(texts)}
    return [share[text] for text in texts]


def _sentences(reading: Reading, listings: Sequence[Listing]) -> list[float]:
    """`sentence`; of an item that no sentence of the hits has, as of the one that fits least."""
    base = [(hit, start + hit.clause.start, end + hit.clause.start) for hit, start, end in reading.all_sentences()]
    fits = reading.fits([hit.text[start - hit.clause.start : end - hit.clause.start] for hit, start, end in base])
    of = {(hit.clause.report_id, start, end): float(fit) for (hit, start, end), fit in zip(base, fits, strict=True)}
    best, least = float(fits.max()), float(fits.min())
    found = []
    for listing in listings:
        report_id, at = listing.items[0].clause.report_id, listing.items[0].start
        fit = max((fit for (other, a, b), fit in of.items() if other == report_id and a <= at < b), default=least)
        found.append(fit - best)
    return found


@functools.lru_cache(maxsize=8192)
def _acts(item: str) -> bool:
    """Whether an item begins with a verb."""
    return any(speech(word.text) in (Speech.VERB, Speech.ACTION) for word in words(item)[:1])


def _of_words(wanted: Wanted, listing: Listing, around: str, head: str, items: Sequence[str]) -> dict[str, float]:
    nouns = wanted.nouns
    has_verb = any(verb in head for verb in wanted.verbs)
    return {
        "noun_items": sum(any(word in item for word in nouns) for item in items) / len(items),
        "verb": float(has_verb),
        "verb_before": float(not has_verb and any(verb in around for verb in wanted.verbs)),
        "verbs": float(listing.form in GATHERED and len(wanted.verbs) > 1),
        "names": float(any(name in around for name in wanted.names)),
        "items_named": sum(any(name in item for name in wanted.names) for item in items) / len(items),
        "told": sum(item in wanted.question for item in items) / len(items),
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
    lengths = list(map(len, items))
    length = sum(lengths)
    longest = math.log(max(lengths) * n / length)
    return {
        "is_n": float(wanted.n_items == n),
        "is_not_n": float(wanted.n_items not in (None, n)),
        **{other: float(form == other) for other in FORMS},
        "aims": float(form in ("parts", "row") and wanted.aims),
        "titles": float(form == "series" and wanted.titles),
        "picked": float(listing.is_picked),
        "bare": float(listing.is_bare),
        "begins": listing.begins,
        "ends": listing.ends,
        "split": float(listing.is_split),
        "n": math.log(n),
        "two": float(n == 2),
        "longest": longest * (form not in GATHERED),
        "uneven": longest * (form in GATHERED),
        "acts": sum(_acts(item) for item in items) / n,
        "counted": float(wanted.n_items is not None),
        "figured": float(wants_figures),
        "foreign": float(_HAN.search(wanted.question) is None),
        "covers": length / (length + len(listing.head)),
        "length": math.log(length / n),
        "stated": stated * wants_figures,
        "unasked": stated * (not wants_figures),
        "repeats": 1 - len(set(items)) / n,
        "alike": sum(item[-1:] == items[0][-1:] for item in items) / n,
        "colon": float(form in ("parts", "row") and bool(listing.topic)),
    }


def _of_places(reading: Reading, wanted: Wanted, listing: Listing) -> dict[str, float]:
    found = {hit.clause.clause_id for hit in reading.hits}
    clauses = {place.clause.clause_id for place in listing.items} if listing.form != "series" else set()
    is_quoted = listing.form in GATHERED and any(name in listing.head for name in wanted.names)
    left = math.log1p(listing.n_left)
    return {
        "scattered": math.log(max(1, len(clauses & found))),
        "outside": math.log1p(len(clauses - found)),
        "left": left,
        "quoted": float(is_quoted),
        "quoted_left": left * is_quoted,
    }


def _head(listing: Listing) -> str:
    """The words right beside the items, or right before a series."""
    topic = listing.topic if listing.form in ("parts", "below", "series") else ""
    return topic[-_LONGEST_HEAD:] + listing.head[-_LONGEST_HEAD:]


def _above(listing: Listing) -> str:
    clause = listing.items[0].clause
    return " ".join((*clause.path, clause.heading or ""))


def _folded(texts: Sequence[Sequence[str]]) -> list[list[str]]:
    """Every text folded, on one line, all in one call: the calls take longer than the work."""
    found = iter(fold(_BETWEEN.join(text.replace("\n", " ") for row in texts for text in row)).split(_BETWEEN))
    return [list(itertools.islice(found, len(row))) for row in texts]


@functools.cache
def _scorer() -> Scorer:
    with safe_open(WEIGHTS, framework="numpy") as file:
        return Scorer(**{field.name: file.get_tensor(field.name) for field in fields(Scorer)})
