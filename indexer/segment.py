"""From text to words: folding, and cutting with jieba over a memory-mapped dictionary.

The text of a report is never changed; folding happens on the way to tokens and vectors only.
"""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jieba
import marisa_trie
import opencc

from indexer.errors import EncoderUnavailable

DICTIONARY = Path(__file__).parent / "model" / "words.marisa"

_PIECE = re.compile(
    r"(?P<han>[\u3400-\u4dbf\u4e00-\u9fff]{1,512})"  # no real run is longer; jieba's time grows with its square
    r"|(?P<kana>[\u3040-\u30ff\uac00-\ud7af]+)"
    r"|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<letters>[^\W\d_\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+)"
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")  # half a character, as JSON and file names may carry; OpenCC refuses it
_WIDE = {wide: unicodedata.normalize("NFKC", wide) for wide in "，；：（）！？％．\u3000"}
_LONGEST_WORD = 16  # characters, of jieba's dictionary


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a folded text. Invariant: folded[start:end] == text."""

    text: str
    script: str  # "han", "kana" (kana and hangul), "number" or "letters"
    start: int
    end: int


class _Frequencies(Mapping[str, int]):
    """jieba's FREQ over a memory-mapped trie: loads in a millisecond where the pickled dict takes half a second."""

    def __init__(self, path: Path) -> None:
        try:
            self.trie = marisa_trie.RecordTrie("<I").mmap(str(path))
            self.total = self.trie[" total"][0][0]
        except (OSError, RuntimeError, KeyError) as error:
            raise EncoderUnavailable(f"{path}: the dictionary cannot be read ({error}); install wenzheng again") from error
        self.look_up = functools.lru_cache(maxsize=1 << 16)(self._read)

    def _read(self, word: str) -> int:
        found = self.trie.get(word)
        return found[0][0] if found else 0

    def __getitem__(self, word: str) -> int:
        return self.look_up(word)

    def get(self, word: str, default: Any = None) -> Any:
        return self.look_up(word) or default

    def __contains__(self, word: object) -> bool:
        return word in self.trie

    def __iter__(self) -> Iterator[str]:
        return iter(self.trie)

    def __len__(self) -> int:
        return len(self.trie)


class Cutter(jieba.Tokenizer):  # type: ignore[misc]
    """jieba's own algorithm (longest probable path, hidden Markov model for unknown words) over `_Frequencies`."""

    def __init__(self, path: Path = DICTIONARY) -> None:
        super().__init__()
        self.FREQ = _Frequencies(path)
        self.total = self.FREQ.total
        self.initialized = True

    def get_DAG(self, sentence: str) -> dict[int, list[int]]:
        prefixes = self.FREQ.trie.prefixes
        return {i: [i + len(word) - 1 for word in prefixes(sentence[i : i + _LONGEST_WORD])] or [i] for i in range(len(sentence))}

    def calc(self, sentence: str, DAG: dict[int, list[int]], route: dict[int, tuple[float, int]]) -> None:
        frequency, log, log_total = self.FREQ.look_up, math.log, math.log(self.total)
        route[len(sentence)] = (0, 0)
        for i in range(len(sentence) - 1, -1, -1):
            route[i] = max((log(frequency(sentence[i : x + 1]) or 1) - log_total + route[x + 1][0], x) for x in DAG[i])


@functools.cache
def cutter() -> Cutter:
    """The one cutter of this process."""
    return Cutter()


def build_dictionary(path: Path) -> None:
    """Write jieba's dictionary as a trie of frequencies (marisa RecordTrie "<I", its total under " total")."""
    plain = jieba.Tokenizer()
    frequencies, total = plain.gen_pfdict(plain.get_dict_file())
    entries = [(word, (frequency,)) for word, frequency in frequencies.items() if frequency]
    marisa_trie.RecordTrie("<I", [*entries, (" total", (total,))]).save(str(path))


@functools.cache
def _to_simplified() -> Any:
    return opencc.OpenCC("t2s")


@functools.lru_cache(maxsize=4096)  # the clauses that answer come back from one question to the next
def fold(text: str) -> str:
    """NFKC, lower case, traditional characters to simplified; what tokens and vectors are made from.

    A lone surrogate becomes U+FFFD.
    """
    folded = unicodedata.normalize("NFKC", _narrow(text)).lower()
    return folded if folded.isascii() else str(_to_simplified().convert(_SURROGATE.sub("\ufffd", folded)))


def _narrow(text: str) -> str:
    """The commonest wide characters as NFKC has them: it mostly finds nothing to do then, in a twentieth of the time."""
    for wide, narrow in _WIDE.items():
        text = text.replace(wide, narrow)
    return text


def folds_one_for_one(text: str) -> bool:
    """Whether each character of a text gives one of the folded text. False also for some of those of which it is so."""
    return unicodedata.is_normalized("NFKC", _narrow(text)) and len(fold(text)) == len(text)


def lower(text: str) -> str:
    """A text in lower case, one for one, so that offsets stay."""
    return text.replace("İ", "I").lower()  # the only character that gives two in lower case


def simplified(text: str) -> str:
    """Traditional characters to simplified ones, one for one, so that offsets stay; the text as it is where that cannot be."""
    plain = str(_to_simplified().convert(_SURROGATE.sub("\ufffd", text)))
    return plain if len(plain) == len(text) else text


@functools.lru_cache(maxsize=4096)  # a question is cut for its words, its terms and its years, a clause for each question
def words(folded: str) -> tuple[Word, ...]:
    """The words of a folded text in order; punctuation and white space are between them, not among them."""
    found = []
    for piece in _PIECE.finditer(folded):
        script, start = str(piece.lastgroup), piece.start()
        for part in _cut(piece.group()) if script == "han" else (piece.group(),):
            found.append(Word(part, script, start, start + len(part)))
            start += len(part)
    return tuple(found)


@functools.lru_cache(maxsize=4096)  # a run of a clause comes again in its sentence, and each is cut on its own
def _cut(run: str) -> tuple[str, ...]:
    """A run of Chinese characters, cut."""
    return tuple(cutter().cut(run)) if len(run) > 1 else (run,)
