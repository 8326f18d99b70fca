"""A question, understood: its words, which years it asks for, and what kind of answer it wants."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from indexer.errors import QueryInvalid
from indexer.facts.units import UNIT
from indexer.metadata.divisions import divisions
from indexer.numerals import SCALE
from indexer.records import Report
from indexer.segment import fold, words
from service.beyond import Beyond, beyond
from service.deeds import topic
from service.places import large_places, named_abroad
from service.records import Kind
from service.spelling import close_gaps, write_out_initials
from service.whether import asks_whether

MAX_CHARACTERS = 500
COUNTRY = frozenset(("全国", "中国"))  # as a place
EXAMPLE = "ask something, e.g. 2019年地区生产总值是多少?"

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORT_YEAR = re.compile(
    r"(?<![连续第近满达期用花超历隔整约每去这了款共\d.])([012]\d)年(?![来内间期前后以多代])"
)  # 24年, but not 连续24年
# 2013年的国务院政府工作报告, 2024年和2025年的报告, the 2009 State Council report
_OF_REPORT = re.compile(
    r"(?:(?:19|20)\d\d年?[、和与及,，]{0,1})+(?:的|[\u4e00-\u9fff]{0,6}?的?)(?:政府)?(?:工作)?报告|"
    r"(?:19|20)\d\d(?: (?!according|in|of|by|as)[a-z]+){0,4}? reports?\b"
)
_LAST_YEAR = re.compile(
    r"去年|上一?年|last year|previous year|past year|(?<!一)昨年|(?<!재)작년|지난해|"
    r"año pasado|ano passado|année dernière|letzte[ns] jahr|vorjahr|прошлом году|العام الماضي|năm ngoái|năm trước|ปีที่แล้ว"
)
_THIS_YEAR = re.compile(
    r"今年|本年|新一年|this year|current year|올해|este a[ñn]o|cette année|diese[sm] jahr|этом году|هذا العام|năm nay|ปีนี้"
)
_YEAR_BEFORE_LAST = re.compile(
    r"(?<!大)前年(?![比同ぁ-ヿ])|"  # in Japanese the year before: 前年比, 前年より
    r"year before last|一昨年|재작년|avant-dernière année|vorletzte[sn] jahr|позапрошл\w+ год|năm kia"
)
_NEXT_YEAR = re.compile(
    r"明年|next year|来年|내년|próximo a[ñn]o|ano que vem|année prochaine|nächste[ns] jahr|следующем году|"
    r"العام المقبل|năm tới|ปีหน้า"
)
# What they count from the year of the report, against which they are stated, and what that is called.
_RELATIVE = {-1: _LAST_YEAR, 0: _THIS_YEAR, 1: _NEXT_YEAR, -2: _YEAR_BEFORE_LAST}
RELATIVE = {-1: "去年", 0: "今年", 1: "明年", -2: "前年"}
_PLANNED = re.compile(
    r"目标|(?<![五期])(?<!五年)计划|预期(?!寿命)|打算|准备|将要?|力争|要新?[建办增]|要(?:控制|达到|实现|完成|保持)|下一步|"
    r"\b(?:plan|target|aim|goal|will|expect|intend|going to|by the end of|to be\b)|"
    r"计画|予定|목표|계획|예정|objetivo|\bmeta\b|\bprev|planea|objectif|prévu|visée?\b|\bziel|wachstumsziel|geplant|\bsoll|\bцел[ьи]|план|"
    r"المقرر|المستهدف|هدف|mục tiêu|kế hoạch|\bsẽ\b|เป้าหมาย|แผน"
)
_DONE = re.compile(
    r"[做干]了|采取了|推出了|完成了|实现了|达到了|新增了|建成了|已经?|了多少|了几|取得|回顾|实际(?:[数值上完达增降下涨]|[为是]多少)|"
    r"\b(?:did|(?:was|were)(?!.* to be\b)|achieved|completed|reached|has been|have been|had)\b|"
    r"実绩|(?:まし|でし)た|[었았였했]습니|\bfue(?:ron)?\b|\balcanz[óa]|\bfo(?:i|ram)\b|\b(?:a|ont) été\b|\bétait|\bwar(?:en)?\b|"
    r"\bwurden?\b|\bбыл[аои]?\b|составил|بلغت?\b|\bđã\b"
)
_UNIT = re.compile(rf"(?:多少|几)(?:(?P<unit>{SCALE}?{UNIT})|(?P<money>钱))")
_AMOUNT = "数量|户数|人数|金额|总额|面积|占比|比例|比重|增速|增幅|增长率"
_COUNTED = (
    r"多少|(?<![哪好第])几(?![乎何率])|(?<![很许众最更])多[大高长快久远]|有多[宽深厚重]|百分之|"
    r"(?:什么|啥)价|好多[\u4e00-\u9fff]{0,2}[嘛哦呢啊]?\?*$"  # 好多 asks for an amount in the southwest, and is many elsewhere
)
# What a figure is called, behind the word that asks for it: what life expectancy, quel taux, какую сумму.
_FIGURES = {
    r"what(?: is| was| were| are| did| does| will be)?": (
        r"targets?|figures?|values?|volume|amount|total|output|revenues?|rates?|number|length|percent(?:age)?|share|proportion|growth|"
        r"level|area|sum|deficit|(?:domestic|regional) product|gdp|expectancy|income|coverage|ratio|price|speed|budget|turnover|"
        r"population|capacity|expenditure|cost|increase|decrease|density|consumption|height|weight|size|quota|"
        r"distance|depth|width|temperature|concentration|salary|ceiling"
    ),
    r"(?:qué|cuál|qual|que)(?: es| fue| era| é| foi| será)?": (
        r"objetivos?|metas?|tasa|taxa|valor|cifra|crec\w*|cresc\w*|monto|montante|volum\w*|nivel|nível|suma|soma|importe|cantidad|"
        r"porcentaje|percentagem|superficie|área|longitud|extensão|proporción|proporção|ingresos?|receitas?|déficit|número|"
        r"potencia|potência|capacidade?|tamaño|tamanho|salario|salário|renda|renta|esperanza|esperança|altura|anchura|largura|distancia|"
        r"distância|peso|precio|preço"
    ),
    r"quel(?:le)?(?: est| était| a été| fut| sera)?": (
        r"objectif|taux|montant|chiffre|valeur|superficie|croissance|somme|longueur|hausse|baisse|nombre|volume|niveau|part|pourcentage|"
        r"proportion|revenus?|déficit|espérance|puissance|capacité|taille|ampleur|salaire|hauteur|"
        r"profondeur|largeur|distance|poids|prix|coût|densité|concentration|quantité"
    ),
    r"welche[nrsm]?|wie hoch": (
        r"anteil|zahl|höhe|summe|fläche|menge|werte?|betrag|länge|quote|rate|wachstums?\w*|ziel|niveau|umfang|einkommen|defizit|"
        r"größe|leistung|kapazität|lohn|tiefe|breite|entfernung|gewicht|preis|dichte|lebenserwartung|prozentsatz"
    ),
    r"как(?:ой|ая|ую|ое|ого|ова?|ово)(?: был[аои]?| составил[аои]?)?": (
        r"процент|объ[её]м\w*|рост|цел[ьи]|дол[яию]|сумм\w*|уров\w*|показател\w*|числ\w*|стоимость|темп\w*|прирост|площадь|протяж\w*|"
        r"доход\w*|дефицит\w*|продолжительность|мощност[ьи]|размер\w*|"
        r"зарплат\w*|глубин\w*|ширин\w*|высот\w*|расстояни\w*|вес|цен[ауы]|плотность|вместимость|количеств\w*"
    ),
}
_NO_FIGURE = r"(?!(?:of|for|to|in|de|del|da|do|name|kind|type|sort)\b)"
_NAMED_FIGURE = "|".join(
    rf"\b(?:{asking}) (?:l['’]|(?:{_NO_FIGURE}[^\s,?]+ ){{0,5}}?)(?:{figures})\b" for asking, figures in _FIGURES.items()
)
_HOW_MUCH = re.compile(
    rf"{_COUNTED}|{_AMOUNT}|率是|什么(?:水平|规模|幅度|数[量额]|数字(?![\u4e00-\u9fff]{{2}}))|{_NAMED_FIGURE}|"
    r"how (?:many|much|large|big|long|high|fast)|what is the longest|\bwhat did\b.*\b(?:come|amount|add up) to\b|"
    r"percentage|growth rate|どの(?:くらい|程度)|いくら|いくつ|何(?:[件人社校个台]|[かカヶ]所|パーセント)|どれ(?:だけ|くらい)|"
    r"몇|얼마|cuánt|\bquant[oa]s?\b|combien|à quel niveau|wie ?viel|wie hoch|prozent|\bскольк\w+|كم|"
    r"ما (?:(?:هو|هي|كان|كانت) )?(?:ال)?(?:هدف|نسبة|قيمة|حجم|حد|معدل|عدد|مساحة|إجمالي|مبلغ|متوسط|طول|سعة)(?!\w)|"
    r"bao nhiêu|mấy|เท่าไร|เท่าใด|กี่"
)
_MEANING = re.compile(
    r"什么意思|指的?是?什么|指的是\??$|是指|含义|解释|什么[是叫]|代表什么|mean\b|means|stand for|refer to|意味|뜻|"
    r"significa|signifie|bedeutet|означает|يعني|nghĩa|とは(?:何|なん|どう)|หมายถึง"
)
# Some or so many things are asked for, whatever else: 哪些项目、各多少, 三个样板是什么.
_SEVERAL = re.compile(
    r"哪些|哪[几两三四五六七八九十](?!个?字)|哪\d+[^\d年月]|哪[“\"]|列出|列举|列全|列一下|列清|写出来|一[个项条]不[漏落]|逐[一条项个]|之类各|"
    r"几[个大类种项条座家][^,。?]{0,12}(?:都是|分别是|都叫)(?:什么|啥)|"
    r"(?<!第)(?:[两三四五六七八九十]|(?<![\d.+])(?:[2-9]|[1-9]\d))(?:[个大条项座张种件家所]|[^“”\"]?[”\"]).{0,12}"
    r"(?:[是指叫](?:哪(?!一?[个家位天年座种类月日条项级])|什么)|是指什么)(?!意思)"
)
# What is asked for is no figure, whatever quantity is named besides: 哪类商品的比例提高了, 几家合办的中心叫什么. Which province
# and who of all are asked by a figure of theirs.
_PHRASE = rf"第几|(?<!都有)谁|哪(?!个?省)|(?:什么|啥)(?!水平|程度|规模|数|幅度|区间|{_AMOUNT})|多大(?:程度|范围)|几月几[日号]"
_PLURAL = r"\w*[^su\W]s"
_NAME_THE = r"\bname the "
_BEHIND_NOUN = r"(?:of|that|which|who|whose|where|in|on|for|to|from|by|with|at|under|it|was|were)\b"
_NAME_SEVERAL = rf"{_NAME_THE}(?:(?!{_BEHIND_NOUN})[\w'-]+ )*?{_PLURAL}(?=[.?]|$| {_BEHIND_NOUN})"
# So many of something where nothing asks: 新增的三家景区.
_SO_MANY = (
    r"^(?!.*(?:\?|吗|多少|几|什么|啥|谁|哪|怎|如何|为何|何[时地])).*"
    r"(?<![第一二三四五六七八九十百千])[两三四五六七八九十][个种项家大件类座条处位张支句场](?![百千月年小季])"
)
_WHICH = re.compile(
    r"分别|有什么|都有|列给我|(?<!多)各(?![国地方级部类族界单])[^,。?]{0,5}(?:什么|啥|怎|哪)|各是\??$|"
    rf"{_SO_MANY}|をすべて|挙げて|무엇무엇|나열|các \w+ nào|\bquais\b|\bкак(?:их|им|ими)\b|"
    rf"\bwhich (?:two|three|four|five|six|seven|eight|nine|ten|of|are|were|{_PLURAL})\b|"
    rf"what are|^(?:please )?list\b|{_NAME_SEVERAL}|어떤 [\w ]*들|"
    r"cuáles|quels|quelles|какие|ما هي [\w ]*(?:ات|ين)\b|những|"
    r"welche [^.?]*?\b(?:sind|waren|werden|wurden|haben|hatten|sollen|können|kamen|zwei|drei|vier|fünf)\b"
)
_OPEN = re.compile(
    r"什么|啥|咋|谁|哪|第几|怎么|怎样|如何|为何|为什么|何时|何地|(?:名[字称]?|[全简]称|称号|主题|口号|地点)[是叫]?\?*$|"
    rf"{_NAME_THE}|who|what|where|when|why|how|which|؟|吗|呢|"
    r"(?<![\u4e00-\u9fff?])(?<![\u4e00-\u9fff] )\?|[是叫]\?|"  # but not behind bare keywords in Chinese
    r"どこ|どの|どれ|何|어느|어디|누구|무엇|ใด|ไหน|ใคร|อะไร"
)
# A thing described, where nothing asks: 支持黄山市建设的研究院, 出了名的那家. Of a quantity (开工的套数) the figure is asked for.
_QUANTITY = (
    rf"{_AMOUNT}|数|率|[余金差总]额|[产容总流]量|值|规模|目标|里程|收入|支出|投资|增长|水平|[长高深宽密浓强]度|价格?|标准|资金|人口|储[备量]|"
    "贷款|存款|进出口|[进出]口|就业|消费"
)
_THING = re.compile(
    rf"[\u4e00-\u9fff]{{5}}(?<![省市县区州国])的(?![^的]*(?:{_QUANTITY})$)[“”\u4e00-\u9fff]{{0,10}}$|的那(?:个|家|处|位|座|条|种|档子)"
)
WHICH_DAY = "(?<!第)几号(?![线楼院台馆厅桥])"
_WHEN = re.compile(rf"什么时候|何时|哪一?年|哪个月|几月|{WHICH_DAY}|when\b|いつ|언제|cuándo|quand|wann|когда|متى|khi nào")
_COMMON_WORDS = frozenset("白银 来宾 安康".split())  # that are names of cities too
_FUNCTION = "的是在了和与该本全个国市省级为年月跟认把让到对给从有及我这那被比向由将说"
_NEW_AREA = re.compile(rf"(?:(?![{_FUNCTION}])[\u4e00-\u9fff]){{2}}新区")  # 雄安新区, but not 去年新区
_OF_YEAR = re.compile(r"[市县](?=(?:19|20)\d\d|[今去]年)")  # 北河市2019年, of a place that no table has
_SOME = frozenset(
    "哪些 每个 各个 多少 所有 其他 其它 全部 几个 部分 大多数 试点 沿海 中心 地级 县级 贫困 脱贫 百强 重点 边境 省区 省市".split()
)  # 哪些县
# What is said before a question is asked.
_POLITE = re.compile(
    r"^(?:(?:劳驾|请问(?:一下)?|麻烦(?:[问查看](?:一下)?)?|(?:帮我?)?[问查]一下|我?们?想(?:问(?:一下)?|知道)|请?告诉我)"
    r"[,，:：。!！ ]*)+"
)
# Words that end like the name of a place and are none.
_NO_PLACES = frozenset(
    "开发区 保税区 度假区 旅游区 功能区 经济区 合作区 先行区 主城区 老城区 示范区 实验区 试验区 自贸区 高新区 工业区 住宅区"
    " 居民区 商业区 风景区 保护区 自治区 直辖市".split()
)


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the ranking and the reader use it."""

    text: str  # as asked
    plain: str  # what is searched for: without the spaces inside its words
    folded: str
    years: frozenset[int]  # named in it, but for those that only say whose report is meant
    short_years: frozenset[int]  # named by two digits, where they are those of the report: 24年
    report_years: frozenset[int]  # of the reports that it names: 2013年的政府工作报告
    relative: tuple[int, ...]  # 0 for "this year", -1 for "last year", against the report (`RELATIVE`)
    planned: bool | None  # True asks for what is planned, False for what was done
    unit: str | None  # of the figure that it asks for, where it names one: 亿元 in 多少亿元
    asking: tuple[int, int] | None  # where the last words that ask for a figure stand in `folded`
    wants_date: bool
    beyond: Beyond | None  # what it asks for that no report says
    places: frozenset[str]  # provinces, cities, counties and districts named in it, without 省, 市, 县, 区
    kind: Kind

    def holds(self, number: str) -> bool:
        """Whether it has a number, folded, with or without its unit, and not within a longer one or a code: 14 in 14+2+N."""
        return re.search(rf"(?<![\d.+]){re.escape(number)}(?![\d.+])", self.folded) is not None

    def names(self, place: str) -> bool:
        """Whether it names a place, which is given without 省, 市, 县, 区; in any language where it is a large one."""
        return place in self.folded or place in self.places

    def asked_years(self, report: Report) -> frozenset[int]:
        """The years it asks about, stated against the report and not the clock: "last year" is the year it reviews."""
        years = self.years | {report.year if offset == 0 else report.reviewed_year + 1 + offset for offset in self.relative}
        years |= self.short_years & {report.year, report.reviewed_year}
        if not years and self.planned is not None:
            years = frozenset({report.year if self.planned else report.reviewed_year})
        return frozenset(years)


def understand(text: str) -> Query:
    """Raises QueryInvalid for a query that is blank, over 500 characters, no text (a lone surrogate) or without a word."""
    if not text.strip():
        raise QueryInvalid(f"the question is empty; {EXAMPLE}")
    if len(text) > MAX_CHARACTERS:
        raise QueryInvalid(f"the question has {len(text):,} characters, expected at most {MAX_CHARACTERS}; shorten it")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise QueryInvalid("the question holds half a character (a lone surrogate); send it as valid Unicode")
    as_asked = fold(text)
    folded = write_out_initials(close_gaps(_POLITE.sub("", as_asked) or as_asked))
    if not words(folded):
        raise QueryInvalid(f"the question {text[:20]!r} has no word or number in it; {EXAMPLE}")
    report_years = _years_in(" ".join(match.group() for match in _OF_REPORT.finditer(folded)))
    planned, done = bool(_PLANNED.search(folded)), bool(_DONE.search(folded))
    return Query(
        text=text,
        plain=text if folded == as_asked else folded,
        folded=folded,
        years=_years_in(folded) - report_years | _years_in(_OF_REPORT.sub(" ", folded)),
        short_years=frozenset(2000 + int(year) for year in _SHORT_YEAR.findall(folded)),
        report_years=report_years,
        relative=tuple(offset for offset, said in _RELATIVE.items() if said.search(folded)),
        planned=planned if planned != done else None,
        unit=(found["unit"] or "元") if (found := _UNIT.search(folded)) else None,
        asking=_last_span(_HOW_MUCH, folded),
        wants_date=bool(_WHEN.search(folded)),
        beyond=beyond(folded),
        places=_places(folded),
        kind=_kind(folded),
    )


def _last_span(pattern: re.Pattern[str], text: str) -> tuple[int, int] | None:
    return next(reversed([match.span() for match in pattern.finditer(text)]), None)


def _years_in(folded: str) -> frozenset[int]:
    return frozenset(int(year.group()) for year in _YEAR.finditer(folded))


@functools.cache
def _known_places() -> frozenset[str]:
    """The names of places that are known without 省, 市, 县, 区: provinces, cities and other countries."""
    cities = {division.stem for division in divisions() if division.level == "city"}
    return large_places() | (cities - _COMMON_WORDS) | COUNTRY


def _places(folded: str) -> frozenset[str]:
    found = set()
    for word in words(folded):
        if word.text in _known_places():
            found.add(word.text)
        elif word.text.removesuffix("地区") in _known_places():
            found.add(word.text.removesuffix("地区"))
        elif len(word.text) > 2 and word.text[-1] in "省市县区州" and word.text not in _NO_PLACES and word.text[:-1] not in _SOME:
            found.add(word.text[:-1])
        elif len(word.text) > 1 and word.text not in _SOME and _OF_YEAR.match(folded, word.end):
            found.add(word.text)
    found |= {match.group() for match in _NEW_AREA.finditer(folded)}
    return frozenset(found | named_abroad(folded).keys())


def _kind(folded: str) -> Kind:
    if topic(folded):
        return "passage"
    if asks_whether(folded):
        return "yesno"
    if _SEVERAL.search(folded):
        return "list"
    if _MEANING.search(folded):
        return "definition"
    if _HOW_MUCH.search(folded) and not _asks_for_phrase(folded):
        return "value"
    if _WHICH.search(folded):
        return "list"
    # Bare keywords, as typed into a search box, mostly look for the figure, if they describe no thing.
    return "span" if _OPEN.search(folded) or _THING.search(folded) else "value"


def _asks_for_phrase(folded: str) -> bool:
    """Whether the last of the words that ask is for a phrase; what only names a quantity (比例) asks where nothing else does."""
    phrase, counted = (max((found.end() for found in re.finditer(asks, folded)), default=0) for asks in (_PHRASE, _COUNTED))
    return phrase > counted
