from __future__ import annotations

import json
from io import StringIO

import pytest
from rich.console import Console

from eval.cli import is_miss
from eval.compare import Difference, changed, compare
from eval.gate import Failure, Limit, check, load_gate
from eval.report import from_json, make_report, to_json, to_markdown, to_terminal


@pytest.fixture
def questions(ask):
    return [ask("q1"), ask("q2", type="span", answers=("地区生产总值",)), ask("q3", quote=None)]


@pytest.fixture
def report(questions, say, cite):
    """One right answer at rank 1, one wrong at rank 2, one abstention where that is right."""
    outcomes = [
        say("q1", "1100.2亿元", ranking=("r/1",), confidence=0.9, citations=(cite("1100.2亿元"),), search_ms=1, ask_ms=3),
        say("q2", "下沙", ranking=("r/2", "r/1"), confidence=0.3, items=("下沙",), search_ms=3, ask_ms=5),
        say("q3", ranking=("r/2",), search_ms=2, ask_ms=4),
    ]
    return make(questions, outcomes)


def make(questions, outcomes):
    return make_report(questions, outcomes, split="dev", mode="hybrid", snapshot_id="s-1", encoder="e-1")


def mean(report, type_, metric):
    return next(score.mean for score in report.scores if (score.type, score.metric) == (type_, metric))


def test_a_report_holds_means_over_the_answerable_and_the_confidence_of_the_answers(report):
    assert mean(report, "all answerable", "RR@10") == (1 + 1 / 2) / 2
    assert mean(report, "all answerable", "exact") == 1 / 2
    assert mean(report, "unanswerable", "abstained") == 1
    assert report.n_answered == 2
    assert report.aurc == (0 / 1 + 1 / 2) / 2
    assert report.auroc == 1
    assert [(bin_.low, bin_.n, bin_.share_right) for bin_ in report.reliability] == [(0.3, 1, 0), (0.9, 1, 1)]


def test_latencies_are_the_median_and_the_95th_percentile_of_both_calls(report):
    # of 1, 2, 3: the 95th percentile lies 0.9 of the way from 2 to 3
    assert report.latency_ms == pytest.approx({"search p50": 2, "search p95": 2.9, "ask p50": 4, "ask p95": 4.9})


def test_an_answer_to_an_unanswerable_question_is_wrong_however_confident(questions, say, cite):
    cited = (cite("地区生产总值1100.2亿元"),)
    outcomes = [say("q1", "1100.2亿元", confidence=0.5, citations=cited), say("q2"), say("q3", "8%", confidence=0.95)]
    found = make(questions, outcomes)
    assert found.aurc == (1 / 1 + 1 / 2) / 2
    assert found.auroc == 0


def test_a_report_reads_back_as_it_was_written(report):
    assert from_json(to_json(report)) == report


def test_a_report_of_another_format_version_is_refused(report):
    body = json.loads(to_json(report)) | {"format_version": 0}
    with pytest.raises(ValueError, match="format version 0, expected 1"):
        from_json(json.dumps(body))


def test_the_tables_show_n_means_and_intervals_and_say_what_was_measured(report):
    markdown = to_markdown(report)
    assert "**dev, n=3, mode hybrid, commit " in markdown
    assert "snapshot s-1, encoder e-1**" in markdown
    assert "| all answerable | 2 |" in markdown
    assert "Of 2 answers: calibration error 0.200, AURC 0.250, AUROC 1.000" in markdown  # (|0.9 - 1| + |0.3 - 0|) / 2
    shown = StringIO()
    Console(width=80, file=shown).print(to_terminal(report))
    assert shown.getvalue().count("all answerable") == 2
    assert "…" not in shown.getvalue()  # nothing is cut off in a narrow terminal


def test_a_report_of_no_questions_can_be_shown():
    assert "n=0" in to_markdown(make([], []))


def test_a_miss_is_a_wrong_answer_or_one_where_there_is_none(questions, say, report):
    assert [is_miss(row) for row in report.rows] == [False, True, False]
    outcomes = [say("q1"), say("q2", "地区生产总值"), say("q3", "8%")]
    assert [is_miss(row) for row in make(questions, outcomes).rows] == [True, False, True]


def test_the_gate_names_metric_found_and_limit_and_lets_equal_values_pass(report):
    floor = Limit("all answerable", "exact", 0.5, is_ceiling=False)
    high_floor = Limit("all answerable", "exact", 0.6, is_ceiling=False)
    low_ceiling = Limit("unanswerable", "abstained", 0.9, is_ceiling=True)
    unknown = Limit("riddle", "exact", 0.1, is_ceiling=False)
    failures = check(report.scores, (floor, high_floor, low_ceiling, unknown))
    assert failures == [Failure(high_floor, 0.5), Failure(low_ceiling, 1), Failure(unknown, None)]
    assert [str(failure) for failure in failures] == [
        "exact of all answerable: found 0.500, expected at least 0.600",
        "abstained of unanswerable: found 1.000, expected at most 0.900",
        "exact of riddle: found nothing, expected at least 0.100",
    ]


def test_the_gate_file_holds_floors_and_ceilings(tmp_path):
    path = tmp_path / "gate.toml"
    path.write_text("format_version = 1\n[floors.list]\nexact = 0.5\n[ceilings.list]\nabstained = 0.1\n", encoding="utf8")
    assert load_gate(path) == (Limit("list", "exact", 0.5, False), Limit("list", "abstained", 0.1, True))
    path.write_text("format_version = 2\n", encoding="utf8")
    with pytest.raises(ValueError, match="format version 2, expected 1"):
        load_gate(path)


def test_the_gate_of_this_project_is_about_metrics_that_there_are():
    from eval.gold import SEED_GOLD, load_gold
    from eval.metrics import ALL_ANSWERABLE, METRICS

    types = {question.type for question in load_gold(SEED_GOLD)} | {ALL_ANSWERABLE}
    for limit in load_gate():
        assert limit.metric in METRICS, limit
        assert limit.type in types, limit
        assert 0 <= limit.value <= 1, limit


def test_two_reports_are_compared_question_by_question(questions, say, report):
    after = make(questions, [say("q1", ranking=("r/1",)), say("q2", "地区生产总值", ranking=("r/1",)), say("q3")])
    found = {difference.metric: difference for difference in compare(report, after)}
    assert (found["exact"].n, found["exact"].mean, found["exact"].n_better, found["exact"].n_worse) == (2, 0, 1, 1)
    assert (found["RR@10"].mean, found["RR@10"].n_better, found["RR@10"].n_worse) == (1 / 4, 1, 0)
    assert [(old.question_id, new.values["exact"]) for old, new in changed(report, after)] == [("q1", 0), ("q2", 1)]


def test_a_difference_is_clear_when_its_interval_leaves_out_zero():
    assert Difference("exact", 9, 0.2, 0.1, 0.3, 2, 0).is_clear
    assert not Difference("exact", 9, 0.2, 0.0, 0.4, 2, 0).is_clear


def test_reports_of_other_questions_are_not_compared(questions, say, report):
    with pytest.raises(ValueError, match="q3 is in one report only"):
        compare(report, make(questions[:2], [say("q1"), say("q2")]))


def test_a_line_of_the_reliability_diagram_shows_what_is_right_against_what_was_told(report):
    lines = to_markdown(report).splitlines()
    # none of 1 right, told 0.3 of 20 characters; 1 of 1 right, told 0.9
    assert "| 0.3–0.4 | 1 | 0.300 | 0.000 | ······┃·············· |" in lines
    assert "| 0.9–1.0 | 1 | 0.900 | 1.000 | ██████████████████┃██ |" in lines
