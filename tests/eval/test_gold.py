from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from eval.gold import SEED_GOLD, Question, Quote, check, clause_ids, load_gold, main, refresh, save_gold
from eval.metrics import answer_values
from eval.records import Cited
from eval.splits import deal
from indexer.corpus import load_corpus
from indexer.errors import GoldInvalid
from indexer.outline import outline as outline_of
from indexer.paths import CORPUS
from indexer.records import Clause, Outline, Report


@pytest.fixture(scope="module")
def questions() -> tuple[Question, ...]:
    return load_gold(SEED_GOLD)


@pytest.fixture(scope="module")
def report() -> Report:
    return next(report for report in load_corpus(CORPUS) if report.report_id == "qiantang-2020")


@pytest.fixture(scope="module")
def outline(report):
    return outline_of(report)


def test_every_gold_question_agrees_with_the_report_and_no_fact_is_in_both_splits(questions, report, outline):
    check(questions, report, outline)


def test_every_quote_is_the_text_at_its_place_and_inside_one_of_the_clauses_named(questions, report, outline):
    spans = {clause.clause_id: (clause.start, clause.end) for clause in outline.clauses}
    for question in questions:
        for quote in question.quotes:
            assert report.text[quote.start : quote.end] == quote.text, question.question_id
            inside = [spans[name][0] <= quote.start and quote.end <= spans[name][1] for name in question.clause_ids]
            in_heading = any(heading.start <= quote.start < heading.end for heading in outline.headings)
            assert any(inside) != in_heading, question.question_id


def test_the_qrels_say_what_the_questions_say(questions):
    rows = [tuple(line.split(" ")) for line in SEED_GOLD.with_suffix(".qrels").read_text(encoding="utf8").splitlines()]
    assert rows == [(question.question_id, "0", name, "1") for question in questions for name in question.clause_ids]


def test_there_are_enough_questions_of_every_type_in_both_splits(questions):
    by_type = Counter((question.type, question.split) for question in questions)
    assert len(questions) >= 240
    assert by_type["unanswerable", "dev"] + by_type["unanswerable", "test"] >= 40
    for type_ in {question.type for question in questions}:
        n_dev, n_test = by_type[type_, "dev"], by_type[type_, "test"]
        assert 0.4 <= n_dev / (n_dev + n_test) <= 0.6, type_


def test_eight_other_languages_are_asked_in_besides_chinese_and_english(questions):
    others = {question.lang for question in questions} - {"zh", "zh-Hant", "en"}
    assert others >= {"ja", "ko", "es", "fr", "de", "ru", "ar", "vi"}


def test_every_question_answered_with_its_own_answer_and_quotes_is_right_on_every_metric(questions, say):
    for question in questions:
        if question.is_answerable:
            cited = [Cited(name, quote.text, quote.start, quote.end) for quote in question.quotes for name in question.clause_ids]
            for form in question.answers:
                outcome = say(question.question_id, form, items=question.items, citations=tuple(cited))
                values = answer_values(question, outcome)
                assert set(values.values()) - {values["abstained"]} == {1}, (question.question_id, form, values)


def test_saving_what_was_loaded_gives_the_same_file(questions, tmp_path):
    save_gold(tmp_path / "qiantang-2020.jsonl", questions)
    for name in ("qiantang-2020.jsonl", "qiantang-2020.qrels"):
        assert (tmp_path / name).read_bytes() == SEED_GOLD.with_name(name).read_bytes()


def test_a_line_that_is_no_question_is_named(tmp_path):
    path = tmp_path / "r.jsonl"
    path.write_text(SEED_GOLD.read_text(encoding="utf8").splitlines()[0] + '\n{"question_id": "q"}\n', encoding="utf8")
    with pytest.raises(GoldInvalid, match="r.jsonl:2: not a question"):
        load_gold(path)


def test_a_quote_that_is_not_at_its_place_is_refused_with_its_line(questions, report, outline):
    moved = replace(questions[1].quotes[0], start=questions[1].quotes[0].start + 1)
    broken = (questions[0], replace(questions[1], quotes=(moved,)))
    with pytest.raises(GoldInvalid, match=r"line 2 \(qt-0002\): the report has"):
        check(broken, report, outline)


def test_two_questions_with_one_id_or_one_wording_are_refused(questions, report, outline):
    with pytest.raises(GoldInvalid, match=r"line 2 \(qt-0001\): 'qt-0001' is on line 1 too"):
        check((questions[0], questions[0]), report, outline)
    with pytest.raises(GoldInvalid, match="is on line 1 too"):
        check((questions[0], replace(questions[1], text=questions[0].text)), report, outline)


def test_a_fact_in_both_splits_is_refused(questions, report, outline):
    other = "test" if questions[0].split == "dev" else "dev"
    twin = replace(questions[0], question_id="qt-9999", text="同一件事，另一种问法", split=other)
    with pytest.raises(GoldInvalid, match=r"line 2 \(qt-9999\): in .*, but shares a fact with qt-0001"):
        check((questions[0], twin), report, outline)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"answers": ()}, "1 quotes and 0 answers"),
        ({"reason": "opinion"}, "says why"),
        ({"type": "list"}, "a list without items"),
        ({"type": "riddle"}, "none of the known ones"),
        ({"clause_ids": ("qiantang-2020/9.9",)}, "run `python -m eval.gold`"),
    ],
)
def test_a_question_that_contradicts_itself_is_refused(questions, report, outline, changes, message):
    with pytest.raises(GoldInvalid, match=message):
        check((replace(questions[0], **changes),), report, outline)


CLAUSES = tuple(
    Clause(clause_id, "r", (), None, start, end) for clause_id, start, end in [("r/1", 5, 10), ("r/2", 10, 20), ("r/3", 25, 30)]
)
OUTLINE = Outline((), CLAUSES)


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        (5, 10, ("r/1",)),  # ends where r/2 starts: does not touch it
        (9, 11, ("r/1", "r/2")),
        (21, 24, ("r/3",)),  # in a heading: the first clause below
        (0, 3, ("r/1",)),
    ],
)
def test_a_quote_belongs_to_the_clauses_it_touches_or_the_one_below_its_heading(start, end, wanted):
    assert clause_ids([Quote("x" * (end - start), start, end)], OUTLINE) == wanted


def test_refresh_gives_the_ids_of_the_new_outline_in_reading_order(ask):
    question = ask(quotes=(Quote("yy", 26, 28), Quote("xx", 6, 8)), clause_ids=("old/7",))
    assert refresh([question], OUTLINE)[0].clause_ids == ("r/1", "r/3")


def test_the_command_mends_stale_clause_ids_and_leaves_the_rest(questions, tmp_path):
    path = tmp_path / "qiantang-2020.jsonl"
    stale = [replace(question, clause_ids=("old/1",) if question.clause_ids else ()) for question in questions]
    save_gold(path, stale)
    main(path)
    assert path.read_bytes() == SEED_GOLD.read_bytes()


def test_the_committed_splits_are_those_that_dealing_gives(questions, report):
    assert deal(questions, report.text) == {question.question_id: question.split for question in questions}


def test_a_gold_file_of_no_known_report_is_refused(tmp_path):
    with pytest.raises(GoldInvalid, match="no report 'nowhere-1900'"):
        main(tmp_path / "nowhere-1900.jsonl")
