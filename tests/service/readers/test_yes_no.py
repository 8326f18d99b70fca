"""Whether a claim is so: yes, no, or neither."""

from __future__ import annotations

import pytest

from service.readers.base import Reading
from service.readers.claims import claim_of
from service.readers.reckoned import reckoned
from service.readers.statements import FEATURES, Proof, proofs
from service.readers.yes_no import read_yes_no
from tests.service.readers.conftest import MUHE_2020, Read


def _cited(draft) -> str:
    return "".join(MUHE_2020[place.start : place.end] for place in draft.places)


@pytest.mark.parametrize(
    ("question", "answer", "proof"),
    [
        # a figure against a bound
        ("2019年地区生产总值超过800亿元了吗?", "是", "812.6亿元"),
        ("2019年地区生产总值超过900亿元了吗?", "否", "812.6亿元"),
        ("2019年地区生产总值增长达到8%了吗?", "是", "8.1%"),
        ("2019年地区生产总值增长不到8%吗?", "否", "8.1%"),
        ("2020年地区生产总值增长目标是7%以上吗?", "是", "7%以上"),
        ("2019年地区生产总值没有超过900亿元吗?", "是", "812.6亿元"),
        ("Did the gross regional product exceed 80 billion yuan in 2019?", "是", "812.6亿元"),
        ("2020年地区生产总值增长目标低于6%吗?", "否", "7%以上"),
        ("2019年固定资产投资下降了3%以上吗?", "是", "3.2%"),
        ("2019年固定资产投资增长了3.2%吗?", "否", "下降3.2%"),
        ("2020年签约重大项目的目标是30个以上吗?", "否", "26个"),
        ("2019年新开工5亿元以上项目的数量比2018年多吗?", "是", "比上年增加4个"),
        ("2019年快递业务量翻一番了吗?", "否", "增长22%"),
        ("2019年地区生产总值的增速摸到8%了没有?", "是", "8.1%"),
        # the direction
        ("2019年固定资产投资下降了吗?", "是", "下降3.2%"),
        ("2019年PM2.5平均浓度上升了吗?", "否", "下降6%"),
        # two figures, or words that hold two things against each other
        ("2019年服务业增加值比规模以上工业增加值高吗?", "是", "402.5亿元"),
        ("2020年签约的重大项目比2019年签约的少吗?", "否", "26个"),
        ("2019年居民收入涨得比经济慢吗?", "否", "快于经济增长"),
        ("服务业增加值有规模以上工业增加值的两倍吗?", "否", "310.5亿元"),
        # what happened
        ("木河大桥通车了吗?", "是", "木河大桥建成通车"),
        ("青石水库去年开工了吗?", "是", "青石水库开工建设"),
        ("青石水库去年建成了吗?", "否", "青石水库开工建设"),
        ("松岭隧道2020年要建成吗?", "是", "松岭隧道建成通车"),
        ("松岭隧道2019年已经建成了吗?", "否", "松岭隧道"),
        ("木河到上海的直飞航班恢复了吗?", "是", "复航"),
        ("市综合保税区通过国家验收了没有?", "是", "通过国家验收"),
        ("南山水厂去年建成了吗?", "否", "开工建设南山水厂"),  # and not what stands beside it
        ("北山水厂去年建成了吗?", "是", "建成北山水厂"),
        ("2019年用电量下降了吗?", "否", "用电量增长5%"),
        ("第三产业比重低于第二产业吗?", "是", "第二产业比重高于第三产业"),
        ("2019年民生实事都办完了吗?", "是", "民生实事全部完成"),
        ("2019年城镇化率过半了吗?", "是", "城镇化率达到61.5%"),
        ("是不是已经通了轻轨?", "否", "轻轨、大剧院等工程进展顺利"),  # what goes on is not finished
        ("大剧院建成了吗?", "否", "轻轨、大剧院等工程进展顺利"),
        ("青木高速开通了吗?", "否", "青木高速有序推进"),
        ("体育馆完工了吗?", "否", "启动体育馆改造"),
        ("轻轨工程进展顺利吗?", "是", "轻轨、大剧院等工程进展顺利"),
        ("青木高速还在推进吗?", "是", "青木高速有序推进"),
        # what did not happen
        ("去年发生过重大火灾事故吗?", "否", "未发生重大火灾事故"),
        ("今年还会新增政府隐性债务吗?", "否", "不再新增"),
        # all of them, the first time, the place in an order
        ("行政村是不是全部通上光纤了?", "是", "所有行政村全部通上光纤"),
        ("2019年签约的重大项目都开工了吗?", "否", "开工12个"),
        ("中欧班列是不是第一次开行?", "是", "首次开行"),
        ("中欧班列开行是不是零的突破?", "是", "首次开行"),
        ("快递业务量是全省第一吗?", "否", "第三位"),
        ("快递业务量排到全省第三位了吗?", "是", "第三位"),
        ("快递业务量是全国最多的吗?", "否", "全省第三位"),  # not the most of the province either
        # what is still so, and what has moved on
        ("青石水库仍停留在筹建阶段吗?", "否", "青石水库开工建设"),
        ("快递业务量还排在全省第五位吗?", "否", "第三位"),
        # a target against what was reached, after the thing itself
        ("签约的重大项目,今年定的数是不是比去年完成的多?", "是", "26个"),
        ("拿增加值来说,规模以上工业是不是比服务业高?", "否", "402.5亿元"),
        # what is paid
        ("拖欠企业的账款付清了吗?", "是", "全部支付到位"),
        ("拖欠农民工的工资都还干净了吗?", "是", "动态清零"),
        ("拖欠企业的账款结清了没有?", "是", "全部支付到位"),
        ("拖欠农民工的工资付清了吗?", "是", "动态清零"),
        ("拖欠农民工的工资还没付清吗?", "否", "动态清零"),
        ("拖欠农民工的工资清零了吗?", "是", "动态清零"),
        # which of a series
        ("第二届青石论坛举办了吗?", "是", "第二届青石论坛"),
        # as people ask
        ("木河大桥去年通车了吧?", "是", "木河大桥建成通车"),
        ("用水量有没有往上走?", "否", "用水量下降2%"),
        ("我想确认一下:木河大桥是不是已经通车了?", "是", "木河大桥建成通车"),
        ("木河大桥通车了,有这回事吗?", "是", "木河大桥建成通车"),
        ("用水量往下掉了,对吗?", "是", "用水量下降2%"),
        ("跟2018年比,2019年新开工5亿元以上项目是不是多了?", "是", "比上年增加4个"),
        ("城镇化率有没有过半?", "是", "61.5%"),
        ("快递业务量在全省是头一名吗?", "否", "第三位"),
        ("青石水库开始建了没有?", "是", "青石水库开工建设"),
        ("第二产业比重是不是比第三产业小?", "否", "第二产业比重高于第三产业"),
        ("用水量反而高了,对吗?", "否", "用水量下降2%"),
        ("木河大桥还没通车,是这样吗?", "否", "木河大桥建成通车"),
        ("Has the bridge been opened to traffic?", "是", "木河大桥建成通车"),
        ("Did the GDP exceed 80 billion yuan in 2019?", "是", "812.6亿元"),
        ("Did GDP grow by more than 9% in 2019?", "否", "8.1%"),
    ],
)
def test_a_claim_is_proved_or_refuted_by_the_sentence_that_is_cited(
    read_muhe: Read, question: str, answer: str, proof: str
) -> None:
    draft = read_muhe(read_yes_no, question)
    assert draft is not None
    assert (draft.kind, draft.answer) == ("yesno", answer)
    assert proof in _cited(draft)


@pytest.mark.parametrize(
    "question",
    [
        "木河机场建成了吗?",  # another project
        "2019年粮食产量超过100万吨了吗?",  # no such figure
        "2018年地区生产总值超过800亿元了吗?",  # another year
        "2020年地区生产总值增长会超过8%吗?",  # 7%以上 leaves it open
        "签约的企业都投产了吗?",
        "居民收入增长目标定得太高了吗?",  # an opinion
        "2019年出口比进口多吗?",
        "Did the value added of services fall in 2019?",  # a figure says no way
        "2019年规模以上工业增加值下降了吗?",
        "木河体育馆是全省第一吗?",
        "去年发生过地震吗?",  # silence is no no
        "今年会建第二座木河大桥吗?",
        "北河市2019年地区生产总值超过800亿元了吗?",  # another place
        "第二十届青石论坛举办了吗?",
        "木河大桥漂亮吗?",
        "城镇化率高吗?",  # 61.5% is a figure and no judgement
        "木河市的工业多不多",  # how much is much
        "今年会取消公交补贴吗?",  # of which nothing is said
        "Did the city open a second airport?",
        "木河大桥会不会真的带旺生意?",  # nobody knows yet
    ],
)
def test_what_is_neither_proved_nor_refuted_is_unlikely_either_way(read_muhe: Read, question: str) -> None:
    draft = read_muhe(read_yes_no, question)
    assert draft is None or draft.share < 0.6


@pytest.mark.parametrize(
    ("question", "is_planned"),
    [("东湖码头已经建成了吗?", 1), ("木河大桥已经建成了吗?", 0)],  # 为了方便出行 tells nothing done
)
def test_a_plan_with_its_purpose_is_still_a_plan(read_muhe: Read, question: str, is_planned: float) -> None:
    found: list[Proof] = []

    def keep(reading: Reading) -> None:
        claim = claim_of(reading.query)
        assert claim is not None
        found.extend(proofs(reading, claim, reckoned(reading, claim)))

    read_muhe(keep, question)
    assert found[0].features[FEATURES.index("planned")] == is_planned
