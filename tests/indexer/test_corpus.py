"""A corpus folder: the table and the files beside it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from indexer.corpus import load_corpus
from indexer.errors import CorpusInvalid, ReportUnreadable
from indexer.paths import CORPUS, default_home
from indexer.records import Report

TEXT = "全年新建学校3所。\r\n"
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()


def entry(**changed: str | None) -> str:
    """A [[report]] table in TOML; a value of None leaves its key out."""
    lines: dict[str, str | None] = {
        "id": '"town-2021"',
        "file": '"town.txt"',
        "title": '"2021年北山县政府工作报告"',
        "region": '"北山县"',
        "level": '"county"',
        "year": "2021",
        "sha256": f'"{SHA256}"',
    }
    return "[[report]]\n" + "".join(f"{key} = {value}\n" for key, value in {**lines, **changed}.items() if value is not None)


def corpus(folder: Path, *entries: str) -> Path:
    (folder / "town.txt").write_bytes(TEXT.encode())
    (folder / "reports.toml").write_text("\n".join(entries), encoding="utf-8")
    return folder


def refused(folder: Path, *entries: str) -> str:
    with pytest.raises(CorpusInvalid) as raised:
        load_corpus(corpus(folder, *entries))
    return str(raised.value)


def test_a_report_carries_its_table_and_its_text(tmp_path: Path) -> None:
    optional = entry(published='"2021-02-01"', source='"https://example.org/"', reviewed_year="2019")
    wanted = Report(
        report_id="town-2021",
        title="2021年北山县政府工作报告",
        region="北山县",
        level="county",
        year=2021,
        reviewed_year=2019,
        published="2021-02-01",
        source="https://example.org/",
        sha256=SHA256,
        text=TEXT,
    )
    assert load_corpus(corpus(tmp_path, optional)) == [wanted]


def test_what_is_left_out_is_none_and_the_year_before(tmp_path: Path) -> None:
    (report,) = load_corpus(corpus(tmp_path, entry()))
    assert (report.published, report.source, report.reviewed_year) == (None, None, 2021 - 1)


def test_reports_come_in_the_order_of_the_table(tmp_path: Path) -> None:
    found = load_corpus(corpus(tmp_path, entry(id='"b"'), entry(id='"a"'), entry(id='"c"')))
    assert [report.report_id for report in found] == ["b", "a", "c"]


def test_the_packaged_corpus_is_whole() -> None:
    (report,) = load_corpus(CORPUS)
    assert (report.report_id, report.year, report.reviewed_year, report.level) == ("qiantang-2020", 2020, 2019, "district")
    assert report.text.startswith("一、2019年工作回顾\n2019年是新中国成立70周年")


@pytest.mark.parametrize("key", ["id", "file", "title", "region", "level", "year", "sha256"])
def test_a_missing_key_is_named(tmp_path: Path, key: str) -> None:
    assert f"report 2: {key} is None" in refused(tmp_path, entry(id='"other"'), entry(**{key: None}))


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("year", '"2021"', "year is '2021', expected a number"),
        ("year", "true", "year is True, expected a number"),
        ("year", "2021.0", "year is 2021.0, expected a number"),
        ("title", "7", "title is 7, expected text"),
        ("published", "2021-02-01", "expected text"),  # a TOML date
        ("reviewed_year", "[]", "reviewed_year is [], expected a number"),
        ("level", '"town"', "expected one of national, provincial, city, county, district"),
        ("id", '"Town_2021"', "expected lower case letters"),
        ("id", '""', "expected lower case letters"),
        ("id", '"-town"', "expected lower case letters"),
        ("id", f'"{"a" * 65}"', "at most 64"),
        ("sha", '"x"', "unknown sha; known are id, file"),
    ],
)
def test_a_wrong_value_is_refused_by_name(tmp_path: Path, key: str, value: str, told: str) -> None:
    assert told in refused(tmp_path, entry(**{key: value}))


def test_an_id_of_64_characters_is_the_longest(tmp_path: Path) -> None:
    assert load_corpus(corpus(tmp_path, entry(id=f'"{"a" * 64}"')))[0].report_id == "a" * 64


def test_an_id_that_stands_twice_is_refused(tmp_path: Path) -> None:
    assert "id 'town-2021' twice" in refused(tmp_path, entry(), entry())


def test_a_file_with_another_checksum_is_refused_with_both(tmp_path: Path) -> None:
    message = refused(tmp_path, entry(sha256=f'"{"0" * 64}"'))
    assert SHA256 in message
    assert "0" * 64 in message


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportUnreadable, match=r"gone\.txt: cannot be read"):
        load_corpus(corpus(tmp_path, entry(file='"gone.txt"')))


@pytest.mark.parametrize("table", ["", "report = []", "report = 3", "[report]\nid = 1"])
def test_a_table_without_reports_is_refused(tmp_path: Path, table: str) -> None:
    assert "names no report" in refused(tmp_path, table)


def test_a_report_that_is_no_table_is_refused(tmp_path: Path) -> None:
    assert "report 1: is 'town-2021', expected a [[report]] table" in refused(tmp_path, 'report = ["town-2021"]')


def test_what_is_no_toml_is_refused(tmp_path: Path) -> None:
    assert "reports.toml: cannot be read" in refused(tmp_path, "[[report]")


def test_a_table_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "reports.toml").write_bytes("# 报告".encode("gb18030"))
    with pytest.raises(CorpusInvalid, match=r"reports\.toml: cannot be read"):
        load_corpus(tmp_path)


def test_a_folder_without_a_table_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(CorpusInvalid, match=r"a corpus is a folder with reports\.toml"):
        load_corpus(tmp_path)


def test_the_home_is_chosen_by_the_environment_or_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WENZHENG_HOME", str(tmp_path))
    assert default_home() == tmp_path
    monkeypatch.setenv("WENZHENG_HOME", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert default_home().name == "wenzheng"
