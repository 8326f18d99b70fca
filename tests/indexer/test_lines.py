"""Records in a file of JSON lines, each read when it is asked for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from indexer.errors import SnapshotCorrupt
from indexer.lines import Lines

ROWS: list[dict[str, Any]] = [
    {"name": "茶", "n": 1},
    {"name": '他说："name": "茶"', "n": 2},  # looks like the field, and is text
    {"name": "行\u2028分\\", "n": 3},  # a separator of lines that ends none, and a backslash at the end
]


@dataclass(frozen=True)
class Row:
    name: str
    n: int


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS), encoding="utf-8", newline="\n")
    return path


def test_records_are_read_by_place_by_slice_and_in_order(path: Path) -> None:
    lines = Lines(path, Row)
    wanted = [Row(**row) for row in ROWS]
    assert (len(lines), list(lines), lines[1:], lines[-1]) == (3, wanted, wanted[1:], wanted[2])
    assert lines[0] is lines[0]  # kept


def test_a_place_past_the_end_is_refused_as_a_list_does(path: Path) -> None:
    lines = Lines(path, dict)
    for place in (3, -4):
        with pytest.raises(IndexError, match="there are 3"):
            lines[place]
    assert lines[3:] == []


@pytest.mark.parametrize("separators", [(", ", ": "), (",", ":")])
def test_a_column_is_the_field_of_every_line(path: Path, separators: tuple[str, str]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False, separators=separators) + "\n" for row in ROWS), encoding="utf-8")
    assert Lines(path, dict).column("name") == [row["name"] for row in ROWS]
    with pytest.raises(SnapshotCorrupt, match="0 of 3 lines have a title"):
        Lines(path, dict).column("title")


def test_a_line_that_does_not_fit_is_named_when_it_is_read(path: Path) -> None:
    path.write_bytes('{"name":"茶","n":1}\n{"name":"茶","n":"many"}\n{"name":"茶"}\n{"n"\n'.encode() + b'{"name":"\xff","n":1}\n')
    lines = Lines(path, Row)
    assert lines[0] == Row("茶", 1)
    for place, line in ((1, "line 2"), (2, "line 3"), (3, "line 4"), (4, "line 5")):
        with pytest.raises(SnapshotCorrupt, match=rf"rows\.jsonl: {line}.*wenzheng index"):
            lines[place]


def test_an_empty_file_has_no_line_and_no_column(path: Path) -> None:
    path.write_bytes(b"")
    lines = Lines(path, dict)
    assert (len(lines), list(lines), lines.column("name")) == (0, [], [])


def test_lines_are_there_when_their_file_is_removed(path: Path) -> None:
    lines = Lines(path, dict)
    path.unlink()
    assert lines[2] == ROWS[2]
