"""What stands beside a shorthand or in its glossary entry, in the ways in which reports print it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.build import build_snapshot
from indexer.encoders.base import Encoder
from service.engine import Engine
from service.holder import Holder
from service.query import understand
from service.readers.base import Draft, Reading
from service.readers.codes import read_code
from service.readers.codes.beside import beside
from service.readers.codes.one import asks_one
from service.readers.codes.shorthand import Asked, parts_of
from tests.tiny import tiny_report

QINGPU = """一、2022年工作回顾
(一)机制更活。完善规划先行、项目跟进“两个清单”和联席会商、定期通报“两项机制”。科技支撑有力,授权专利300件,技术交易额达到2.1亿元,实现“两个翻番”。
(二)产品更精。擦亮“茶竹菌果药”五大特产品牌。发展“直播+茶叶、直播+竹艺”等业态。推动加入竹产业区域合作协定(BRCA)等协议。
(三)生活更好。落实“两不忧三保障”要求,群众不忧水、不忧路,住房、就医、上学有保障。要坚持和完善失业救助、医疗救助和灾害救助“三道防线”制度。必须注重运用奖励和处罚两种办法。坚决反对“躺平”“空谈”或“两张皮”。集中治理“三废”。解决挂号、检查、停车“三难”问题。深化医疗、医保、医药“三医联动”。重点明确稳定、发展、生态三件大事。
(四)联防更紧。完善镇村组户“四级”网络,推动学业就业创业“三业”衔接,县乡村社“四位一体”值守。经受洪涝频发、虫害加重、需求转弱三重压力。今年民生投入前所未有、通水范围前所未有。务必勤俭办事,务必廉洁用权。坚决做到“三个严防”,即严防溺水、严防火灾、严防塌方。将山场划分为封育、采伐、补植三类经营区。继续把好用地、用水两个关口。投入7亿元、全长3公里的两条环山茶道建成,龙山、虎丘两条环山茶道合一。抓好“两河两塘”(即:清河浊河、上塘下塘)治理。推动能耗“双降”向排放总量和强度“双降”转变。建设干净、明亮的“好学堂”。建成“三纵两横”灌溉主渠网。
(五)服务更优。启动“3个专项行动”。建立“三级三类”队伍。新增“新三板”企业2家。
名词解释
1.应急“12”响应机制:灾害发生后,第1小时队伍要集结,第2小时物资要到位。
2.“3个专项行动”:实施“净水、护老、强体”专项行动,建设健康县城2.0版。
3.“三统一、一公开”:指统一标准、统一平台、统一监管,持续公开信息。
4.“三级三类”队伍:“三级”即县、乡、村,“三类”即医师、药师、护师。
6.“双竹计划”:是“竹农和竹企协同提升计划”的简称,由县里实施。
5.“2+3”园区:龙山、虎丘工业园和南门、北门、西门物流园。
"""


@pytest.fixture(scope="module")
def qingpu(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Engine:
    home: Path = tmp_path_factory.mktemp("qingpu")
    build_snapshot([tiny_report("qingpu-2022", "青浦乡", "county", QINGPU)], encoder, home)
    return Holder(home).engine()


@pytest.fixture
def read(qingpu: Engine, encoder: Encoder) -> Callable[[str], Draft | None]:
    def found(question: str) -> Draft | None:
        hits = qingpu.search(question, k=3, explain=True).hits
        return read_code(Reading(understand(question), hits, qingpu.snapshot, encoder))

    return found


Read = Callable[[str], Draft | None]


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("“两项机制”是哪两项？", ["联席会商", "定期通报"]),  # not what another shorthand before it sums up
        ("“两个翻番”是哪两样翻番？", ["授权专利300件", "技术交易额达到2.1亿元"]),
        ("什么是“三道防线”？", ["失业救助", "医疗救助", "灾害救助"]),  # 和 joins verbs too
        ("“两种办法”指什么？", ["奖励", "处罚"]),  # two verbs lead in
        ("“两不忧三保障”里的“三保障”指什么？", ["住房", "就医", "上学有保障"]),  # the last three of five
        ("“两不忧三保障”，两不忧是什么？", ["群众不忧水", "不忧路"]),
        ("“３个专项行动”具体是啥", ["净水", "护老", "强体"]),  # within quotation marks; of full width
        ("“直播＋”后面接的是哪些？", ["直播+茶叶", "直播+竹艺"]),
        ("“三统一、一公开”，三统一到底统一什么？", ["统一标准", "统一平台", "统一监管"]),
        ("看病的“三难”都难在哪儿", ["挂号", "检查", "停车"]),  # asked in its own word
        ("“三医”的三个医是谁？", ["医疗", "医保", "医药"]),  # printed in “三医联动” alone
        ("完善了哪“两个清单”？", ["规划先行", "项目跟进"]),
        ("“三重压力”是哪三重？", ["洪涝频发", "虫害加重", "需求转弱"]),
        ("说了两个“前所未有”，各指什么？", ["民生投入前所未有", "通水范围前所未有"]),  # said of what stands before it
        ("两个“务必”是怎么说的？", ["务必勤俭办事", "务必廉洁用权"]),
        ("“三个严防”防的都是哪些事？", ["严防溺水", "严防火灾", "严防塌方"]),
        ("三类经营区是怎么分的？", ["封育", "采伐", "补植"]),
        ("“两个关口”指什么", ["用地", "用水"]),
        ("“两条环山茶道”是哪两条？", ["龙山", "虎丘"]),  # not how much and how long they are
        ("排放“双降”降的是哪两样？", ["总量", "强度"]),
        ("“三件大事”是哪三件？", ["稳定", "发展", "生态"]),  # all as long, behind 明确
        ("“三级”是哪三级？", ["县", "乡", "村"]),  # not what stands behind “三级三类”
        ("“三级三类”里的“三级”是哪些？", ["县", "乡", "村"]),  # not what the other part stands for
        ("“2+3”园区指哪些园区？", ["龙山", "虎丘工业园", "南门", "北门", "西门物流园"]),
    ],
)
def test_as_many_are_told_as_the_shorthand_or_its_part_counts(read: Read, question: str, items: list[str]) -> None:
    draft = read(question)
    assert draft is not None
    assert list(draft.items) == items


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("“五大特产”用哪五个字概括？", "茶竹菌果药"),
        ("“12”响应机制中，那个“2”是什么要求？", "第2小时物资要到位"),
        ("BRCA的中文全名是？", "竹产业区域合作协定"),
        ("“双竹计划”全称叫什么？", "竹农和竹企协同提升计划"),
        ("“四级”网络是哪四级？", "镇村组户"),
        ("“三业”是哪三个业？", "学业就业创业"),
        ("“四位一体”是哪四方？", "县乡村社"),
        ("“两河两塘”是哪几条河、哪几口塘？", "清河浊河、上塘下塘"),  # told in brackets, however many
        ("什么样的学堂才算“好学堂”？", "干净、明亮"),
        ("“三纵两横”指的是什么？", "灌溉主渠网"),  # what it is of, where nothing else is told
        ("“三难”里面，跟开车有关的是哪一个？", "停车"),
        ("“三医联动”除了医疗和医保，还有哪一个？", "医药"),
    ],
)
def test_one_phrase_is_told_where_one_is_asked_for(read: Read, question: str, answer: str) -> None:
    draft = read(question)
    assert draft is not None
    assert (draft.answer, draft.items) == (answer, ())


@pytest.mark.parametrize(
    ("question", "is_one"),
    [
        ("“三难”里哪一个跟开车有关", True),
        ("三医联动当中哪个管看病", True),
        ("“三医联动”除医疗和医保外是什么", True),
        ("报告中哪个县解决了“三难”", False),
        ("市里哪个县解决了“三难”", False),
        ("消除“三难”,是什么难", False),
        ("“三医联动”除了医疗,还有哪两个", False),
    ],
)
def test_one_of_several_things_is_asked_for_only_where_it_is_told_apart_from_the_others(question: str, is_one: bool) -> None:
    assert asks_one(question) is is_one


@pytest.mark.parametrize(
    "question", ["除了医疗，“三医联动”是哪一年开始的？", "除了停车，什么时候解决“三难”？", "报告中哪个县解决了“三难”问题？"]
)
def test_when_why_or_where_is_no_question_for_one_of_several_things(read: Read, question: str) -> None:
    assert read(question) is None


@pytest.mark.parametrize("question", ["“两张皮”指的是什么？", "三废是什么意思？", "“新三板”指什么？"])
def test_what_only_stands_near_a_shorthand_is_not_what_it_means(read: Read, question: str) -> None:
    assert read(question) is None


@pytest.mark.parametrize(
    ("behind", "items"),
    [
        (":指总量、质量。", ["总量", "质量"]),
        (":指标总量、质量。", ["指标总量", "质量"]),  # 指 is part of a word
        (":即水质、水量。", ["水质", "水量"]),
        (":即时响应、限时办结。", ["即时响应", "限时办结"]),
        ("指标达到3项、4项。", []),
    ],
)
def test_what_tells_begins_behind_a_word_that_says_so_and_not_within_one(behind: str, items: list[str]) -> None:
    text = f"“两升”{behind}"
    told = beside(text, 0, len("“两升”"), Asked("两升", parts_of("两升"), None, None), "")
    assert [text[a:b] for a, b in next((each.items for each in told), [])] == items
