"""Two things that a question or a report holds against each other, and which of them it says is more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from service.readers.base import Reading
from service.readers.directions import WAYS, direction_of
from service.readers.relevance import relevance

Asks = Literal["more", "less", "same", "greatest", "least", "difference", "times"]

_ADJECTIVE = r"(?<![减变提增扩加升缩放最])(?:(?P<more>[多高大快长强好])|(?P<less>[少低小慢短弱差]))"
_WORDS_OF_MORE = "超过|高于|快于|多于|大于|好于|优于|强于|长于|领先于?|跑赢|超出|超越|赶超"
_WORDS_OF_LESS = "低于|慢于|少于|小于|不及|落后于?|弱于|短于"
_HOW_MUCH = "(?:多少|几)"
_LARGER = "(?P<more>more|higher|larger|greater|bigger|faster)"
_SMALLER = "(?P<less>less|lower|smaller|slower|fewer)"
_FORMS = (
    ("times", rf"^(?P<a>.+?)(?:是|为|有|相当于)(?P<b>.+?)的{_HOW_MUCH}倍"),
    ("difference", rf"^(?P<a>.+?)得?[比较](?P<b>.+?){_ADJECTIVE}了?出?了?{_HOW_MUCH}"),
    ("difference", rf"^(?P<a>.+?)[和与跟同](?P<b>.+?)(?:之间)?的?(?:相差|差距|差额|差值|差了?)(?:是|有|为)?{_HOW_MUCH}"),
    ("difference", r"difference between (?P<a>.+?) and (?P<b>.+)"),
    (
        "which",
        rf"^(?P<a>.+?)(?:[和与跟同]|还是)(?P<b>.+?)[,，]?(?:相比)?[,，]?(?:哪一?[个项边家]|谁)的?[^,，]{{0,4}}?更?{_ADJECTIVE}",
    ),
    ("which", rf"which (?:is|was) (?:{_LARGER}|{_SMALLER})[,:]? (?P<a>.+?) or (?P<b>.+)"),
    ("same", r"^(?P<a>.+?)[和与跟同](?P<b>.+?)(?:都?是)?(?:一样|相同|相等|同一个|持平|一致)"),
    ("order", rf"^(?:[跟与和同]|相?比)(?P<b>.+?)(?:相?比(?:较|起来)?)?[,，](?P<a>.+?)是?{_ADJECTIVE}了?$"),
    ("order", rf"^(?P<a>.+?)得?比(?P<b>.+?)(?:还|更|要|稍|略)*{_ADJECTIVE}(?:了|些|一?点点?)?$"),
    ("order", rf"^(?P<a>.+?)(?:没有|没|不如)(?P<b>.+?)(?:那么|这么)?{_ADJECTIVE}$"),
    ("order", rf"^(?P<a>.+?)(?:(?P<more>{_WORDS_OF_MORE})|(?P<less>{_WORDS_OF_LESS}))了?(?P<b>(?:(?:19|20)\d\d年|[^\d])+)$"),
    ("order", rf"^(?P<a>.+?)(?:{_LARGER}|{_SMALLER}) than (?P<b>[^\d]+)"),
)
_PATTERNS = tuple((form, re.compile(pattern)) for form, pattern in _FORMS)
_ASKS: dict[str, tuple[Asks, Asks]] = {  # where the words are of more, of less
    "times": ("times", "times"),
    "difference": ("difference", "difference"),
    "same": ("same", "same"),
    "which": ("greatest", "least"),
    "order": ("more", "less"),
}
RELATION = re.compile(rf"(?P<more>{_WORDS_OF_MORE}|超(?=全国|全省|世界))|(?P<less>{_WORDS_OF_LESS})")
_TIMES_OF = re.compile(r"^(?P<a>.+?)(?:是|有|为|达到?|超过|相当于)(?P<b>[^\d]+?)的$")
TIME = re.compile(r"(?:(?:19|20)\d\d年?|去年|今年|上一?年|前年|本年|明年)(?:底|末|全年)?")
_PLAN = re.compile(r"计划|目标|预期|安排|任务|指标|实际|完成|做到|达到|执行|结果|定下?|(?<=[的定成到])数[字值量]?|的")
_TOPIC = re.compile("^(?P<topic>[^,，]+?)[,，](?=.)")
_FRAME = re.compile("^(?:[拿论按就从]|要说)(?P<topic>[^,，]+?)(?:来[比看说讲]|而言|上)?[,，](?=.)")  # 拿增加值来说,…
_LEVEL = re.compile("(?P<of>全[国省市区县球]|世界|国际)的?(?:平均)?(?:水平|平均数)?$")
_MEASURE = re.compile("的[^的]{0,10}(?:[率额量数值]|比重|占比|比例|增速|增幅|增长|目标|规模|面积|收入|支出|投资)$")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Invariant: both sides can be asked for alone; what one leaves to the other has been added to it."""

    asks: Asks
    a: str
    b: str
    is_over_time: bool = False  # the second side is the first in another year

    @property
    def is_of_two_times(self) -> bool:
        """Whether each side names its time, and another one: what is planned this year, and what was done last year."""
        of_a, of_b = set(TIME.findall(self.a)), set(TIME.findall(self.b))
        return self.is_over_time or bool(of_a and of_b) and of_a != of_b


def comparison_of(text: str) -> Comparison | None:
    """The two sides that a folded question or claim compares; None if it compares none."""
    frame = _FRAME.match(text)
    text = text[frame.end() :] if frame else text
    for form, pattern in _PATTERNS:
        if match := pattern.search(text):
            asks = _ASKS[form][0 if match.groupdict().get("more") else 1]
            is_over_time = not TIME.sub("", match["b"]).strip(" 的") and direction_of(match["a"]) is None
            return Comparison(
                asks,
                *completed(f"{_with_topic(match['a'].strip(' ,，'))}{frame['topic'] if frame else ''}", match["b"]),
                is_over_time,
            )
    return None


def _with_topic(side: str) -> str:
    """新增就业的数,今年定的: what stands before the comma is what both sides are of."""
    topic = _TOPIC.match(side)
    return f"{side[topic.end() :]}{topic['topic']}" if topic else side


def subject_of(side: str) -> str:
    """What a side is of, without the words that say it was done or planned."""
    return _PLAN.sub(" ", side)


def times_of(text: str) -> Comparison | None:
    """The sides of "A is … times B", of the text before the figure."""
    match = _TIMES_OF.search(text)
    return Comparison("times", *completed(match["a"], match["b"])) if match else None


def stated_relation(text: str) -> Literal["more", "less"] | None:
    """What the last such word of a text says of the thing before it."""
    found = list(RELATION.finditer(text))
    if not found:
        return None
    return "more" if found[-1]["more"] else "less"


def is_turned(reading: Reading, comparison: Comparison, text: str) -> bool:
    """Whether a text has the second side before the word that relates them, and the first behind it."""
    word = list(RELATION.finditer(text))[-1]
    halves = (text[: word.start()], text[word.end() :])
    a, b = (relevance(reading.encoder, side, halves) for side in (comparison.a, comparison.b))
    return bool(a[1] > a[0] and b[0] > b[1])


def is_only_time(text: str) -> bool:
    """Whether a side names a year, done or planned, and nothing else."""
    return not _PLAN.sub("", WAYS.sub("", TIME.sub("", text))).strip(" ,，")


def completed(a: str, b: str) -> tuple[str, str]:
    """2020年计划引进的项目比2019年引进的: the second is of 项目 too; 2019年A比B: B is of 2019."""
    if (level := _LEVEL.match(b)) and not _LEVEL.match(a):
        return a, level["of"] + (a.partition("的")[2] or TIME.sub("", a))
    if b.endswith("的") or is_only_time(b):
        of_a = a if is_only_time(b) or "的" not in a else a.rpartition("的")[2]
        return a, f"{b} {_PLAN.sub(' ', TIME.sub(' ', of_a))}"
    if (measure := _MEASURE.search(b)) and not a.endswith(measure[0][1:]):
        a = a + measure[0]
    if (when := TIME.search(a)) and not TIME.search(b):
        b = when[0] + b
    return a, b
