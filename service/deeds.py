"""Questions for what was done, or is to be done, about something: for no name and no list, but for what the report tells."""

from __future__ import annotations

import re

_LEADING = "(?:都|又|还|准备|打算|将|计划|具体|究竟|到底|要|会|是)*"
_DOES = "(?:做|干|开展|采取|出台|推出|下|拿出|实施|提出|有)(?:了|过|出)?"
_WHAT = "(?:哪些|什么样|些什么|(?:什么|啥)(?!行动)|怎样|怎么样)"  # 什么行动 asks for its name
_WORK = r"(?:具体|主要|重点|新)?的?(?:举措|措施|办法|安排|部署|动作|行动|打算|做法|招数?|工作|努力|事情?|文章|功夫|力气)"
_TACKLE = (
    "抓|推[进动行]|落实|解决|应对|保障|加强|改善|促进|支持|扩大|提[高升]|优化|深化|守护|防|治|化解|培育|发展|建设|整治|保护|稳|帮"
)
_BE = "has|have|had|was|were|is|are|will"
_END = r"(?=$|[,，。?？呢])"
_ASKING = re.compile(
    rf"{_LEADING}(?:怎么|怎样|如何)[去来]?(?:[做干办弄]的?{_END}|(?=(?:{_TACKLE})))|"
    rf"(?:[做干办搞弄]|开展|{_TACKLE})得(?:怎么样|怎样|如何|咋样)了?{_END}|"
    rf"{_LEADING}(?:{_DOES}{_WHAT}{_WORK}|(?<![在来])[做干](?:了|过)?{_WHAT}{_END})|"
    rf"{_WHAT}{_WORK}{_END}|(?:举措|措施|做法|打算)(?:都?有|是){_WHAT}{_END}|"
    rf"what (?:{_BE})(?: the [\w ]+?)?(?: been| being| be)? (?:done|do|doing)\b|what did [\w ]*?do\b|"
    rf"(?:what|which) (?:measures|steps|actions|efforts)\b(?: (?:{_BE}|be|been|did|being))*"
    r"(?:(?: the [\w ]+?)? (?:taken?|planned|made?)\b)?"
)
_FRAME = re.compile(
    r"(?:19|20)\d\d年?|[今去明本上]一?年|报告|政府|我们|[省市县区]里|全[国省市区县]|[上的](?=\W|$)|方面|领域|问题|这[块件]|为了?|关于|对于?|围绕|针对|请问|"
    r"\b(?:about|for|to|on|in|the|of|this|last|year|government|report|by|a|an)\b|[^\w]"
)
_NOTHING = re.compile("[在里中上的了过都又还呢吗和就让给把来要会将]")


def topic(folded: str) -> str | None:
    """What a folded question asks about, without asking words and years; None if it asks for something else."""
    asking = _ASKING.search(folded)
    if asking is None:
        return None
    rest = " ".join(_FRAME.sub(" ", f"{folded[: asking.start()]} {folded[asking.end() :]}").split())
    return rest if len(_NOTHING.sub("", rest)) > 1 else None
