"""Sentences: where a stretch of Chinese prose may be cut.

A sentence ends at 。！？； (half-width too) or at a line break, takes its closing quotes and brackets along, and is
not cut inside a pair of quotes or brackets: 「“开竣投”」 and 「（2019-2030；试行）」 are words of the sentence around them.
"""

from __future__ import annotations

import re

PAIRS = {
    "“": "”", "‘": "’", "（": "）", "(": ")", "《": "》", "〈": "〉", "「": "」", "『": "』", "【": "】", "［": "］", "[": "]",
}  # fmt: skip
CLOSERS = frozenset(PAIRS.values())
STOPS = "。！？!?"
SEMICOLONS = "；;"
# A pair that does not close within this many code points is taken for a typing error, or for speech worth cutting.
LONGEST_PAIR = 120
# A line at least this long that stops without punctuation was wrapped by a printer, not ended by a writer.
WRAPPED_LINE = 50

_MARKS = re.compile(f"[{re.escape(''.join(PAIRS))}{STOPS}{SEMICOLONS}\n\r]")
_WORD = re.compile(r"\w")
_BLANK = re.compile(r"\s*")
# After 「…！”」 the sentence goes on when one of these follows.
_GOES_ON = frozenset("，,、；;：:。！？!?）)的等是和与“‘《「")
_CARRIED_OVER = frozenset("，,、。；;：:！!？?）)》」』”’】］%％‰的")
_UNFINISHED = frozenset("，,、—-《“「（(的和与及在对将把")


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Half-open spans of the sentences of text[start:end], in order.

    Together they cover every character that is not white space; none is empty or begins or ends with white space.
    A stretch of white space only has no sentence.
    """
    return spans(text, start, end, stops=STOPS + SEMICOLONS)


def spans(text: str, start: int, end: int, *, stops: str) -> list[tuple[int, int]]:
    """As `sentences`, cut at the given stops and at line breaks only."""
    found: list[tuple[int, int]] = []
    begin = start
    for cut in [*_cuts(text, start, end, stops), end]:
        span = trim(text, begin, cut)
        begin = cut
        if span[0] == span[1]:
            continue
        if found and not _WORD.search(text, *span):  # stray punctuation is no sentence
            found[-1] = (found[-1][0], span[1])
        else:
            found.append(span)
    return found


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at both ends; (start, start) where nothing else is in it."""
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _cuts(text: str, start: int, end: int, stops: str) -> list[int]:
    """Offsets at which a new sentence begins."""
    cuts: list[int] = []
    line_start = at = start
    while mark := _MARKS.search(text, at, end):
        at = mark.end()
        sign = mark[0]
        if sign in PAIRS:
            at, ends = _over_pair(text, mark.start(), end)
        elif sign in "\n\r":
            ends = not _is_wrapped(text, line_start, mark.start(), end)
            line_start = at
        else:
            ends = sign in stops
        if ends:
            at = _over_closers(text, at, end, stops)
            cuts.append(at)
    return cuts


def _over_pair(text: str, opener: int, end: int) -> tuple[int, bool]:
    """Where to read on after a quote or bracket, and whether the pair ends the sentence it stands in."""
    closer = text.find(PAIRS[text[opener]], opener + 1, min(end, opener + LONGEST_PAIR))
    if closer < 0:
        return opener + 1, False
    after = closer + 1
    ends = text[closer - 1] in STOPS and after < end and text[after] not in _GOES_ON
    return after, ends


def _over_closers(text: str, at: int, end: int, stops: str) -> int:
    while at < end and (text[at] in CLOSERS or text[at] in stops):
        at += 1
    return at


def _is_wrapped(text: str, line_start: int, line_end: int, end: int) -> bool:
    """Whether the line break at line_end stands inside a sentence."""
    before = text[line_start:line_end].rstrip()
    if not before or before[-1] in STOPS:
        return False
    blank = _BLANK.match(text, line_end, end)
    after = text[blank.end() : min(blank.end() + 1, end)] if blank else ""
    if blank is None or not after:
        return False
    if before[-1] in _UNFINISHED or after in _CARRIED_OVER:
        return True
    is_blank_between = blank[0].count("\n") > 1
    return len(before) >= WRAPPED_LINE and not is_blank_between and before[-1] not in SEMICOLONS + "：:"
