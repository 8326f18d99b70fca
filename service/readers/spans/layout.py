"""The sentences that an answer may stand in, as words beside those of the question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.encoders.base import Floats, Token, WordEncoder
from indexer.encoders.embedded import normalise
from indexer.segment import Word, cutter, words
from service.highlight import fold_with_origins
from service.readers.base import Reading
from service.readers.spans.sought import Sought, seek
from service.readers.spans.speech import speech
from service.records import Hit

Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]
Column = npt.NDArray[Any]  # a feature: floats, or whether something is so
N_SENTENCES = 6  # that are read
_LEADING = frozenset("以向在为由对和与将把从于即")  # no word that the dictionary lacks begins with one: 向谷, 以新
_KINDS_OF_PLACE = ("地方", "地区", "城市")
_KINDS_OF_PERSON = ("同志", "主席", "省长")


@dataclass(frozen=True, slots=True)
class Question:
    """What a question is about, the words that ask left out."""

    sought: Sought
    units: Floats  # (n words, dim)
    vector: Floats  # (dim,) of all of them
    kind: Floats  # (dim,) of the focus
    weights: Floats  # (n words,) adding up to 1
    is_left: Bools  # (n words,) of those before the gap that the answer would fill
    focus: Floats  # (n focus words, dim), at least one row
    head: str  # what is asked for, in a word: 社区卫生服务中心
    precedes: str  # the question up to the words that ask
    follows: str  # and from them on
    folded: str
    is_foreign: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    hit: int
    start: int  # in the hit's text
    end: int
    words: Sequence[Word]  # offsets in the hit's text
    fit: float  # MaxSim of the question with it


@dataclass(frozen=True, slots=True)
class Laid:
    """The best sentences laid one after the other, n words in all. What is between two words is their gap: n + 1 in all."""

    texts: Sequence[str]  # of the hits
    sentences: Sequence[Sentence]
    sentence_of: Ints  # (n,)
    words: Sequence[str]  # (n,) folded
    kinds: Ints  # (n,) the part of speech of each
    starts: Ints  # (n,) in the hit's text
    ends: Ints
    vectors: Floats  # (n, dim)
    cosines: Floats  # (n, n question words), at least 0
    to_focus: Floats  # (n,) the best cosine with a word of the focus
    gaps: Sequence[str]  # (n + 1,) a line feed where a sentence ends


def read_question(reading: Reading, encoder: WordEncoder) -> Question:
    """Its words weigh as they did in the search, or, where that told no weights, by their norms."""
    folded = reading.query.folded
    sought = seek(folded)
    found = words(folded)
    is_asking = [any(start < word.end and word.start < end for start, end in sought.spans) for word in found]
    is_focus = [not sought.is_before and word in sought.focus for word in found]
    about = [word for word, a, b in zip(found, is_asking, is_focus, strict=True) if not a and not b] or list(found)
    vectors = encoder.word_vectors([Token(word.text, word.script) for word in about])
    weight_of = {match.query_word: match.weight for match in reading.hits[0].matches}
    weights = np.array([weight_of.get(word.text, 0.0) for word in about], np.float32)
    if not weights.any():
        weights = np.linalg.norm(vectors, axis=1)
    kinds = _KINDS_OF_PERSON if sought.wants_person else _KINDS_OF_PLACE if sought.wants_place else ()
    focus = [Token(word.text, word.script) for word in sought.focus] or [Token(kind, "han") for kind in kinds]
    of_focus = encoder.word_vectors(focus) if focus else np.zeros((1, encoder.dim), np.float32)
    head = "".join(word.text for word in sought.focus)
    return Question(
        sought,
        normalise(vectors),
        normalise(vectors.sum(0, keepdims=True))[0],
        normalise(of_focus.sum(0, keepdims=True))[0],
        weights / max(float(weights.sum()), 1e-9),
        np.array([word.end <= sought.gap for word in about], bool),
        normalise(of_focus),
        head,
        folded[: sought.gap] if sought.spans else "",
        (folded[sought.gap :] if sought.gap < sought.spans[0][0] else folded[sought.spans[0][1] :]) if sought.spans else "",
        folded,
        not any(word.script == "han" for word in found),
    )


def lay_out(reading: Reading, question: Question, encoder: WordEncoder) -> Laid | None:
    """The N_SENTENCES that fit best, with the score of their hits; None where no hit has a word."""
    rows: dict[Token, int] = {}
    cut = [_words(hit) for hit in reading.hits]
    ids = [np.array([rows.setdefault(Token(w.text, w.script), len(rows)) for w in found], np.intp) for found in cut]
    vectors = encoder.word_vectors(list(rows))
    units = normalise(vectors)
    cosines = np.maximum(units @ question.units.T, 0)
    to_focus = (units @ question.focus.T).max(1)
    best = sorted(_sentences(reading, cut, ids, cosines * question.weights), key=lambda s: -s.fit - reading.hits[s.hit].score)
    chosen = best[:N_SENTENCES]
    if not chosen:
        return None
    flat = np.array([rows[Token(w.text, w.script)] for s in chosen for w in s.words], np.intp)
    return Laid(
        [hit.text for hit in reading.hits],
        chosen,
        np.repeat(np.arange(len(chosen)), [len(s.words) for s in chosen]),
        texts := [w.text for s in chosen for w in s.words],
        np.array([speech(text) for text in texts], np.intp),
        np.array([w.start for s in chosen for w in s.words], np.intp),
        np.array([w.end for s in chosen for w in s.words], np.intp),
        vectors[flat],
        cosines[flat],
        to_focus[flat],
        _joined([list(_gaps(reading.hits[s.hit].text, s)) for s in chosen]),
    )


def cut_words(folded: str) -> list[Word]:
    """The words of a folded text, by their offsets in it."""
    return [part for word in words(folded) for part in _parts(word)]


def _words(hit: Hit) -> list[Word]:
    """The words of a hit, by their offsets in its text."""
    folded, origins = fold_with_origins(hit.text)
    return [Word(word.text, word.script, origins[word.start], origins[word.end - 1] + 1) for word in cut_words(folded)]


def _parts(word: Word) -> Sequence[Word]:
    """A word that the dictionary lacks is a guess: the preposition that it begins with is a word of its own."""
    if len(word.text) < 2 or word.text[0] not in _LEADING or word.text in cutter().FREQ:
        return (word,)
    cut = word.start + 1
    return Word(word.text[0], word.script, word.start, cut), Word(word.text[1:], word.script, cut, word.end)


def _sentences(reading: Reading, cut: Sequence[Sequence[Word]], ids: Sequence[Ints], weighted: Floats) -> Iterator[Sentence]:
    for at, hit in enumerate(reading.hits):
        starts = np.array([word.start for word in cut[at]], np.intp)
        for start, end in reading.sentences(hit):
            first, last = np.searchsorted(starts, (start, end))
            if first < last:
                fit = float(weighted[ids[at][first:last]].max(0).sum())
                yield Sentence(at, start, end, cut[at][first:last], fit)


def _gaps(text: str, sentence: Sentence) -> Iterator[str]:
    """What is before each word, and after the last."""
    end = sentence.start
    for word in sentence.words:
        yield text[end : word.start]
        end = word.end
    yield text[end : sentence.end]


def _joined(gaps: Sequence[Sequence[str]]) -> list[str]:
    """The gaps of all sentences: between two of them a line feed too."""
    joined = [f"\n{gaps[0][0]}"]
    for own, following in zip(gaps, [*gaps[1:], [""]], strict=True):
        joined += [*own[1:-1], f"{own[-1]}\n{following[0]}"]
    return joined
