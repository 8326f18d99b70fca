"""What reports call a theme that none of them says in the words of a question: brain-computer interfaces are 脑机接口.

The words of all languages have vectors in one space, so phrases of the reports are held against the theme: as a whole, and by
whether each word of the theme is answered by a word of theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from indexer.encoders.base import Encoder, Floats, Token, WordEncoder, has_words
from indexer.encoders.embedded import normalise
from indexer.late import Compared, WordIndex, ranges
from indexer.records import Report
from indexer.snapshot import Snapshot
from service.many.mentions import is_mentioned
from service.readers.wording import content

_COSINE = 0.535  # least cosine of a phrase with the theme: of 150 themes in English two were told in wrong words
_NEAR = 0.64  # least nearness: the cosine, and for each e-fold of the phrase's occurrences _FREQUENT more
_FREQUENT = 0.04
_ANSWERS, _ANSWERS_IN_CHINESE = 0.3, 0.6  # least cosine of some word of a phrase with each word of the theme
_HEAVY = 0.5  # of an even share of the weights: a lighter word need not be answered

Phrase = tuple[int, ...]  # word ids
Rows = npt.NDArray[np.intp]


def wording(theme: str, reports: Sequence[Report], snapshot: Snapshot, encoder: Encoder) -> str | None:
    """The phrase of these reports that most likely says the theme; None where none is near, or words have no vectors."""
    index = snapshot.word_index
    if index is None or not has_words(encoder) or not (asked := encoder.words(content(theme))):
        return None
    bounds, report_rows = snapshot.first_clauses, {report_id: row for row, report_id in enumerate(snapshot.reports)}
    at = np.array([report_rows[report.report_id] for report in reports], np.intp)
    rows, _ = ranges(bounds[at], bounds[at + 1])
    compared = index.compare(asked, encoder.word_vectors(asked), rows)
    counted = Counter(_phrases(index, rows, compared, longest=len(asked) + 1))
    told = [phrase for phrase in counted if sum(len(index.words[word]) for word in phrase) > 1]
    if not told:
        return None
    cosines = normalise(np.array([_vector(index, phrase) for phrase in told])) @ compared.vector
    nearness = cosines + _FREQUENT * np.log([counted[phrase] for phrase in told])
    heavy = compared.weights >= _HEAVY / len(asked)
    asked_vectors = normalise(encoder.word_vectors(asked))[heavy]
    least = np.array([_ANSWERS_IN_CHINESE if word.script == "han" else _ANSWERS for word in asked])[heavy]
    near = np.flatnonzero((cosines >= _COSINE) & (nearness >= _NEAR))
    for i in near[np.argsort(-nearness[near], kind="stable")].tolist():
        words = [index.words[word] for word in told[i]]
        answers = np.array([_answer(word, asked_vectors, encoder) for word in words])
        best = answers.argmax(axis=0)  # a word at either end that answers none best is no part of it: 大模型典型
        phrase = "".join(words[best.min() : best.max() + 1])
        if (answers.max(axis=0) >= least).all() and is_mentioned(phrase, reports):
            return phrase
    return None


def _answer(word: str, asked_vectors: Floats, encoder: WordEncoder) -> Floats:
    """(n asked,) how well a word or a part of it answers each word of the theme."""
    tokens = [Token(part, "han") for part in (word, *_parts(word))]
    return np.asarray((normalise(encoder.word_vectors(tokens)) @ asked_vectors.T).max(axis=0), np.float32)


def _phrases(index: WordIndex, rows: Rows, compared: Compared, *, longest: int) -> Iterator[Phrase]:
    """Every run of at most so many words of a sentence, of the clauses at `rows`, each of which answers a word of the theme."""
    segments, _ = ranges(index.clause_segments[rows], index.clause_segments[rows + 1])
    positions, begins = ranges(index.segment_starts[segments], index.segment_starts[segments + 1])
    ids = index.word_ids[positions]
    answers = (compared.cosines.max(axis=0) >= _ANSWERS)[compared.columns[ids]] & (ids > 0)
    near = np.flatnonzero(answers)
    sentence = np.searchsorted(begins, near, side="right")
    breaks = np.flatnonzero((np.diff(near) > 1) | (np.diff(sentence) > 0)) + 1
    for run in np.split(ids[near], breaks):
        words = run.tolist()
        for first in range(len(words)):
            yield from (tuple(words[first:last]) for last in range(first + 1, min(len(words), first + longest) + 1))


def _vector(index: WordIndex, phrase: Phrase) -> Floats:
    words = list(phrase)
    return np.asarray(index.scales[words] @ index.vocabulary[words].astype(np.float32), np.float32)


def _parts(word: str) -> Sequence[str]:
    """The first and the last half of a word, which overlap where it has three characters: 氢 and 能, 数据 and 中心."""
    half = (len(word) + 1) // 2
    return (word[:half], word[-half:]) if len(word) > 1 else ()
