"""What became of a thing: how far a project is, and words that tell the same happening."""

from __future__ import annotations

import re

# The stages of a project, each after the one before it.
_STAGES = (
    r"谋划|前期(?:工作)?|筹备|筹建",
    r"开工(?:建设)?|动工|开建|奠基|破土|启动建设|开始(?:修?建|施工|动工)设?|"
    r"\b(?:start(?:ed)? (?:construction|building)|broken? ground)\b",
    r"主体(?:完工|结顶|封顶)|结顶|封顶|合龙|在建|加快(?:推进)?[^，。；]{0,20}建设|推进[^，。；]{0,20}建设|续建",
    r"建成|竣工|(?<!主体)完工|落成|建好|盖好|修好|修建完成|\b(?:complet\w*|built|finish\w*)\b",
    r"投用|投产|投运|投入(?:使用|运营|运行)|通车|开通(?:运营)?|(?:正式|试)?运营|启用|正式成立|(?<![市公])挂牌|揭牌|开园|开馆|开业|通航|达产|"
    r"(?<![畅沟疏流融普交互联变精贯打接])通(?=了|地铁|轻轨|高铁|铁路|火车|高速)|"
    r"\b(?:open(?:ed)?(?: to traffic)?|in (?:use|operation))\b",
)
FINISHED = 3  # the first of them that leaves nothing to be built
_GOES_ON = re.compile(r"进展|推进|(?:加快|抓紧)(?:施工|实施|改造)|启动[^，。；]{0,12}(?:建设|工程|改造|项目|施工)")
_COMPLETED = re.compile("完成|完毕|收官|圆满")
STAGES = re.compile("|".join(f"(?P<stage{i}>{words})" for i, words in enumerate(_STAGES)))
# Different words for one happening.
_SAME = tuple(
    re.compile(words)
    for words in (
        "恢复|复航|复工|复产|复苏|重开|重启",
        "获得|荣获|斩获|获评|获(?!批)|拿到|拿下|评为|被评|入选|上榜|列入|跻身|赢得",
        "完成|[办做建编搬修改写定交]完|[办编定]好|办成|办结|完毕|兑现|收官",
        "获批|批复|批准|核准|获准",
        "成立|设立|组建|挂牌|建立|创建|新设|增设",
        "举办|承办|主办|召开|开幕|举行|办好|办(?!理|法|公|学|事|结|完|成)",
        "启动|开始|开展|实施|推行|推出|试行|施行|开启",
        "突破|迈上|跨上|站上|跃上",
        "[付结还偿](?:清|干净)|清[偿零]|兑付|(?<!移动)支付(?!宝|牌照|平台|方式|服务)",
    )
)


def stage_of(text: str) -> int | None:
    """How far the last such word of a text says a project is, from 0; None if it says nothing of it."""
    found = [match.lastgroup for match in STAGES.finditer(text)]
    return int(str(found[-1])[-1]) if found else None


def goes_on(text: str) -> bool | None:
    """True for a text that says that something is being done and not that it is finished; None if it does not say so."""
    return True if stage_of(text) is None and _GOES_ON.search(text) and not _COMPLETED.search(text) else None


def same_happening(claim: str, text: str) -> bool | None:
    """Whether the text tells the happening that the claim tells, in its words or in others; None if the claim tells none."""
    told = [words for words in _SAME if words.search(claim)]
    return any(words.search(text) for words in told) if told else None


def beyond_happening(claim: str, text: str) -> str:
    """The text without other words than the claim's for the happening that it tells: of debts, 清零 is 付清 and no denial."""
    for words in _SAME:
        if words.search(claim):
            text = words.sub(lambda match: match[0] if match[0] in claim else " ", text)
    return text


def without_happening(text: str) -> str:
    """The text without the words that are held against others here."""
    for words in (STAGES, *_SAME):
        text = words.sub(" ", text)
    return text
