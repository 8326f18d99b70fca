"""A report of things done, not done and planned, written for the tests, and a way to have it read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from indexer.build import build_snapshot
from indexer.encoders.base import Encoder
from service.engine import Engine
from service.holder import Holder
from service.query import understand
from service.readers.base import Draft, Reading
from tests.tiny import tiny_report

MUHE_2020 = """一、2019年工作回顾
2019年,全市实现地区生产总值812.6亿元,增长8.1%;规模以上工业增加值310.5亿元、服务业增加值402.5亿元。固定资产投资下降3.2%。用电量增长5%、用水量下降2%。第二产业比重高于第三产业。
(一)项目建设提速。木河大桥建成通车,青石水库开工建设,松岭隧道主体完工,开工建设南山水厂、建成北山水厂。轻轨、大剧院等工程进展顺利,青木高速有序推进。启动体育馆改造。全年签约重大项目20个,开工12个。新开工5亿元以上项目14个、比上年增加4个。
(二)改革开放深化。市综合保税区通过国家验收,木河至上海直飞航班复航。快递业务量增长22%,居全省第三位。中欧班列首次开行。举办第二届青石论坛。
(三)民生持续改善。十件民生实事全部完成,城镇化率达到61.5%。所有行政村全部通上光纤,城镇零就业家庭保持动态清零。拖欠企业的账款全部支付到位,拖欠农民工的工资动态清零。居民收入增速快于经济增长,PM2.5平均浓度下降6%。
(四)安全形势平稳。事故起数和死亡人数分别下降12.5%、9%,未发生重大火灾事故,连续4年无非法集资案件。
二、2020年主要任务
(一)扩大有效投资。地区生产总值增长7%以上,固定资产投资增长5%左右。签约重大项目26个。
(二)建设重大工程。松岭隧道建成通车,开工建设木河体育馆。为了方便出行建成东湖码头。不再新增政府隐性债务。
"""
Read = Callable[[Callable[[Reading], Draft | None], str], Draft | None]


@pytest.fixture(scope="session")
def muhe(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Engine:
    folder = tmp_path_factory.mktemp("muhe")
    build_snapshot([tiny_report("muhe-2020", "木河市", "city", MUHE_2020)], encoder, folder)
    return Holder(folder).engine()


@pytest.fixture
def read_muhe(muhe: Engine, encoder: Encoder) -> Read:
    """read(way, question): read that way out of what is found first; its places are checked to be slices of their clauses."""

    def run(way: Callable[[Reading], Draft | None], question: str) -> Draft | None:
        def search(text: str) -> tuple:  # type: ignore[type-arg]
            return muhe.search(text, k=3, explain=True).hits

        draft = way(Reading(understand(question), search(question), muhe.snapshot, encoder, search))
        for place in draft.places if draft else ():
            assert place.hit.clause.start <= place.start < place.end <= place.hit.clause.end
        return draft

    return run
