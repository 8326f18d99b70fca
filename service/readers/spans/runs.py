"""The phrases that may answer: every run of words that no stop divides and that cuts no quotation, bracket, title or name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np

from service.readers.spans.layout import Bools, Ints, Laid

LONGEST = 18  # words
OPEN, CLOSE = "“「『《(（【‘［", "”」』》)）】’］"
_EXPLAINS = frozenset("(（【［")  # what stands in brackets says more of what is before it
STOP = re.compile(r"[,，;；:：。.．!！?？\n]")  # the point too: that of a number is within a word
_TIE = re.compile(r"[-－·+＋/—~～]")  # a name goes on: 歼-20, 艾力·买买提
_CLOSING = re.compile(rf"[+＋×%‰!！?？]*[{CLOSE}]+")  # with the sign that a quoted name ends in: “数据要素×”
_NEVER_FIRST = frozenset("的 了 和 等 与 及 是 也 都 又 就 得 着 过 之 地 而 且 并 以及 年 月 日".split())
_NEVER_LAST = frozenset("的 了 和 在 与 及 是 将 被 把 对 由 从 向 并 而 且 也 都 又 就 得 为 以 以及 至 到 于".split())


@dataclass(frozen=True, slots=True)
class Runs:
    """n runs of words. Offsets are those of the hit's text."""

    left: Ints  # (n,) words left:right
    right: Ints
    starts: Ints  # (n,) with the quotation mark or bracket that opens there
    ends: Ints
    is_stop: Bools  # (n gaps,)
    stretch_of: Ints  # (n words,) the stretch between stops that each stands in
    is_quoted: Bools  # (n,) the run is all that stands between two marks

    def only(self, chosen: Bools) -> Runs:
        """The runs that are chosen, (n,), in their order."""
        of_runs = {name: getattr(self, name)[chosen] for name in ("left", "right", "starts", "ends", "is_quoted")}
        return replace(self, **of_runs)

    def hold(self, is_so: list[bool], *, gap: bool = False) -> Bools:
        """Whether it is so of a word of each run, (n words,), or of a gap within it, (n words - 1,)."""
        counts = np.concatenate([[0], np.cumsum(is_so)])
        return np.asarray(counts[self.right - gap] > counts[self.left])


def find_runs(laid: Laid) -> Runs:
    n = len(laid.words)
    inner, outer = _depths(laid, OPEN, CLOSE)
    in_title = _depths(laid, "《", "》")[1] > 0
    is_stop = np.array([bool(STOP.search(gap)) for gap in laid.gaps])
    divides = is_stop & (outer == 0)  # a comma within quotation marks is part of what is quoted
    divides[0] = divides[n] = True
    is_tied = np.array([bool(_TIE.fullmatch(gap)) for gap in laid.gaps])
    is_tied[1:n] |= _are_one_code(laid)
    may_begin = np.array([word not in _NEVER_FIRST for word in laid.words]) & ~is_tied[:n]
    may_end = np.array([word not in _NEVER_LAST for word in laid.words]) & ~is_tied[1:]
    explains = np.array([not _EXPLAINS.isdisjoint(gap[-1:]) for gap in laid.gaps])
    kept: list[tuple[Ints, Ints, Bools, Bools]] = []
    left = np.flatnonzero(may_begin)
    least = inner[left]  # least depth of what is within the run
    for length in range(1, LONGEST + 1):
        right = left + length
        if length > 1:
            going_on = (right <= n) & ~divides[np.minimum(right - 1, n)]
            left, right = left[going_on], right[going_on]
            least = np.minimum(least[going_on], np.minimum(outer[right - 1], inner[right - 1]))
        opens, closes = inner[left], inner[right - 1]
        is_inner = (opens == closes) & (least >= opens)
        is_outer = (outer[left] == outer[right]) & (least >= outer[left])
        is_cut = in_title[left] | in_title[right]  # part of a title
        chosen = may_end[right - 1] & (is_inner | is_outer) & ~is_cut & ~(explains[left] & is_outer)
        is_quoted = is_inner & is_outer & (opens > outer[left])
        kept.append((left[chosen], right[chosen], is_outer[chosen], is_quoted[chosen]))
    lefts, rights, with_marks, is_quoted = (np.concatenate(parts) for parts in zip(*kept, strict=True))
    before = np.array([_n_trailing(gap, OPEN) for gap in laid.gaps])
    after = np.array([closing.end() if (closing := _CLOSING.match(gap)) else 0 for gap in laid.gaps])
    return Runs(
        lefts,
        rights,
        laid.starts[lefts] - before[lefts] * with_marks,
        laid.ends[rights - 1] + after[rights] * with_marks,
        is_stop,
        np.cumsum(divides[:n]) - 1,
        is_quoted,
    )


def _are_one_code(laid: Laid) -> Bools:
    """Whether a word and the next are letters and digits with nothing between them: 5G, T800; (n words - 1,)."""
    pairs = zip(laid.words[:-1], laid.words[1:], laid.gaps[1:-1], strict=True)
    return np.array([not gap and (a + b).isascii() and a.isdigit() != b.isdigit() for a, b, gap in pairs], bool)


def _depths(laid: Laid, opening: str, closing: str) -> tuple[Ints, Ints]:
    """How many marks are open at each word, (n words,), and at the least in each gap, (n gaps,)."""
    inner, outer, depth = [], [], 0
    for gap in laid.gaps:
        least = depth
        for character in gap:
            depth = 0 if character == "\n" else depth + (character in opening) - (character in closing)
            depth = max(depth, 0)
            least = min(least, depth)
        inner.append(depth)
        outer.append(least)
    return np.array(inner[:-1]), np.array(outer)


def _n_trailing(gap: str, marks: str) -> int:
    return len(gap) - len(gap.rstrip(marks))
