"""Adding, listing, showing and removing reports at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from indexer import library
from indexer.home import current_id, open_current
from tests.end_to_end.conftest import Run
from tests.routine_reports import TEXTS, report


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Reports as somebody keeps them: one in a folder of its own, and files that are none."""
    inside = tmp_path / "reports"
    (inside / "cities").mkdir(parents=True)
    (inside / "cities" / "吉林.txt").write_text(TEXTS["吉林市"], encoding="utf-8")
    (inside / "昆山.txt").write_bytes(TEXTS["昆山市"].encode("gb18030"))
    (inside / ".hidden.txt").write_text(TEXTS["福州市"], encoding="utf-8")
    return inside


def test_a_folder_is_added_and_told_line_by_line(wenzheng: Run, folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    ran = wenzheng("add", str(folder), "--yes", home=home)
    first, second, told = ran.out.splitlines()
    assert first.split("\t")[:6] == ["new", "jilinshi-2024", "2024年吉林市政府工作报告", "吉林市", "city", "2024 (2023)"]
    assert second.split("\t")[1:4] == ["kunshanshi-2024", "昆山市2024年政府工作报告", "昆山市"]
    assert told.startswith(f"indexed {current_id(home)}: 3 reports")
    assert ran.exit_code == 0
    assert wenzheng("ask", "吉林市2023年接待游客多少万人次?", home=home).out.splitlines()[0] == "900万人次"


def test_adding_again_changes_nothing(wenzheng: Run, folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    wenzheng("add", str(folder), "--yes", home=home)
    live = current_id(home)
    ran = wenzheng("add", str(folder), home=home)
    assert [line.split("\t")[0] for line in ran.out.splitlines()] == ["here already", "here already", "No new report to add."]
    assert (ran.exit_code, current_id(home)) == (0, live)


def test_what_cannot_be_added_is_told_and_the_rest_is_added(wenzheng: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "notes.txt").write_text("今天天气很好。", encoding="utf-8")
    (folder / "map.png").write_bytes(b"\x89PNG\r\n")
    ran = wenzheng("add", str(folder), "--yes", home=tmp_path / "home")
    assert ran.exit_code == 1
    assert "notes.txt: its text has 6 Chinese characters" in ran.err
    assert "map.png: found a picture" in ran.err
    assert len(open_current(tmp_path / "home").reports) == 3


def test_nothing_is_changed_where_nobody_can_be_asked(wenzheng: Run, process: Run, folder: Path, tmp_path: Path) -> None:
    ran = process("add", str(folder), home=tmp_path / "home")
    assert ran.exit_code == 2
    assert "say --yes" in ran.err
    assert not (tmp_path / "home" / "reports.toml").exists()


def test_options_say_otherwise(wenzheng: Run, folder: Path, tmp_path: Path) -> None:
    told = ["--region", "长春市", "--year", "2025", "--id", "changchun", "--source", "https://example.org/", "--json"]
    ran = wenzheng("add", str(folder / "cities" / "吉林.txt"), "--yes", *told, home=tmp_path / "home")
    (added,) = json.loads(ran.out)["reports"]
    assert (added["report_id"], added["region"], added["level"], added["year"]) == ("changchun", "长春市", "city", 2025)
    assert open_current(tmp_path / "home").reports["changchun"].source == "https://example.org/"


def test_an_id_for_several_files_is_refused(wenzheng: Run, folder: Path, tmp_path: Path) -> None:
    ran = wenzheng("add", str(folder), "--id", "one", "--yes", home=tmp_path / "home")
    assert ran.exit_code == 2
    assert "--id is of one report, found 2 files" in ran.err


def test_missing_metadata_is_asked_for_by_name(wenzheng: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(report("政府工作报告", "新建学校3所", "新建公园9个"), encoding="utf-8")
    ran = wenzheng("add", str(path), "--yes", home=tmp_path / "home")
    assert ran.exit_code == 1
    assert "metadata_incomplete" in ran.err
    assert "--region … --level …" in ran.err
    assert wenzheng("add", str(path), "--yes", "--region", "昆山市", home=tmp_path / "home").exit_code == 0


def test_reports_are_listed_with_where_they_are_from(wenzheng: Run, folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert wenzheng("list", home=home).out.split("\t")[0] == "qiantang-2020"
    wenzheng("add", str(folder), "--yes", home=home)
    lines = [line.split("\t") for line in wenzheng("list", home=home).out.splitlines()]
    assert [(line[0], line[-1]) for line in lines] == [
        ("qiantang-2020", "corpus"),
        ("jilinshi-2024", "added"),
        ("kunshanshi-2024", "added"),
    ]
    listed = json.loads(wenzheng("list", "--json", home=home).out)["reports"]
    assert (listed[1]["speaker"], listed[1]["added"]) == ("某某", True)


def test_an_old_clause_is_shown_after_another_text_took_its_place(wenzheng: Run, folder: Path, tmp_path: Path) -> None:
    home, path = tmp_path / "home", folder / "cities" / "吉林.txt"
    wenzheng("add", str(path), "--yes", home=home)
    path.write_text(TEXTS["吉林市"].replace("900万", "950万"), encoding="utf-8")
    ran = wenzheng("add", str(path), "--yes", home=home)
    (version,) = library.Table(home).versions()
    assert f"the one before is cited as {version.report_id}" in ran.out
    shown = json.loads(wenzheng("show", "jilinshi-2024", "--json", home=home).out)
    assert (shown["versions"], shown["n_facts"]) == ([version.report_id], 3)
    lines = wenzheng("show", f"{version.report_id}/4.1", home=home).out.splitlines()
    assert lines[:2] == ["二、2024年工作安排", "改造老旧小区12个。"]
    assert wenzheng("show", f"{version.report_id}/9", home=home).exit_code == 4


def test_a_report_is_removed_and_an_unknown_one_named(wenzheng: Run, folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    wenzheng("add", str(folder), "--yes", home=home)
    assert wenzheng("remove", "jilinshi-2024", "--yes", home=home).exit_code == 0
    assert "jilinshi-2024" not in open_current(home).reports
    ran = wenzheng("remove", "jilinshi-2024", "--yes", home=home)
    assert (ran.exit_code, "no report 'jilinshi-2024'" in ran.err) == (4, True)


def test_what_is_corrected_by_hand_is_taken_over_by_reindex(wenzheng: Run, folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    wenzheng("add", str(folder), "--yes", home=home)
    table = home / "reports.toml"
    table.write_text(table.read_text(encoding="utf-8").replace('speaker = "某某"', 'speaker = "某某某"'), encoding="utf-8")
    assert wenzheng("reindex", home=home).out.startswith("indexed")
    assert open_current(home).reports["jilinshi-2024"].speaker == "某某某"
