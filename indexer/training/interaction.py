"""Late interaction of every query of a batch with every passage, as `indexer.late` scores it, with gradients.

Only the words that a score is made of carry a gradient: which they are is looked up without one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from indexer.late import WINDOW
from indexer.training.prepare import Ragged


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a batch: word ids local to `vectors`, (n words, dim), of the distinct words."""

    vectors: Tensor
    words: Ragged

    def pooled(self) -> Tensor:
        """Unit vectors of the texts, (n texts, dim)."""
        offsets = torch.as_tensor(self.words.offsets[:-1])
        return functional.normalize(
            functional.embedding_bag(torch.as_tensor(self.words.values), self.vectors, offsets, mode="sum")
        )


class Interaction(NamedTuple):
    clauses: Tensor  # (n queries, n passages) MaxSim with all words of the passage
    windows: Tensor  # (n queries, n passages) MaxSim with its best window
    queries: Tensor  # (n queries, dim) unit vectors, words weighed as in the scores


def interact(queries: Side, passages: Side) -> Interaction:
    """The passages of the batch are the candidates among which a query word is rare or not."""
    units = functional.normalize(queries.vectors)
    cosines = units @ functional.normalize(passages.vectors).T  # (n distinct query words, n distinct passage words)
    padded = _padded(passages.words)
    words = torch.as_tensor(queries.words.values)  # of all queries, one after the other
    lengths = torch.as_tensor(np.diff(queries.words.offsets))
    owners = torch.repeat_interleave(torch.arange(len(lengths)), lengths)

    def add_up(values: Tensor) -> Tensor:
        return torch.zeros(len(lengths), *values.shape[1:]).index_add(0, owners, values)

    with torch.no_grad():
        reached = cosines[:, padded.clamp(min=0).flatten()].view(len(cosines), *padded.shape)
        reached = reached.masked_fill_(padded[None] < 0, -1.0)
        best, positions = reached.max(2)
        rarity = torch.log((len(padded) + 1) / ((best.clamp(min=0) ** 4).sum(1) + 0.5))
    weights = (queries.vectors.norm(dim=1).sqrt() * rarity)[words]
    shares = weights / add_up(weights)[owners]
    with torch.no_grad():
        windows = _best_windows(reached, words, shares, torch.as_tensor(queries.words.offsets[:-1]))[owners]
        in_windows = padded[torch.arange(len(padded))[None, :, None], windows[..., None] + torch.arange(WINDOW)]
        reached = cosines[words].gather(1, in_windows.clamp(min=0).flatten(1)).view(in_windows.shape)
        chosen = reached.masked_fill_(in_windows < 0, -1.0).argmax(2, keepdim=True)
        best_in_windows = in_windows.gather(2, chosen)[..., 0]
        best_words = padded[torch.arange(len(padded))[None], positions][words]
    of_words = cosines[words]
    return Interaction(
        add_up(of_words.gather(1, best_words) * shares[:, None]),
        add_up(of_words.gather(1, best_in_windows) * shares[:, None]),
        functional.normalize(add_up(units[words] * shares[:, None])),
    )


def _padded(words: Ragged) -> Tensor:
    """(n texts, longest text and WINDOW - 1 more) word ids, -1 where there is none."""
    lengths = np.diff(words.offsets)
    padded = torch.full((len(lengths), int(lengths.max()) + WINDOW - 1), -1, dtype=torch.int64)
    padded[torch.arange(padded.shape[1])[None] < torch.as_tensor(lengths)[:, None]] = torch.as_tensor(words.values)
    return padded


def _best_windows(reached: Tensor, words: Tensor, shares: Tensor, starts: Tensor) -> Tensor:
    """Where the best window of each passage begins for each query, (n queries, n passages).

    `reached` holds the cosine of each distinct query word with each word of each passage, `starts` where a query's words begin.
    """
    width = 1
    while width < WINDOW:
        reached = torch.maximum(reached[..., :-width], reached[..., width:])
        width *= 2
    scores = functional.embedding_bag(words, reached.flatten(1), starts, mode="sum", per_sample_weights=shares)
    return scores.view(len(starts), *reached.shape[1:]).argmax(2)
