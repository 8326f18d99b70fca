"""Whether a question asks for yes or no, in any language."""

from __future__ import annotations

import re

_WHETHER = re.compile(
    r"吗|么[?？]?$|[是能可会有]否|([\u4e00-\u9fff])[不没]\1|(?:没有?|真的假的)[?？]?$|还是[没不未]|吧[?？]$|[,，](?:对|是|没错)吧$|"
    r"(?:^|\. )(?:is|are|was|were|did|does|do|has|have|had|will|can) |"
    r"か\?$|[까가]\?$|\bли\b|^هل |หรือไม่|ไหม\?*$|\b(?:không|chưa)\?$|"
    r"\best-ce qu(?!i)|\w-(?:t-)?(?:ils?|elles?|on)\b|"
    r"^(?:ist|sind|hat|haben|wird|werden|wurden?|gibt|kann|können|soll|sollen|muss|müssen|liegt|lag|gab|gaben|war|waren) "
)
# An auxiliary that begins a part of the question: I sold my car, may I keep the plate?
_INVERTED = re.compile(
    r"(?:^|[.,:;] |[-–—] ?|\b(?:and|so|but) )"
    r"(?:should|must|may|could|would|might|do|is|are|was|were|will|can|did|does|has|have) "
)
# Bare keywords with a question mark: 新增就业的人数? What is said of them makes a statement of it: 低于全国的增速?
_KEYWORDS = re.compile(r"(?:[额量率数值幅度积重例速名]|水平|目标|[名]称|名字|里程|储备|安排|收入|支出|线路)\?+$")
_SAYS = re.compile(r"[低高多少快慢大小]于|超过|不|没|比[^重例]|达到|突破")
_SPACED = re.compile("[\u4e00-\u9fff] +[\u4e00-\u9fff]")
_HAN = re.compile("[\u3040-\u9fff]")
_SHORTEST, _FEWEST_WORDS = 8, 5  # of a statement: characters, words in languages that have spaces between them
_ASKS_MORE = re.compile(
    r"多少|甚(?!至)|还是(?![没不未排在一\d])|[有得会]多(?![吗吧么])[\u4e00-\u9fff]{1,2}\?|"
    r"(?<![好晚早近前这那过后])几(?!乎)|哪|什么|啥|谁|怎|咋|如何|为何|多[大高长快久]|好多[\u4e00-\u9fff]{0,2}[嘛哦呢啊]?\?*$|(?<!不)[是叫为]\?$|"
    r"\b(?:how|what|which|who(?:se|m)?|when|where|why|"
    r"qui[eé]n\w*|qual|quais|cu[aá]\w+|quant[oa]s?|d[oó]nde|onde|c[oó]mo|quand\w*|quem|quel\w*|combien|où|quoi|pourquoi|"
    r"wer|wen|wem|welche\w*|wann|wo(?:her|hin|mit|für|zu|von|durch|r(?:an|auf|aus|in|um|über|unter))?|wie(?:viel\w*)?|warum|"
    r"как\w*|насколько|сколь\w*|(?<!, )что|чем\w*|к(?:то|ем|ому|ого|огда)|ч(?:ей|ь[яёейи]\w*)|где|куда|сколько|почему)\b|"
    r"^(?:(?:à|de|avec|pour|par|chez) )?qui\b|"
    r"^(?:comment|was (?:ist|sind|war|wird|werden|wurden?|soll|hat|haben|kann|will|plant|bedeutet)) |"
    r"^¿?(?:[^ ]+ ){0,3}qué\b|(?:^|[,:?] )(?:\w+ ){0,2}que\b|\bqu['’]est|"
    r"何|誰|どこ|どの|どれ|どう|どんな|いつ|いくつ|いくら|なぜ|"
    r"무엇|뭐|뭘|뭔|[은는]\?$|어느|어떤|어디|누구|언제|얼마|몇|왜|어떻게|"
    r"كم|متى|أين|\bra sao\b|^ai |\bai (?:là|sẽ|được|đã)\b|\b(?:gì|nào|bao nhiêu|mấy|đâu)\b|อะไร|ใด|ไหน|เท่า|กี่|ใคร"
)
# Words that ask elsewhere and here take any: 有没有哪一年, 不管住在哪里, 谁都没活干.
_ANY = re.compile(
    r"(?<=没有)[^,，]{0,4}?(?:哪|谁)|(?:不管(?![吗吧了])|无论|不论)[^,，]*|(?:哪|谁|什么|啥)[^,，]{0,4}?[都也]|どの[^,、]{1,4}より"
)
_LAST = re.compile(r"[,，]([^,，]{5,})$")  # 产值耗多少能,年年都会公布吗
_TELL = re.compile(r"[能可]以?[^,，]{0,4}(?:[给说讲列]个|说说|列[出一举]|介绍|告诉)")


def asks_whether(folded: str) -> bool:
    """Whether a folded question asks for yes or no, and for nothing that it would not hold itself."""
    last = _LAST.search(folded)
    text = _ANY.sub(" ", last[1] if last and _WHETHER.search(last[1]) else folded)
    if _WHETHER.search(text):
        return not (_ASKS_MORE.search(text) or _TELL.search(text))
    return _is_statement(folded) and not (_ASKS_MORE.search(folded) or _TELL.search(folded))


def _is_statement(folded: str) -> bool:
    """Whether it is a statement with a question mark, 公园已经挂牌了?, and no bare keywords with one."""
    if not folded.endswith("?"):
        return False
    if folded.isascii():
        return _INVERTED.search(folded) is not None
    if not _HAN.search(folded):
        return len(folded.split()) >= _FEWEST_WORDS
    is_long = len(folded) >= _SHORTEST and not _SPACED.search(folded)
    return is_long and (_KEYWORDS.search(folded) is None or _SAYS.search(folded) is not None)
