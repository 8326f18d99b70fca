"""Makes the packaged report as files of other kinds: `python tests/indexer/reading/samples/make.py`.

Needs python-docx, LibreOffice (Debian: libreoffice-writer-nogui) and a Chinese font (fonts-noto-cjk). The .docx has a header,
page numbers and indented paragraphs; the .pdf is made of it; the .html stands in what a government's page puts around a report.
"""

from __future__ import annotations

import html
import subprocess
import tempfile
from pathlib import Path

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

HERE = Path(__file__).parent
REPORT = Path(__file__).parents[4] / "corpus" / "reports" / "qiantang-2020.txt"
FONT = "Noto Serif CJK SC"

PAGE = """<!DOCTYPE html>
<html><head><meta charset="gb2312"><title>2020年杭州钱塘新区政府工作报告_政府信息公开</title>
<style>.hide{{display:none}}</style><script>var share = "分享，收藏。";</script></head>
<body><nav><ul><li><a href="/">首页</a></li><li><a href="/gk">政务公开</a></li><li><a href="/fw">政务服务</a></li></ul></nav>
<div class="crumbs">您当前的位置：<a>首页</a> &gt; <a>政务公开</a> &gt; <a>政府工作报告</a></div>
<h1>2020年杭州钱塘新区政府工作报告</h1>
<div class="about">发布日期：2020-05-08 10:30 来源：新区管委会办公室 浏览次数：<span id="n">1024</span>
 【字体：<a>大</a> <a>中</a> <a>小</a>】 <a>打印</a> <a>收藏</a></div>
<div id="zoom">
{paragraphs}
</div>
<div class="share">分享到：<a>微信</a> <a>微博</a></div>
<div class="links"><p>责任编辑：办公室</p><p>相关链接</p><ul><li><a>2019年政府工作报告</a></li>
<li><a>一图读懂政府工作报告</a></li></ul></div>
<p>【<a>打印本页</a>】【<a>关闭窗口</a>】</p>
<footer>主办：新区管委会。承办：办公室，技术支持：信息中心。</footer></body></html>
"""


def make_docx(lines: list[str], path: Path) -> None:
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    section = document.sections[0]
    section.header.paragraphs[0].text = "钱塘新区政府工作报告"
    _add_page_number(section.footer.paragraphs[0])
    for line in lines:
        document.add_paragraph(line).paragraph_format.first_line_indent = Pt(32)
    document.save(str(path))


def _add_page_number(paragraph) -> None:
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    paragraph.add_run(" —")


def make_html(lines: list[str], path: Path) -> None:
    paragraphs = "\n".join(f'<p style="text-indent:2em">{html.escape(line)}</p>' for line in lines)
    path.write_bytes(PAGE.format(paragraphs=paragraphs).encode("gb18030"))


def make_pdf(docx: Path) -> None:
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", str(docx.parent), str(docx)], check=True, capture_output=True)


if __name__ == "__main__":
    report = REPORT.read_text(encoding="utf-8").split("\n")
    make_docx(report, HERE / "qiantang-2020.docx")
    make_html(report, HERE / "qiantang-2020.html")
    make_pdf(HERE / "qiantang-2020.docx")
