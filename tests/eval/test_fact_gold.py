"""The labelled files: every label is where it says it is, and what does not agree is refused by name."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from eval.fact_gold import OTHER_FACTS, SEED_FACTS, Labelled, load_others, load_seed
from indexer.errors import GoldInvalid

SHARED = Path(__file__).parents[2].parent / "shared"
SEED_KEYS = set("value_start value_end printed indicator value unit qualifier change period kind".split())
OTHER_KEYS = SEED_KEYS - {"printed"} | {"file", "sha256", "section"}


@pytest.fixture(scope="module")
def seed() -> Labelled:
    return load_seed()


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


# Matching


def test_every_fact_of_the_packaged_report_is_the_text_at_its_place(seed):
    rows = rows_of(SEED_FACTS)
    assert len(rows) == len(seed.labels) >= 250
    assert {frozenset(row) for row in rows} == {frozenset(SEED_KEYS)}
    assert [seed.report.text[each.start : each.end] for each in seed.labels] == [row["printed"] for row in rows]


def test_the_other_facts_are_pointed_at_and_not_quoted():
    rows = rows_of(OTHER_FACTS)
    assert {frozenset(row) for row in rows} == {frozenset(OTHER_KEYS), frozenset({*OTHER_KEYS, "also"})}
    assert Counter(len(sections) for sections in _sections(rows).values()) == {2: 6}
    assert all(len(row["indicator"]) <= 40 and len(row["period"]) <= 20 and len(row["unit"]) <= 12 for row in rows)


def _sections(rows: list[dict[str, Any]]) -> dict[str, set[tuple[int, int]]]:
    sections: dict[str, set[tuple[int, int]]] = {}
    for row in rows:
        sections.setdefault(row["file"], set()).add(tuple(row["section"]))
    return sections


@pytest.mark.skipif(not (SHARED / "reports").exists(), reason="the other reports are not here")
def test_every_other_fact_is_where_a_fact_can_be():
    others = load_others(SHARED)
    assert len(others) == 6
    assert [other.report.year for other in others] == [1986, 2009, 2023, 2025, 2026, 2026]
    for other in others:
        for each in other.labels:
            assert any(char.isnumeric() or char in "成倍番半两" for char in other.report.text[each.start : each.end])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"printed": "1100.3亿元"}, r":1: the report has '1100.2亿元' at 224:232, not '1100.3亿元'"),
        ({"value_start": 220}, r":1: the report has"),
        ({"value": "much"}, ":1: not a labelled fact"),
        ({"value": "7..5"}, ":1: a range from 7 to 5"),
        ({"qualifier": "余"}, ":1: qualifier '余' is none of None, 以上, 以下, 约, 超, 达"),
        ({"change": "rate"}, ":1: change 'rate' is none of growth, share, count, level"),
        ({"kind": "plan"}, ":1: kind 'plan' is none of actual, target, other"),
        ({"period": ""}, ":1: period is empty"),
    ],
)
def test_a_label_that_does_not_agree_is_refused_by_its_line(tmp_path, changes, message):
    path = write(tmp_path, [rows_of(SEED_FACTS)[0] | changes])
    with pytest.raises(GoldInvalid, match=message):
        load_seed(path)


def test_a_label_without_a_field_is_refused_by_its_line(tmp_path):
    first, second = rows_of(SEED_FACTS)[:2]
    del second["unit"]
    with pytest.raises(GoldInvalid, match=r":2: not a labelled fact \(KeyError\('unit'\)\)"):
        load_seed(write(tmp_path, [first, second]))


def test_labels_that_overlap_or_are_out_of_order_are_refused(tmp_path):
    first, second = rows_of(SEED_FACTS)[:2]
    for rows in ([first, first], [second, first]):
        with pytest.raises(GoldInvalid, match=r":2: 224:232 is no span behind \d+, where the line above ends"):
            load_seed(write(tmp_path, rows))


def test_a_file_named_for_no_report_is_refused(tmp_path):
    with pytest.raises(GoldInvalid, match="no report 'nowhere-1900'"):
        load_seed(tmp_path / "facts-nowhere-1900.jsonl")


def test_a_report_that_is_not_there_is_named(tmp_path):
    with pytest.raises(GoldInvalid, match=r"1986\.txt: not there"):
        load_others(tmp_path)


def test_a_report_with_another_text_is_refused_by_its_name(tmp_path):
    path = tmp_path / "reports" / rows_of(OTHER_FACTS)[0]["file"]
    path.parent.mkdir(parents=True)
    path.write_text("另一份报告，增长5%。", encoding="utf-8")
    with pytest.raises(GoldInvalid, match=r"1986\.txt: sha256 .*, its facts were labelled in efd5dccadd5e"):
        load_others(tmp_path)


def write(folder: Path, rows: list[dict[str, Any]]) -> Path:
    path = folder / SEED_FACTS.name
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


# The command
