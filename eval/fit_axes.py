"""Fit service/readers/spans/axes.safetensors: `python -m eval.fit_axes --data DIR --out FILE`.

Over the words of the reports below DIR/reports but those that the encoder is not trained on either.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from safetensors.numpy import save_file

from eval.fit_neighbours import texts_of
from indexer.encoders.base import Token
from indexer.encoders.embedded import EmbeddedEncoder, normalise
from indexer.encoders.principal import principal_axes
from service.readers.spans.layout import cut_words

_N_AXES = 16
_LEAST = 3  # times that a word must stand in the reports


def main(
    data: Annotated[Path, typer.Option(help="The folder with reports/.")],
    out: Annotated[Path, typer.Option(help="Write the axes there.")],
) -> None:
    """Write along which axes the words of many reports differ most."""
    times = Counter(Token(word.text, word.script) for text in texts_of(data) for word in cut_words(text))
    words = [word for word, n in times.items() if n >= _LEAST]
    vectors = EmbeddedEncoder().word_vectors(words)
    counts = np.array([times[word] for word in words], np.float32)
    save_file({"axes": principal_axes(normalise(vectors), counts, _N_AXES)}, out)


if __name__ == "__main__":
    typer.run(main)
