"""What a page puts around a report is no part of it."""

from __future__ import annotations

import pytest

from indexer.outline import outline
from indexer.outline.furniture import furniture, without
from indexer.records import Report

TITLE, GIVEN, SPEAKER = "2026年安林市政府工作报告", "——2026年1月20日在安林市第十届人民代表大会第五次会议上", "市长 某某"
BODY = [
    "各位代表：",
    "现在，我代表市人民政府，向大会报告工作，请予审议。",
    "一、2025年工作回顾",
    "全年实现地区生产总值92.4亿元，增长7.1%。",
]


def lines_of(text: str) -> list[str]:
    return [text[start:end] for start, end in furniture(text)]


def test_buttons_labels_and_breadcrumbs_before_the_report_are_furniture_and_its_masthead_is_not() -> None:
    before = ["您的位置：", "首页", ">", "安林要闻", "下载", "【字号：", "大", "中", "小", "】"]
    between = [
        "来源：",
        "安林日报",
        "时间：2026-02-01",
        "2026-02-01 09:02:33",
        "浏览次数：12",
        "某某作政府工作报告。本报记者 李二 摄",
    ]
    text = "\n".join([*before, TITLE, *between, GIVEN, SPEAKER, *BODY])
    assert lines_of(text) == before + between


@pytest.mark.parametrize(
    "line",
    [
        "当前位置：首页 > 政务公开 > 政府工作报告",
        "您现在的位置：首页 >> 政府信息公开 >> 正文",
        "来源：安林日报 发布时间：2026-02-01 09:00 浏览次数：12字体：大 中 小",
        "2026-02-01 09:00 来源： 安林日报",
        "2026年02月10日 07时41分",
        "字体：默认 大 超大 | 打印 收藏 留言",
        "作者：佚名　　文章来源：本站原创　　点击数：12　　更新时间：2026-2-1",
        "索引号：000000/2026-00012",
        "【字体：小 大】【发表评论】【加入收藏】【告诉好友】【打印此文】【关闭窗口】",
    ],
)
def test_what_a_page_prints_on_one_line_is_furniture(line: str) -> None:
    assert lines_of("\n".join([TITLE, line, *BODY])) == [line]


@pytest.mark.parametrize("line", [GIVEN, SPEAKER, "（2026年1月20日）", "2026年1月20日", "（送审稿）", "安林市人民政府", "目录"])
def test_what_a_report_prints_below_its_title_is_its_own(line: str) -> None:
    assert lines_of("\n".join([TITLE, line, *BODY])) == []


def test_links_after_the_report_are_furniture_whatever_they_say() -> None:
    after = ["责任编辑：", "李二", "相关链接>>", "0a1b2c:", "干部群众热议政府工作报告", "打印本页", "关闭窗口", TITLE]
    assert lines_of("\n".join([*BODY, *after])) == after


def test_a_licence_note_of_a_library_is_furniture() -> None:
    after = ["注：中文维基文库社群认为，", "不总是", "Public domain", "false"]
    assert lines_of("\n".join([*BODY, "", *after])) == after


def test_the_same_words_inside_a_report_are_its_own() -> None:
    inside = ["来源：安林日报", "下载", "打印", "（一）产业", "投资增长9%，培育龙头企业5家，新建茶园3200亩。" * 3]
    assert lines_of("\n".join([*BODY, *inside])) == []


def test_short_entries_at_the_end_are_the_reports_own() -> None:
    assert lines_of("\n".join([*BODY, "名词解释", "1", "一河两岸：安水两岸", "2", "来源地：产地"])) == []


def test_a_date_that_is_printed_under_the_title_is_not_taken_for_a_time_of_upload() -> None:
    assert lines_of("\n".join([TITLE, "2026年1月20日", *BODY])) == []


def test_a_text_without_a_body_has_no_furniture() -> None:
    assert lines_of("下载\n打印\n来源：安林日报") == []


def test_the_outline_passes_over_furniture_and_joins_nothing_across_it() -> None:
    text = "\n".join(["下载", TITLE, "来源：安林日报", GIVEN, SPEAKER, *BODY, "打印", "关闭"])
    report = Report("r", "", "", "city", 2026, 2025, None, None, "", text)
    clauses = [text[clause.start : clause.end] for clause in outline(report).clauses]
    assert clauses == [TITLE, f"{GIVEN}\n{SPEAKER}", "\n".join(BODY[:2]), BODY[3]]


def test_a_text_without_its_furniture_has_no_empty_lines_in_its_place() -> None:
    text = "\n".join(["下载", TITLE, "来源：安林日报", *BODY, "打印"])
    assert without(text, furniture(text)) == "\n".join([TITLE, *BODY])
