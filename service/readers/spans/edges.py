"""Where a phrase may begin and end: what each word is, and what stands before and after it."""

from __future__ import annotations

import numpy as np

from service.readers.spans.layout import Column, Laid, Question
from service.readers.spans.neighbours import beside, beside_marks
from service.readers.spans.runs import CLOSE, OPEN, Runs
from service.readers.spans.speech import Speech

_LEADS = tuple(
    frozenset(words.split())
    for words in (
        "在 于 到 至 从 自",
        "为 是 叫 即 称为 成为 作为 名为 做 作",
        "以 用 按照 根据 围绕 通过 依托 按 靠",
        "由 被 让 给",
        "与 和 同 及 跟 以及",
        "对 向 将 把 就",
        "的 地 着",
        "了",
    )
)
_FOLLOWS = tuple(
    frozenset(words.split())
    for words in (
        "等 等等",
        "的",
        "为 是 在 将 被 成为 由 以 作为 于 所 来 已",
        "和 与 及 以及",
        "之一 中 内 上 下 里 间 方面 领域",
        "了 并 而",
    )
)
_PLACES = "省市县区镇乡村州岛港湾山河江湖海国道盟旗城街路园"
_BODIES = "司团院校会局部委厂社队所厅行站馆中心店"
_OPEN, _CLOSE = frozenset(OPEN), frozenset(CLOSE)
Columns = dict[str, Column]


def edges(laid: Laid, runs: Runs, question: Question) -> tuple[Columns, Columns]:
    """Of each word: what it is to begin with it, after the word before it, and to end with it, before the word after it; (n
    words,) each.
    """
    to_previous, to_next = _ties(laid)
    return _before(laid, runs, question) | to_previous, _after(laid, runs, question) | to_next


def _before(laid: Laid, runs: Runs, question: Question) -> Columns:
    n = len(laid.words)
    cut = runs.is_stop[:n]
    of, known, marks = laid.kinds, laid.cosines.max(1), laid.gaps[:n]
    last = int(question.is_left.sum()) - 1  # of the question's words before those that ask
    none = np.zeros(n, np.float32)
    lefts = laid.cosines[:, last] if last >= 0 else none
    rights = laid.cosines[:, last + 1] if last + 1 < laid.cosines.shape[1] else none
    previous = np.where(cut, -1, _shift(of, 1))
    apart = cut | np.array(["、" in gap for gap in marks])
    columns: Columns = {f"{kind.name}": previous == kind for kind in Speech} | {f"first_{k.name}": of == k for k in Speech}
    words = ["", *laid.words[:-1]]
    for at, leads in enumerate(_LEADS):
        columns[f"lead_{at}"] = ~apart & np.array([word in leads for word in words])
    return columns | {
        "stop": cut,
        "item": np.array(["、" in gap for gap in marks]),
        "opens": np.array([not _OPEN.isdisjoint(gap) for gap in marks]),
        "closes": np.array([not _CLOSE.isdisjoint(gap) for gap in marks]),
        "known": np.where(cut, 0, _shift(known, 1)),
        "unknown": np.where(cut | (previous == Speech.PARTICLE), 0, 1 - _shift(known, 1)),
        "first_known": known,
        "first_digit": np.array([word[0].isdigit() for word in laid.words]),
        "first_single": np.array([len(word) == 1 for word in laid.words]),
        "first_verb_single": (of == Speech.VERB) & np.array([len(word) == 1 for word in laid.words]),
        "last_asked": _shift(lefts, 1),
        "last_asked_near": np.maximum(_shift(lefts, 1), _shift(lefts, 2)),
        "next_asked": _shift(rights, 1),
    }


def _after(laid: Laid, runs: Runs, question: Question) -> Columns:
    n = len(laid.words)
    cut = runs.is_stop[1:]
    of, known, marks = laid.kinds, laid.cosines.max(1), laid.gaps[1:]
    last = int(question.is_left.sum()) - 1
    none = np.zeros(n, np.float32)
    lefts = laid.cosines[:, last] if last >= 0 else none
    rights = laid.cosines[:, last + 1] if last + 1 < laid.cosines.shape[1] else none
    following = np.where(cut, -1, _shift(of, -1))
    apart = cut | np.array(["、" in gap for gap in marks])
    columns: Columns = {f"{kind.name}": following == kind for kind in Speech} | {f"last_{k.name}": of == k for k in Speech}
    words = [*laid.words[1:], ""]
    for at, follows in enumerate(_FOLLOWS):
        columns[f"follow_{at}"] = ~apart & np.array([word in follows for word in words])
    in_place = np.array([word[-1] in _PLACES for word in laid.words])
    return columns | {
        "stop": cut,
        "item": np.array(["、" in gap for gap in marks]),
        "opens": np.array([not _OPEN.isdisjoint(gap) for gap in marks]),
        "closes": np.array([not _CLOSE.isdisjoint(gap) for gap in marks]),
        "known": np.where(cut, 0, _shift(known, -1)),
        "unknown": np.where(cut | (following == Speech.PARTICLE), 0, 1 - _shift(known, -1)),
        "last_known": known,
        "last_digit": np.array([word[-1].isdigit() for word in laid.words]),
        "last_single": np.array([len(word) == 1 for word in laid.words]),
        "last_focus": laid.to_focus,
        "focus": np.where(cut, 0, _shift(laid.to_focus, -1)),
        "next_asked": _shift(rights, -1),
        "next_asked_near": np.maximum(_shift(rights, -1), _shift(rights, -2)),
        "last_asked": _shift(lefts, -1),
        "place": in_place,
        "place_asked": (in_place | (of == Speech.PLACE)) & question.sought.wants_place,
        "body": np.array([word[-1] in _BODIES for word in laid.words]),
    }


def _ties(laid: Laid) -> tuple[Columns, Columns]:
    """How each word stands beside the one before it, and beside the one after it, in reports; (n words,) each."""
    words = ["", *laid.words, ""]
    marks = np.array([beside_marks(word) for word in words], np.float32)
    is_apart = [bool(gap.strip(" \u3000")) for gap in laid.gaps]
    pairs = zip(words[:-1], words[1:], is_apart, strict=True)
    ties = np.array([(0.0, 0.0) if apart else beside(first, second) for first, second, apart in pairs], np.float32)
    begins, ends = (
        {"begins": marks[1:-1, 1], "previous_ends": marks[:-2, 0]},
        {"ends": marks[1:-1, 0], "next_begins": marks[2:, 1]},
    )
    before = begins | {"follows": ties[:-1, 0], "is_led": ties[:-1, 1]}
    return before, ends | {"leads": ties[1:, 0], "is_followed": ties[1:, 1]}


def _shift(values: Column, by: int) -> Column:
    """values moved `by` places to the right, zeros filled in."""
    moved = np.zeros_like(values)
    if by > 0:
        moved[by:] = values[:-by]
    else:
        moved[:by] = values[-by:]
    return moved
