"""What is read out of a clause for an answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from indexer.encoders.base import Encoder
from service.engine import Engine
from service.query import understand
from service.readers.base import Draft, Reading
from service.readers.definitions import read_definition
from service.readers.figures import read_figure
from service.readers.spans.stretch import is_asked_form, read_stretch
from service.records import Filters

Way = Callable[[Reading], Draft | None]
ANLIN = Filters(report=("anlin-2020",))


@pytest.fixture
def read(tiny: Engine, encoder: Encoder) -> Callable[[Way, str], Draft | None]:
    """read(way, question): cut that way out of what is found first in one report."""

    def run(way: Way, question: str) -> Draft | None:
        hits = tiny.search(question, k=3, filters=ANLIN, explain=True).hits
        draft = way(Reading(understand(question), hits, tiny.snapshot, encoder))
        if draft is not None:
            text = tiny.snapshot.reports["anlin-2020"].text
            [place] = draft.places
            assert draft.answer in text[place.start : place.end]
            assert place.hit.clause.start <= place.start < place.end <= place.hit.clause.end
        return draft

    return run


Read = Callable[[Way, str], Draft | None]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("2020年地区生产总值增长多少", "7%以上"),
        ("2020年一般公共预算收入增长多少", "5%左右"),
        ("食品抽检多少个批次", "不少于48600个批次"),
        ("隐患整改率是多少", "100%"),
        ("2019年地区生产总值是多少", "92.4亿元"),
        ("2019年地区生产总值的增长率", "7.1%"),
        ("垃圾分类覆盖几个街道", "2个"),
        ("垃圾分类覆盖多少个小区", "87个"),
        ("改造老旧小区惠及多少户居民", "5200户"),
        ("新增公交线路多少条", "4条"),
        ("新增公共停车位多少个", "800个"),
    ],
)
def test_a_figure_is_cut_with_its_unit_and_its_qualifier(read: Read, question: str, answer: str) -> None:
    draft = read(read_figure, question)
    assert draft is not None
    assert (draft.kind, draft.answer, draft.is_asked_form) == ("value", answer, True)


@pytest.mark.parametrize(
    ("question", "is_asked_form"),
    [
        ("新建茶园多少亩", True),
        ("新建茶园花了多少亿元", False),  # 亩 is no money
        ("新建茶园占比是多少", False),  # nor a share
        ("新建茶园什么时候有多少", False),  # nor a time
    ],
)
def test_a_figure_of_another_unit_than_asked_for_is_known_to_be_one(read: Read, question: str, is_asked_form: bool) -> None:
    draft = read(read_figure, question)
    assert draft is not None
    assert draft.is_asked_form is is_asked_form


def test_where_there_is_no_figure_none_is_cut(tiny: Engine, encoder: Encoder) -> None:
    [hit] = tiny.search("一河两岸", k=1).hits
    assert read_figure(Reading(understand("多少"), [hit], tiny.snapshot, encoder)) is None


def test_a_definition_is_the_explanation_without_its_term(read: Read) -> None:
    draft = read(read_definition, "“一河两岸”是什么意思")
    assert draft is not None
    assert (draft.kind, draft.answer) == ("definition", "安水河;东岸新城、西岸老城")


def test_what_no_entry_explains_has_no_definition(tiny: Engine, encoder: Encoder) -> None:
    query = understand("什么是茶园")
    hits = tiny.search(query.text, filters=Filters(report=("beihe-2020",))).hits
    assert read_definition(Reading(query, hits, tiny.snapshot, encoder)) is None


def test_a_stretch_is_what_stands_between_stops_and_answers(read: Read) -> None:
    draft = read(read_stretch, "安水大桥什么时候通车")
    assert draft is not None
    assert (draft.kind, draft.answer, draft.is_asked_form) == ("span", "安水大桥于6月底建成通车", True)


def test_a_stretch_without_a_date_does_not_have_the_form_of_a_time(read: Read) -> None:
    draft = read(read_stretch, "安水大剧院什么时候建设")
    assert draft is not None
    assert (draft.answer, draft.is_asked_form) == ("建设安水大剧院", False)


@pytest.mark.parametrize(("phrase", "is_asked"), [("去年底", True), ("明年", True), ("3月", True), ("常年", False)])
def test_a_time_is_told_by_a_date_or_by_a_year_beside_this_one(phrase: str, is_asked: bool) -> None:
    assert is_asked_form(understand("大桥什么时候通车"), phrase) is is_asked


def test_a_stretch_leaves_the_number_of_its_item_out(read: Read) -> None:
    draft = read(read_stretch, "改造哪里的老旧小区")
    assert draft is not None
    assert draft.answer == "改造老旧小区16个"
