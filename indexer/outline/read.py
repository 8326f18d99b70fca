"""Reading order: every paragraph of a report is told apart (heading, section, entry, text) and placed in the tree."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.errors import ReportUnreadable
from indexer.outline.leads import phrase_of
from indexer.outline.lines import LONGEST_TITLE, Paragraph, closes_sections, is_bare, is_titling, paragraphs
from indexer.outline.markers import Family, Marker
from indexer.outline.pieces import Piece, entry, pieces
from indexer.outline.sentences import STOPS, spans, trim
from indexer.outline.siblings import self_contained
from indexer.outline.tree import OutlineBuilder
from indexer.records import Outline, Report

APPENDIX = re.compile(
    r"附[件录錄表注]|(?:相关|有关|专有|重要|部分)?(?:名词|名詞|词语|术语|用语)|注释|註釋|《?政府工作报告》?(?:中|有关|名词|注释)"
)
ENDS_SENTENCE = frozenset("。！？；：，,;:!?、")
LONGEST_LIST_HEAD = 60
SECTION_FAMILIES = (Family.DIVISION, Family.PART, Family.SECTION)


def outline(report: Report) -> Outline:
    """Cut a report into headings and clauses.

    Every character of report.text that is not white space is in exactly one of them; they are in reading order, do not
    overlap, and neither begin nor end with white space. A clause's id is its place in the tree, positions from 1 among
    the children, headings and clauses alike, of the heading above it. The same text gives the same outline.

    Raises ReportUnreadable if the text is empty or white space only.
    """
    found = paragraphs(report.text)
    if not found:
        raise ReportUnreadable(
            f"{report.report_id}: {len(report.text)} characters, all white space; expected the text of a report, check its file"
        )
    builder = OutlineBuilder(report)
    contained = self_contained(report.text, found)
    for row, paragraph in enumerate(found):
        if paragraph.marker is None or paragraph.is_masthead:
            if _heads_list(report.text, found, row) and contained[row + 1]:
                builder.open_list(paragraph.start, paragraph.end)
            else:
                _place_unmarked(builder, report.text, found, row)
        else:
            _place_marked(builder, report.text, paragraph, paragraph.marker, is_contained=contained[row])
    return builder.outline()


def _place_unmarked(builder: OutlineBuilder, text: str, found: Sequence[Paragraph], row: int) -> None:
    paragraph = found[row]
    start, end = paragraph.start, paragraph.end
    if paragraph.is_masthead:
        builder.add_text([Piece(start, end)])
    elif _is_title(text, found, row):
        is_appendix = APPENDIX.match(text, start, end) is not None
        builder.open_title(start, end, is_appendix=is_appendix)
    else:
        found_pieces = pieces(text, start, end, has_many_topics=False)
        builder.add_text(found_pieces, closes_sections=closes_sections(text, paragraph))


def _place_marked(builder: OutlineBuilder, text: str, paragraph: Paragraph, marker: Marker, *, is_contained: bool) -> None:
    start, end = paragraph.start, paragraph.end
    title_end = _title_end(text, paragraph, marker, is_contained=is_contained)
    if not title_end:
        builder.continue_series(marker)
        builder.add_body(entry(text, start, end, marker))
        return
    body = trim(text, title_end, end)
    has_body = body[0] < body[1]
    is_closed = has_body and is_contained
    builder.open_marked(*trim(text, start, title_end), marker, is_closed=is_closed)
    if has_body:
        builder.add_body(pieces(text, *body, has_many_topics=is_closed))


def _is_title(text: str, found: Sequence[Paragraph], row: int) -> bool:
    """Whether a line without a marker heads the paragraphs that follow; furniture and the last line of a report do not."""
    if not is_titling(text, found[row]) or row + 1 == len(found):
        return False
    following = found[row + 1]
    if is_bare(text, following):  # a title over a title, as 附件1 over its name
        return is_titling(text, following) and row + 2 < len(found) and not is_bare(text, found[row + 2])
    return True


def _heads_list(text: str, found: Sequence[Paragraph], row: int) -> bool:
    """Whether a line only says what the numbered paragraphs after it are: 今年要办好十件实事： over 1. 2. 3."""
    paragraph = found[row]
    start, end = paragraph.start, paragraph.end
    if paragraph.is_masthead or row + 1 == len(found) or text[end - 1] not in "：:" or end - start > LONGEST_LIST_HEAD:
        return False
    marker = found[row + 1].marker
    begins = marker is not None and marker.number == 1 and marker.family > Family.SECTION and marker.family != Family.DASH
    return begins and re.search("[。！？；;]", text[start:end]) is None


def _title_end(text: str, paragraph: Paragraph, marker: Marker, *, is_contained: bool) -> int:
    """Where the title ends with which a marked paragraph opens; 0 where the paragraph is an entry.

    一、 and （一） head their own text or what follows; finer markers are titles only over paragraphs that follow.
    """
    start, end = min(paragraph.start + marker.length, paragraph.end - 1), paragraph.end
    told = spans(text, start, end, stops=STOPS)
    has_stop = re.search(f"[{STOPS}]", text[start:end]) is not None
    first_end = told[0][1] if has_stop else end  # a title may stand on two lines
    phrase = text[slice(*phrase_of(text, (start, first_end)))]
    is_whole = first_end == end
    if marker.family == Family.DASH or len(phrase) > LONGEST_TITLE or re.search("[。；：:;]", phrase):
        return 0
    if is_whole and text[end - 1] not in ENDS_SENTENCE:
        return 0 if is_contained else end
    if marker.family > Family.COUNTED or text[first_end - 1] != "。":
        return 0
    if is_contained and (is_whole or marker.family not in SECTION_FAMILIES):
        return 0
    return first_end
