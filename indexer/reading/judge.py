"""Is a text a government work report? What is none is refused instead of being indexed."""

from __future__ import annotations

import re

OPENING = 3000  # characters looked at for title, salutation and the like
SHORTEST, LONG = 300, 3000  # Chinese characters; a long text needs one sign, a shorter one two
N_WORDS = 15  # of the vocabulary, in 1,000 Chinese characters; the reports at hand have 22 to 45, an encyclopedia 1
N_ARTICLES = 3

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_WORDS = re.compile(
    "发展|發展|建设|建設|经济|經濟|增长|增長|推进|推進|加快|坚持|堅持|提高|实施|生产|生產|投资|我们|我們|人民|今年|去年"
)
_SIGNS = (
    re.compile(r"^.{0,30}工作\s*(?:报\s*告|報告)\s*(?:[(（].{0,60})?$", re.M),  # a title on a line of its own
    re.compile(r"^\s*(?:各位代表|各位委员|同志们)", re.M),
    re.compile(r"请(?:予|各位代表|大会)?审[议查]|請予審議|报告(?:政府)?工作|作.{0,60}报告|作.{0,10}工作報告"),
    re.compile("工作回顾|工作总结|过去的?[一几五]年|[一几两三四五]年来"),
)
_PART = re.compile(r"^\s*(?:第?[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[）)])", re.M)
_ARTICLE = re.compile(r"^\s*第[一二三四五六七八九十百零]+条", re.M)


def why_no_report(text: str) -> str | None:
    """What the text lacks to be a work report, in words for an error; None if it is one.

    A report is mostly Chinese, is not made of articles (第一条), uses its vocabulary (发展, 建设, 增长), and shows signs: a title
    工作报告, a salutation (各位代表), what it is for (请予审议), a look back (过去一年), numbered parts.
    """
    n_chinese, n_letters = len(_CHINESE.findall(text)), len(_LETTER.findall(text))
    if n_chinese < SHORTEST:
        return f"has {n_chinese} Chinese characters, a report at least {SHORTEST}"
    if n_chinese * 2 < n_letters:
        return f"has {n_chinese} Chinese characters of {n_letters} letters, a report mostly Chinese"
    if (n_articles := len(_ARTICLE.findall(text))) >= N_ARTICLES:
        return f"is made of articles (第一条), {n_articles} of them, like a law"
    if (n_words := round(len(_WORDS.findall(text)) * 1000 / n_chinese)) < N_WORDS:
        return f"has {n_words} words such as 发展, 建设, 增长 in 1,000 characters, a report at least {N_WORDS}"
    n_signs = sum(sign.search(text[:OPENING]) is not None for sign in _SIGNS) + (len(_PART.findall(text)) >= 2)
    if n_signs < (wanted := 1 if n_chinese >= LONG else 2):
        signs = "a title 工作报告, 各位代表, 请予审议, 过去一年 and numbered parts"
        return f"has {n_signs} of {signs}, a report of this length {wanted}"
    return None
