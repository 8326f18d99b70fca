"""Words that stand against each other: 快 and 慢, 放宽 and 收紧."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Set

from indexer.segment import fold, words

_AGAINST = (
    ("快 迅速 迅猛", "慢 缓慢 放缓 趋缓 减慢"),
    ("高", "低"),
    ("多 众多 充足 充裕", "少 不足 短缺 缺乏 匮乏 紧缺"),
    ("大 巨大", "小"),
    ("强 增强 加强", "弱 薄弱 削弱 减弱"),
    ("好 良好 优良 改善 好转 向好 优化", "差 坏 恶化 退化"),
    ("有利 有益 得利", "不利 有害 吃亏"),
    ("放宽 放开 开放 扩大 拓宽 松 宽松", "收紧 从紧 缩小 限制 封闭 门槛 严 严格"),
    ("稳定 平稳 稳住 稳 企稳", "波动 动荡 失控"),
    ("容易 方便 便利", "难 困难 不便"),
    ("成功 胜利", "失败 失误 失手 失利"),
    ("允许 鼓励 支持 同意 赞成 愿意", "禁止 严禁 不准 不许 不让 反对 拒绝"),
    ("免费 免收", "收费"),
    ("提前 率先 如期 按期", "推迟 延期 延后 逾期 超期 拖延 拖 拖过 滞后"),
    ("自愿", "强制 强迫"),
    ("领先", "落后 后头 垫底"),
    ("盈利 盈余 顺差", "亏损 赤字 逆差"),
    ("供不应求", "供过于求 过剩"),
)
_N_OF_DEGREE = 5  # of these pairs, as many say how much
_DEGREE = re.compile("^(?:很|较|偏|更|最|太|还|不够|比较|变)(?=.)")
_POLES = {word: (pair, side) for pair, sides in enumerate(_AGAINST) for side, of in enumerate(sides) for word in of.split()}
Poles = Mapping[int, Set[int]]


def pole_of(word: str) -> tuple[int, int] | None:
    """Which pair of opposites a word belongs to, and to which side of it."""
    return _POLES.get(word) or _POLES.get(_DEGREE.sub("", word))


@functools.lru_cache(maxsize=1024)
def poles(text: str) -> Poles:
    """The sides that the words of a text take, by the pairs of opposites that they belong to."""
    found: dict[int, set[int]] = {}
    for word in words(fold(text)):
        if pole := pole_of(word.text):
            found.setdefault(pole[0], set()).add(pole[1])
    return found


def is_left_open(claim: str, text: str) -> bool:
    """Whether the last word of a claim says how much (覆盖率高), and the text takes no side of that."""
    last = words(fold(claim))[-1:]
    pole = pole_of(last[0].text) if last else None
    return pole is not None and pole[0] < _N_OF_DEGREE and pole[0] not in poles(text)


def agrees(claim: str, text: str) -> list[bool | None]:
    """Of each pair of opposites that a claim takes a side of, whether the text takes the same; None where it takes none."""
    told = poles(text)
    return [bool(sides & told[pair]) if pair in told else None for pair, sides in poles(claim).items()]
