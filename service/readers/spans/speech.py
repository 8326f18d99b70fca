"""Parts of speech of Chinese words, as jieba's dictionary tags them: where a phrase may begin and end.

`python -m service.readers.spans.speech` writes speech.marisa, a marisa RecordTrie "<B" of the words that are no plain nouns,
from the dictionary of the jieba that is installed.
"""

from __future__ import annotations

import functools
from enum import IntEnum
from pathlib import Path

import marisa_trie

SPEECH = Path(__file__).with_name("speech.marisa")


class Speech(IntEnum):
    NOUN = 0  # and what the dictionary does not have
    VERB = 1
    ACTION = 2  # a verb that is also a noun: 建设, 管理
    QUALITY = 3  # adjectives, and words that stand before nouns only
    PARTICLE = 4  # adverbs, prepositions, conjunctions, pronouns, auxiliaries
    PLACE = 5  # names of places
    BODY = 6  # names of organisations
    TIME = 7
    PHRASE = 8  # of four characters and more: 因地制宜
    COUNT = 9  # numerals and measure words
    SIDE = 10  # 上, 以内, 东部


_CLASSES = {
    Speech.VERB: "v vg vq vi vd",
    Speech.ACTION: "vn",
    Speech.QUALITY: "a ad ag an b z",
    Speech.PARTICLE: "d dg p c u uj ul uv uz r rr y e o k h",
    Speech.PLACE: "ns",
    Speech.BODY: "nt",
    Speech.TIME: "t tg",
    Speech.PHRASE: "i l",
    Speech.COUNT: "m mq q mg",
    Speech.SIDE: "f s",
}
# Verbs of reports that the dictionary lacks or tags as nouns and names.
_VERBS = (
    "落地 落户 落成 投用 投运 荣获 喜获 再获 获批 获颁 荣膺 斩获 蝉联 入围 入驻 进驻 问世 面世 "
    "亮相 上线 下线 达产 量产 通车 通航 通水 通电 贯通 并网 封顶 合龙 竣工 完工 完成 首发 首飞 "
    "开航 复航 复通 开馆 开园 开诊 开赛 闭幕 迁驻 挂牌 授牌 摘牌 做优 做强 做大 做实 做细 做深 "
    "建强 建优 抓实 管好 用足 守牢 兜牢 打响 唱响 擦亮 叫响 点亮 盘活 激活 出圈 领跑 夺冠 居首 "
    "更名 升格 晋级 跃升 跻身 举办 承办 创成 建有 设在 位居"
)
_NOUNS = "作用 前列 就业"
_BEFORE_VERB = (Speech.VERB, Speech.QUALITY, Speech.PARTICLE)
_CLASS_OF = {tag: speech for speech, tags in _CLASSES.items() for tag in tags.split()}


@functools.lru_cache(maxsize=1 << 14)
def speech(word: str) -> Speech:
    """The class of a folded word."""
    found = _trie().get(word)
    return Speech(found[0][0]) if found else Speech.NOUN


@functools.lru_cache(maxsize=1 << 14)
def one_hot(word: str) -> tuple[float, ...]:
    """1 for the class of a folded word and 0 for each of the others, in their order; of no word ("") 0 for all."""
    return tuple(float(bool(word) and speech(word) is of) for of in Speech)


@functools.cache
def _trie() -> marisa_trie.RecordTrie:
    return marisa_trie.RecordTrie("<B").mmap(str(SPEECH))


def build_table(path: Path) -> None:
    """Write the table of the installed jieba's dictionary."""
    import jieba

    lines = (line.decode("utf-8").split() for line in jieba.get_dict_file())
    tags = {line[0]: line[2] for line in lines if len(line) == 3}
    classes = {word: _CLASS_OF[tag] for word, tag in tags.items() if tag in _CLASS_OF}
    for word in tags:  # 投入使用 is tagged as a noun
        if len(word) == 4 and classes.get(word[:2]) in _BEFORE_VERB and classes.get(word[2:]) is Speech.VERB:
            classes[word] = Speech.VERB
    classes |= dict.fromkeys(_VERBS.split(), Speech.VERB) | dict.fromkeys(_NOUNS.split(), Speech.NOUN)
    marisa_trie.RecordTrie("<B", [(word, (int(speech),)) for word, speech in classes.items()]).save(str(path))


if __name__ == "__main__":
    build_table(SPEECH)
