"""Which clauses explain a term, and where the explanation begins."""

from __future__ import annotations

import pytest

from indexer.records import Clause
from service.glossary import body_end, body_start, terms


def entry(heading: str | None, *path: str) -> Clause:
    return Clause("a/1", "a", path, heading, 0, 10)


@pytest.mark.parametrize("heading", ["名词解释", "附件:名詞解釋", "有关用语说明", "注释"])
def test_an_entry_under_a_glossary_explains_its_term(heading: str) -> None:
    assert terms(entry("一河两岸", heading)) == {"一河两岸"}


def test_a_term_may_be_named_whole_or_by_its_quoted_part() -> None:
    assert terms(entry("“3+1”产业体系", "名词解释")) == {"3+1”产业体系", "3+1"}


def test_a_term_is_folded() -> None:
    assert terms(entry("「ＡＢＣ」體系", "名词解释")) == {"「abc」体系", "abc"}


def test_other_clauses_explain_nothing() -> None:
    assert terms(entry("一河两岸", "一、回顾")) == frozenset()
    assert terms(entry(None, "名词解释")) == frozenset()


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("1.“一河两岸”:安水河;两岸。", "安水河;两岸。"),
        ("（2）“3+1”：三大产业。", "三大产业。"),
        ("(2)“3+1”:三大产业。", "三大产业。"),
        ("三馆：图书馆。", "图书馆。"),
        ("4.“双师计划”：\n指两校联合授课，旨在均衡师资。", "两校联合授课，旨在均衡师资。"),
        ("5.“三馆”:指图书馆。", "图书馆。"),
        ("5.“三馆”:是指，图书馆。", "图书馆。"),
        ("6.“双师计划”:指导两校联合授课。", "指导两校联合授课。"),  # 指 is part of a word
        ("6.“三高”:指标体系领先。", "指标体系领先。"),
        ("6.“三高”:指在各校推行。", "在各校推行。"),
    ],
)
def test_the_explanation_begins_behind_number_and_term(text: str, body: str) -> None:
    assert text[body_start(text) :] == body


@pytest.mark.parametrize("text", ["没有冒号的一句话。", "一句话。后面才有:冒号", "馆:图书馆", "长" * 41 + ":太长"])
def test_without_a_term_before_a_colon_nothing_begins(text: str) -> None:
    assert body_start(text) == 0


def test_a_term_has_from_two_to_forty_characters() -> None:
    assert body_start("词" * 2 + ":义") == 3
    assert body_start("词" * 40 + ":义") == 41


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("三馆：图书馆。", "三馆：图书馆"),
        ("双师计划：联合授课，旨在均衡师资。", "双师计划：联合授课"),
        ("双师计划：联合授课，旨在均衡师资。\n", "双师计划：联合授课"),
        ("双师计划：联合授课，旨在均衡师资。每年评估。", "双师计划：联合授课，旨在均衡师资。每年评估"),  # it goes on
        ("两路：南路、北路", "两路：南路、北路"),
    ],
)
def test_an_explanation_ends_before_its_aim_and_its_last_stop(text: str, end: str) -> None:
    assert text[: body_end(text)] == end
