"""Three short reports written for the tests: one county in two years, and one city."""

from __future__ import annotations

import hashlib
from pathlib import Path

from indexer.records import Report

ANLIN_2019 = """一、2018年工作回顾
2018年,全县实现地区生产总值86.5亿元,增长6.8%;一般公共预算收入7.2亿元。新建卫生室12个,修缮敬老院4所。
二、2019年主要任务
(一)做强茶叶产业。新建茶园3000亩,培育龙头企业6家。
(二)改善城乡交通。改造农村公路45公里,新开公交线路3条。
"""

ANLIN_2020 = """一、2019年工作回顾
2019年,全县实现地区生产总值92.4亿元,增长7.1%;一般公共预算收入7.9亿元。
(一)产业稳步壮大。新建茶园3200亩,培育龙头企业5家。引进茶饮、竹木家具、民宿旅游三类项目。
(二)城乡面貌一新。垃圾分类覆盖2个街道和87个小区,改造农村公路47公里。安水大桥于6月底建成通车。
二、2020年工作安排
(一)加快项目建设。地区生产总值增长7%以上,一般公共预算收入增长5%左右。建设安水大剧院。
(二)守住安全底线。食品抽检不少于48600个批次,隐患整改率达100%。
2020年,我们将办好十件实事:
1.改造老旧小区16个,惠及居民5200户。
2.新增公共停车位800个、公交线路4条。
名词解释
1.“一河两岸”:安水河;东岸新城、西岸老城。
2.“3+1”产业体系:“3”是指茶叶、竹木、旅游三大产业;“1”是指一个物流园。
"""

BEIHE_2020 = """一、2019年工作回顾
2019年,全市实现地区生产总值1530亿元,增长5.5%。地铁1号线开通运营,新增公交线路11条。
二、2020年工作安排
(一)建设科创城市。引进高层次人才300名,研发投入占比提高到2.8%。
(二)办好民生实事。新增养老床位1500张,改造老旧小区120个。
"""


def tiny_report(report_id: str, region: str, level: str, text: str) -> Report:
    year = int(report_id[-4:])
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Report(report_id, f"{year}年{region}政府工作报告", region, level, year, year - 1, str(year), None, sha256, text)


REPORTS = (
    tiny_report("anlin-2019", "安林县", "county", ANLIN_2019),
    tiny_report("anlin-2020", "安林县", "county", ANLIN_2020),
    tiny_report("beihe-2020", "北河市", "city", BEIHE_2020),
)


def write_corpus(folder: Path) -> Path:
    """The three reports as a corpus folder."""
    folder.mkdir(parents=True)
    tables = []
    for report in REPORTS:
        (folder / f"{report.report_id}.txt").write_text(report.text, encoding="utf-8", newline="\n")
        fields = {
            "id": report.report_id,
            "file": f"{report.report_id}.txt",
            "title": report.title,
            "region": report.region,
            "level": report.level,
            "sha256": report.sha256,
        }
        lines = [f'{name} = "{value}"' for name, value in fields.items()]
        tables.append("\n".join(["[[report]]", *lines, f"year = {report.year}", ""]))
    (folder / "reports.toml").write_text("\n".join(tables), encoding="utf-8")
    return folder
