"""What a question asks for: the words that ask, and the words that say what kind of thing the answer is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.segment import Word, words
from service.query import WHICH_DAY
from service.readers.spans.speech import Speech, speech

_MEASURE = "[个家位些所条座种项处名支部类件款届场片套栋只方门本张份次批代级]"
_WHAT = "(?:什么|啥)"
_WHICH = "(?<!任)何"  # 任何 is any
_HOW_MANY = "(?<![好近前这那后十])(?<!过去)(?<!未来)几"  # 近几年 is some years
_WHO = r"\bai(?= (?:là|đã|được|sẽ|có)\b)|\b(?:là|của|do|bởi|với|cho) ai\b"  # ai alone is artificial intelligence
_ASKING = re.compile(
    rf"哪(?:一|几|两|三|四|五|六|七|八|九|十|\d+)?{_MEASURE}?|{_WHAT}样?的?|第几{_MEASURE}?|{_HOW_MANY}{_MEASURE}?|多少{_MEASURE}?"
    r"|多[大高长久快]|谁|怎么样?|怎样|如何|为何|咋样?|"
    r"\b(?:which|what|who|whom|whose|where|when|how|why)\b|^name(?= the\b)|"
    r"\b(?:quel(?:le)?s?|qui|où|quand|qué|cuál(?:es)?|quién|dónde|cuándo|welche[rsnm]?|was|wer|wo|wann|wem|qual|quais|quem|onde)\b|"
    r"\b(?:как(?:ой|ая|ое|ие|ую|ого|ом|их)|что|кто|где|когда)\b|どの|どこ|どんな|どれ|なに|"
    rf"{_WHICH}(?:という)?(?=[时地处种年月日人]|.*[ぁ-ヿ])|"  # 何 is a surname too
    rf"어느|어떤|어디|무엇|누구|\b(?:أي|ما|من|أين|متى)\b|\b(?:nào|gì|đâu)\b|{_WHO}"
)
_PLACE = re.compile(rf"哪[里儿]|{_WHICH}[地处]|{_WHAT}地方|\b(?:where|où|dónde|wo|onde|где)\b|どこ|어디|أين|ở đâu")
_OFFICE = "书记|主任|[市省区县镇乡部厅局校院会]长|总理|主席|教练|作者|主编"
_PERSON = re.compile(
    rf"谁|(?:{_OFFICE})(?:叫|姓|的名字)|{_WHAT}人|哪[位些]?人|哪位|\b(?:who|whom|qui|quién|wer|quem|кто)\b|누구|{_WHO}"
)
# Who did something may be a body, and which people are a kind of them.
_ONE_PERSON = re.compile(
    rf"(?:{_OFFICE})(?:是谁|叫|姓|的名字)|是谁(?![和与的家])|谁(?:是|被|当|获|作|写|唱|任)|哪一?位|"
    r"\b(?:who|qui|quién|wer|quem|кто)\b|누구"
)
_NAME = re.compile(
    rf"叫[做作]?{_WHAT}|称为{_WHAT}|名[称字]?[是叫]?{_WHAT}|{_WHAT}名[字称号]|简称|代号|称[呼号]|哪[两三四五六七八九]个字"
    r"|\bname\b|\bcalled\b|\bnom\b|s'appelle|\bnombre (?=del? )|se llama|\bnome\b|se chama|\bheißt\b|называ|названи|"
    r"何と呼|名前|이름|اسم|يسمى|\btên\b"
)
_WAY = re.compile(rf"怎么|怎样|如何|咋|{_WHAT}(?:方式|办法|手段|措施|做法|法子)|\bhow\b|为{_WHAT}|为何|\bwhy\b")
_DATE = re.compile(
    rf"哪一?[年天日]|{_HOW_MANY}[年月日]|{WHICH_DAY}|哪个月|{_WHAT}(?:时[候间]|日子)|{_WHICH}[时年月日]|"
    r"\bwhen\b|いつ|언제|cuándo|quand|wann|когда|متى|khi nào|"
    r"\b(?:which|what) (?:year|month|day|date)\b|\bqué (?:año|mes|día|fecha)\b|\bquelle (?:année|date)\b|"
    r"\bwelche[mns] (?:jahr|tag)\b|\bкаком году|몇 ?[년월]|\b(?:năm|ngày) nào"
)
_COPULA = re.compile(r"(?:叫做?|叫作|称为|是|为|在|于|指)(?:了|的是|的)?\s*$")
_CLEFT = re.compile(r"的[^的,，]{0,10}?(?:叫做?|叫作|称为|名字是|是|为)[^\u4e00-\u9fff]*$")
_CALLED = frozenset("名字 名称 名号 名".split())
_ENDS_FOCUS = frozenset((Speech.VERB, Speech.PARTICLE, Speech.SIDE))
_QUOTES = ' “”"「」《》'
# Up to what is asked for: what is the name of the, quel est le, ¿cuál es la.
_LEADING_IN = re.compile(
    r"(?:\s+(?:is|are|was|were|est|était|es|fue|é|foi|ist|war))?"
    r"(?=\s+(?:of )?(?:the|la|les?|el|los|las|[oa]|der|die|das)\b|\s+l['’])"
    r"(?:\s+(?:the|full|official|le|el|o|der)\b)*(?:\s+(?:names?|nom|nombre|nome|name)\b)?"
    r"(?:\s+(?:of|del?|du|d[aoe]s?|des|the|les?|la|los|las|el|[oa]|der|die|das)\b|\s+[ld]['’])*"
)
_FUNCTION_WORDS = frozenset(
    "is are was were did does do has have had will the a an of to be can from for in on at by with that which who whose 's "
    "est ont été du de des d la le les l qui que dont par pour dans en au aux es fue del el los las se ha por con y é foi da "
    "ist war wird wurde hat soll der die das den im von zu был была было были для в на по được để "
    "が は を に の で と 은 는 이 가 을 를 의 에 ですか でしたか".split()
)
_WHOLE_KIND = frozenset("市省县区镇乡村国州江河湖山港岛奖路街")  # 哪个市 says all; what follows is the rest of the sentence
_KINDS_OF_PLACE = frozenset("城市 国家 地区 地方 省份 区县 市 省 县 区 州 镇 乡 村 国 街道".split())
_MOST_FOCUS = 4
_DESCRIBED = re.compile(r"[^,，。?？的]{1,8}的(?=[\u4e00-\u9fff])")  # 哪家做橡胶的厂子


@dataclass(frozen=True, slots=True)
class Sought:
    """What a question asks for. Offsets are those of the folded question."""

    spans: tuple[tuple[int, int], ...]  # of the asking words
    focus: tuple[Word, ...]  # the words that say what kind of thing is asked for, in order
    is_before: bool  # the focus stands before the asking word: 品种叫什么
    wants_name: bool  # what something is called
    wants_place: bool
    wants_person: bool
    wants_one_person: bool  # by name
    wants_way: bool  # how, or why
    wants_date: bool
    gap: int  # where the answer would stand if the question were a statement


def seek(folded: str) -> Sought:
    """What a folded question asks for."""
    spans = tuple(match.span() for match in _ASKING.finditer(folded))
    focus: Sequence[Word] = ()
    is_before = False
    wants_person = bool(_PERSON.search(folded))
    if spans and not wants_person:
        leading = _LEADING_IN.match(folded, spans[0][1])
        focus = _after(folded, leading.end() if leading else spans[0][1])
        if not focus:
            focus = _before(folded, spans[0][0])
            is_before = bool(focus)
    return Sought(
        spans,
        tuple(focus),
        is_before,
        wants_name=bool(_NAME.search(folded)),
        wants_place=bool(_PLACE.search(folded)) or bool(focus) and focus[-1].text in _KINDS_OF_PLACE,
        wants_person=wants_person,
        wants_one_person=bool(_ONE_PERSON.search(folded)),
        wants_way=bool(_WAY.search(folded)),
        wants_date=bool(_DATE.search(folded)),
        gap=_gap(folded, spans[0][0]) if spans else len(folded),
    )


def _gap(folded: str, asking: int) -> int:
    """Where the words that ask begin; of 获得称号的是谁, which has an object, where the answer is left out: before 获得.

    Of 要打造的品牌是什么, whose verb has none, it is behind 打造, where the words that ask are too.
    """
    cleft = _CLEFT.search(folded, 0, asking)
    if cleft is None:
        return asking
    begin = max(folded.rfind(mark, 0, cleft.start()) + 1 for mark in ",，:：。;；")
    clause = [speech(word.text) for word in words(folded) if begin <= word.start and word.end <= cleft.start()]
    has_object = Speech.VERB in clause and clause[-1] not in (Speech.VERB, Speech.ACTION, Speech.QUALITY)
    return begin if has_object else asking


def _after(folded: str, end: int) -> list[Word]:
    """The noun phrase that follows the asking words; what describes it before 的 is left out."""
    following = [word for word in words(folded) if word.start >= end and word.text not in _CALLED]
    if not following or folded[end : following[0].start].strip(_QUOTES):
        return []
    described = _DESCRIBED.match(folded, end)
    if described and speech(following[0].text) not in (Speech.NOUN, Speech.PARTICLE):
        following = [word for word in following if word.start >= described.end()]
    focus: list[Word] = []
    for at, word in enumerate(following):
        kind = speech(word.text)
        is_last = at + 1 == len(following) and kind is Speech.VERB and len(word.text) == 2  # 哪个组织: also a verb
        is_apart = bool(focus) and bool(folded[focus[-1].end : word.start].strip(_QUOTES))
        is_done = bool(focus) and (focus[-1].text in _WHOLE_KIND or len(focus) == _MOST_FOCUS)
        if kind in _ENDS_FOCUS and not is_last or word.text in _FUNCTION_WORDS or is_apart or is_done:
            break
        focus.append(word)
    return [word for word in focus if speech(word.text) is not Speech.TIME]


def _before(folded: str, start: int) -> list[Word]:
    """The noun before 是 or 叫 that the asking words end in."""
    copula = _COPULA.search(folded, 0, start)
    earlier = [word for word in words(folded) if copula and word.end <= copula.start()]
    if not earlier or speech(earlier[-1].text) in _ENDS_FOCUS:
        return []
    return earlier[-1:]
