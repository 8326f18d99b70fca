"""Search over three reports and over the packaged one."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import get_args

import pytest

from indexer.build import build_snapshot
from indexer.encoders.base import Encoder
from indexer.errors import NotFound, QueryInvalid, SnapshotIncompatible
from indexer.snapshot import Snapshot
from service.engine import Engine
from service.holder import Holder
from service.rank import PARTS
from service.records import Filters, Hit, Mode, SearchResult
from tests.tiny import tiny_report

N_CLAUSES = 15


def ids(found: SearchResult) -> list[str]:
    return [hit.clause.clause_id for hit in found.hits]


@pytest.mark.parametrize("mode", get_args(Mode))
@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("食品抽检批次", "anlin-2020/2.2.1"),
        ("养老床位", "beihe-2020/2.2.1"),
        ("公共停车位", "anlin-2020/2.3.2"),
        ("“一河两岸”", "anlin-2020/3.1"),
    ],
)
def test_what_is_named_comes_first_in_every_mode(tiny: Engine, mode: Mode, query: str, first: str) -> None:
    assert ids(tiny.search(query, mode=mode, k=1)) == [first]


def test_lexical_gives_only_clauses_that_share_a_word_and_the_others_rank_all(tiny: Engine) -> None:
    assert ids(tiny.search("养老床位", mode="lexical", k=100)) == ["beihe-2020/2.2.1"]
    assert tiny.search("zzz", mode="lexical").hits == ()
    for mode in ("hybrid", "dense"):
        assert len(tiny.search("养老床位", mode=mode, k=100).hits) == N_CLAUSES


def test_meaning_finds_what_is_called_otherwise(tiny: Engine) -> None:
    assert "beihe-2020/2.2.1" in ids(tiny.search("elderly care beds", mode="dense", k=3))


@pytest.mark.parametrize("mode", get_args(Mode))
@pytest.mark.parametrize("query", ["公交线路", "2019年地区生产总值", "的", "ᠮᠣᠩᠭᠣᠯ"])
def test_a_ranking_falls_from_rank_one_on_and_equal_scores_go_by_clause_id(tiny: Engine, mode: Mode, query: str) -> None:
    hits = tiny.search(query, mode=mode, k=100).hits
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    keys = [(-hit.score, hit.clause.clause_id) for hit in hits]
    assert keys == sorted(keys)


def test_the_same_text_twice_is_ranked_by_clause_id(tmp_path: Path, encoder: Encoder) -> None:
    text = "一、工作\n新增公交线路3条。\n"
    reports = [tiny_report(f"{name}-2020", "镇", "county", text) for name in ("c", "a", "b")]
    build_snapshot(reports, encoder, tmp_path)
    found = Holder(tmp_path).engine().search("公交线路")
    assert len({hit.score for hit in found.hits}) == 1
    assert ids(found) == ["a-2020/1.1", "b-2020/1.1", "c-2020/1.1"]


@pytest.mark.parametrize("mode", get_args(Mode))
@pytest.mark.parametrize("k", [1, 4, 5, 14, 15, 100])
def test_pages_put_together_are_the_ranking(tiny: Engine, mode: Mode, k: int) -> None:
    query = "2019年新增公交线路"
    pages: list[Hit] = []
    offset: int | None = 0
    while offset is not None:
        page = tiny.search(query, mode=mode, k=k, offset=offset)
        assert len(page.hits) <= k
        pages += page.hits
        offset = page.next_offset
    whole = tiny.search(query, mode=mode, k=100)
    assert whole.next_offset is None
    assert tuple(pages) == whole.hits


def test_a_page_behind_the_last_is_empty(tiny: Engine) -> None:
    found = tiny.search("公交", offset=1000)
    assert (found.hits, found.next_offset) == ((), None)


def test_a_filter_takes_clauses_out_and_leaves_the_order_of_the_others(tiny: Engine) -> None:
    wanted = [clause_id for clause_id in ids(tiny.search("公交线路", k=100)) if clause_id.startswith("anlin")]
    assert ids(tiny.search("公交线路", k=100, filters=Filters(region=("安林县",)))) == wanted


def test_a_filter_that_leaves_nothing_finds_nothing(tiny: Engine) -> None:
    found = tiny.search("公交线路", filters=Filters(region=("安林县",), level=("city",)))
    assert (found.hits, found.next_offset) == ((), None)


def test_what_cannot_be_asked_is_refused_by_search_and_by_ask(tiny: Engine) -> None:
    for call in (tiny.search, tiny.ask):
        for text in (" ", "🚌", "？！"):
            with pytest.raises(QueryInvalid):
                call(text)
        with pytest.raises(NotFound):
            call("公交", filters=Filters(report=("nowhere-2020",)))


def test_explain_tells_which_words_matched_and_changes_nothing_else(tiny: Engine) -> None:
    plain, explained = tiny.search("养老床位", k=1).hits[0], tiny.search("养老床位", k=1, explain=True).hits[0]
    assert (plain.matches, plain.score, plain.highlights) == ((), explained.score, explained.highlights)
    weights = [match.weight for match in explained.matches]
    assert weights == sorted(weights, reverse=True)
    assert sum(weights) == pytest.approx(1, abs=1e-5)
    assert {(match.query_word, match.clause_word) for match in explained.matches} == {("养老", "养老"), ("床位", "床位")}
    assert [match.cosine for match in explained.matches] == pytest.approx([1, 1], abs=1e-3)


def test_a_hit_carries_the_parts_of_its_score_and_its_own_text(tiny: Engine) -> None:
    for hit in tiny.search("公交线路", k=100).hits:
        assert hit.scores.keys() == set(PARTS)
        assert hit.text == tiny.snapshot.text(hit.clause)
        assert hit.clause.start <= hit.sentence[0] < hit.sentence[1] <= hit.clause.end


@pytest.mark.parametrize(
    "variants",
    [
        ("2019年地区生产总值是多少?", "2019年地區生產總值是多少?", "２０１９年地区生产总值是多少？"),
        ("新增公交线路", "新增公交線路", " 新增公交线路\n"),
        ("AMA平台", "ama平台", "ＡＭＡ平臺"),
    ],
)
def test_traditional_full_width_and_capital_letters_find_the_same(engine: Engine, variants: Sequence[str]) -> None:
    assert len({tuple(ids(engine.search(query, k=3))) for query in variants}) == 1


@pytest.mark.parametrize(
    "query",
    [
        "的" * 500,
        "🚌" * 499 + "站",
        "1234567890" * 50,
        "公交\x00\x1b[31m线路",
        "'; DROP TABLE clauses; --",
        "<img src=x onerror=alert(1)>",
        "كم عدد خطوط الحافلات الجديدة؟",
        "\u202e路线交公",
        "公交 OR 1=1",
        '"公交" -线路 (((',
        "??!!。。数",
    ],
)
def test_no_text_is_too_odd_to_be_asked(engine: Engine, query: str) -> None:
    assert len(engine.search(query, k=3).hits) == 3
    assert engine.ask(query).question == query


def test_the_same_question_from_eight_threads_at_once_has_one_answer(home: Path) -> None:
    engine = Holder(home).engine()  # cold: what is made at first use is made by all of them at once
    question = "2019年货物进出口总额是多少?"
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(engine.ask, [question] * 32))
        found = list(threads.map(engine.search, [question] * 32))
    assert len(set(answers)) == 1
    assert all(each == found[0] for each in found)


class Other:
    """An encoder of another make, told apart by its fingerprint alone."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    fingerprint = "other:1"

    def __getattr__(self, name: str) -> object:
        return getattr(self._encoder, name)


def test_a_snapshot_of_another_encoder_is_refused_by_both_names(tiny: Engine, encoder: Encoder) -> None:
    with pytest.raises(SnapshotIncompatible, match=rf"{encoder.fingerprint}.*other:1.*wenzheng index"):
        Engine(Snapshot(tiny.snapshot.folder), Other(encoder))  # type: ignore[arg-type]


def test_the_figure_of_another_indicator_is_no_answer(tmp_path: Path, encoder: Encoder) -> None:
    text = "一、2020年工作安排\n社会消费品零售总额增长7%左右，居民消费价格合理回升。\n"
    build_snapshot([tiny_report("anlin-2020", "安林县", "county", text)], encoder, tmp_path)
    engine = Holder(tmp_path).engine()
    assert engine.ask("2020年社会消费品零售总额的增长目标是多少?").answer == "7%左右"
    [citation] = engine.ask("2020年社会消费品零售总额的增长目标是多少?").citations
    assert engine.facts.is_of_another("2020年居民消费价格涨幅目标是多少?", "7%左右", [citation])
    assert not engine.facts.is_of_another("2020年零售增长多少?", "7%左右", [citation])  # which names no indicator of the table
    assert engine.ask("2020年居民消费价格涨幅目标具体是百分之几?").status == "abstained"
    shared = tiny_report("anlin-2020", "安林县", "county", "一、2020年工作安排\n全社会研发投入占生产总值比重提高到2.8%。\n")
    build_snapshot([shared], encoder, tmp_path / "shared")
    engine = Holder(tmp_path / "shared").engine()
    assert engine.ask("What share will R&D spending reach in 2020?").answer == "2.8%"  # of what is asked for


@pytest.mark.parametrize("question", ["2倍吗?", "的比的多吗?", "茶园翻99999999番了吗?"])
def test_a_claim_about_nothing_or_of_an_absurd_figure_is_read_as_one_of_yes_or_no_and_no_error(
    tiny: Engine, question: str
) -> None:
    assert tiny.ask(question).kind == "yesno"
