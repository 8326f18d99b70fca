"""The invariants of an outline, for texts that no report would print."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.outline import outline, sentences
from indexer.outline.furniture import furniture, without
from indexer.records import Report

MARKERS = ["一、", "二、", "三、", "（一）", "（二）", "(三)", "第一，", "第二、", "一是", "二是", "1.", "２．", "（1）", "①"]
SIGNS = [*"。！？；;：:，、“”（）《》「」", "……", "——", "———", "--", "\n", "\n\n", "\r\n", "\u2028", " ", "\u3000", "\u200b"]
NAMES = ["第一部分", "［1］", "各位代表：", "名词解释", "附件1", "强化招商引资", "加快建设新城", "在服务上再发力", "以下工作"]
PHRASES = [*NAMES, "全年投资12.5亿元", "PM", "2.5", "下载", "打印", "来源：", "是：", "的", "道路全面贯通，群众出行更加方便"]
FRAGMENTS = MARKERS + SIGNS + PHRASES
TEXTS = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=6)), max_size=60).map("".join)


def report(text: str) -> Report:
    return Report("r", "", "", "", 2020, 2019, None, None, "", text)


@settings(max_examples=300, deadline=None)
@given(TEXTS.filter(str.strip))
def test_headings_clauses_and_furniture_share_out_all_that_is_not_white_space(text: str) -> None:
    found = outline(report(text))
    at = 0
    for start, end in sorted([(part.start, part.end) for part in (*found.headings, *found.clauses)] + furniture(text)):
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_furniture_is_never_all_of_a_text(text: str) -> None:
    assert not text.strip() or without(text, furniture(text)).strip()


@settings(max_examples=150, deadline=None)
@given(TEXTS.filter(str.strip))
def test_ids_are_unique_positions_counted_from_one_in_reading_order(text: str) -> None:
    found = outline(report(text))
    positions = [tuple(int(n) for n in clause.clause_id.removeprefix("r/").split(".")) for clause in found.clauses]
    assert len(set(positions)) == len(positions)
    assert positions == sorted(positions)
    assert all(n >= 1 for place in positions for n in place)
    assert [len(place) - 1 for place in positions] == [len(clause.path) for clause in found.clauses]
    assert [clause.start for clause in found.clauses] == sorted(clause.start for clause in found.clauses)


@settings(max_examples=100, deadline=None)
@given(TEXTS.filter(str.strip))
def test_the_same_text_gives_the_same_outline(text: str) -> None:
    assert outline(report(text)) == outline(report(text))


@settings(max_examples=100, deadline=None)
@given(TEXTS.filter(str.strip))
def test_a_lead_phrase_stands_in_its_clause(text: str) -> None:
    for clause in outline(report(text)).clauses:
        assert clause.heading is None or (clause.heading and clause.heading in text[clause.start : clause.end])


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.integers(0, 20), st.integers(0, 20))
def test_sentences_share_out_the_stretch_they_are_asked_for(text: str, skipped: int, dropped: int) -> None:
    start, end = min(skipped, len(text)), max(min(skipped, len(text)), len(text) - dropped)
    at = start
    for first, last in sentences(text, start, end):
        assert at <= first < last <= end
        assert not text[at:first].strip()
        assert text[first:last] == text[first:last].strip()
        at = last
    assert not text[at:end].strip()
