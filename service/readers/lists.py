"""The list that a question asks for, completely."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from indexer.segment import words
from service.readers.base import Draft, Place, Reading
from service.readers.cutting import cut
from service.readers.gathered import figures, gathered
from service.readers.list_features import FEATURES, features, shares
from service.readers.listing import Listing
from service.readers.series import headed, numbered
from service.readers.stops import PART_STOP
from service.readers.stretches import below, joined, parts, together
from service.readers.subjects import subjects
from service.readers.wanted import Wanted, wanted

# What an item may be without being called so: the 工程 that are begun have railways among them.
_ANYTHING = frozenset(
    "项目 工程 问题 工作 任务 措施 领域 行动 活动 企业 地区 城市 指标 机构 平台 会议 政策 产业 产品 设施".split()
)
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
    cuts = [cut(text) for text in texts]
    ends = [end for end in cuts[0].ends if end <= len(os.path.commonprefix(texts)) and all(each.is_border(end) for each in cuts)]
    shared = texts[0][: max(ends, default=0)]
    is_said = any(len(word.text) > 1 and word.text in asked.question for word in words(shared)) and shared not in asked.names
    return len(shared) if is_said and all(len(text) - len(shared) > 1 for text in texts) else 0


def _lists(reading: Reading, asked: Wanted) -> Iterator[Listing]:
    for hit in reading.hits:
        of_clause = list(joined(hit, asked))
        yield from of_clause
        yield from together(of_clause, asked)
        yield from parts(hit, asked)
        yield from below(hit)
        yield from subjects(hit, asked.question)
        yield from numbered(reading.snapshot, hit)
    yield from headed(reading.snapshot, reading.hits, asked.nouns)
    yield from gathered(reading.snapshot, reading.hits, asked)
    if asked.numbered:
        yield from figures(reading.snapshot, reading.hits[0])


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
