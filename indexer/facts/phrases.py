"""From the words around a figure to the phrase that names it: what leads in and what leads up to the figure is taken off."""

from __future__ import annotations

import re
from typing import NamedTuple

# Verbs that say what is counted; they stay, and a list shares the one that it begins with.
COUNTING = (
    "新增|净增|新建|改造|引进|培训|建成|开工|减少|增设|新设|新开工|新开通|新开|改建|扩建|新改扩建|改扩建|续建|创建|引入|签约|落户|落地|竣工|投产|投用|启用|获得|获评|获批|荣获|入选|设立|成立|"
    "组建|建立|培育|实施|开展|举办|承办|出台|推出|开通|关停|取缔|拆除|解决|化解|查处|立案|打造|建设|整治|治理|修复|修建|修缮|提升|"
    "取消|下放|精简|撤销|合并|制定|修订|派出|组织|遴选|认定|命名|评选|布局|谋划|发放|投入|投放|安排|筹集|争取|兑现|落实|减免|"
    "清理|清退|腾退|处置|盘活|供应|出让|收储|征收|征迁|征用|种植|栽种|植树|造林|绿化|加装|安装|配备|购置|更新|淘汰|压减|节约|招引|招聘|招录|选派|"
    "安置|救助|资助|帮扶|慰问|惠及|覆盖|服务|受理|办理|办结|审结|侦破|破获|检查|检测|抽检|排查|调解|接待|吸引|吸纳|带动|转移|转化|申请|授权|承接|补助|发行|利用|签订|"
    "守住|拿出|筹措|下达|拨付|置换|偿还|清偿|举行|推广|推动|支持|推进|生产|销售|出口|进口|复垦|开垦|疏浚|铺设|架设|建造|开发|优化|新获|新认定|新引进|新培育|新签约|新招引|新组建|新设立|新登记|新注册|新入库|"
    "免除|为[^，。；]{1,8}(?:减负|减税|减免)"
)
_PLACES = "(?:全|我|本)(?:省|市|区|县|国|州|自治区)|全社会(?=[实完])|各地|各级"
_TIMES = (
    r"(?:到|至|截至|截止)?(?:\d{4}|[一二][八九〇○零][〇○零一二三四五六七八九]{2})\s?年(?:底|末|度|全年|以来|初|期间)?|全年|去年|今年(?:以来)?|上年|明年|年内|目前|截至目前|至今|\d{1,2}月底|年底|年末|"
    r"(?:过去|今后|未来|近)?[一二两三四五六七八九十\d]+年(?:来|间|累计)|[一二三四]季度|上半年|前三季度|本届政府(?:任期)?(?:以来)?|“?十[一二三四五]五”?(?:时期|期间|末)|到(?:本世纪末|那时)"
)
_YEAR = r"(?:\d{4}|[一二][〇○零一二三四五六七八九]{3})\s?年"
_AGAINST = (
    rf"(?:比|较|与)(?:上年|去年|上一年|前一年|前年|同期|原?计划|{_YEAR})(?:同期|末|底|初|度)?(?:预计|预算|实际|计划)?(?:相比)?"
)
_LEADS = re.compile(
    rf"^(?:[\s,，、:：”）)①-⑳]+|(?:其中|此外|同时|目前|预计|初步统计|据[^，]{{0,6}}统计|使|把|将|则|是|比如|例如|包括|又|还|也|仅|只|就|才|共计|合计|总共|一共|并且|并|和|及|与|以及|或者|而|且)|{_TIMES}|{_PLACES}"
    r"|(?:累计|共|已经?|再|均|都|要|力争|确保|争取|努力|计划|拟|预期目标为|主要预期目标是|主要目标是|预期目标是|目标是|推动|促进|带动|保持)(?=.)"
    r"|(?:实现|达到|完成|达|实际完成|超额完成|顺利完成|全面完成)(?!率|度)"
    r"|{_AGAINST}(?:预算)?|等于|相当于|对|在|由(?!于)|从(?!业)|让|给(?!水|排)|以(?!上|下|内|旧)|按(?!揭)|每年(?!度)|成功|顺利|全面|有力|有效|大力|加快|深入|扎实|持续|积极|高质量|基本|进一步|着力|统筹)"
)
_VALUE_VERB = (
    "达到|达成|达|实现|完成|为|是|至|到|增至|升至|降至|增加至|增加到|提高至|提高到|扩大到|扩大至|提升至|提升到|上升到|上升至|下降到|下降至|降到|降低到|降低至|减少到|减少至|缩短至|缩短到|压缩至|压缩到|发展到|"
    "突破|超过|超|高于|低于|共|共计|总计|合计|累计|分别|均|都|已|已经|将|将达|稳定在|保持在|控制在|维持在|稳居|位居|居|跃居|跃升至|在|有|共有|占|仅|只|约|近|高达|多达|不到|不足|"
    "增长|下降|提高|增加|上升|回落|降低|上涨|下滑|提升|扩大|攀升|回升|收窄|缩小|下跌|增速|净增|翻|同比|环比|同口径|比上年|较上年|比去年|较去年|比上年末|年均|平均每年|每年|名义|实际|"
    "拟按|按|等于|相当于|力争|确保|争取|不少于|不低于|不超过|不高于|了|的|和|及|与|率先|稳步|大幅|再|又|还|由|从|并|平均|不过|竟|"
    "由?每人每[年月]|每(?:立方米|平方公里|公顷|亩|吨|公斤|户)|保持|首次|全部|每人|每[月年]|由|比上年同期|同期|高出|快于|左右|仅有|只有|比|就|可以|能够|约为|最高|最多|超额|约占|大约|大体上|增产|约有|合计只|下降了|持平"
)
_TRAILS = re.compile(rf"(?:{_AGAINST}|[由从自]?{_YEAR}(?:底|末|初)?|{_VALUE_VERB}|[\s,，、:：“（(—-])$")
_KEEP_END = re.compile(
    "(?:产值|价值|总额|数量|比率|比例|比重|占比|速度|均衡|面积|净增|地区|水平|以上|以下|主体|目的|所有|拥有|国有|公有|私有|民有|享有|富有|持有|自有|带有|含有|占有|没有|率达|利率|最低|最高|提高率|建成|海上|线上|陆上|网上|地上|水上|规上|限上|线下|地下|以及|参与|给予|普及|涉及|惠及|多少|减少|年少|规下|乡下|直达|发达|到达|抵达|直到|报到|达到率)$"
)
_COMPLETED = re.compile("(?<=[\u4e00-\u9fff]{2})(?:累计)?(?:完成|实现)(?:了)?(?=[\u4e00-\u9fff]{2})")
_PREDICATES = (
    "目标|速度|增速|水平|幅度|增幅|大关|台阶|关口|整|了|时|增加|减少|上升|降低|扩大|缩短|提升|发展|改为|变为|以|获|入选|完成|实现|全部|全面|开工|投产|落地|建成|用上|达|已|均|被|竣工|纳入|投入|启用|投用|上市|落户|签约|开通|通车|营运|运营|增长|下降|提高|以上|左右|基本|成功|顺利|正式|加快|实施|"
    "位居|居(?!住|民|家)|排名|列|为|是|在|从|对|将|使|让|向|有|比|占|同比|较|由|得到|进入|受益|参与|动工|启动|用于|高于|低于|快于|以及|和|与|及|并|或|的目标|左右|共|累计|通过|的速度|的增长|不等|多|余"
)
_ENDS_NOUN = (
    "增加|减少|上升|降低|扩大|缩短|提高|获得|获评|获批|入选|完成|实现|全部|全面|开工|投产|落地|建成|用上|达到|已|均|竣工|纳入|投入使用|启用|投用|上市|签约|开通|通车|运营|增长|下降|(?<![及级])以上|左右|成功|顺利|正式|"
    "位居|列入|分别|同比|得到|启动|高于|低于|快于|以及|或者|累计|稳步|有序|加快"
)
_OF_NOUN = r"[\u4e00-\u9fffA-Za-zⅠ-Ⅻ“”·+\d\r\n-]"
_RIGHT = re.compile(
    rf"(?:的)?(?!{_PREDICATES})(?P<noun>(?:{_OF_NOUN}|（[^（）]{{1,12}}）(?={_OF_NOUN}))+?)(?=(?!{_OF_NOUN}|（[^（）]{{1,12}}）{_OF_NOUN}).|$|{_ENDS_NOUN})"
)
_BECAME = re.compile(
    r"(?:、[^，。；、]{1,14}?)?(?P<did>(?:集中)?(?:实现|完成|达到|列入|纳入|竣工|建成|开工|投产|投用|通车|启用)[^，。；、：,;\d\n]{0,24})(?=[，。；,;])"
)
COUNTING_LEAD = re.compile(rf"(?:{COUNTING})(?:了)?")
ONLY_COUNTING = re.compile(rf"(?:(?:{COUNTING})[了、和并及]?)+")
_DEPENDENT = re.compile(
    "(?:(?:高于|快于|低于|好于|优于)(?:全国|全省|全市|全区|目标|预期|年度)[^，。；]{0,8}|占比|比重|占[^，。；]{0,14}(?:比重|比例)|占[^，。；]{1,14}|增速|增幅|总量|总额|总数|覆盖率|完成率|排名|同比|其中|贡献率|面积|长度|价值|均价|单价|平均|产值|总?产量|单产|投入强度|"
    "(?:涨|降|跌)幅|利用率|达标率|合格率|满意率|满意度|增长率|率|总面积|总投资|投资额)$"
)


class Name(NamedTuple):
    """A phrase that names a figure; for what is inherited, `start` is where the first of its words stands."""

    text: str
    start: int
    end: int


def phrase(text: str, start: int, end: int) -> Name | None:
    """The naming phrase in text[start:end], what stands between a stop or figure and the next figure; None if none is there."""
    changed = True
    while changed:
        changed = False
        if (lead := _LEADS.match(text[start:end])) and lead.end():
            start, changed = start + lead.end(), True
        if (trail := _TRAILS.search(text[start:end])) and not _KEEP_END.search(text[max(start, end - 6) : end]):
            if ONLY_COUNTING.fullmatch(text[start:end]):
                break
            end, changed = start + trail.start(), True
    words = text[start:end]
    if len(words) < 2 or not re.search("[\u4e00-\u9fffA-Za-z]", words):
        return None
    return Name(tidy(words), start, end)


def tidy(words: str) -> str:
    """The phrase without white space, a dangling bracket, and verbs of state inside."""
    words = re.sub(r"\s+", "", words)
    words = re.sub(r"（[^（）]*）|\([^()]*\)", "", words)
    words = _COMPLETED.sub("", words)
    if words.count("（") > words.count("）"):
        words = words.replace("（", "")
    return words.strip("“”（）()、，：:；") if words.count("“") != words.count("”") else words.strip("（）()、，：:；")


def noun_after(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the noun stands that follows a counted figure (新建3所[学校]); None where something else follows."""
    match = _RIGHT.match(text, start, min(end, start + 36))
    if match is None or len(match["noun"]) > 30:
        return None
    return match.span("noun")


def became(text: str, start: int, end: int) -> str:
    """What a counted noun that ends at `start` did, up to the stop (12个村[实现“村村通”]); empty where nothing is told."""
    match = _BECAME.match(text, start, end)
    return re.sub(r"\s+", "", match["did"]) if match else ""


def is_dependent(words: str) -> bool:
    """Whether the phrase says something of what was named before it (占比, 增速)."""
    return len(words) <= 14 and _DEPENDENT.match(words) is not None and _DEPENDENT.fullmatch(words) is not None
