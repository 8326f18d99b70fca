from __future__ import annotations

import pytest

from eval.files import write_aside


def test_a_file_is_written_whole_with_its_folder_and_nothing_is_left_beside_it(tmp_path):
    path = tmp_path / "new" / "report.json"
    write_aside(path, "一\n")
    write_aside(path, "二\n")
    assert path.read_bytes() == "二\n".encode()
    assert list(path.parent.iterdir()) == [path]


def test_text_that_cannot_be_written_leaves_the_old_file(tmp_path):
    path = tmp_path / "report.json"
    write_aside(path, "旧")
    with pytest.raises(UnicodeEncodeError):
        write_aside(path, "\ud800")
    assert path.read_text(encoding="utf8") == "旧"
    assert list(tmp_path.iterdir()) == [path]
