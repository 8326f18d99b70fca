"""Whether a question asks for yes or no, in any language."""

from __future__ import annotations

import re

_WHETHER = re.compile(
    r"吗|么[?？]?$|[是能可会有]否|([\u4e00-\u9fff])[不没]\1|(?:没有?|真的假的)[?？]?$|还是[没不未]|吧[?？]$|[,，](?:对|是|没错)吧$|"
    r"(?:^|\. )(?:is|are|was|were|did|does|do|has|have|had|will|can) |"
    r"か\?$|까\?$|\bли\b|^هل |หรือไม่|ไหม\?*$|\b(?:không|chưa)\?$|"
    r"\best-ce qu(?!i)|\w-(?:t-)?(?:ils?|elles?|on)\b|"
    r"^(?:ist|sind|hat|haben|wird|werden|wurden?|gibt|kann|können|soll|sollen|muss|müssen|liegt|lag|gab|gaben|war|waren) "
)
# A statement with a question mark: 公园已经挂牌了?, and in languages that ask so.
_STATED = re.compile(
    r"(?:(?<![为除])了(?!解)|已经|还[是要能在有没差得]|[也都][能有是会要]|要被|就是|没[\u4e00-\u9fff]|不[打用让给许交行是]|比[^,，]+[高多低少大小快慢]|够得?上|排[在第]|"
    r"[\u4e00-\u9fff]在[^,，]{1,12}[上里中下](?!的))[^?]*\?$|"
    r"^¿|\b(?:déjà|est|sont|était|dépassait)\b.*\?$|\b(?:foi|já|são|é)\b.*\?$|\b(?:уже|был[аои]?)\b.*\?$"
)
_ASKS_MORE = re.compile(
    r"多少|(?<![好晚早近前这那过后])几(?!乎)|哪|什么|啥|谁|怎|咋|如何|为何|多[大高长快久]|好多[\u4e00-\u9fff]{0,2}[嘛哦呢啊]?\?*$|(?<!不)[是叫为]\?$|"
    r"\b(?:how|what|which|who|when|where|why|"
    r"qui[eé]n\w*|qual|quais|cu[aá]\w+|quant[oa]s?|d[oó]nde|onde|c[oó]mo|quand\w*|quem|quel\w*|combien|où|quoi|pourquoi|"
    r"wer|wen|wem|welche\w*|wann|wo(?:her|hin|mit|für|zu|von|durch)?|wie(?:viel\w*)?|warum|"
    r"как\w*|(?<!, )что|чем\w*|к(?:то|ем|ому|ого|огда)|ч(?:ей|ь[яёейи]\w*)|где|куда|сколько|почему)\b|"
    r"^(?:(?:à|de|avec|pour|par|chez) )?qui\b|"
    r"^(?:comment|was (?:ist|sind|war|wird|werden|wurden?|soll|hat|haben|kann|will|plant|bedeutet)) |"
    r"^¿?(?:[^ ]+ ){0,3}qué\b|^(?:\w+ ){0,2}que\b|\bqu['’]est|何|誰|どこ|どの|どれ|どう|どんな|いつ|いくつ|いくら|なぜ|"
    r"무엇|어느|어떤|어디|누구|언제|얼마|몇|왜|어떻게|"
    r"كم|متى|أين|\b(?:gì|nào|bao nhiêu|mấy|đâu)\b|อะไร|ใด|ไหน|เท่า|กี่|ใคร"
)
# Words that ask elsewhere and here take any: 有没有哪一年, 不管住在哪里, 谁都没活干.
_ANY = re.compile(
    r"(?<=有没有)[^,，]{0,4}?(?:哪|谁)|(?:不管|无论|不论)[^,，]*|(?:哪|谁|什么|啥)[^,，]{0,4}?[都也]|どの[^,、]{1,4}より"
)
_LAST = re.compile(r"[,，]([^,，]{5,})$")  # 产值耗多少能,年年都会公布吗
_TELL = re.compile(r"[能可]以?[^,，]{0,4}(?:[给说讲列]个|说说|列[出一举]|介绍|告诉)")


def asks_whether(folded: str) -> bool:
    """Whether a folded question asks for yes or no, and for nothing that it would not hold itself."""
    last = _LAST.search(folded)
    text = _ANY.sub(" ", last[1] if last and _WHETHER.search(last[1]) else folded)
    if _WHETHER.search(text):
        return not (_ASKS_MORE.search(text) or _TELL.search(text))
    return bool(_STATED.search(folded)) and not _ASKS_MORE.search(folded)
