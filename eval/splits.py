"""Which gold questions ask about the same fact, and how facts are dealt to dev and test.

Splitting by question would leak: "how much in 2019" in dev and its English twin in test have one answer at one place.
So a fact is what is dealt, with every question about it.
"""

from __future__ import annotations

import bisect
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eval.gold import Question, Split

# A semicolon ends a sentence here: these reports join dozens of statements with them.
SENTENCE_END = re.compile(r"[。！？；!?;\n]")


def fact_groups(questions: Sequence[Question], text: str) -> list[tuple[Question, ...]]:
    """The questions by fact, groups in the order of their first question.

    Two questions share a fact when their quotes (or the near miss of an unanswerable one) touch one sentence of `text`, or when
    they are the two of a pair; and so on along such links.
    """
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    parent = list(range(len(questions)))
    first_with: dict[str, int] = {}
    for row, question in enumerate(questions):
        for key in _fact_keys(question, ends):
            _join(parent, first_with.setdefault(key, row), row)
    groups: dict[int, list[Question]] = defaultdict(list)
    for row, question in enumerate(questions):
        groups[_root(parent, row)].append(question)
    return [tuple(group) for group in groups.values()]


def deal(questions: Sequence[Question], text: str) -> dict[str, Split]:
    """Question id -> split: whole facts, about half of every type and language in each.

    Greedy: the largest facts first, equal ones by the hash of their questions, each to the split where it evens the counts most.
    The same questions are always dealt the same way.
    """
    splits: dict[str, Split] = {}
    lead: Counter[str] = Counter()  # how many more dev has than test, by trait
    for group in sorted(fact_groups(questions, text), key=lambda group: (-len(group), _fingerprint(group))):
        traits = Counter(trait for question in group for trait in _traits(question))
        # Adding to dev changes the sum of squares by 2 * lead * n + n * n, to test by -2 * lead * n + n * n.
        pull = sum(lead[trait] * n for trait, n in traits.items())
        side = -1 if pull > 0 or (pull == 0 and int(_fingerprint(group), 16) % 2) else 1
        for trait, n in traits.items():
            lead[trait] += side * n
        splits.update({question.question_id: "dev" if side > 0 else "test" for question in group})
    return splits


def _fact_keys(question: Question, ends: Sequence[int]) -> Iterable[str]:
    if question.pair is not None:
        yield f"pair {question.pair}"
    for quote in (*question.quotes, *((question.near,) if question.near else ())):
        first, last = bisect.bisect_right(ends, quote.start), bisect.bisect_right(ends, quote.end - 1)
        yield from (f"sentence {sentence}" for sentence in range(first, last + 1))


def _traits(question: Question) -> tuple[str, ...]:
    traits = ("all", f"type {question.type}", f"lang {question.lang}")
    return (*traits, f"reason {question.reason}") if question.reason else traits


def _fingerprint(group: Sequence[Question]) -> str:
    return hashlib.sha256("\n".join(sorted(question.text for question in group)).encode()).hexdigest()


def _root(parent: list[int], row: int) -> int:
    while parent[row] != row:
        parent[row] = parent[parent[row]]
        row = parent[row]
    return row


def _join(parent: list[int], one: int, other: int) -> None:
    low, high = sorted((_root(parent, one), _root(parent, other)))
    parent[high] = low
