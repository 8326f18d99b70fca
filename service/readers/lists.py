"""The list that a question asks for, completely."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from indexer.segment import words
from service.readers.alike import in_a_row, opened_alike
from service.readers.base import Draft, Place, Reading
from service.readers.cutting import cut
from service.readers.enumeration import Span, split_outside
from service.readers.gathered import figures, gathered
from service.readers.list_features import FEATURES, features, shares
from service.readers.listing import Listing
from service.readers.series import headed, numbered
from service.readers.stops import PART_STOP, SENTENCE_STOP
from service.readers.stretches import below, joined, parts, together
from service.readers.subjects import subjects
from service.readers.wanted import Wanted, wanted

# What an item may be without being called so: the 工程 that are begun have railways among them.
_ANYTHING = frozenset(
    "项目 工程 问题 工作 任务 措施 领域 行动 活动 企业 地区 城市 指标 机构 平台 会议 政策 产业 产品 设施".split()
)
_MOST_SENTENCES = 12
_BESIDE = 6  # characters between two items that are cited together


def read_list(reading: Reading) -> Draft | None:
    """The most likely of all lists that the hits have or lead to, with every item of it; None if they have none."""
    asked = wanted(reading.query)
    listings = lists(reading, asked)
    if not listings:
        return None
    found = features(reading, asked, listings)
    chances = shares(found)
    best = int(np.argmax(chances))
    chosen = listings[best]
    answer, items, places = written(reading, chosen.items)
    fit = float(reading.fits([f"{chosen.around}{answer}"])[0])
    speaks = {f"list_{name}": float(found[best, FEATURES.index(name)]) for name in ("is_not_n", "fits", "noun")}
    share = float(chances[best])
    return Draft("list", answer, places, fit, not reading.query.wants_date, items, share=share, speaks=speaks)


def written(reading: Reading, places: Sequence[Place]) -> tuple[str, tuple[str, ...], tuple[Place, ...]]:
    """The answer that items give: as the report has them where they stand together; the items; the places that hold them."""
    items = tuple(reading.text(place) for place in places)
    held = _together(places)
    between = "；" if any(PART_STOP.search(item) for item in items) else "、"
    return reading.text(held[0]) if len(held) == 1 else between.join(items), items, held


def lists(reading: Reading, asked: Wanted) -> list[Listing]:
    """Every list that could be meant, each once; none of one thing said again, or with an item of no words, such as a number
    with nothing behind it."""
    found: dict[tuple[tuple[int, int], ...], Listing] = {}
    for listing in _with_picked(reading, asked, _lists(reading, asked)):
        items = {reading.text(place).strip() for place in listing.items}
        if len(items) > 1 and all(items):
            found.setdefault(tuple((place.start, place.end) for place in listing.items), listing)
    return list(found.values())


def _with_picked(reading: Reading, asked: Wanted, listings: Iterator[Listing]) -> Iterator[Listing]:
    """The lists, and of each those items alone that have a word of what is asked for: of all works the railways."""
    for listing in listings:
        yield listing
        for noun in (word for word in asked.noun_words if word not in _ANYTHING):
            items = tuple(place for place in listing.items if noun in reading.text(place))
            if 1 < len(items) < len(listing.items) and listing.form in ("joined", "objects"):
                yield replace(listing, items=items, is_picked=True)
        if length := _shared(reading, asked, listing):
            yield replace(
                listing, items=tuple(replace(place, start=place.start + length) for place in listing.items), is_bare=True
            )


def _shared(reading: Reading, asked: Wanted, listing: Listing) -> int:
    """How many characters of whole words all items begin with, of which the question says one and quotes not all: 建设群众满意的;
    0 if none."""
    texts = [reading.text(place) for place in listing.items]
    length = len(os.path.commonprefix(texts))
    if length < 2:
        return 0
    cuts = [cut(text) for text in texts]
    ends = [end for end in cuts[0].ends if end <= length and all(each.is_border(end) for each in cuts)]
    shared = texts[0][: max(ends, default=0)]
    is_said = any(len(word.text) > 1 and word.text in asked.question for word in words(shared)) and shared not in asked.names
    return len(shared) if is_said and all(len(text) - len(shared) > 1 for text in texts) else 0


def _lists(reading: Reading, asked: Wanted) -> Iterator[Listing]:
    near = _near(reading)
    for hit in reading.hits:
        of_clause = list(joined(hit, near[hit.rank], asked))
        yield from of_clause
        yield from together(of_clause, asked)
        yield from parts(hit, asked)
        yield from in_a_row(hit, near[hit.rank])
        yield from below(hit)
        yield from subjects(hit, asked.question)
        yield from numbered(reading.snapshot, hit)
    yield from headed(reading.snapshot, reading.hits, asked.nouns)
    yield from opened_alike(reading.snapshot, reading.hits)
    yield from gathered(reading.snapshot, reading.hits, asked)
    for hit in reading.hits:
        yield from figures(reading.snapshot, hit)


def _near(reading: Reading) -> dict[int, list[Span]]:
    """By the rank of their hit the sentences that fit the question best, in which an enumeration may be the one asked for."""
    of_hits = [(hit, sentence) for hit in reading.hits for sentence in split_outside(hit.text, 0, len(hit.text), SENTENCE_STOP)]
    fits = reading.fits([hit.text[slice(*sentence)] for hit, sentence in of_hits])
    found: dict[int, list[Span]] = defaultdict(list)
    for row in sorted(np.argsort(-fits, kind="stable")[:_MOST_SENTENCES].tolist()):
        hit, sentence = of_hits[row]
        found[hit.rank].append(sentence)
    return found


def _together(items: Sequence[Place]) -> tuple[Place, ...]:
    """Places that hold the items, one for those of a clause that stand beside each other."""
    places = list(items[:1])
    for item in items[1:]:
        before = places[-1]
        if item.clause == before.clause and item.start - before.end <= _BESIDE:
            places[-1] = replace(before, end=item.end)
        else:
            places.append(item)
    return tuple(places)
