"""A .docx to its text: what Word prints, and no more."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from indexer.errors import ReportEncrypted, ReportKindUnknown, ReportTooLarge, ReportUnreadable
from indexer.reading import package
from indexer.reading.word import read_word
from tests.indexer.reading.report import LINES, TEXT, W, docx_of, paragraphs

DATA = Path(__file__).parents[3].parent / "shared" / "reports" / "provincial-2025"
LEVELS = """
<w:abstractNum w:abstractNumId="7">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""


def text_of(body: str, **parts: str) -> str:
    return read_word(docx_of(body, **parts), "report.docx")


def numbered(line: str, level: int, list_id: int = 1) -> str:
    return paragraphs([line], f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


@pytest.mark.skipif(not DATA.exists(), reason="the other reports are not here")
def test_reports_of_paragraphs_read_as_python_docx_reads_them() -> None:
    paths = sorted(DATA.glob("*.docx"))
    assert len(paths) == 25
    for path in paths:
        wanted = "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
        assert read_word(path.read_bytes(), path.name) == wanted


def test_tabs_breaks_and_hyphens_read_as_python_docx_reads_them() -> None:
    document = docx.Document()
    run = document.add_paragraph("一、").add_run("回顾\t总结\n第二行")
    run.add_break(docx.enum.text.WD_BREAK.PAGE)
    document.add_paragraph("")
    document.add_paragraph("　　正文")
    saved = io.BytesIO()
    document.save(saved)
    assert read_word(saved.getvalue(), "report.docx") == "一、回顾\t总结\n第二行\n\n　　正文"


def test_numbers_that_stand_in_the_format_of_a_list_only_are_printed() -> None:
    body = (
        numbered("回顾", 0) + numbered("产业", 1) + numbered("茶园", 2) + numbered("茶厂", 2) + numbered("城乡", 1)
        + numbered("公路", 2) + numbered("安排", 0) + numbered("项目", 1)
    )  # fmt: skip
    wanted = ["一、回顾", "（一）产业", "1.茶园", "2.茶厂", "（二）城乡", "1.公路", "二、安排", "（一）项目"]
    assert text_of(body, numbering=LEVELS).split("\n") == wanted


def test_a_list_that_starts_anew_counts_from_its_own_start() -> None:
    body = numbered("甲", 2) + numbered("乙", 2) + numbered("丙", 2, list_id=2) + numbered("丁", 2, list_id=2)
    assert text_of(body, numbering=LEVELS).split("\n") == ["1.甲", "2.乙", "1.丙", "2.丁"]


def test_a_style_numbers_its_paragraphs_and_a_paragraph_can_refuse() -> None:
    styles = """
    <w:style w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
    <w:style w:styleId="Section"><w:basedOn w:val="Base"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
    """
    body = (
        paragraphs(["产业"], '<w:pStyle w:val="Section"/>')
        + paragraphs(["正文"], '<w:pStyle w:val="Section"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraphs(["城乡"], '<w:pStyle w:val="Section"/>')
    )
    assert text_of(body, numbering=LEVELS, styles=styles).split("\n") == ["（一）产业", "正文", "（二）城乡"]


def test_bullets_are_ornament_but_dashes_open_an_item() -> None:
    def bullet(sign: str) -> str:
        level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="{sign}"/></w:lvl>'
        numbering = (
            f'<w:abstractNum w:abstractNumId="7">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        )
        return text_of(numbered("经济增长", 0), numbering=numbering)

    assert bullet("\uf06c") == "经济增长"
    assert bullet("——") == "——经济增长"


def test_the_row_of_a_table_is_a_line_and_a_table_that_only_places_text_is_not_one() -> None:
    def table(*rows: list[str]) -> str:
        cells = ("".join(f"<w:tc>{paragraphs([cell])}</w:tc>" for cell in row) for row in rows)
        return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"

    assert text_of(table(["指标", "2025年"], ["地区生产总值", "92.4亿元"])) == "指标\t2025年\n地区生产总值\t92.4亿元"
    assert text_of(table(["正文" * 150, "说明" * 150])) == "正文" * 150 + "\n" + "说明" * 150
    assert text_of(paragraphs(["前"]) + table(["中"]) + paragraphs(["后"])) == "前\n中\n后"


def test_a_text_box_follows_the_paragraph_that_it_is_anchored_in_once() -> None:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = f"<w:txbxContent>{paragraphs(['框内'])}</w:txbxContent>"
    choice = (
        f'<mc:AlternateContent xmlns:mc="{mc}"><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>'
    )
    body = f"<w:p><w:r><w:t>前文</w:t>{choice}<w:t>后文</w:t></w:r></w:p>" + paragraphs(["下段"])
    assert text_of(body) == "前文后文\n框内\n下段"


def test_notes_stand_at_the_end_numbered_as_the_text_refers_to_them() -> None:
    def note(note_id: int, text: str) -> str:
        return f'<w:footnote w:id="{note_id}">{paragraphs([text])}</w:footnote>'

    body = '<w:p><w:r><w:t>一河两岸</w:t><w:footnoteReference w:id="5"/><w:t>和</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    notes = note(-1, "separator") + note(2, "后注") + note(5, "先注")
    assert text_of(body, footnotes=notes) == "一河两岸和\n[1] 先注\n[2] 后注"


def test_deleted_hidden_and_generated_text_is_left_out_and_inserted_text_is_not() -> None:
    body = (
        "<w:p><w:r><w:t>增长</w:t></w:r><w:del><w:r><w:delText>8%</w:delText></w:r></w:del><w:ins><w:r><w:t>7%</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
        + paragraphs(["一、回顾 3"], '<w:pStyle w:val="TOC1"/>')
        + "<w:sdt><w:sdtContent>" + paragraphs(["正文"]) + "</w:sdtContent></w:sdt>"
    )  # fmt: skip
    assert text_of(body) == "增长7%\n正文"


@pytest.mark.parametrize(
    "doctype",
    ['<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>', '<!DOCTYPE d [<!ENTITY a "aa"><!ENTITY x "&a;&a;&a;">]>'],
)
def test_a_document_with_entities_is_refused(doctype: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        body = "<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body>"
        made.writestr("word/document.xml", f'{doctype}<w:document xmlns:w="{W}">{body}</w:document>')
    with pytest.raises(ReportUnreadable, match="declares a document type or entities"):
        read_word(packed.getvalue(), "report.docx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    raw = docx_of(paragraphs(["路" * 8_000_000]) * 2)  # 48 MB out of 0.1
    assert len(raw) < 200_000
    with pytest.raises(ReportTooLarge, match=r"word/document\.xml unpacks to over 33,554,432 bytes"):
        read_word(raw, "report.docx")


def test_a_part_of_the_largest_size_is_read_and_one_byte_more_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = docx_of(paragraphs(LINES))
    size_bytes = zipfile.ZipFile(io.BytesIO(raw)).getinfo("word/document.xml").file_size
    monkeypatch.setattr(package, "MAX_PART_BYTES", size_bytes)
    assert read_word(raw, "report.docx") == TEXT
    monkeypatch.setattr(package, "MAX_PART_BYTES", size_bytes - 1)
    with pytest.raises(ReportTooLarge):
        read_word(raw, "report.docx")


def test_elements_nested_without_end_are_refused() -> None:
    depth = 100_000
    with pytest.raises(ReportUnreadable, match="nested too deep"):
        text_of("<w:p><w:r><w:t>报告</w:t></w:r></w:p>" + "<w:sdt>" * depth + "</w:sdt>" * depth)


def test_a_damaged_document_is_told_from_one_that_is_none() -> None:
    raw = docx_of(paragraphs(LINES))
    for damaged in (raw[: len(raw) // 2], raw[:60] + b"\xff\xff\xff\xff" + raw[64:]):
        with pytest.raises(ReportUnreadable, match=r"^report\.docx: is damaged"):
            read_word(damaged, "report.docx")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as sheet:
        sheet.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(ReportKindUnknown, match=r"a ZIP without word/document\.xml"):
        read_word(packed.getvalue(), "report.docx")


def test_a_zip_with_a_password_is_refused() -> None:
    raw = bytearray(docx_of(paragraphs(LINES)))
    raw[6] |= 1  # the flags of the entry's own header
    raw[raw.rindex(b"PK\x01\x02") + 8] |= 1  # and of the directory
    with pytest.raises(ReportEncrypted, match="a password only"):
        read_word(bytes(raw), "report.docx")
