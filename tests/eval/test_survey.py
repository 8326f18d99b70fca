"""The survey of how a folder of reports is cut."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from eval.survey import main, survey


def test_every_report_below_the_folder_is_counted(tmp_path: Path) -> None:
    (tmp_path / "towns").mkdir()
    (tmp_path / "towns" / "east.txt").write_text("一、去年\n修了一条路。\n二、今年\n再修一条路。", encoding="utf-8")
    (tmp_path / "notes.csv").write_text("not a report", encoding="utf-8")
    [found] = survey(tmp_path)
    assert (found.file, found.n_clauses, found.n_headings, found.longest) == ("towns/east.txt", 2, 2, 6)
    assert found.n_characters == 6 + 6
    assert found.long_share == 0


def test_the_share_in_long_clauses_is_of_the_text_of_clauses(tmp_path: Path) -> None:
    (tmp_path / "east.txt").write_text("一、去年\n" + "路" * 401 + "\n二、今年\n再修一条路。", encoding="utf-8")
    [found] = survey(tmp_path)
    assert found.long_share == 401 / (401 + 6)


def test_a_report_that_cannot_be_cut_is_named_and_fails_the_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "blank.txt").write_text(" \n", encoding="utf-8")
    (tmp_path / "cut.txt").write_bytes("去年修了一条路。".encode()[:-1])
    assert main([str(tmp_path), "--json"]) == 1
    blank, cut = json.loads(capsys.readouterr().out)
    assert "no text in it" in blank["error"]
    assert "UTF-8" in cut["error"]


def test_a_docx_report_is_read_by_paragraph(tmp_path: Path) -> None:
    document = docx.Document()
    for line in ("一、去年", "修了一条路。"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "east.docx"))
    assert [(found.n_headings, found.n_clauses) for found in survey(tmp_path)] == [(1, 1)]


def test_the_table_has_a_line_for_all_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "east.txt").write_text("一、去年\n修了一条路。", encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    assert "1 / 1 / 1" in capsys.readouterr().out


def test_a_folder_without_reports_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err
