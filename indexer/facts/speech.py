"""Chinese numerals that are a way to speak (两个确立, 三个方面, 一个) and count nothing that somebody could ask about."""

from __future__ import annotations

import re
from decimal import Decimal

_COUNTING = re.compile(
    "(?:新增|增设|新设|新建|建成|改建|扩建|改造|创建|引进|引入|签约|落户|落地|开工|竣工|投产|投用|启用|获得|获评|获批|荣获|入选|新获|设立|成立|组建|"
    "建立|培育|完成|实施|开展|举办|承办|出台|推出|开通|开设|关停|取缔|拆除|解决|化解|查处|立案|打造|建设|开放|覆盖|达到|已有|共有|拥有|"
    "减少|增加|取消|下放|精简|撤销|合并|制定|修订|审议|通过|提请|派出|组织|安排|遴选|认定|命名|评选|布局|谋划|试点|有|来自)"
    "(?:[^，。；、]{0,8}|[^，。；]{1,18}、[^，。；、]{1,8})$"
)
# What has a number of its own where it is told what became of it, or which they are.
_TOLD = re.compile("[^，。；、]{1,8}?(?:列入|纳入(?!考核)|入选|获评|荣获|获得|创成|通过验收|分别为|分别是)")
_DONE_IN = ("办结", "办成", "办好")
_NAMES = re.compile(
    "方面|规定|禁令|中全会|工作|任务|措施|行动|原则|制度|要求|意见|政策|能力|机制|确立|维护|毫不|务必|结合|大局|文明|健康|百年|根本|转变|循环|意识|自信|"
    "全面|坚持|革命|服从|伟大|代表|统筹|不|必须|一|字|为|关键|重点|突出|环节|问题|主义|阶段|关系|要|更|着力|主体|极|先行|市场|资源|积极|"
    "层面|攻坚|实事|民生|现代化|梯度|责任|到位|战略|规划|清单|好|更加|过程|平衡|领域|优先|面向|区分|提高|创新|铁|决不|百分之百|先锋|先锋队|月|传统|生"
)
# Units that are also words or names behind a small numeral: 四方, 二元, 三门, 两国, 五台.
_WORDS = frozenset("方 元 度 分 两 门 P 日 顶 双 人 队 片 道 把".split())
_MEASURED = frozenset("亩 吨 公里 米 公斤 斤 平方米".split())


def is_speech(text: str, start: int, end: int, measure: str, value: Decimal) -> bool:
    """Whether the Chinese numeral text[start:end], with a unit and without scale, is a way to speak.

    It counts where it is large, where it measures, or where a verb before it counts (增设三个服务处).
    """
    if value >= 100:
        return False
    if measure in ("日", "天", "小时") and text.startswith(_DONE_IN, end):
        return False
    if measure in _WORDS:
        return value <= 10
    if value == 1 or _NAMES.match(text, end):
        return True
    if measure in _MEASURED:
        return False
    if measure in ("批次", "个批次") or _TOLD.match(text, end):
        return False
    return value <= 20 and _COUNTING.search(text, max(0, start - 36), start) is None
