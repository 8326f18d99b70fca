"""Three short reports, and the snapshot of them that a test may damage."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from indexer.build import build_snapshot
from indexer.encoders.base import Encoder
from indexer.home import current_id
from indexer.records import Report

TEXTS = {
    "beishan-2021": (
        "一、2020年工作回顾\n全年实现地区生产总值320亿元，增长6.1%。新建学校3所，新增学位2700个。\n"
        "二、2021年工作安排\n地区生产总值增长7%以上。改造老旧小区12个，加装电梯40台。"
    ),
    "donghu-2021": (
        "一、2020年工作回顾\n完成固定资产投资85亿元。东湖大桥建成通车，公交线路增至26条。\n"
        "二、2021年工作安排\n新增养老床位500张。开工建设人民医院二期，床位不少于800张。"
    ),
    "nanhe-2022": (
        "一、2021年工作回顾\n粮食总产量达到12万吨。关停污染企业9家，空气优良天数320天。\n"
        "二、2022年工作安排\n治理河道15公里。培育农业龙头企业5家，建设“三园一带”。"
    ),
}  # fmt: skip


def town(report_id: str) -> Report:
    text, year = TEXTS[report_id], int(report_id[-4:])
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Report(report_id, f"{year}年政府工作报告", report_id[:-5], "county", year, year - 1, None, None, sha256, text)


@pytest.fixture(scope="session")
def towns() -> Sequence[Report]:
    return [town(report_id) for report_id in TEXTS]


@pytest.fixture(scope="session")
def town_home(tmp_path_factory: pytest.TempPathFactory, towns: Sequence[Report], encoder: Encoder) -> Path:
    folder = tmp_path_factory.mktemp("towns")
    build_snapshot(towns, encoder, folder)
    return folder


@pytest.fixture
def own_home(tmp_path: Path, town_home: Path) -> Path:
    """A copy of `town_home` that the test may change."""
    return Path(shutil.copytree(town_home, tmp_path / "home"))


@pytest.fixture
def own_snapshot(own_home: Path) -> Path:
    """The folder of the live snapshot in `own_home`."""
    return own_home / "snapshots" / current_id(own_home)
