"""The phrase that answers a question."""

from __future__ import annotations

import numpy as np

from indexer.encoders.base import WordEncoder, has_words
from service.readers.base import Draft, Reading
from service.readers.spans.able import able_runs
from service.readers.spans.features import features
from service.readers.spans.kinds import axes
from service.readers.spans.layout import lay_out, read_question
from service.readers.spans.runs import find_runs
from service.readers.spans.scorer import chooser
from service.readers.spans.stretch import is_asked_form, read_stretch

_TENS = 10  # so that a weight is of the size of the others


def read_span(reading: Reading) -> Draft:
    """The phrase of the hits that answers best; the stretch that fits best where there is no phrase, or words have no vectors
    as long as those that the weights were fitted on.
    """
    encoder = reading.encoder
    return (has_words(encoder) and encoder.dim == len(axes()) and _read(reading, encoder)) or read_stretch(reading)


def _read(reading: Reading, encoder: WordEncoder) -> Draft | None:
    question = read_question(reading, encoder)
    laid = lay_out(reading, question, encoder)
    runs = find_runs(laid) if laid else None
    if laid is None or runs is None or not len(runs.left):
        return None
    runs = able_runs(laid, runs, question)
    found = features(laid, runs, question, np.array([hit.score for hit in reading.hits], np.float32))
    stretches = runs.stretch_of[runs.left]
    best, score = chooser().choose(chooser().values(found), stretches)
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
