"""The words of a question that say no thing: those that frame it, deny it, or say it of all."""

from __future__ import annotations

import re

from indexer.segment import words

_PERIOD = re.compile(r"(?:19|20)\d\d年?|(?:这|过去|近|今后|未来)[两2-9十]年(?:来|间|里)?|(?<!\d)[两2-9十]年(?:来|间|里|的)")
_JOINING = re.compile(
    r"加起来|(?:发生|出现|存在|[出有办搞])过|是(?=[全第最世]|国内)|仍然?|[已曾]经?(?=[\u4e00-\u9fff]{2})|[排居在]?(?=(?:世界|国际)上?)|排(?=[第全在到]|世界)"
)  # which the next word would be cut wrongly with
_SMALL = re.compile(r"(?<![第一二三四五六七八九十])[二三四五六七八九](?=年|个月|次|号|期)")
_FIGURES = str.maketrans("二三四五六七八九", "23456789")
_FRAMING = frozenset(
    "的 地 得 了 着 过 是 在 被 把 将 会 要 能 能够 可以 可 还 还会 还有 又 再 就 都 也 已 已经 曾 曾经 正 "
    "去年 今年 上年 上一年 上一 前年 本年 年 底 年底 年末 年初 当年 全年 年内 本年度 年度 现在 目前 如今 当前 截至 到 按 从 由 "
    "计划 打算 准备 目标 预期 预计 要 论 仍 仍然 依然 一直 早就 居然 确实 "
    "我 我们 咱们 全省 全市 全区 全县 我省 我市 我区 我县 "
    "我国 省里 市里 区里 新区 本区 本市 本省 "
    "有 有过 存在 出现 发生 发生过 出过 出 任何 接着 继续 所有 全部 全都 每个 每 各 各个 "
    "比 比较 较 更 更加 多 少 高 低 大 小 快 慢 那么 这么 和 与 跟 同 及 第一次 首次 "
    "个数 数量 分别 各要 各有 这 多少 几 请 一个 说 里 中 上 方面 情况 时候 事 事情 一事 总共 一共 合计 累计 反而 "
    "不 不用 不必 不再 不会 不是 没有 没 未 无 免 停止 取消 "
    "the a an of in on by to at for with this last year already yet planned will be been any all every each than it its "
    "there no not get got gotten supposed expected going ever still now s "
    "it its has have had give gives given whole entire he they their".split()
)
_DENIED = re.compile(
    r"(?<![淹沉])没(?![落漏剩差])有?|未(?!来|成年|知)|(?<![而毫])不(?![少低超高良断仅但只动锈同足到久折平懈可忘负怕畏息停移变渝落漏剩差全管论仅止]|得不|发[达愁])|无(?!人|锡|障碍|线|纸|缝|害|偿|废|忧|形|论|疑|证)|"
    r"不可能|不能|(?<=而)不是|零(?=发生|事故|伤亡|死亡|感染|投诉|失误|上访|违规|缺陷|差错|污染|排放(?!车))|\b(?:no|not|never|without|zero)\b"
)
_NO_MORE = re.compile("(?:结束|告别|改变|打破|消除)了?[^，。；]{0,4}[不没无]")  # 结束不通高铁历史
_UNDOES = re.compile(
    r"取消|撤(?=[了销掉])|废[止除]|终止|停止|停(?=[了征收办])|清零|归零|杜绝|消除|免(?=[征交缴除收费了]|$)|结束|告别|摘帽|放开|全额|零关税|"
    r"不(?:用|必|需要?|再)?自?己?[收交缴掏花付](?![通易流入支获益割成])|一[分毛]钱?[都也]?不[用]?[掏花出交]"
)
_OF_ALL = re.compile(r"所有|全部|全都|全线|全国(?=都|铺开|推)|一律|一概|统统|家家|都(?!市|江|匀)|每一?个|\b(?:all|every|each)\b")


def content(text: str, region: str = "") -> str:
    """The words of a folded text that a clause must speak of, a space between them; not the region that all of it is of."""
    kept = (word.text for word in words(_PERIOD.sub(" ", in_digits(_JOINING.sub(" ", text)))))
    return " ".join(word for word in kept if word not in _FRAMING and not (len(word) > 1 and word in region))


def in_digits(text: str) -> str:
    """三年 is 3年: small numerals that count or number, as digits."""
    return _SMALL.sub(lambda match: match[0].translate(_FIGURES), text)


def is_denied(text: str) -> bool:
    """Whether the text says that something is not so; what is done away with is not denied."""
    return _DENIED.search(_UNDOES.sub(" ", _NO_MORE.sub(" ", text))) is not None


def undoes(text: str) -> bool:
    """Whether the text says that something is done away with, or need not be paid: 取消农业税, 不用交钱."""
    return _UNDOES.search(_NO_MORE.sub(" ", text)) is not None


def is_of_all(text: str) -> bool:
    """Whether the text says it of all there are."""
    return _OF_ALL.search(text) is not None
