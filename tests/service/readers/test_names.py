"""The whole name of what a report names in short, and what stands in its place and is none."""

from __future__ import annotations

import pytest

from service.readers.codes.names import whole_name


def named(text: str, short: str) -> str | None:
    at = text.index(short)
    found = whole_name(text, at, at + len(short))
    return text[slice(*found)] if found else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("签署BRCA(竹产业区域合作协定)", "竹产业区域合作协定"),
        ("PMI（采购经理指数）达到51", "采购经理指数"),
        ("以TOT（政府和社会资本合作）建设", "政府和社会资本合作"),
        ("BRCA（即今年签署的竹产业协定）", "今年签署的竹产业协定"),
    ],
)
def test_a_name_in_brackets_is_the_whole_one(text: str, name: str) -> None:
    assert named(text, next(short for short in ("BRCA", "PMI", "TOT") if short in text)) == name


@pytest.mark.parametrize("aside", ["今年一月起生效", "共建成20个", "已全面生效", "不含外资项目", "覆盖全县各地"])
def test_what_else_stands_in_brackets_is_no_name(aside: str) -> None:
    assert named(f"签署BRCA({aside})", "BRCA") is None
