"""Answers, their citations, and abstentions."""

from __future__ import annotations

import math
import tomllib

import pytest

from eval.gold import SEED_GOLD, load_gold
from service.confidence import CONFIDENCE, Chances, chances, threshold
from service.engine import Engine
from service.evidence import ASPECTS, EVIDENCE
from service.readers.spans.form import is_like_name
from service.readers.yes_no import NO, YES
from service.records import Filters

GDP = "安林县2019年地区生产总值是多少?"


def test_a_figure_is_answered_from_the_clause_where_it_stands(tiny: Engine) -> None:
    found = tiny.ask(GDP, filters=Filters(report=("anlin-2020",)))
    assert (found.status, found.kind, found.answer, found.reason) == ("answered", "value", "92.4亿元", None)
    [citation] = found.citations
    assert (citation.clause_id, citation.path) == ("anlin-2020/1.1", ("一、2019年工作回顾",))
    assert "地区生产总值92.4亿元" in citation.quote
    assert found.snapshot_id == tiny.snapshot.snapshot_id


@pytest.mark.parametrize(("year", "answer"), [(2018, "86.5亿元"), (2019, "92.4亿元")])
def test_the_year_that_is_asked_for_decides_between_two_reports_of_one_place(tiny: Engine, year: int, answer: str) -> None:
    assert tiny.ask(f"{year}年地区生产总值是多少?", filters=Filters(region=("安林县",))).answer == answer


def test_last_year_is_the_year_that_the_report_looks_back_on(tiny: Engine) -> None:
    question = "去年的地区生产总值是多少?"
    assert tiny.ask(question, filters=Filters(report=("anlin-2019",))).answer == "86.5亿元"
    assert tiny.ask(question, filters=Filters(report=("anlin-2020",))).answer == "92.4亿元"


def test_a_term_is_answered_by_its_entry(tiny: Engine) -> None:
    found = tiny.ask("“一河两岸”是什么意思?")
    assert (found.kind, found.answer) == ("definition", "安水河;东岸新城、西岸老城")
    assert [citation.clause_id for citation in found.citations] == ["anlin-2020/3.1"]


def test_the_alternatives_are_other_clauses_than_the_one_cited(tiny: Engine) -> None:
    found = tiny.ask(GDP)
    others = [citation.clause_id for citation in found.alternatives]
    assert len(set(others)) == 3
    assert found.citations[0].clause_id not in others


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("怎么做红烧肉?", "报告没有说到这一点；下面是最接近的条款。"),
        ("How do I cook rice?", "The report does not say; the nearest clauses follow."),
    ],
)
def test_what_the_reports_do_not_say_is_abstained_from_with_a_reason_in_the_language_of_the_question(
    tiny: Engine, question: str, reason: str
) -> None:
    found = tiny.ask(question)
    assert (found.status, found.answer, found.citations, found.items) == ("abstained", None, (), ())
    assert found.reason == reason
    assert len(found.alternatives) == 3


@pytest.mark.parametrize(
    ("question", "reason"), [("公交线路多少条?", "没有找到相关的条款。"), ("How many bus lines?", "No clause was found.")]
)
def test_where_a_filter_leaves_nothing_there_is_nothing_near_either(tiny: Engine, question: str, reason: str) -> None:
    found = tiny.ask(question, filters=Filters(year=(1950,)))
    assert (found.status, found.confidence, found.alternatives, found.reason) == ("abstained", 0.0, (), reason)


@pytest.mark.parametrize("question", [GDP, "怎么做红烧肉?", "新增公交线路多少条", "Who is the mayor?", "ᠮᠣᠩᠭᠣᠯ"])
def test_an_answer_is_given_where_each_chance_reaches_what_it_has_to(tiny: Engine, question: str) -> None:
    found = tiny.ask(question)
    _, evidence = tiny.weigh(question)
    of_answer = chances(evidence)
    assert (found.status == "answered") == all(chance >= threshold(name) for name, chance in of_answer._asdict().items())
    assert found.confidence == of_answer.right


def test_the_evidence_is_what_chances_are_made_of(tiny: Engine) -> None:
    answer, evidence = tiny.weigh(GDP)
    tables = tomllib.loads(CONFIDENCE.read_text(encoding="utf-8"))
    assert tuple(evidence) == (*EVIDENCE, *ASPECTS)
    assert [name for name in ASPECTS if evidence[name]] == ["value"]  # a figure, asked for in Chinese
    counting = (0, 1 + ASPECTS.index("value"))  # weights of all answers, and those of figures
    for name, chance in chances(evidence)._asdict().items():
        table = tables[name]
        assert table.keys() == {*EVIDENCE, "intercept", "threshold"}
        total = sum(table["intercept"][at] + math.fsum(table[each][at] * evidence[each] for each in EVIDENCE) for at in counting)
        assert chance == pytest.approx(1 / (1 + math.exp(-total)), abs=1e-4)
    assert answer.answer == tiny.ask(GDP).answer


@pytest.mark.parametrize(("question", "told"), [("新增的公交线路多少条?", 0), ("92.4亿元的地区生产总值里有多少亿元是农业的?", 1)])
def test_a_figure_that_the_question_holds_is_told_to_be_so(tiny: Engine, question: str, told: float) -> None:
    _, evidence = tiny.weigh(question, filters=Filters(report=("anlin-2020",)))
    assert evidence["told"] == told


def test_a_figure_of_the_indicator_and_the_year_that_are_asked_for_is_told_to_be_so(tiny: Engine) -> None:
    _, evidence = tiny.weigh(GDP, filters=Filters(report=("anlin-2020",)))
    assert (evidence["indicator"], evidence["period"]) == (1, 1)


@pytest.mark.parametrize(
    ("question", "unknown_year", "other_place"),
    [
        ("2019年地区生产总值是多少?", 0, 0),
        ("2035年地区生产总值是多少?", 1, 0),
        ("浙江省2019年地区生产总值是多少?", 0, 1),
    ],
)
def test_a_year_or_a_place_of_no_report_speaks_against_the_answer(
    tiny: Engine, question: str, unknown_year: float, other_place: float
) -> None:
    _, evidence = tiny.weigh(question)
    assert (evidence["unknown_year"], evidence["other_place"]) == (unknown_year, other_place)


@pytest.mark.parametrize(("question", "numbers"), [("新增公交线路4条的是哪个县?", 0), ("新增公交线路37条的是哪个县?", 1)])
def test_a_number_of_the_question_that_the_sentence_lacks_speaks_against_the_answer(
    tiny: Engine, question: str, numbers: float
) -> None:
    _, evidence = tiny.weigh(question, filters=Filters(report=("anlin-2020",)))
    assert evidence["numbers"] == numbers


def test_an_answer_that_ends_in_the_noun_that_is_asked_for_is_of_its_kind(tiny: Engine) -> None:
    of_kind = {noun: tiny.weigh(f"新增了哪条{noun}?")[1] for noun in ("公交线路", "跑道")}
    assert all(evidence["wants_kind"] for evidence in of_kind.values())
    assert tiny.weigh("新增公交线路多少条")[1]["of_kind"] == 0  # of a figure it is not asked
    assert of_kind["公交线路"]["of_kind"] != of_kind["跑道"]["of_kind"]


def test_every_citation_of_every_dev_question_is_the_text_of_the_report(engine: Engine) -> None:
    snapshot = engine.snapshot
    questions = [gold.text for gold in load_gold(SEED_GOLD) if gold.split == "dev"]
    assert questions
    for question in questions:
        found = engine.ask(question)
        assert bool(found.citations) == (found.status == "answered")
        for citation in (*found.citations, *found.alternatives):
            assert snapshot.reports[citation.report_id].text[citation.start : citation.end] == citation.quote != ""
            clause = snapshot.clauses[snapshot.row_of[citation.clause_id]]
            is_heading = citation.end <= clause.start and any(citation.quote in heading for heading in clause.path)
            assert is_heading or clause.start <= citation.start < citation.end <= clause.end
            assert citation.path == clause.path
        if found.kind == "yesno":
            assert found.answer in (YES, NO, None)
        elif found.answer is not None:
            quoted = [citation.quote for citation in found.citations]
            is_one = any(found.answer in quote for quote in quoted)
            assert is_one or all(
                any(figure in quote for quote in quoted) for figure in found.items or found.answer.split("、")
            ), question
            assert all(each in found.answer for each in found.items)


@pytest.mark.parametrize(
    ("question", "wants_name", "wants_place"),
    [("新开的地铁线叫什么名字?", 1.0, 0.0), ("停车位建在哪里?", 0.0, 1.0), ("新增公交线路多少条", 0.0, 0.0)],
)
def test_a_name_and_a_place_are_asked_for_in_these_words(
    tiny: Engine, question: str, wants_name: float, wants_place: float
) -> None:
    _, evidence = tiny.weigh(question)
    assert (evidence["wants_name"], evidence["wants_place"]) == (wants_name, wants_place)


@pytest.mark.parametrize(
    ("question", "undated"), [("地铁1号线是几月几日开通的?", 1.0), ("地铁几号线开通了?", 0.0), ("新增公交线路多少条", 0.0)]
)
def test_a_day_that_is_asked_for_and_not_given_speaks_against_the_answer(tiny: Engine, question: str, undated: float) -> None:
    _, evidence = tiny.weigh(question)
    assert evidence["undated"] == undated


@pytest.mark.parametrize(
    ("question", "is_unnamed"), [("市长是谁?", 1.0), ("市长叫什么?", 1.0), ("由谁负责公交?", 0.0), ("新增公交线路多少条", 0.0)]
)
def test_who_asks_for_a_person_and_what_is_like_no_name_speaks_against_itself(
    tiny: Engine, question: str, is_unnamed: float
) -> None:
    _, evidence = tiny.weigh(question)
    assert evidence["unnamed"] == is_unnamed


def test_who_asks_for_a_person_is_not_told_what_is_like_no_name(tiny: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Chances, "is_given", True)
    assert (tiny.ask("市长是谁?").status, tiny.ask("新增公交线路多少条").status) == ("abstained", "answered")


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("王桂珍", True),
        ("巴依卡·凯力迪别克", True),
        ("浙江、杭州", False),
        ("张家港市", False),
        ("新区党工委", False),
        ("高度重视", False),  # begins like one
        ("王", False),
    ],
)
def test_what_is_like_the_name_of_a_person(text: str, is_name: bool) -> None:
    assert is_like_name(text) is is_name
