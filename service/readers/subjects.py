"""What a sentence says the same of, each with its figure: [黄金、白银]产量分别增长8%、9%，[原煤]产量增长3%."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from service.readers.base import Place
from service.readers.borders import subject_end, without_tail
from service.readers.cutting import cut
from service.readers.enumeration import BETWEEN, Span, split_outside
from service.readers.listing import Listing
from service.readers.stops import FULL_STOP, STOP
from service.readers.vocabulary import ADVERBS, PREDICATES, VERBS
from service.records import Hit

_FIGURE = re.compile(r"\d")
_SAYS = re.compile(rf"(?!{ADVERBS})(?:{VERBS}|{PREDICATES})")


def subjects(hit: Hit, question: str) -> Iterator[Listing]:
    """The subjects of each verb of which a sentence, or the whole clause, says it with a figure."""
    text = hit.text
    of_clause: dict[str, list[Span]] = defaultdict(list)
    for sentence in split_outside(text, 0, len(text), FULL_STOP):
        of_sentence: dict[str, list[Span]] = defaultdict(list)
        tails: set[str] = set()  # 产量 of 黄金、白银产量, which is no part of 原煤产量 beside it
        for start, end in split_outside(text, *sentence, STOP):
            at = subject_end(text, start, end)
            verb = next((word.text for word in cut(text).within(at, end) if _SAYS.fullmatch(word.text)), "")
            if verb and _FIGURE.search(text, at, end):
                spans = without_tail(text, split_outside(text, start, at, BETWEEN), question)
                tail = text[spans[-1][1] : at]
                tails |= {tail} if tail else set()
                if not tail and (known := next((each for each in tails if text.endswith(each, start, at)), "")):
                    spans[-1] = (spans[-1][0], at - len(known))
                of_sentence[verb] += (span for span in spans if span[0] < span[1])
        for verb, found in of_sentence.items():
            of_clause[verb] += found
            yield from _listing(hit, verb, found, text[slice(*sentence)])
    for verb, found in of_clause.items():
        yield from _listing(hit, verb, found, hit.clause.heading or "")


def _listing(hit: Hit, verb: str, spans: list[Span], around: str) -> Iterator[Listing]:
    base = hit.clause.start
    if len(spans) > 1:
        yield Listing("rows", tuple(Place(hit, base + a, base + b) for a, b in spans), verb, "", around)
