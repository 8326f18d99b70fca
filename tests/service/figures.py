"""Reports written for the tests of facts: one county in three years, with targets, outcomes and near namesakes, and one city."""

from __future__ import annotations

from tests.tiny import tiny_report

LINHU_2019 = """一、2018年工作回顾
2018年,全县实现地区生产总值200亿元,增长6.5%;固定资产投资增长9%,工业投资增长12%。2018年力争固定资产投资增长10%。
二、2019年工作安排
2019年主要预期目标是:地区生产总值增长7%以上,规上工业增加值增长8%左右,居民消费价格指数涨幅控制在3%以内,城镇新增就业5000人。
"""
LINHU_2020 = """一、2019年工作回顾
2019年,全县实现地区生产总值215亿元,增长7%;规上工业增加值增长7.5%,工业增加值增长6%;居民消费价格指数上涨2.9%。
二、2020年工作安排
2020年主要预期目标是:地区生产总值增长6.5%左右,城镇新增就业5200人。
"""
LINHU_2021 = """一、2020年工作回顾
2020年,全县实现地区生产总值222亿元,增长3.2%。城镇新增就业5300人。
二、2021年工作安排
2021年主要预期目标是:地区生产总值增长6%以上。新建停车位300个。
"""
NANGANG_2020 = """一、2019年工作回顾
2019年,全市实现地区生产总值3100亿元,增长5.1%。人均地区生产总值突破9万元。
二、2020年工作安排
地区生产总值增长6%。
"""

REPORTS = (
    tiny_report("linhu-2019", "临湖县", "county", LINHU_2019),
    tiny_report("linhu-2020", "临湖县", "county", LINHU_2020),
    tiny_report("linhu-2021", "临湖县", "county", LINHU_2021),
    tiny_report("nangang-2020", "南港市", "city", NANGANG_2020),
)
