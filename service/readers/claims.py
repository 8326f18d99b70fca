"""What a yes-or-no question states, without the words that only ask."""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.query import Query
from service.readers.bounds import bound_of, in_figures
from service.readers.happenings import stage_of
from service.readers.ranks import RANKS
from service.readers.wording import is_denied, is_of_all

_AUXILIARY = re.compile(r"^(?:did|does|do|is|are|was|were|has|have|had|will|can)\s+(?:there\s+)?(?:be\s+|been\s+)?")
# What somebody says around what is asked: 我想确认一下:…, …,有这回事吗
_BEFORE = re.compile(r"^[^,，:：]{0,16}(?:想[问知确了]|请问|问一?[下问]|听说|据说)[^,，:：]{0,6}[,，:：]?")
_AFTER = re.compile(
    r"[,，]\s*(?:对(?:不对)?|(?:就)?是(?:不是)?(?:真的|这样的?|这么回事)?|真的(?:假的)?|(?:是不是|有没有|有)这(?:么?一?[回件种个])?事儿?|没错|属实|"
    r"(?:is that )?(?:so|right|true|correct))(?:吗|吧|么|呢|啊)?\s*[?？。!！]*$|还是[没不未][^,，]{0,8}$"
)
_ASKING = re.compile(r"是不是|[是能可会有]否|究竟|到底|(?:(?<![多少高低快慢大小])了)?(?:没有|没|吗|么|吧)?\s*[?？。!！]*$")
_WHETHER_OR_NOT = re.compile(r"([\u4e00-\u9fff])[不没]\1")  # 有没有, 能不能
_SHORTEST = 4  # characters of a part that says something
_QUOTED = re.compile('[“"《][^”"》]*[”"》]')
_CIRCUMSTANCE = re.compile(r"^.{2,30}?(?:时候?|情况下|背景下)[,，]|^(?:按照?|根据|依照|据).{2,20}?[,，]")
_DONE = re.compile(
    r"了(?:吗|没|么|吧|[?？]|$)|已经?|过(?:吗|没|[?？]|$)|曾|现在|目前|如今|^(?:did|has|have|had|was|were)\b|\b(?:already|been)\b"
)
_PLANNED = re.compile(
    r"(?<![年五期工])计划|打算|准备|预期|目标|将(?!军)|(?<![社协大两盛峰博展晚年理委工国议])会(?=[\u4e00-\u9fff])(?![议展员计场馆])|拟|"
    r"(?<![主重需只想])要(?![求素点闻])|\b(?:will|plan|planned|(?:going|supposed|expected|due) to|target)\b"
)
_STILL = re.compile(r"仍|照旧|依旧|依然|停留|一直|继续|还(?![款债清本]|干净|是[没不])|\bstill\b")
_ASIDE = re.compile(  # 没有单位的老人, 当场结算、不用回家报, 不回家也能办
    "(?:没有?|未|不|无)[^,，的]{1,10}的(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]{3})、[不没无][^,，]*|不[^,，]{1,6}也(?=[能可])"
)
# What a report does not state: what somebody thinks of it, and what nobody knows yet.
_OPINION = re.compile(
    r"觉得|认为|看好|看来|靠谱|合理|太[高低多少大小快慢]|真的?[能会]|会不会真|值不?值得|应不?应该|该不该|有用|行不行|怎么样|([贵难远够])不\1|"
    r"漂亮|好[看玩吃听]|舒服|热闹|明年|后年|\b(?:think|believe|should|next year|too)\b"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """All of it folded."""

    statement: str
    about: str  # without the circumstances that stand before it: 去年经济下行的时候,…
    is_denied: bool  # 不用交农业税
    is_of_all: bool  # 都, 全部
    is_still: bool  # 仍停留在筹建阶段
    is_done: bool | None  # True asks whether it was done, False whether it is planned
    stage: int | None  # of a project, as `happenings.stage_of` has it


def claim_of(query: Query) -> Claim | None:
    """The claim of a question of kind "yesno"; None where it asks for an opinion or a forecast."""
    asked = query.folded.strip()
    if _OPINION.search(asked):
        return None
    asked = _AFTER.sub("", _BEFORE.sub("", asked))
    statement = _WHETHER_OR_NOT.sub(r"\1", _ASKING.sub("", _AUXILIARY.sub("", asked))).strip(" ,，")
    own_words = _QUOTED.sub(" ", asked)
    done, planned = bool(_DONE.search(own_words)), bool(_PLANNED.search(own_words))
    return Claim(
        statement=statement,
        about=_CIRCUMSTANCE.sub("", statement),
        is_denied=is_denied(_predicate(statement)),
        is_of_all=is_of_all(statement),
        is_still=_STILL.search(own_words) is not None,
        is_done=done if done != planned else None,
        stage=stage_of(statement),
    )


def _predicate(statement: str) -> str:
    """What of a statement can be denied: its last part, without what tells which thing it is of and without a bound (不到5%)."""
    text = in_figures(statement)
    if bound := bound_of(text):
        text = f"{text[: bound.start]} {text[bound.end :]}"
    text = RANKS.sub(" ", _ASIDE.sub("", text))
    parts = [part for part in re.split("[,，]", text) if len(part.strip()) >= _SHORTEST]
    return parts[-1] if parts else text
