"""Which clauses are candidates, and the parts of their scores."""

from __future__ import annotations

import numpy as np
import pytest

from indexer.build import build_snapshot
from indexer.encoders.base import Encoder
from indexer.errors import NotFound
from service.engine import Engine
from service.holder import Holder
from service.query import understand
from service.rank import PARTS
from service.records import Filters
from service.retrieve import ALL_UP_TO, EACH_WITH_WORDS, Candidates, Retriever, best_rows
from tests.tiny import tiny_report

ALL = Filters()


@pytest.fixture(scope="session")
def retriever(tiny: Engine, encoder: Encoder) -> Retriever:
    return Retriever(tiny.snapshot, encoder)


def clause_ids(engine: Engine, found: Candidates) -> list[str]:
    return [engine.snapshot.clauses[row].clause_id for row in found.rows.tolist()]


def part_of(engine: Engine, found: Candidates, part: str) -> dict[str, float]:
    return dict(zip(clause_ids(engine, found), found.parts[part].tolist(), strict=True))


@pytest.mark.parametrize(
    ("filters", "reports"),
    [
        (Filters(), {"anlin-2019", "anlin-2020", "beihe-2020"}),
        (Filters(report=("anlin-2019",)), {"anlin-2019"}),
        (Filters(report=("anlin-2019", "beihe-2020")), {"anlin-2019", "beihe-2020"}),
        (Filters(region=("安林县",)), {"anlin-2019", "anlin-2020"}),
        (Filters(year=(2020,)), {"anlin-2020", "beihe-2020"}),
        (Filters(level=("city",)), {"beihe-2020"}),
        (Filters(region=("安林县",), year=(2020,)), {"anlin-2020"}),
        (Filters(year=(2019, 2020), level=("county",)), {"anlin-2019", "anlin-2020"}),
        (Filters(region=("安林县",), level=("city",)), set()),
        (Filters(year=(1950,)), set()),
        (Filters(region=("安林",)), set()),  # a region is named in full
    ],
)
def test_filters_narrow_each_other_and_values_of_one_are_alternatives(
    retriever: Retriever, tiny: Engine, filters: Filters, reports: set[str]
) -> None:
    found = retriever.find(understand("公交线路"), retriever.admitted(filters))
    assert {clause_id.partition("/")[0] for clause_id in clause_ids(tiny, found)} == reports


def test_an_unknown_report_is_refused_and_the_known_ones_are_named(retriever: Retriever) -> None:
    with pytest.raises(NotFound, match=r"'anlin-2021'.*anlin-2019, anlin-2020, beihe-2020"):
        retriever.find(understand("公交"), retriever.admitted(Filters(report=("anlin-2020", "anlin-2021"))))


def test_without_candidates_every_part_is_empty(retriever: Retriever) -> None:
    found = retriever.find(understand("公交"), retriever.admitted(Filters(year=(1950,))))
    assert {part: values.tolist() for part, values in found.parts.items()} == {part: [] for part in PARTS}
    assert retriever.best_sentences(found, []) == []


@pytest.mark.parametrize("question", ["2019年新增公交线路多少条", "How much tea?", "的", "7", "ᠮᠣᠩᠭᠣᠯ"])
def test_every_candidate_has_every_part_and_a_best_sentence_of_its_own(retriever: Retriever, tiny: Engine, question: str) -> None:
    found = retriever.find(understand(question), retriever.admitted(ALL))
    assert found.parts.keys() == set(PARTS)
    assert all(values.shape == found.rows.shape for values in found.parts.values())
    best = retriever.best_sentences(found, range(len(found.rows)))
    assert tiny.snapshot.sentences[best, 0].tolist() == found.rows.tolist()
    assert tiny.snapshot.sentences[found.nearest_sentences, 0].tolist() == found.rows.tolist()


def test_the_best_sentence_is_the_one_that_answers(retriever: Retriever, tiny: Engine) -> None:
    found = retriever.find(understand("大桥什么时候通车"), retriever.admitted(ALL))
    [best] = retriever.best_sentences(found, [clause_ids(tiny, found).index("anlin-2020/1.3.1")])
    _, start, end = tiny.snapshot.sentences[best].tolist()
    assert tiny.snapshot.reports["anlin-2020"].text[start:end].strip() == "安水大桥于6月底建成通车。"


def test_the_year_is_that_of_the_nearest_heading_and_of_the_text_without_one(retriever: Retriever, tiny: Engine) -> None:
    year = part_of(tiny, retriever.find(understand("2019年的公交线路"), retriever.admitted(ALL)), "year")
    assert year["anlin-2020/1.3.1"] == 1  # 一、2019年工作回顾
    assert year["anlin-2019/2.2.1"] == 1  # 二、2019年主要任务
    assert year["anlin-2020/2.3.2"] == -1  # 2020年,我们将办好十件实事
    assert year["anlin-2020/3.1"] == 0  # 名词解释 names no year


def test_last_year_is_another_year_in_each_report(retriever: Retriever, tiny: Engine) -> None:
    year = part_of(tiny, retriever.find(understand("去年的公交线路"), retriever.admitted(ALL)), "year")
    assert year["anlin-2019/1.1"] == 1  # 2018
    assert year["anlin-2019/2.2.1"] == -1  # 2019, in the report of 2019
    assert year["anlin-2020/1.3.1"] == 1  # 2019, in the report of 2020


def test_without_a_year_in_the_question_no_clause_speaks_of_it(retriever: Retriever) -> None:
    assert set(retriever.find(understand("公交线路"), retriever.admitted(ALL)).parts["year"].tolist()) == {0}


def test_only_the_entry_of_a_term_that_is_named_explains_it(retriever: Retriever, tiny: Engine) -> None:
    term = part_of(tiny, retriever.find(understand("一河兩岸是什么意思"), retriever.admitted(ALL)), "term")
    assert {clause_id for clause_id, value in term.items() if value} == {"anlin-2020/3.1"}


def test_words_that_no_clause_has_score_zero(retriever: Retriever) -> None:
    assert set(retriever.find(understand("zzz"), retriever.admitted(ALL)).parts["lexical"].tolist()) == {0}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Engine:
    """More clauses than are scored one and all: two reports of as many items as make candidates a choice."""
    items = "".join(f"{n}.改造第{n}村公路{n}公里。\n" for n in range(1, ALL_UP_TO))
    texts = {"anlin": items + "900.新建茶叶博物馆。\n", "beihe": items + "900.新建地铁博物馆。\n"}
    folder = tmp_path_factory.mktemp("large")
    reports = [tiny_report(f"{name}-2020", name, "county", "一、实事\n" + text) for name, text in texts.items()]
    build_snapshot(reports, encoder, folder)
    return Holder(folder).engine()


def test_in_a_large_corpus_the_best_of_each_way_of_finding_are_candidates(large: Engine, encoder: Encoder) -> None:
    assert len(large.snapshot.clauses) > ALL_UP_TO
    found = Retriever(large.snapshot, encoder).find(understand("茶叶博物馆"), list(large.snapshot.reports.values()))
    rows = found.rows.tolist()
    assert rows == sorted(set(rows)) and len(rows) <= 3 * EACH_WITH_WORDS
    best = large.search("茶叶博物馆", k=2).hits
    assert [hit.text.strip() for hit in best] == ["900.新建茶叶博物馆。", "900.新建地铁博物馆。"]


def test_in_a_large_corpus_a_filter_is_kept_as_well(large: Engine) -> None:
    found = large.search("茶叶博物馆", k=100, filters=Filters(region=("beihe",)))
    assert {hit.clause.report_id for hit in found.hits} == {"beihe-2020"}
    assert found.hits[0].text.strip() == "900.新建地铁博物馆。"


@pytest.mark.parametrize("n_possible", [0, 3, 700, 3_000])
@pytest.mark.parametrize("n_values", [2, 40, 10**6])
def test_the_best_rows_are_those_of_a_sort_and_of_equal_scores_the_first(n_possible: int, n_values: int) -> None:
    rng = np.random.default_rng(n_values)
    scores = (rng.integers(0, n_values, 3_000) / n_values).astype(np.float32)
    possible = np.sort(rng.choice(3_000, n_possible, replace=False))
    by_score = sorted(possible.tolist(), key=lambda row: (-scores[row], row))
    wanted = [row for row in by_score if scores[row] > 0][:32]
    assert best_rows(scores[possible], possible, 32).tolist() == wanted
    if n_possible == 3_000:
        assert best_rows(scores, None, 32).tolist() == wanted
