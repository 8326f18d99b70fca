"""Names typed in the Latin alphabet, as other languages do: Dongsha is 东沙, Xi'an 西安."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from indexer.lexical import LexicalIndex
from indexer.metadata.divisions import divisions

_NAME = re.compile(r"(?<![^\W\d_])[A-Z][a-zü]++(?:['’][a-zü]++)*+(?![^\W\d_])")
_MOST_NAMES = 8  # of a question that are looked up
_HAN = re.compile("[\u4e00-\u9fff]")
_NO_NAME = frozenset("的了么们是在和与及之不一这那个我你他她它")  # 那么 sounds like Name, 我们 like Women
_MOST_SYLLABLES, _LONGEST_SYLLABLE = 4, 6  # of a name; letters
_MOST_ALIKE = 64  # beginnings of names, the commonest, that are gone on with


class Romanised:
    """Reads names as the clauses of one snapshot write them. Safe to share between threads."""

    def __init__(self, words: Sequence[str], terms: LexicalIndex) -> None:
        """`words` are those of the clauses, whose pairs of characters are in `terms`."""
        self._words = words
        self._terms = terms
        self._read = functools.lru_cache(maxsize=1024)(self._look_up)

    def written_out(self, text: str) -> str:
        """The text with its first capitalised names in Chinese characters; what sounds like nothing in the clauses stays."""
        return _NAME.sub(lambda name: self._read(_plain(name.group())) or name.group(), text, count=_MOST_NAMES)

    def _look_up(self, name: str) -> str | None:
        """What is read so: a place, and of several what stands in most clauses, by its rarest pair of characters."""
        from pypinyin import lazy_pinyin  # a third of a second to load, which only such names cost

        could_be = [each for cut in self._cuts(name, ()) for each in self._existing(cut)]
        read_so = {each: n for each, n in could_be if _plain("".join(lazy_pinyin(each))) == name}
        return max(read_so, key=lambda each: (each in _places(), read_so[each], each), default=None)

    def _cuts(self, letters: str, before: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """Every way to cut letters into syllables."""
        if not letters and len(before) > 1:
            yield before
        for end in range(1, min(len(letters), _LONGEST_SYLLABLE) + 1) if len(before) < _MOST_SYLLABLES else ():
            if letters[:end] in self._characters:
                yield from self._cuts(letters[end:], (*before, letters[:end]))

    def _existing(self, syllables: Sequence[str]) -> list[tuple[str, int]]:
        """What could be read as these syllables and stands in clauses, and in how many of them."""
        found = [(character, self._terms.n_clauses) for character in self._characters[syllables[0]]]
        for syllable in syllables[1:]:
            longer = [(name + character, n) for name, n in found for character in self._characters[syllable]]
            with_pair = self._terms.n_with([name[-2:] for name, _ in longer]).tolist()
            kept = [(name, min(n, of_pair)) for (name, n), of_pair in zip(longer, with_pair, strict=True) if of_pair]
            found = sorted(kept, key=lambda name: -name[1])[:_MOST_ALIKE]
        return found

    @functools.cached_property
    def _characters(self) -> Mapping[str, Sequence[str]]:
        """Syllable -> the characters of the clauses that may be read so."""
        from pypinyin import Style, pinyin

        found = defaultdict(list)
        for character in sorted({character for word in self._words for character in _HAN.findall(word)} - _NO_NAME):
            for reading in dict.fromkeys(map(_plain, pinyin(character, style=Style.NORMAL, heteronym=True)[0])):
                found[reading].append(character)
        return dict(found)


@functools.cache
def _places() -> frozenset[str]:
    return frozenset(division.stem for division in divisions())


def _plain(letters: str) -> str:
    """Lower case, without marks and apostrophes; lü, which pypinyin writes lv, is lu, as it is mostly typed."""
    return "".join(filter(str.isalpha, unicodedata.normalize("NFKD", letters.lower()))).replace("v", "u")
