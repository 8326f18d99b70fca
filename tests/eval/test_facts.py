"""Facts beside the reference: matching, metrics worked by hand, the gate, the command."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer import Typer
from typer.testing import CliRunner

import eval.facts
from eval.fact_gold import Label, Labelled, load_seed
from eval.fact_matching import FIELDS, MEAN_OF_OTHERS, METRICS, compare, indicator_f1, mean_scores, right_fields, scores_of
from eval.facts import measure, misses
from eval.gate import check, load_fact_floors, load_gate
from eval.metrics import mean_score

SHARED = Path(__file__).parents[2].parent / "shared"
SEED_KEYS = set("value_start value_end printed indicator value unit qualifier change period kind".split())
OTHER_KEYS = SEED_KEYS - {"printed"} | {"file", "sha256", "section"}


def label(start: int = 6, end: int = 14, **fields: Any) -> Label:
    defaults: dict[str, Any] = {
        "indicator": "地区生产总值",
        "value": Decimal("1100.2"),
        "value_to": None,
        "unit": "亿元",
        "qualifier": None,
        "change": "level",
        "period": "2019",
        "kind": "actual",
        "years": None,
    }
    return Label(start, end, **(defaults | fields))


@pytest.fixture(scope="module")
def seed() -> Labelled:
    return load_seed()


def test_facts_match_where_their_spans_overlap_and_not_where_they_only_touch():
    wanted = [label(0, 4), label(10, 14)]
    found = [label(3, 6), label(14, 18)]
    compared = compare("r", wanted, found)
    assert [(match.wanted, match.found) for match in compared.matches] == [(wanted[0], found[0])]
    assert (compared.missed, compared.invented) == ((wanted[1],), (found[1],))


def test_the_largest_overlap_is_matched_first_and_each_fact_once():
    one, two = label(0, 4), label(4, 10)
    wide = label(2, 9)  # 2 characters in the first, 5 in the second
    compared = compare("r", [one, two], [wide])
    assert [(match.wanted, match.found) for match in compared.matches] == [(two, wide)]
    assert compared.missed == (one,)


def test_of_equal_overlaps_the_first_counts():
    wanted = [label(0, 4)]
    found = [label(0, 2), label(2, 4)]
    compared = compare("r", wanted, found)
    assert (compared.matches[0].found, compared.invented) == (found[0], (found[1],))


spans = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)).map(lambda span: label(span[0], span[0] + span[1])), max_size=8)


@given(spans, spans)
def test_every_fact_is_matched_missed_or_invented_once(wanted, found):
    compared = compare("r", wanted, found)
    assert Counter([*(match.wanted for match in compared.matches), *compared.missed]) == Counter(wanted)
    assert Counter([*(match.found for match in compared.matches), *compared.invented]) == Counter(found)
    assert all(0 <= score.low <= score.mean <= score.high <= 1 for score in scores_of(compared))


# What is right


def test_a_label_is_right_beside_itself(seed):
    for each in seed.labels:
        assert set(right_fields(each, each).values()) == {True}


@pytest.mark.parametrize(
    ("field", "value", "is_right"),
    [
        ("value", Decimal("1100.20"), True),
        ("value", Decimal("1100.3"), False),
        ("value_to", Decimal(1200), False),
        ("unit", "亿 元", True),
        ("unit", "万元", False),
        ("qualifier", "以上", False),
        ("change", "count", False),
        ("period", "２０１９", True),
        ("period", "2020", False),
        ("kind", "target", False),
        ("indicator", "全区生产总值", True),  # 5 of 6 and 6 characters in common: 10 / 12
        ("indicator", "总值", False),  # 2 * 2 / (2 + 6) = 0.5
    ],
)
def test_each_field_is_judged_by_itself(field, value, is_right):
    right = right_fields(label(), replace(label(), **{field: value}))
    name = "value" if field == "value_to" else field
    assert right == dict.fromkeys(FIELDS, True) | {name: is_right}


def test_a_period_is_right_in_other_words_for_the_same_years_and_as_another_reader_had_it():
    of_plan = label(period="五年来", years=(1981, 1985), also=("1985",))
    assert right_fields(of_plan, label(period="“六五”时期", years=(1981, 1985)))["period"]
    assert right_fields(of_plan, label(period="1985", years=(1985, 1985)))["period"]
    assert not right_fields(of_plan, label(period="“五五”时期", years=(1976, 1980)))["period"]


def test_quotation_marks_around_a_part_of_a_period_do_not_matter():
    assert right_fields(label(period="“六五”期间"), label(period="六五期间"))["period"]


def test_both_ends_of_a_range_must_be_right():
    wanted = label(value=Decimal(5), value_to=Decimal(7))
    assert right_fields(wanted, replace(wanted, value_to=Decimal("7.0")))["value"]
    assert not right_fields(wanted, replace(wanted, value_to=Decimal(8)))["value"]
    assert not right_fields(wanted, replace(wanted, value_to=None))["value"]


@pytest.mark.parametrize(
    ("wanted", "found", "f1"),
    [
        ("工业增加值", "增加值", 2 * 3 / (5 + 3)),
        ("人人", "人", 2 * 1 / (2 + 1)),  # counted as often as it occurs
        ("“1335X”平台", "1335x平台", 1),
        ("投资", "出口", 0),
        ("投资", "", 0),
    ],
)
def test_indicators_are_compared_by_character(wanted, found, f1):
    assert indicator_f1(wanted, found) == pytest.approx(f1)


# Metrics


def test_metrics_are_those_worked_by_hand():
    wanted = [label(0, 4), label(10, 14), label(20, 24), label(30, 34)]
    found = [
        label(0, 4),
        label(10, 14, unit="万元", period="2020"),
        label(20, 24, indicator="出口"),
        label(40, 44),
        label(50, 54),
    ]
    means = {score.metric: (score.n, score.mean) for score in scores_of(compare("r", wanted, found))}
    right = (3, pytest.approx(3 / 3))
    assert means == {
        "precision": (5, pytest.approx(3 / 5)),
        "recall": (4, pytest.approx(3 / 4)),
        **dict.fromkeys(FIELDS, right),
        "unit": (3, pytest.approx(2 / 3)),
        "period": (3, pytest.approx(2 / 3)),
        "indicator": (3, pytest.approx(2 / 3)),
        "whole": (3, pytest.approx(1 / 3)),
    }


def test_finding_nothing_has_recall_zero_and_no_other_metric():
    assert [(score.metric, score.mean) for score in scores_of(compare("r", [label()], []))] == [("recall", 0)]


def test_the_mean_counts_every_report_once():
    one = [mean_score("a", "recall", [1, 1, 1, 1]), mean_score("a", "unit", [1.0])]
    two = [mean_score("b", "recall", [0, 1])]
    means = {score.metric: (score.type, score.n, score.mean) for score in mean_scores([one, two])}
    assert means == {"recall": (MEAN_OF_OTHERS, 2, (1 + 0.5) / 2), "unit": (MEAN_OF_OTHERS, 1, 1)}


# The labelled files


@pytest.fixture
def command() -> Callable[..., Any]:
    app = Typer()
    app.command()(eval.facts.main)
    return lambda *arguments: CliRunner().invoke(app, list(arguments), env={"COLUMNS": "80"})


def test_misses_show_the_place_and_what_is_wrong(seed):
    missed, wrong = seed.labels[:2]
    found = [replace(wrong, unit="万元", period="2020", years=(2020, 2020)), label(4, 6, value=Decimal("0.5"), qualifier="约")]
    shown = list(misses(seed, compare(seed.name, [missed, wrong], found)))
    text = seed.report.text
    assert shown == [
        "qiantang-2020  invented  4:6  一、20[19]年工作回顾 2019年是新中\n"
        "    found   地区生产总值: 0.5 亿元 约 level 2019 actual",
        f"qiantang-2020  missed    224:232  {text[210:224]}[1100.2亿元]{text[232:246]}\n"
        "    wanted  地区生产总值: 1100.2 亿元 level 2019 actual",
        f"qiantang-2020  wrong     240:246  {text[226:240]}[13.6亿元]{text[246:260]}\n"
        "    unit      found 万元, wanted 亿元\n    period    found 2020, wanted 2019",
    ]


def test_facts_outside_the_labelled_sections_do_not_count(seed, monkeypatch):
    inside = tuple(each for each in seed.labels if 200 <= each.start < 300)
    monkeypatch.setattr(eval.facts, "extract", lambda report: list(seed.labels))
    compared = measure(replace(seed, sections=((200, 300),), labels=inside))
    assert tuple(match.found for match in compared.matches) == inside
    assert not compared.invented


def test_the_floors_of_facts_are_no_limits_of_questions():
    floors = load_fact_floors("qiantang-2020")
    assert {floor.metric for floor in floors} <= set(METRICS)
    assert {floor.type for floor in floors} == {"qiantang-2020"}
    assert not set(floors) & set(load_gate())


def test_a_floor_that_is_missed_is_named():
    floors = load_fact_floors("r")
    scores = [mean_score("r", floor.metric, [floor.value]) for floor in floors if floor.metric != "recall"]
    assert [str(failure) for failure in check(scores, floors)] == [
        f"recall of r: found nothing, expected at least {next(floor.value for floor in floors if floor.metric == 'recall'):.3f}"
    ]


def test_the_command_fails_where_a_floor_is_missed_and_says_which(command, monkeypatch, seed):
    right = list(seed.labels)
    monkeypatch.setattr(eval.facts, "extract", lambda report: right)
    assert command("--gate").exit_code == 0
    monkeypatch.setattr(eval.facts, "extract", lambda report: right[: len(right) // 2])
    failed = command("--gate")
    assert failed.exit_code == 1
    assert f"gate: recall of qiantang-2020: found {len(right) // 2 / len(right):.3f}, expected at least" in failed.stderr
    assert "precision" not in failed.stderr


def test_the_table_fits_a_terminal_and_json_has_the_same_scores(command, monkeypatch, seed):
    monkeypatch.setattr(eval.facts, "extract", lambda report: list(seed.labels))
    shown = command()
    assert "…" not in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 80
    body = json.loads(command("--json").stdout)
    assert [(score["metric"], score["mean"]) for score in body["scores"]] == [(metric, 1) for metric in METRICS]
