"""Lists: all of their items, wherever they stand, each cited."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from indexer.build import build_snapshot
from indexer.encoders.base import Encoder
from service.engine import Engine
from service.holder import Holder
from service.query import understand
from service.readers.base import Draft, Reading
from service.readers.lists import lists, read_list
from service.readers.wanted import wanted
from service.records import Filters
from tests.tiny import tiny_report

DONGSHAN = """一、2019年工作回顾
2019年,全县主要做了以下三方面工作:
(一)产业发展有新成效。引进茶饮、竹木家具、民宿旅游等项目。西坪镇入选省级茶叶示范镇。建成东山、西坪、南岭3个茶叶产业园。
(二)城乡面貌有新变化。关停石灰窑5座、砖瓦窑12座等落后产能。西坪镇、南岭镇两个镇列入美丽城镇名单。
(三)社会事业有新进步。关停无证诊所3家。西坪镇入选全国首批康养小镇。东岸园区获批设立,西岸园区投入使用,南坪园区通过验收。
当前还存在不少困难和问题:产业链条不长,龙头企业偏少;公共服务有短板,人才外流较多。
二、2020年工作安排
2020年主要预期目标是:地区生产总值增长7%以上,力争更好结果;一般公共预算收入增长5%左右;城镇新增就业1200人,城镇登记失业率4%以内。
全年要抓好四项工作。一是扩大有效投资。二是提升茶叶品质。三是改善人居环境。四是守住安全底线。
集聚优势产业,以信创、新能源、生物医药等为重点。开工建设安林铁路、北河铁路、青石水库、环城公路。安水隧道、北岭隧道建成通车,南岭水厂建成供水。启动安水大桥、环山公路建设,竣工投用110kv东山变,35kv西坪变、南岭变。
名词解释
1.“一河两岸”:安水河;东岸新城、西岸老城。
"""
XISHAN = """一、2019年工作回顾
(一)矿业。全年安全生产形势稳定。粗铜、电铅、精锡产量分别增长8.1%、7.2%、5.3%,原盐产量增长4.1%,煤炭产量下降3%。
(二)改革。河湖管护经验向全省推广。新增林场两座。出台古树保护、井泉保护等办法,制定矿山修复办法,制定预算。
(三)试点。开展垃圾分类试点,得到好评。
开展林长制试点。
二、2020年工作安排
2020年主要预期目标是:

地区生产总值增长6%;一般公共预算收入增长4%。城镇、农村居民收入分别增长5%、7%。政策要再发力。
(一)建设群众满意的法治政府。严格依法行政。
(二)建设群众满意的廉洁政府。严控一般支出。
三、民生
治水有三招:一是疏浚河道,请乡贤巡河。二是加固堤防,备足沙石。三是退耕还湖,补贴农户。
办好3件民生实事。改造县医院门诊楼。为独居老人安装报警器。新修村道9公里。
"""
NANLING = """一、2019年工作回顾
全年林下产值稳步增长。
二、2020年工作安排
(一)突出项目带动,奋力打好投资攻坚战。新建水厂一座。
(二)突出链条延伸,奋力打好茶业攻坚战。新建茶厂两座。
(三)突出山林养护,奋力打好生态攻坚战。补种林木千亩。
干部群众要以早起快走的冲劲抢先机,以翻山越岭的拼劲解难题,以磨铁成针的韧劲见实效,共同写好南岭的新篇。
"""
PLAIN = "东山县的冬天很冷。\n"
SHOUTING = "!!!\n\n引进了茶饮、竹木家具、民宿旅游等项目。,,。\n3件实事:,,。,。新修村道。改造医院。1.、修桥、补路。\n"

REPORTS = (
    tiny_report("dongshan-2020", "东山县", "county", DONGSHAN),
    tiny_report("xishan-2020", "西山县", "county", XISHAN),
    tiny_report("nanling-2020", "南岭县", "county", NANLING),
    tiny_report("plain-2020", "平县", "county", PLAIN),
    tiny_report("shouting-2020", "喊县", "county", SHOUTING),
)
Read = Callable[[str], Draft | None]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Engine:
    folder = tmp_path_factory.mktemp("lists")
    build_snapshot(REPORTS, encoder, folder)
    return Holder(folder).engine()


@pytest.fixture
def read(engine: Engine, encoder: Encoder) -> Read:
    def run(question: str, report: str = "dongshan-2020") -> Draft | None:
        hits = engine.search(question, k=5, filters=Filters(report=(report,)), explain=True).hits
        return read_list(Reading(understand(question), hits, engine.snapshot, encoder))

    return run


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("引进了哪些项目?", ["茶饮", "竹木家具", "民宿旅游"]),
        ("3个茶叶产业园建在哪三个地方?", ["东山", "西坪", "南岭"]),
        ("哪些镇列入了美丽城镇名单?", ["西坪镇", "南岭镇"]),
        ("2020年要竣工投用的变电站有哪些?", ["110kv东山变", "35kv西坪变", "南岭变"]),  # over a comma
        (
            "2020年主要预期目标有哪些?",  # over sentences, without what says nothing
            ["地区生产总值增长7%以上", "一般公共预算收入增长5%左右", "城镇新增就业1200人", "城镇登记失业率4%以内"],
        ),
        ("还存在哪些困难和问题?", ["产业链条不长", "龙头企业偏少", "公共服务有短板", "人才外流较多"]),
        ("集聚优势产业以哪些产业为重点?", ["信创", "新能源", "生物医药"]),  # and not what stands before the comma
        ("要抓好哪四项工作?", ["扩大有效投资", "提升茶叶品质", "改善人居环境", "守住安全底线"]),  # numbered
        ("2019年做了哪三方面工作,标题是什么?", ["产业发展有新成效", "城乡面貌有新变化", "社会事业有新进步"]),  # headed
        ("哪些园区有了进展?", ["东岸园区获批设立", "西岸园区投入使用", "南坪园区通过验收"]),  # whole clauses
        ("哪些隧道和水厂建成了?", ["安水隧道", "北岭隧道", "南岭水厂"]),  # subjects of one verb
        ("西坪镇入选了哪些示范镇和小镇?", ["省级茶叶示范镇", "全国首批康养小镇"]),  # in two clauses
    ],
)
def test_a_list_has_every_item_in_the_order_of_the_text(read: Read, question: str, items: Sequence[str]) -> None:
    draft = read(question)
    assert draft is not None
    assert list(draft.items) == items


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("要打好哪三场攻坚战?", ["奋力打好投资攻坚战", "奋力打好茶业攻坚战", "奋力打好生态攻坚战"]),
        ("干部要拿出哪三股劲?", ["干部群众要以早起快走的冲劲抢先机", "以翻山越岭的拼劲解难题", "以磨铁成针的韧劲见实效"]),
    ],
)
def test_parts_of_titles_and_of_a_sentence_may_be_the_list(
    engine: Engine, encoder: Encoder, question: str, items: list[str]
) -> None:
    hits = engine.search(question, k=5, filters=Filters(report=("nanling-2020",)), explain=True).hits
    reading = Reading(understand(question), hits, engine.snapshot, encoder)
    found = [[reading.text(place) for place in listing.items] for listing in lists(reading, wanted(reading.query))]
    assert items in found


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("2019年哪些产品的产量增长了?", ["粗铜", "电铅", "精锡", "原盐"]),  # not what fell
        ("去年制定或出台了哪些办法?", ["古树保护", "井泉保护", "矿山修复办法"]),  # and not what else was made
        ("开展了哪些试点?", ["垃圾分类试点", "林长制试点"]),
        (
            "2020年主要预期目标有哪些?",
            ["地区生产总值增长6%", "一般公共预算收入增长4%", "城镇、农村居民收入分别增长5%、7%"],
        ),  # on a line of their own, over a full stop
        ("民生实事有哪些?", ["改造县医院门诊楼", "为独居老人安装报警器", "新修村道9公里"]),  # each a sentence
        ("治水有哪三招?", ["疏浚河道", "加固堤防", "退耕还湖"]),  # without how each is done
        ("要建设群众满意的哪些政府?", ["法治政府", "廉洁政府"]),  # without what the question says of both
    ],
)
def test_a_list_is_found_in_whatever_form_the_report_gives_it(read: Read, question: str, items: Sequence[str]) -> None:
    draft = read(question, "xishan-2020")
    assert draft is not None
    assert list(draft.items) == items


def test_what_alone_is_called_what_is_asked_for_is_a_list_too(engine: Engine, encoder: Encoder) -> None:
    question = "开工建设的铁路有哪些?"
    query = understand(question)
    hits = engine.search(question, k=5, filters=Filters(report=("dongshan-2020",)), explain=True).hits
    reading = Reading(query, hits, engine.snapshot, encoder)
    found = [[reading.text(place) for place in each.items] for each in lists(reading, wanted(query)) if each.is_picked]
    assert ["安林铁路", "北河铁路"] in found


def test_items_that_stand_together_are_one_slice_and_one_place(read: Read) -> None:
    draft = read("引进了哪些项目?")
    assert draft is not None
    [place] = draft.places
    assert draft.answer == DONGSHAN[place.start : place.end] == "茶饮、竹木家具、民宿旅游"


def test_headings_are_cited_where_they_stand_and_for_the_clause_below(read: Read) -> None:
    draft = read("2019年做了哪三方面工作,标题是什么?")
    assert draft is not None
    assert [DONGSHAN[place.start : place.end] for place in draft.places] == list(draft.items)
    assert all(
        place.clause.start == DONGSHAN.index("。", place.end) + 1 for place in draft.places if place.end < place.clause.start
    )
    assert draft.answer == "、".join(draft.items)


def test_the_share_of_a_list_is_a_chance(read: Read) -> None:
    draft = read("引进了哪些项目?")
    assert draft is not None
    assert 0 < draft.share <= 1


def test_a_report_that_lists_nothing_gives_no_list(read: Read) -> None:
    assert read("有哪些季节?", "plain-2020") is None


def test_a_question_of_one_letter_has_no_pairs_of_characters_to_look_for(read: Read) -> None:
    draft = read("a", "xishan-2020")
    assert draft is not None
    assert len(draft.items) > 1


def test_a_paragraph_of_stops_alone_lists_nothing_and_hides_no_list(read: Read) -> None:
    draft = read("引进了哪些项目?", "shouting-2020")
    assert draft is not None
    assert list(draft.items) == ["茶饮", "竹木家具", "民宿旅游"]
