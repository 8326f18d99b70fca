"""The report out of a web page."""

from __future__ import annotations

import pytest

from indexer.errors import ReportUnreadable
from indexer.reading.webpage import MAX_DEPTH, read_webpage
from tests.indexer.reading.report import LINES, TEXT

CONTENT = "\n".join(f"<p>{line}</p>" for line in LINES[1:])
PAGE = f"""<!DOCTYPE html><html><head><title>{LINES[0]}_安林市人民政府</title><style>p{{}}</style></head><body>
<ul class="menu"><li><a>首页</a></li><li><a>政务公开</a></li><li><a>政府工作报告</a></li></ul>
<div>当前位置：<a>首页</a> &gt; <a>政务公开</a> &gt; <span>政府工作报告</span></div>
<div class="title">{LINES[0]}</div>
<div><span>来源：安林日报</span> <span>发布时间：2026-02-01 09:00</span> <span>阅读量：12</span></div>
<div>【字体：<a>大</a> <a>中</a> <a>小</a>】</div><div>分享：</div>
<div class="content">{CONTENT}</div>
<div>责任编辑：办公室</div><div>扫一扫在手机打开当前页</div><div>相关链接</div><div><a>一图读懂安林市政府工作报告</a></div>
<footer>主办：安林市人民政府，承办：办公室。</footer><script>var text = "推广，推广。";</script></body></html>"""


def test_the_report_is_kept_and_what_the_page_puts_around_it_is_not() -> None:
    assert read_webpage(PAGE, "page.html") == TEXT


def test_a_page_of_tables_and_breaks_reads_like_one_of_paragraphs() -> None:
    content = "<br>\n".join(LINES[1:])
    page = f"<table><tr><td>{LINES[0]}</td></tr><tr><td><font size=3>{content}</font></td></tr></table>"
    assert read_webpage(f"<body>{page}</body>", "page.html") == TEXT


def test_full_width_indents_stay_and_line_feeds_of_the_source_do_not() -> None:
    page = f"<body><p>　　{LINES[4][:10]}\n  {LINES[4][10:]}</p><p>{LINES[6]}</p></body>"
    assert read_webpage(page, "page.html") == f"　　{LINES[4][:10]} {LINES[4][10:]}\n{LINES[6]}"


def test_lists_are_numbered_as_a_browser_numbers_them() -> None:
    lists = "<ol><li>甲<li>乙</ol><ol start=5><li>丙<li value=9>丁</ol><ol type=A><li>戊</ol><ul><li>己</ul>"
    page = f"<body><p>{LINES[6]}</p>{lists}</body>"
    assert read_webpage(page, "page.html").split("\n")[1:] == ["1.甲", "2.乙", "5.丙", "9.丁", "A.戊", "己"]


def test_the_row_of_a_table_is_a_line() -> None:
    row = "<tr><td><p>地区生产总值</p></td><td>92.4\n亿元</td></tr>"
    page = f"<body><p>{LINES[6]}</p><table>{row}</table><p>{LINES[7]}</p></body>"
    assert read_webpage(page, "page.html").split("\n")[1] == "地区生产总值\t92.4 亿元"


def test_what_a_browser_hides_is_left_out() -> None:
    hidden = '<p style="display: none">隐藏，</p><p hidden>隐藏。</p><noscript>隐藏。</noscript><!-- 隐藏。 -->'
    assert read_webpage(f"<body>{hidden}<p>{LINES[6]}</p></body>", "page.html") == LINES[6]


def test_a_page_without_prose_gives_nothing_of_a_report() -> None:
    assert read_webpage("<body><img src=scan.png></body>", "page.html") == ""


@pytest.mark.parametrize("depth", [1000, MAX_DEPTH + 1])
def test_elements_nested_without_end_are_refused(depth: int) -> None:
    with pytest.raises(ReportUnreadable, match="nested"):
        read_webpage("<div>" * depth + "好，好。" + "</div>" * depth, "page.html")


def test_paragraphs_that_are_never_closed_are_not_nested() -> None:
    assert read_webpage("<body>" + "<p>好，好。" * 20_000, "page.html").count("\n") == 19_999
