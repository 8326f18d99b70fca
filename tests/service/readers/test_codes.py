"""What a shorthand sums up, wherever the report says it."""

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
from service.readers.codes import is_unexplained, read_code
from service.readers.codes.places import in_place
from service.readers.codes.shorthand import asked, parts_of
from tests.tiny import tiny_report

LINSHUI = """一、2022年主要任务
(一)提升治理水平。建立巡查、评议和奖惩“三位一体”的工作机制。推行数字门牌。深化生产、购销、借贷“三位一体”社会化服务。
(二)壮大产业。“6+12+N”产业链群产值增长9%,6大产业集群成型成势,12条特色产业链补齐短板。持续开展“双提升”行动。
(三)守住底线。兜牢“三保”底线,保民生、保工资、保运转支出12亿元。落实“四个最严”要求,加强食品监管。
(四)办好实事。推进“五小”工程(小书屋、小食堂、小浴室、小药箱、小广场)。开展“两进一送”活动,即进社区、进园区,送岗位。
(五)建强队伍。实施新建、改造、整合“三个一批”,强化学校布局。推动医生、药师、护士“三师联动”。创新和服务“双引擎”持续发力。
(六)育好苗子。迭代实施“三千行动”。实施千亩茶园提升行动。新增茶园300亩。实施千户小店培育行动。实施千名工匠引领行动。
(七)用好政策。落实省政府关于扶持夜间经济的“新8条”,商圈营业到深夜。“两环四射”公路网基本形成。做大做强临水大学城“创业谷”。
二、建设“两个基地”
(一)发展茶业,建设全省重要的有机茶叶基地。茶叶产值增长10%。
(二)做强竹业,打造国内知名的竹制品加工基地。竹业产值增长8%。
名词解释
1.“8+1+N”校地合作体系:与县内8所学校,江南大学,以及更多科研院所建立合作关系。
2.“224X”招商体系:招商局和服务局两个部门;茶叶、竹木等两大产业;四个驻外招商处分别为北京、上海、深圳和广州招商处;“X”为乡镇、街道及国有企业等。
3.“一湖两岸”:镜月湖;东岸新城、西岸老城。
4.港区“四位一体”监管体系:消防安全一体化、货物流动一体化、应急救援一体化、医疗保障一体化。
5.“9393”山塘:第一个“9”是指九口新塘,“3”是指三座泵站,第二个“9”是指九口旧塘。
6.“G-A+2”园区:园区管委会;园区物流站。
"""

Read = Callable[[str], Draft | None]


@pytest.fixture(scope="module")
def linshui(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Engine:
    home: Path = tmp_path_factory.mktemp("linshui")
    build_snapshot([tiny_report("linshui-2022", "临水县", "county", LINSHUI)], encoder, home)
    return Holder(home).engine()


@pytest.fixture
def reading(linshui: Engine, encoder: Encoder) -> Callable[[str], Reading]:
    def found(question: str) -> Reading:
        hits = linshui.search(question, k=3, explain=True).hits
        return Reading(understand(question), hits, linshui.snapshot, encoder)

    return found


@pytest.fixture
def read(reading: Callable[[str], Reading]) -> Read:
    return lambda question: read_code(reading(question))


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("14+2+n", [("14", 14, ""), ("2", 2, ""), ("n", None, "")]),
        ("1335x", [("1", 1, ""), ("3", 3, ""), ("3", 3, ""), ("5", 5, ""), ("x", None, "")]),
        ("一江双城四组团", [("一江", 1, "江"), ("双城", 2, "城"), ("四组团", 4, "组团")]),
        ("一件事", [("一件事", 1, "事")]),
        ("三个一批", [("三个一批", 3, "一批")]),
        ("3个100万", [("3个100万", 3, "100万")]),
        ("两个屏障两个基地", [("两个屏障", 2, "屏障"), ("两个基地", 2, "基地")]),
        ("新三样", [("三样", 3, "样")]),
        ("十百千", [("十", 1, "十"), ("百", 1, "百"), ("千", 1, "千")]),
        ("单一窗口", [("一窗口", 1, "窗口")]),
        ("发展主核", []),
        ("⓵+2", [("⓵", None, ""), ("2", 2, "")]),  # a digit that is no decimal one
    ],
)
def test_a_shorthand_is_cut_into_its_parts(code: str, parts: list[tuple[str, int | None, str]]) -> None:
    assert [(part.text, part.n, part.noun) for part in parts_of(code)] == parts


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("“8+1+N”里的“8”指什么？", "县内8所学校"),
        ("8+1+N中的1是哪所大学？", "江南大学"),
        ("“8+1+N”中的“N”代表什么？", "更多科研院所"),  # what all three share is left out
        ("“224X”里第二个“2”指什么？", "两大产业"),
        ("“224X”招商体系里的“X”指哪些？", "乡镇、街道及国有企业等"),
        ("“一湖两岸”里的“一湖”是哪个湖？", "镜月湖"),
        ("“G-A+2”里的“G-A”指什么？", "园区管委会"),
        ("“9393”山塘里，第二个“9”指什么？", "九口旧塘"),
        ("港区“四位一体”中,与看病有关的是哪个“一体化”？", "医疗保障一体化"),
    ],
)
def test_a_part_is_told_by_the_stretch_of_the_glossary_in_its_place(read: Read, question: str, answer: str) -> None:
    draft = read(question)
    assert draft is not None
    assert (draft.kind, draft.answer) == ("definition", answer)


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("“三位一体”的工作机制由哪三方面组成？", ["巡查", "评议", "奖惩"]),
        ("“三位一体”社会化服务指的是什么？", ["生产", "购销", "借贷"]),  # of two, the one of these words
        ("学校布局的“三个一批”怎么理解", ["新建", "改造", "整合"]),
        ("“三师联动”是哪三种师？", ["医生", "药师", "护士"]),
        ("“双引擎”指什么？", ["创新", "服务"]),
        ("基层“三保”，保的都是什么？", ["保民生", "保工资", "保运转"]),  # the figure of all is left out
        ("“五小”工程分别是什么？", ["小书屋", "小食堂", "小浴室", "小药箱", "小广场"]),
        ("“两进一送”是什么意思？", ["进社区", "进园区", "送岗位"]),
        ("“三千行动”是哪三个“千”？", ["千亩茶园提升行动", "千户小店培育行动", "千名工匠引领行动"]),
        ("“两个基地”具体是哪两个基地？", ["全省重要的有机茶叶基地", "国内知名的竹制品加工基地"]),
        ("“6+12+N”产业链群里的6和12各指什么？", ["6大产业集群", "12条特色产业链"]),
    ],
)
def test_what_a_shorthand_sums_up_is_as_many_as_it_says(read: Read, question: str, items: list[str]) -> None:
    draft = read(question)
    assert draft is not None
    assert (draft.kind, list(draft.items)) == ("list", items)


@pytest.mark.parametrize(
    "question", ["“8+1+N”是什么意思？", "推行了什么门牌？", "“8+1+N”里的“5”指什么？", "“8+1+N”里的“(”指什么？"]
)
def test_a_question_about_no_part_is_left_to_other_readers(read: Read, question: str) -> None:
    assert read(question) is None


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("“新8条”是关于哪方面的？", "扶持夜间经济"),
        ("“两环四射”是什么的格局？", "公路网"),
        ("“创业谷”指的是哪里？", "临水大学城"),
    ],
)
def test_what_a_name_is_about_stands_before_it_or_behind_it(read: Read, question: str, answer: str) -> None:
    draft = read(question)
    assert draft is not None
    assert (draft.kind, draft.answer) == ("span", answer)


@pytest.mark.parametrize("question", ["“四个最严”指的是什么？", "“双提升”是什么意思？", "“四个最严”是哪四个？"])
def test_a_shorthand_that_the_report_does_not_explain_has_no_meaning(reading: Callable[[str], Reading], question: str) -> None:
    assert read_code(reading(question)) is None
    assert is_unexplained(reading(question))


@pytest.mark.parametrize(
    "question", ["“四个最严”要求加强什么监管？", "什么是数字门牌？", "哪些小店入选了“五小”工程？", "“五小”工程的三个重点是哪些？"]
)
def test_a_question_for_something_else_than_a_shorthand_is_no_matter_of_its_meaning(
    reading: Callable[[str], Reading], question: str
) -> None:
    assert not is_unexplained(reading(question))


def test_a_sign_that_folds_to_several_characters_moves_no_part() -> None:
    text = "占地九百㎡。“X”指五百㎡以上的广场"
    code = asked(understand("“224X”里的“X”指什么?"), ["224x"])[0]
    assert [text[slice(*told.items[0])] for told in in_place(text, 0, code)][:1] == ["五百㎡以上的广场"]
