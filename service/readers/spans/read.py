"""The phrase that answers a question."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from indexer.encoders.base import Floats, has_words
from service.readers.base import Draft, Reading
from service.readers.spans.able import able_runs
from service.readers.spans.features import features
from service.readers.spans.kinds import axes
from service.readers.spans.layout import Laid, lay_out, read_question
from service.readers.spans.runs import Runs, find_runs
from service.readers.spans.scorer import chooser
from service.readers.spans.stretch import is_asked_form, read_stretch

_TENS = 10  # so that a weight is of the size of the others


def read_span(reading: Reading) -> Draft:
    """The phrase of the hits that answers best; the stretch that fits best where there is no phrase, or words have no vectors
    as long as those that the weights were fitted on.
    """
    phrases = _phrases(reading)
    return _read(reading, *phrases) if phrases else read_stretch(reading)


def phrase_chances(reading: Reading) -> Mapping[tuple[int, int], float]:
    """The chance of each phrase of the hits among all to be the answer, by its offsets in the report; empty where `read_span`
    weighs no phrases."""
    phrases = _phrases(reading)
    if phrases is None:
        return {}
    laid, runs, values = phrases
    scores = chooser().among_all.score(values)
    chances = np.exp(scores - scores.max())
    base = np.array([reading.hits[sentence.hit].clause.start for sentence in laid.sentences])[laid.sentence_of[runs.left]]
    places = zip((base + runs.starts).tolist(), (base + runs.ends).tolist(), strict=True)
    return dict(zip(places, (chances / chances.sum()).tolist(), strict=True))


def _phrases(reading: Reading) -> tuple[Laid, Runs, Floats] | None:
    """The phrases that may answer, in the sentences that they stand in, with their features, (n phrases, n features)."""
    encoder = reading.encoder
    if not has_words(encoder) or encoder.dim != len(axes()):
        return None
    question = read_question(reading, encoder)
    laid = lay_out(reading, question, encoder)
    runs = find_runs(laid) if laid else None
    if laid is None or runs is None or not len(runs.left):
        return None
    runs = able_runs(laid, runs, question)
    found = features(laid, runs, question, np.array([hit.score for hit in reading.hits], np.float32))
    return laid, runs, chooser().values(found)


def _read(reading: Reading, laid: Laid, runs: Runs, values: Floats) -> Draft:
    stretches = runs.stretch_of[runs.left]
    best, score = chooser().choose(values, stretches)
    sentence = laid.sentences[laid.sentence_of[runs.left[best]]]
    hit = reading.hits[sentence.hit]
    start, end = int(runs.starts[best]), int(runs.ends[best])
    stretch = runs.stretch_of == stretches[best]
    fit = reading.fits([hit.text[laid.starts[stretch][0] : laid.ends[stretch][-1]]])[0]
    is_asked = is_asked_form(reading.query, hit.text[start:end])
    place = reading.place(hit, sentence.start, sentence.end)
    return Draft(
        "span",
        hit.text[start:end],
        (place,),
        float(fit),
        is_asked,
        n_contradicted=int(reading.query.wants_date and not is_asked),
        speaks={"span_score": score / _TENS},
    )
