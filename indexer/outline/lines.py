"""Lines to paragraphs: what was printed as one paragraph but comes broken over several lines is put together.

Reports come from web pages and word processors: a link splits a sentence over three lines, a printed page splits it
anywhere, a lead phrase in bold stands on a line of its own. What furniture of the page stands around the report is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.outline.furniture import furniture
from indexer.outline.leads import SHORTEST_BODY, heads_lines, heads_paragraph, phrase_of
from indexer.outline.markers import Family, Marker, parse_marker
from indexer.outline.sentences import PAIRS, STOPS, spans, trim

LONGEST_TITLE = 50
# A list of short lines is joined to its introduction as long as the whole can still be cited.
LONGEST_ITEM = 60
LONGEST_OWN_LEAD = 24
LONGEST_LIST = 400
# Masthead: title, date and speaker before 各位代表.
LONGEST_MASTHEAD = 1500
SALUTATION = re.compile(r"(?:各位代表|同志们|各位委员)[！!：:，,]?")
_CLOSING = re.compile(rf"{SALUTATION.pattern}|.{{0,30}}清醒.{{0,4}}(?:认识|看)到")

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_WORD = re.compile(r"\w")
_FINISHED = re.compile(r"(?:[。！？；：!?;:]|……)[”’）)》」』】\]］\s\d]*\Z")
_OPEN_END = re.compile(r"[，,、—《“「（(]\Z|(?<=.)(?:的|和|与|與|及|在|将|把|对|了)\Z")
_CARRIED_OVER = re.compile(r"[，,、。；;：:！!？?）)》」』”’】］%％‰]|[的是之和与及](?!\w{0,12}\Z)")
_DATED = re.compile(r"[0-9０-９]{4}\s?[-年/.]\s?[0-9０-９]")
_CJK = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together. Invariant: text[start:end] neither begins nor ends with white space, and is not empty."""

    start: int
    end: int
    marker: Marker | None
    after_gap: bool  # a blank line stands before it
    is_indented: bool
    is_masthead: bool = False
    after_furniture: bool = False  # and so joined to nothing before it


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a report, in reading order; together they cover everything but white space and furniture."""
    lines = _lines(text)
    uses_gaps = sum(line.after_gap for line in lines) * 4 > len(lines)
    masthead = _masthead_length(text, lines)
    joined: list[Paragraph] = []
    for row, line in enumerate(lines):
        is_masthead = row < masthead and masthead > 1  # a title alone heads the report
        goes_on = is_masthead or (row > masthead and _continues(text, joined[-1], line, uses_gaps=uses_gaps))
        if row and goes_on and not line.after_furniture:
            joined[-1] = _join(text, joined[-1], line, is_masthead=is_masthead)
        else:
            joined.append(replace(line, marker=None, is_masthead=True) if is_masthead else line)
    return _with_bare_runs_joined(text, joined)


def is_bare(text: str, paragraph: Paragraph) -> bool:
    """Whether the paragraph is a short line without marker or final punctuation: a title, or furniture of a page."""
    start, end = paragraph.start, paragraph.end
    return (
        paragraph.marker is None
        and not paragraph.is_masthead
        and end - start <= LONGEST_TITLE
        and not _is_finished(text, start, end)
        and not re.search(r"[。；]", text[start:end])
    )


def is_titling(text: str, paragraph: Paragraph) -> bool:
    """Whether a bare line reads as a title: Chinese words, no date, no 来源：, not stopped in mid-sentence."""
    line = text[paragraph.start : paragraph.end]
    return (
        is_bare(text, paragraph)
        and len(_CJK.findall(line)) >= 2
        and not re.search(r"[：:>＞【】|]", line)
        and not _DATED.search(line)
        and not _OPEN_END.search(line)
    )


def closes_sections(text: str, paragraph: Paragraph) -> bool:
    """Whether the paragraph opens as the passages after the last section of a part do: 各位代表！ or 我们清醒地看到……."""
    return _CLOSING.match(text, paragraph.start, paragraph.end) is not None


def _lines(text: str) -> list[Paragraph]:
    lines: list[Paragraph] = []
    around = set(furniture(text))
    last_end, is_cut = 0, False
    for printed in _LINE.finditer(text):
        start, end = trim(text, *printed.span())
        if (start, end) in around:
            is_cut = True
        if start == end or (start, end) in around:
            continue
        if not _WORD.search(text, start, end) and lines and not is_cut:  # rules and invisible signs
            lines[-1] = _join(text, lines[-1], Paragraph(start, end, None, False, False))
        else:
            gap = len(re.findall(r"\n|\r(?!\n)", text[last_end:start])) > 1
            is_indented = start > printed.start()
            lines.append(Paragraph(start, end, parse_marker(text, start, end), gap, is_indented, after_furniture=is_cut))
        last_end, is_cut = end, False
    return lines


def _join(text: str, first: Paragraph, second: Paragraph, *, is_masthead: bool = False) -> Paragraph:
    marker = None if is_masthead else parse_marker(text, first.start, second.end)
    return replace(first, end=second.end, marker=marker, is_masthead=is_masthead or first.is_masthead)


def _masthead_length(text: str, lines: Sequence[Paragraph]) -> int:
    """How many lines stand before the salutation; 0 where the report has none near its beginning, or numbered lines before it."""
    for row, line in enumerate(lines):
        if SALUTATION.match(text, line.start, line.end):
            return row
        is_numbered = line.marker is not None and line.marker.family in (Family.PART, Family.SECTION)
        if is_numbered or line.end - lines[0].start > LONGEST_MASTHEAD:
            return 0
    return 0


def _continues(text: str, before: Paragraph, line: Paragraph, *, uses_gaps: bool) -> bool:
    """Whether the line goes on with the paragraph before it."""
    if _CARRIED_OVER.match(text, line.start, line.end):
        return True
    if _is_numeral(text, before) and (line.after_gap or line.is_indented):
        return False
    if _is_bare_marker(before) or _is_open(text, before):
        return line.marker is None or not line.after_gap
    if line.marker is not None:
        return False
    if _is_term_line(text, before) or _is_list_item(text, before, line):
        return True
    if _is_finished(text, before.start, before.end):
        return _is_salutation_only(text, before, line) or _is_lead_line(text, before, line)
    if line.is_indented:
        return False
    if before.end - before.start > LONGEST_TITLE + 10:
        return True
    if _is_second_title_line(text, before, line):
        return True
    has_text_before = bool(re.search("[。；]", text[before.start : before.end]))
    is_broken_off = bool(_OPEN_END.search(text, before.start, before.end)) or has_text_before
    return not line.after_gap and (is_broken_off or (uses_gaps and before.marker is None))


def _is_finished(text: str, start: int, end: int) -> bool:
    return _FINISHED.search(text, max(start, end - 12), end) is not None


def _is_bare_marker(paragraph: Paragraph) -> bool:
    marker = paragraph.marker
    return marker is not None and marker.length == paragraph.end - paragraph.start and marker.family != Family.DASH


def _is_numeral(text: str, paragraph: Paragraph) -> bool:
    """Whether the paragraph is a number alone, as 一 over the paragraphs of a part."""
    return _is_bare_marker(paragraph) and text[paragraph.end - 1] in "一二三四五六七八九十"


def _is_open(text: str, paragraph: Paragraph) -> bool:
    """Whether the paragraph stops inside a quote or a bracket, or after a comma."""
    tail = text[max(paragraph.start, paragraph.end - 60) : paragraph.end]
    if tail[-1] in "，,、《“「（(":
        return True
    return any(tail.rfind(opener) > tail.rfind(closer) for opener, closer in PAIRS.items() if opener in "《“（【")


def _is_salutation_only(text: str, before: Paragraph, line: Paragraph) -> bool:
    greets = SALUTATION.fullmatch(text, before.start, before.end) is not None
    return greets and line.end - line.start > 15 and _is_finished(text, line.start, line.end)


def _is_second_title_line(text: str, before: Paragraph, line: Paragraph) -> bool:
    """Whether the title of a part or section goes on here because the page was too narrow for it."""
    is_section = before.marker is not None and before.marker.family in (Family.PART, Family.SECTION)
    return is_section and not line.after_gap and line.end - before.start <= LONGEST_TITLE and is_titling(text, line)


def _is_term_line(text: str, paragraph: Paragraph) -> bool:
    """Whether the paragraph is the term of a numbered entry, its explanation on the next line."""
    marker = paragraph.marker
    is_numbered = marker is not None and marker.family in (Family.NUMBER, Family.PAREN_NUMBER)
    return is_numbered and paragraph.end - paragraph.start <= LONGEST_TITLE and text[paragraph.end - 1] in "：:"


def _is_list_item(text: str, before: Paragraph, line: Paragraph) -> bool:
    """Whether the line is one of the short lines of a list, ……如下： ……； ……； ……。, which says little on its own."""
    if text[before.end - 2 : before.end] in ("是：", "是:"):
        return True
    is_short = line.end - line.start <= LONGEST_ITEM and line.end - before.start <= LONGEST_LIST
    begins = text[before.end - 1] in "：:" and text[line.end - 1] in "；;"
    return is_short and (begins or text[before.end - 1] in "；;")


def _is_lead_line(text: str, before: Paragraph, line: Paragraph) -> bool:
    """Whether `before` is a lead phrase printed on a line of its own, and the line tells what it names."""
    if before.marker is not None and before.marker.family <= Family.SECTION:
        return False
    if line.is_indented or line.after_gap or text[before.end - 1] != "。":
        return False
    if len(spans(text, before.start, before.end, stops=STOPS)) != 1:
        return False
    start, end = phrase_of(text, (before.start + (before.marker.length if before.marker else 0), before.end))
    # A line that is headed itself goes on with nothing, unless its own opening is the longer one and so only a sentence.
    told = spans(text, line.start, line.end, stops=STOPS)
    is_headed = heads_paragraph(text, told) and told[0][1] - told[0][0] <= min(end - start, LONGEST_OWN_LEAD)
    return heads_lines(text[start:end]) and line.end - line.start >= max(SHORTEST_BODY, end - start) and not is_headed


def _with_bare_runs_joined(text: str, found: Sequence[Paragraph]) -> list[Paragraph]:
    """Runs of three and more bare lines are tables and notes; each run becomes one paragraph."""
    result: list[Paragraph] = []
    for run in _bare_runs(text, found):
        if len(run) > 2:
            result.append(Paragraph(run[0].start, run[-1].end, None, run[0].after_gap, run[0].is_indented, is_masthead=True))
        else:
            result.extend(run)
    return result


def _bare_runs(text: str, found: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    run: list[Paragraph] = []
    for paragraph in found:
        if run and (paragraph.after_furniture or not (is_bare(text, paragraph) and is_bare(text, run[-1]))):
            yield run
            run = []
        run.append(paragraph)
    if run:
        yield run
