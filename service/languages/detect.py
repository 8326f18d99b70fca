"""Which language a question is in: by its script, and among those in Latin letters by small words and letters of their own."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping

import opencc

_SCRIPTS = (  # before Han characters, which a question in any of these may quote
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("ja", re.compile("[\u3041-\u3096\u30a1-\u30fa].*[\u3041-\u3096\u30a1-\u30fa]")),
    ("ru", re.compile("[\u0400-\u04ff]{2}")),
    ("ar", re.compile("[\u0620-\u06ff]{2}")),
    ("th", re.compile("[\u0e00-\u0e7f]{2}")),
)
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN = re.compile(r"[^\W\d_]+")
_SMALL_WORDS: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "what how many much is are was were the of in did does do which who when where why will can has have had "
        "for and to by a an on from this that there any year",
        "de": "wie will viel viele was welche welcher welches wer wann wo ist sind war waren der die das den dem des "
        "wird wurde wurden im in und von für ein eine zum zur hoch es nach bis auf mit um soll sollen kann sich "
        "auch ich man seine ihre zu",
        "fr": "quel quelle quels quelles combien est sont de la le les des du au aux en dans était pour qui que quand où "
        "comment un une par sur et à qu d l ont sera ce",
        "es": "cuánto cuántos cuánta cuántas cuál cuáles qué quién cuándo dónde cómo cuanto cuantos cuantas cual es son "
        "de la el los las en del fue para por y se un una hay que lo con vamos van",
        "pt": "quanto quantos quantas quanta qual quais que quem quando onde como é são de do da dos das em no na nos "
        "nas foi para por e o a os as um uma ao há se eu até mais vai já também pra ou",
        "vi": "bao nhiêu là của năm có những gì nào khi ở đâu trong được và các mấy cho",
    }.items()
}
_OWN_LETTERS = {
    "de": "äöüß",
    "fr": "œèêëîïûç",
    "es": "ñ¿¡",
    "pt": "ãõçâ",
    "vi": "ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ",
}


@functools.lru_cache(maxsize=64)  # an answer is told in the language of its question, whose evidence it is too
def language_of(text: str) -> str:
    """A tag of BCP 47, one of those in `phrases`; zh for a text without letters, en for unknown Latin letters."""
    composed = unicodedata.normalize("NFKC", text).lower()
    for language, script in _SCRIPTS:
        if script.search(composed):
            return language
    words = _LATIN.findall(_HAN.sub(" ", composed))
    spoken = {language: sum(word in small for word in words) for language, small in _SMALL_WORDS.items()}
    if _HAN.search(composed) and max(spoken.values()) < 2:
        return "zh-Hant" if _is_traditional(composed) else "zh"
    if not words:
        return "zh"
    for language, letters in _OWN_LETTERS.items():
        spoken[language] += sum(letter in composed for letter in letters)
    return max(spoken, key=lambda language: spoken[language])  # the first of equal ones, which is English


def to_traditional(text: str) -> str:
    """The text in traditional characters, of the same length but for phrases that are written otherwise."""
    return str(_converter("s2tw").convert(text))


def _is_traditional(text: str) -> bool:
    """Whether more of its characters are written in the traditional way than in the simplified one."""
    return _n_changed(text, "t2s") > _n_changed(text, "s2t")


def _n_changed(text: str, way: str) -> int:
    return sum(a != b for a, b in zip(text, _converter(way).convert(text), strict=False))


@functools.cache
def _converter(way: str) -> opencc.OpenCC:
    return opencc.OpenCC(way)
