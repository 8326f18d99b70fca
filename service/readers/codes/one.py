"""The one of what a shorthand sums up that a question asks for: 其中管追责的是哪一项; 除了甲和乙，剩下的是什么."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from indexer.segment import fold
from service.readers.base import Place, Reading
from service.readers.relevance import relevance

_ONE = "一?[个项种类条样大]"
_REST = re.compile(rf"(?:除了|(?<!\w)除)[^,，]+[,，外]|剩下|另外?{_ONE}|还有(?:哪|那){_ONE}")
_OF_ALL = re.compile(rf"(?:其中|(?<!报告)当中|[个项种类条样”\"」’'](?:里面?|中))的?([^?？]*哪{_ONE}.*)")  # not 报告中, nor 市里
_SEVERAL = re.compile("哪(?:些|几|[两二三四五六七八九十2-9])")


def asks_one(folded: str) -> bool:
    """Whether a folded question asks for one of several things."""
    return (_OF_ALL.search(folded) or _REST.search(folded)) is not None and _SEVERAL.search(folded) is None


def one_of(reading: Reading, items: Sequence[Place], code: str) -> Place:
    """The item that fits best what the question says of it; where it asks for the rest, none that it names."""
    rest = reading.query.folded.replace(code, " ")
    of_all = _OF_ALL.search(rest)
    said = of_all[1] if of_all else rest
    is_rest = _REST.search(rest) is not None
    left = [item for item in items if not (is_rest and fold(reading.text(item)) in rest)] or items
    return left[int(np.argmax(relevance(reading.encoder, said, [reading.text(item) for item in left])))]
